"""A text cut into the words the encoder counts, and a word cut into the parts that it shares with its kin.

The cutting here is the tokenizer's own, so that what was trained is what will be met. Accents and case are
folded, but for acronyms that would become another word: press and web write « ETATS-UNIS », « États-Unis »
and the NFD of both, and a mean of word vectors gains more from one well-trained row than from two thin ones.
"""

import gzip
import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import Stemmer

from training.acronyms import MARK, mark

__all__ = ["fold", "kin", "lemmas", "ligatured", "stem", "usage", "words"]

_WORD = re.compile(r"[^\W_]+")
_STEMMER = Stemmer.Stemmer("french")
_GRAMS = (3, 4, 5)
# Simple past and imperfect subjunctive where no other form is spelt so. Texts of our kind hardly write them,
# and as kin they mislead: « data » is no form of « dater » here, nor « cela » of « celer ».
_PAST_OF_ER = ("ai", "as", "a", "âmes", "âtes", "èrent", "asse", "asses", "ât", "assions", "assiez", "assent")
_PAST_OF_OTHERS = re.compile(r"[îû](?:mes|tes)$|(?<![ao])ît$|ût$|înt$|(?:u|în)ss(?:e|es|ions|iez|ent)$")


def fold(text: str) -> str:
    """Return `text` in lower case, ligatures opened, without accents.

    >>> fold("L’Œuvre d’ÉTÉ")
    'l’oeuvre d’ete'
    """
    return _bare(text.lower().replace("œ", "oe").replace("æ", "ae"))


def words(text: str) -> list[str]:
    """Return the folded words of `text`; an apostrophe of either kind parts words, so « l’IA » holds « ia ».

    >>> words("L’IA d'aujourd'hui : 20 % du CA")
    ['l', 'ia', 'd', 'aujourd', 'hui', '20', 'du', 'caᴬ']
    """
    return _WORD.findall(fold(mark(text)))


def kin(word: str) -> dict[str, float]:
    """Return what `word` is made of, each part with its weight: stems, lemma, groups of 3 to 5 letters.

    Words that share a part share what is learnt of it (« fidélisation » and « fidéliser » in French,
    « notoriété » and « notoriety » across the languages). The groups weigh little, 0.3 together, because they
    are many and each says little (Bojanowski et al. 2017 describe the sum of such parts). An acronym
    has no kin.
    """
    if word.endswith(MARK):
        return {}
    lemma = lemmas().get(word, word)
    parts = {f"stem:{stem(word)}": 1.0, f"lemma:{lemma}": 1.0}
    root = f"stem:{stem(lemma)}"
    parts[root] = parts.get(root, 0.0) + 1.0
    marked = f"<{word}>"
    groups = [marked[i : i + n] for n in _GRAMS for i in range(len(marked) - n + 1)]
    for group in groups:
        parts[f"group:{group}"] = parts.get(f"group:{group}", 0.0) + 0.3 / len(groups) ** 0.5
    return parts


def ligatured(texts: Iterable[str]) -> dict[str, str]:
    """Return the words of `texts` that hold « œ » or « æ », without accents, with their folded form.

    The tokenizer does not open ligatures, which would slow it: such a word has a row of its own.

    >>> ligatured(["Le cœur"])
    {'cœur': 'coeur'}
    """
    found = {
        word for text in texts for word in _WORD.findall(_bare(text.lower())) if "œ" in word or "æ" in word
    }
    return {word: fold(word) for word in sorted(found)}


def stem(word: str) -> str:
    """Return the Snowball stem of a folded word."""
    return str(_STEMMER.stemWord(word))


@cache
def lemmas() -> dict[str, str]:
    """Return folded form → folded lemma, from the French lookup table of `spacy-lookups-data`.

    Forms of the simple past and the imperfect subjunctive are left out.
    """
    found: dict[str, str] = {}
    for form, entry in _table().items():
        lemma = entry if isinstance(entry, str) else entry[0]
        if not _is_bookish(form, lemma):
            found.setdefault(fold(form), fold(lemma))
    return found


@cache
def usage() -> dict[str, float]:
    """Return how often a folded form stands in French text, from `wordfreq`; what it lacks is not there."""
    import wordfreq

    found: dict[str, float] = {}
    for form, share in wordfreq.get_frequency_dict("fr", wordlist="best").items():
        folded = fold(form)
        found[folded] = found.get(folded, 0.0) + share
    return found


def _is_bookish(form: str, lemma: str) -> bool:
    """Tell a simple past or imperfect subjunctive by its ending and the infinitive `lemma`."""
    if lemma.endswith("er"):
        root = lemma[:-2]
        roots = {root, root + "e", root[:-1] + "ç"}  # mang-e-a, commen-ç-a
        return any(form.startswith(r) and form[len(r) :] in _PAST_OF_ER for r in roots)
    return lemma.endswith(("ir", "ïr", "re")) and bool(_PAST_OF_OTHERS.search(form))


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def _table() -> dict[str, str | list[str]]:
    spec = importlib.util.find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        msg = "training needs the French lemma tables: run `pip install spacy-lookups-data`"
        raise ModuleNotFoundError(msg)
    with gzip.open(
        Path(spec.origin).parent / "data" / "fr_lemma_lookup.json.gz", "rt", encoding="utf-8"
    ) as file:
        table: dict[str, str | list[str]] = json.load(file)
    return table
