"""Forms that grammar alone tells: made from the lemma tables by rule, for `training/grammar.py` to decide by.

« fasse » can be nothing but a subjunctive, « découvrez » at the head of a sentence nothing but an imperative.
The classes travel as the table of a lookup lemmatizer: it writes the name of the class where the lemma will
stand, one look a token, and the rulers after it compare numbers; a set a class took 1 microsecond each. The
lemmatizer then writes over it.
"""

import re
from collections.abc import Iterator, Mapping

from training.lexicon import LOANS, Analyses, tense

__all__ = [
    "ADJECTIVE", "FUNCTION", "HOMOGRAPH", "IMPERATIVE", "INFINITIVE", "LOAN", "PRESENT", "SELF",
    "SUBJUNCTIVE", "TITLED", "classes",
]  # fmt: skip

# Person and number → name of the class.
SUBJUNCTIVE = {
    (person, number): f"@sub{person}{number[0]}"
    for person, number in ((3, "Sing"), (2, "Sing"), (1, "Plur"), (2, "Plur"), (3, "Plur"))
}
IMPERATIVE = {(1, "Plur"): "@imp1", (2, "Plur"): "@imp2"}
HOMOGRAPH = "@sub?"  # « vive », « sorte », « voie »
INFINITIVE = "@inf"
ADJECTIVE = {"Sing": "@femS", "Plur": "@femP"}
LOAN = "@loan"
PRESENT = "@pres"
FUNCTION = {"Sing": "@funS", "Plur": "@funP"}  # « directrice »: who holds a function, noun or adjective
# « eux-mêmes »: what is no other word's part of speech, by number.
SELF = {"Sing": "@selfS", "Plur": "@selfP"}
TITLED = "T"  # what ends the name of the class of a form with a capital

# Stems of the subjunctive that are no stem of the indicative: all their endings tell.
_IRREGULAR = {
    "faire": "fass", "savoir": "sach", "pouvoir": "puiss", "vouloir": "veuill", "valoir": "vaill",
    "aller": "aill", "falloir": "faill", "équivaloir": "équivaill", "refaire": "refass", "défaire": "défass",
    "satisfaire": "satisfass",
}  # fmt: skip
# Here -ions and -iez are those of no imperfect.
_APART = ("fass", "sach", "puiss", "refass", "défass", "satisfass")
# Their present ends in -e like that of the first group, and is both indicative and subjunctive.
_LIKE_FIRST_GROUP = re.compile(r"(?:ouvrir|offrir|ouffrir|cueillir|saillir|faillir)$")
# « close », « conclue » are participles, and so is « circoncise ».
_PARTICIPLE = re.compile(r"(?:clo|circonci)se$|clue$")
_IMPERFECT_SUBJUNCTIVE = re.compile(r"(?:[aiuï]|in)sse$")
# « savez », « voulez » are no imperatives; « sachez », « veuillez » are.
_NO_IMPERATIVE = {
    "être", "avoir", "savoir", "vouloir", "pouvoir", "devoir", "falloir", "valoir", "pleuvoir",
}  # fmt: skip
_OWN_IMPERATIVES = {
    (1, "Plur"): ("soyons", "ayons", "sachons"),
    (2, "Plur"): ("soyez", "ayez", "sachez", "veuillez", "faites", "dites", "refaites"),
}
_SELVES = {
    "Sing": ("moi", "toi", "lui", "elle", "soi", "nous", "vous"),
    "Plur": ("nous", "vous", "eux", "elles"),
}
_COPULAS = {
    "être", "avoir", "faire", "devenir", "rester", "demeurer", "sembler", "paraître", "aller", "laisser",
    "redevenir",
}  # fmt: skip


def classes(known: Analyses, feminine: Mapping[str, str]) -> dict[str, str]:
    """Return form → name of its class; `feminine` are the feminines of adjectives, singular."""
    found = dict(_adjectives(known, feminine))
    found |= dict.fromkeys(LOANS, LOAN) | {"IT": LOAN, "agit": PRESENT}
    found |= {form.capitalize(): name for form, name in _functions(known)} | dict(_functions(known))
    found |= {
        written: SELF[number]
        for number, persons in _SELVES.items()
        for person in persons
        for written in (f"{person}-même{'s' * (number == 'Plur')}",)
        for written in (written, written.capitalize())
    }
    found |= {verb: INFINITIVE for verb in known if _only_a_verb(verb, known) and _is_infinitive(verb, known)}
    found |= dict(_imperatives(known)) | dict(_subjunctives(known))
    named = (INFINITIVE, LOAN, *IMPERATIVE.values())
    titled = {
        form.capitalize(): name + TITLED * (name in (INFINITIVE, LOAN))
        for form, name in found.items()
        if name in named and form.islower()
    }
    return dict(sorted((titled | found).items()))


def _adjectives(known: Analyses, feminine: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield feminines that are no form of a verb: as a verb « inédite » would be « inéditer »."""
    for form in feminine:
        for number, written in (("Sing", form), ("Plur", f"{form}s")):
            if not any(upos == "verb" for upos, _ in known.get(written, ())):
                yield written, ADJECTIVE[number]


def _functions(known: Analyses) -> Iterator[tuple[str, str]]:
    for form, pairs in known.items():
        if form.endswith("trice") and any(upos == "noun" and lemma.endswith("teur") for upos, lemma in pairs):
            yield from ((form, FUNCTION["Sing"]), (f"{form}s", FUNCTION["Plur"]))


def _imperatives(known: Analyses) -> Iterator[tuple[str, str]]:
    for form in known:
        for ending, key in (("ez", (2, "Plur")), ("ons", (1, "Plur"))):
            if form.endswith(ending) and _only_a_verb(form, known):
                lemmas = {lemma for _, lemma in known[form]} - _NO_IMPERATIVE
                if any(_is_present(form, lemma, ending) for lemma in lemmas):
                    yield form, IMPERATIVE[key]
    for key, forms in _OWN_IMPERATIVES.items():
        yield from ((form, IMPERATIVE[key]) for form in forms)


def _is_present(form: str, lemma: str, ending: str) -> bool:
    if lemma.endswith("er"):  # « commençons », « mangeons »
        return form[: -len(ending)].replace("ç", "c").rstrip("e") == lemma[:-2].rstrip("e")
    return not form.endswith(f"i{ending}") and tense(form, lemma) != "future"


def _subjunctives(known: Analyses) -> Iterator[tuple[str, str]]:
    for form in known:
        if form.endswith("e") and _is_subjunctive(form, known):
            if _only_a_verb(form, known):
                yield form, SUBJUNCTIVE[3, "Sing"]
                if _only_a_verb(f"{form}s", known):
                    yield f"{form}s", SUBJUNCTIVE[2, "Sing"]
            else:
                yield form, HOMOGRAPH
    for stem in _IRREGULAR.values():
        if stem != "faill":
            yield f"{stem}ent", SUBJUNCTIVE[3, "Plur"]
            yield f"{stem}e", SUBJUNCTIVE[3, "Sing"]
        if stem in _APART:
            yield f"{stem}ions", SUBJUNCTIVE[1, "Plur"]
            yield f"{stem}iez", SUBJUNCTIVE[2, "Plur"]


def _is_subjunctive(form: str, known: Analyses) -> bool:
    """Tell whether `form` is a third person singular of the present subjunctive and of no indicative.

    It is the third person plural of the indicative without -nt, in verbs whose singular does not end in -e.
    """
    lemmas = {lemma for upos, lemma in known[form] if upos == "verb"}
    if not lemmas or form in lemmas or _PARTICIPLE.search(form):
        return False
    if any(lemma.endswith("er") or _LIKE_FIRST_GROUP.search(lemma) for lemma in lemmas):
        return False
    return any(
        ("verb", lemma) in known.get(f"{form}nt", ())
        and (not _IMPERFECT_SUBJUNCTIVE.search(form) or ("verb", lemma) in known.get(f"{form[:-1]}ant", ()))
        for lemma in lemmas
    )


def _only_a_verb(form: str, known: Analyses) -> bool:
    return {upos for upos, _ in known.get(form, ())} <= {"verb", "aux"}


def _is_infinitive(form: str, known: Analyses) -> bool:
    return ("verb", form) in known[form] and form.endswith(("er", "ir", "re", "ïr")) and form not in _COPULAS
