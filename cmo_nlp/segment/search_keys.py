"""The keys under which full-text search finds a segment."""

from collections.abc import Iterable

from cmo_nlp.french import fold, masculine_singular, words
from cmo_nlp.records import Token

__all__ = ["segment_keys"]


def segment_keys(text: str, start: int = 0, tokens: Iterable[Token] = ()) -> tuple[str, str]:
    """Return the lemmas of the words of `text`, in order, and their forms in the masculine singular, folded.

    Both strings hold one key per word, so that words side by side stay so. `tokens` are those of the
    document, in which `text` begins at `start`; a word that is no token is its own lemma, in the singular.

    >>> segment_keys("L’équipe pilote les données")
    ('equipe pilote les donnee', 'equipe pilote les donnee')
    """
    lemmas = {token.start: token for token in tokens}
    there = [(fold(word.text), lemmas.get(start + word.start), start + word.end) for word in words(text)]
    plain = [masculine_singular(form) for form, _, _ in there]
    known = [
        "".join(fold(token.lemma).split()) if token and token.lemma and token.end == end else key
        for (_, token, end), key in zip(there, plain, strict=True)
    ]
    return " ".join(known), " ".join(plain)
