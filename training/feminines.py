"""Feminines that the lemma tables lack, made from the masculines they have: « étroite », « opportune ».

The published tables list half of the feminine adjectives as nouns alone (« digitale ») or not at all, while
their plurals are there: « étroites » reached « étroit » and « étroite » itself.
"""

import re
from collections.abc import Iterator

from training.lexicon import Analyses

__all__ = ["adjectives", "with_feminines"]

# End of the masculine → of the feminine; the first that matches counts, and -e is added where none does.
_ENDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("e", ()),
    ("eux", ("euse",)),
    ("oux", ("ouse", "ousse", "ouce")),
    ("x", ()),
    ("teur", ("trice", "teuse", "teure")),
    ("eur", ("euse", "eure")),
    ("f", ("ve",)),
    ("er", ("ère",)),
    ("et", ("ette", "ète")),
    ("c", ("que", "che", "cque")),
    ("gu", ("guë", "güe")),
    ("g", ("gue",)),
    ("eau", ("elle",)),
    ("el", ("elle",)),
    ("eil", ("eille",)),
    ("en", ("enne",)),
    ("on", ("onne",)),
    ("s", ("se",)),  # the tables have « basse », « grosse »
)
# Nouns of function that no verb gives: the guide « Femme, j'écris ton nom » (1999) allows -eure for these. As
# a rule for every noun in -eur, the ending taught the tables « figures » → « figur ».
_IN_EURE = (
    "assesseur", "assureur", "auteur", "censeur", "chercheur", "docteur", "entrepreneur", "gouverneur",
    "ingénieur", "procureur", "professeur", "proviseur", "sculpteur", "successeur", "superviseur", "traiteur",
)  # fmt: skip
# Feminine nouns in -trice that name no person.
_THINGS = re.compile(
    r"^(?:calcula|excava|généra|perfora|(?:auto|loco)?mo|[bt]r?isec|régula|oscilla|modula|détec|égalisa|rec|tec"
    r"|trac|alterna|quadra|tabula|(?:auto)?excita|cica|ma)trice$"
)


def with_feminines(known: Analyses) -> Analyses:
    """Return `known` with the feminines of its masculine adjectives and the women of its nouns in -teur."""
    women = {f"{form}{s}": {("noun", lemma)} for form, lemma in _women(known) for s in ("", "s")}
    added = {
        f"{form}{s}": {("adj", lemma)} for form, lemma in sorted(adjectives(known).items()) for s in ("", "s")
    }
    merged = dict(known)
    for upos, found in (("noun", women), ("adj", added)):
        for form, pairs in found.items():
            merged[form] = {pair for pair in merged.get(form, ()) if pair[0] != upos} | pairs
    return merged


def adjectives(known: Analyses) -> dict[str, str]:
    """Return feminine → masculine of the adjectives whose feminine the tables miss, or call its own lemma."""
    masculines = sorted(form for form, pairs in known.items() if ("adj", form) in pairs and form.isalpha())
    found: dict[str, str] = {}
    for lemma in masculines:
        for form in _made(lemma):
            readings = _lemmas(form, "adj", known)
            own = readings == {form} and lemma in _lemmas(f"{form}s", "adj", known)
            if not readings or own:
                found.setdefault(form, lemma)
    return found


def _made(lemma: str) -> tuple[str, ...]:
    for old, endings in _ENDS:
        if lemma.endswith(old):
            return tuple(lemma.removesuffix(old) + new for new in endings)
    return (f"{lemma}e",)


def _women(known: Analyses) -> Iterator[tuple[str, str]]:
    """Yield feminine nouns of function with their masculine, which is their lemma in Sequoia."""
    for form, pairs in known.items():
        if form.endswith("trice") and any(upos == "noun" for upos, _ in pairs) and not _THINGS.search(form):
            lemma = form.removesuffix("trice") + "teur"
            if any(upos in {"noun", "adj"} for upos, _ in known.get(lemma, ())):
                yield form, lemma
    for noun in _IN_EURE:
        yield f"{noun}e", noun
    for noun in [form for form, pairs in known.items() if ("noun", form) in pairs and form.endswith("chef")]:
        yield f"{noun}fe", noun


def _lemmas(form: str, upos: str, known: Analyses) -> set[str]:
    return {lemma for found, lemma in known.get(form, ()) if found == upos}
