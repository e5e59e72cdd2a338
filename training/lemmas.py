"""Tables for spaCy's French rule lemmatizer, learned from the treebanks and the lemma tables of French.

`FrenchLemmatizer` reads (part of speech, form) through four tables: `lemma_index` (forms that are lemmas),
`lemma_exc` (form to lemma), `lemma_rules` (endings), `lemma_lookup` (the rest, case kept). Here the endings
are learned as a decision list, longest first, and the exceptions hold what index and endings get wrong: the
same knowledge as the published tables with a fifth of their bytes, the treebanks' word on ambiguous forms,
and an infinitive for verbs that no table lists (« brandait », « reciblée »).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from training.lexicon import Analyses
from training.treebanks import Sentence

if TYPE_CHECKING:
    from spacy.lookups import Lookups

__all__ = ["Observed", "choose", "endings", "inclusive", "lookups", "observe", "reach"]

Observed = dict[tuple[str, str], Counter[str]]
Rules = list[list[str]]

_INFLECTED = ("noun", "adj", "verb", "adv", "aux")
_CLOSED = ("adp", "cconj", "det", "pron", "sconj")
_INFINITIVE = ("er", "ir", "ïr", "re")
# Ours before the treebanks': « Mme » has the lemma of « M. » in Sequoia, and « tes » is in no table.
_RIGHT = {
    ("mme", "noun"): "madame", ("mmes", "noun"): "madame", ("mlle", "noun"): "mademoiselle",
    ("ton", "det"): "ton", ("ta", "det"): "ton", ("tes", "det"): "ton",
    ("tes", "adj"): "ton", ("ta", "adj"): "ton",
}  # fmt: skip
# Inclusive endings, which no table has: of « client·e·s », « acheteur·rices » counts what stands before.
_FEMININE = ("trice", "rice", "euse", "ère", "lle", "le", "ne", "ve", "e")
_LONGEST = 6
_SUPPORT = 8  # forms behind an ending; fewer, and it is an exception


def observe(sentences: Iterable[Sentence]) -> Observed:
    """Return how often each (form, part of speech), in lower case, has each lemma; « du » counts as one."""
    observed: Observed = defaultdict(Counter)
    for sentence in sentences:
        words = {row.id: row for row in sentence if row.is_word}
        merged: set[str] = set()
        for row in sentence:
            if "-" in row.id:
                first, last = map(int, row.id.split("-"))
                parts = [words[str(k)] for k in range(first, last + 1)]
                observed[row.form.lower(), parts[0].upos.lower()][" ".join(p.lemma for p in parts)] += 1
                merged.update(str(k) for k in range(first, last + 1))
        for row in words.values():
            if row.id not in merged:
                observed[row.form.lower(), row.upos.lower()][row.lemma] += 1
    return observed


def lookups(known: Analyses, observed: Observed, counted: Observed) -> "Lookups":
    """Return the four tables: entries from `known` and `observed`; `counted` only breaks ties."""
    from spacy.lookups import Lookups

    frequency = Counter[str]()
    for lemmas in counted.values():
        frequency.update(lemmas)
    wanted = _wanted(known, observed, frequency)
    index = {upos: {f: 1 for f, lemma in forms.items() if f == lemma} for upos, forms in wanted.items()}
    rules = {upos: endings(wanted[upos]) for upos in ("noun", "adj", "verb")}
    rules |= {upos: [*inclusive(), *rules[upos]] for upos in ("noun", "adj")}
    exceptions = {
        upos: {
            form: [lemma]
            for form, lemma in sorted(forms.items())
            if reach(form, index[upos], rules.get(upos, [])) != lemma
        }
        for upos, forms in wanted.items()
    }
    # A copula is an auxiliary to the parser where the tables know a verb: « deviendront ».
    index["aux"] = index["verb"] | index["aux"]
    exceptions["aux"] = exceptions["verb"] | exceptions["aux"]
    rules["aux"] = rules["verb"]
    tables = Lookups()
    tables.add_table("lemma_index", {upos: dict(sorted(forms.items())) for upos, forms in index.items()})
    tables.add_table("lemma_exc", exceptions)
    tables.add_table("lemma_rules", rules)
    tables.add_table("lemma_lookup", _numbers(observed))
    return tables


def _numbers(observed: Observed) -> dict[str, str]:
    """Return « Cinq » with lemma « cinq »: the lemmatizer leaves the case of what is no inflected word."""
    numbers = {form for form, upos in observed if upos == "num" and form.isalpha()}
    return {written: form for form in sorted(numbers) for written in (form.capitalize(), form.upper())}


def _wanted(known: Analyses, observed: Observed, frequency: Counter[str]) -> dict[str, dict[str, str]]:
    """Return the lemma that each (part of speech, form) should have."""
    wanted: dict[str, dict[str, str]] = {upos: {} for upos in (*_INFLECTED, *_CLOSED)}
    for form, pairs in known.items():
        lemmas: dict[str, set[str]] = defaultdict(set)
        for upos, lemma in pairs:
            lemmas[upos].add(lemma)
        for upos in lemmas.keys() & set(_INFLECTED):
            wanted[upos][form] = choose(form, lemmas[upos], frequency)
    for (form, upos), counts in observed.items():
        if upos in wanted:
            lemma, _ = max(counts.items(), key=lambda item: (item[1], item[0]))
            if upos == "verb" and form in wanted[upos] and not lemma.endswith(_INFINITIVE):
                continue  # « compris » of « y compris » is its own lemma in Sequoia
            wanted[upos][form] = lemma
            if "'" in form:
                wanted[upos][form.replace("'", "’")] = lemma
    for (form, upos), lemma in _RIGHT.items():
        wanted[upos][form] = lemma
    return wanted


def inclusive() -> Rules:
    """Return the endings of inclusive forms, longest first, each with nothing in its place.

    >>> ["·rices", ""] in inclusive() and ["(e)s", ""] in inclusive()
    True
    """
    points = [f"{p}{end}{plural}" for p in "·•." for end in _FEMININE for plural in ("", "s", f"{p}s")]
    brackets = [f"({end}){plural}" for end in _FEMININE for plural in ("", "s")]
    hyphens = [f"-{end}-s" for end in _FEMININE]
    found = [*points, *brackets, *hyphens, "·s", "•s"]
    return [[ending, ""] for ending in sorted(found, key=lambda ending: (-len(ending), ending))]


def choose(form: str, lemmas: set[str], frequency: Mapping[str, int]) -> str:
    """Return the lemma that the treebanks use most; else a lemma that is not the form; else the shortest."""
    return min(lemmas, key=lambda lemma: (-frequency.get(lemma, 0), lemma == form, len(lemma), lemma))


def endings(wanted: Mapping[str, str]) -> Rules:
    """Return [ending, replacement] pairs, longest ending first, that lead forms to their lemmas.

    An ending is kept where it has `_SUPPORT` forms and its commonest replacement is not what a shorter
    ending already gives. `["", ""]` closes the list: the form is its own lemma.
    """
    votes: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for form, lemma in wanted.items():
        cut, new = _change(form, lemma)
        for length in range(cut, min(_LONGEST, len(form) - 1) + 1):
            votes[form[len(form) - length :]][cut, new] += 1
    kept: dict[str, tuple[int, str]] = {"": (0, "")}
    for ending in sorted(votes, key=lambda e: (len(e), e)):
        change, count = max(votes[ending].items(), key=lambda item: (item[1], item[0]))
        shorter = (
            next(kept[ending[k:]] for k in range(1, len(ending) + 1) if ending[k:] in kept)
            if ending
            else None
        )
        if count >= _SUPPORT and change != shorter and change[0] <= len(ending):
            kept[ending] = change
    ordered = sorted(kept, key=lambda e: (-len(e), e))
    return [[ending, ending[: len(ending) - kept[ending][0]] + kept[ending][1]] for ending in ordered]


def _change(form: str, lemma: str) -> tuple[int, str]:
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return len(form) - shared, lemma[shared:]


def reach(form: str, index: Mapping[str, int], rules: Rules) -> str:
    """Return the lemma that `FrenchLemmatizer` gives `form` by index and rules, without exceptions."""
    if form in index:
        return form
    first = ""
    for old, new in rules:
        if form.endswith(old):
            reached = form[: len(form) - len(old)] + new
            if reached and (reached in index or not reached.isalpha()):
                return reached
            first = first or reached
    return first or form
