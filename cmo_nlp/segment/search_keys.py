"""The keys under which full-text search finds a segment."""

from collections.abc import Iterable

from cmo_nlp.french import fold, search_keys, words
from cmo_nlp.records import Token

__all__ = ["irregular_forms", "segment_keys"]

_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_AUXILIARIES = frozenset({"être", "avoir"})
# Function words, folded, that forms of verbs and adjectives are spelled like once their accents are gone.
_FUNCTION_WORDS = frozenset({
    "a", "as", "ces", "des", "dont", "du", "en", "entre", "eu", "la", "les", "lui", "ma", "meme", "mon", "ni",
    "on", "or", "ou", "par", "pas", "plus", "que", "qui", "sa", "si", "son", "sous", "sur", "ta", "ton",
    "tous", "tout", "tu", "un", "une", "vers",
})  # fmt: skip


def segment_keys(text: str) -> tuple[str, str]:
    """Return the search keys of the words of `text`, in order, and those of its unaccented spelling.

    Both strings hold one key per word, so that words side by side stay so.

    >>> segment_keys("L’équipe maîtrise l'IA")
    ('equip maitris ia', 'equip maitris ia')
    """
    both = [search_keys(word.text) for word in words(text)]
    return " ".join(key for key, _ in both), " ".join(plain for _, plain in both)


def irregular_forms(text: str, tokens: Iterable[Token]) -> frozenset[tuple[str, str]]:
    """Return (form, lemma), folded, of the nouns, verbs and adjectives whose lemma has other search keys.

    A form that is spelled like a function word (« dû », « du ») is left out: under it every passage would be
    found.
    """
    forms = {
        (text[token.start : token.end], token.lemma)
        for token in tokens
        if token.upos in _CONTENT or (token.upos == "AUX" and token.lemma not in _AUXILIARIES)
    }
    return frozenset(
        (fold(form), fold(lemma))
        for form, lemma in forms
        if fold(form) not in _FUNCTION_WORDS and _differ(form, lemma)
    )


def _differ(form: str, lemma: str) -> bool:
    """Return whether two words, both of letters, share no search key."""
    return form.isalpha() and lemma.isalpha() and set(search_keys(form)).isdisjoint(search_keys(lemma))
