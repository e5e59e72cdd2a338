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
# Ours before the treebanks': « Mme » has the lemma of « M. » in Sequoia, and « tes » is in no table. As an
# ADP « auxquels » is « à lequel », as in Sequoia; as a pronoun it is « lequel ».
_RIGHT = {
    ("mme", "noun"): "madame", ("mmes", "noun"): "madame", ("mlle", "noun"): "mademoiselle",
    ("ton", "det"): "ton", ("ta", "det"): "ton", ("tes", "det"): "ton",
    ("tes", "adj"): "ton", ("ta", "adj"): "ton",
    ("aux", "det"): "à le", ("qu'", "adp"): "que", ("qu'", "det"): "que", ("tu", "pron"): "toi",
    ("vacances", "noun"): "vacances", ("enceinte", "adj"): "enceinte", ("enceintes", "adj"): "enceinte",
    ("laïque", "adj"): "laïque", ("laïques", "adj"): "laïque",
    ("c'est-à-dire", "cconj"): "c'est-à-dire", ("c'est-à-dire", "adv"): "c'est-à-dire",
    **{(f"{form}", "pron"): "lequel" for form in ("auquel", "duquel", "lequel", "laquelle")},
    **{(f"{a}quel{b}s", upos): "lequel" for upos in ("pron", "det") for a in ("les", "aux", "des")
       for b in ("", "le")},
    **{(f"{a}quel{b}s", "adp"): f"{c} lequel" for a, c in (("aux", "à"), ("des", "de")) for b in ("", "le")},
    **{(f"{person}-mêmes", "pron"): f"{person}-même" for person in ("nous", "vous")},
    **{(f"{person}-même", "pron"): f"{person}-même" for person in ("moi", "toi", "soi", "nous", "vous")},
    **{(form, "pron"): "lui-même" for form in ("lui-même", "elle-même", "eux-mêmes", "elles-mêmes")},
    **{(form, "pron"): "lui" for form in ("iel", "iels", "ielle", "ielles")},
    **{(form, upos): "tout" for upos in ("pron", "adj", "det") for p in "·•‧."
       for form in (f"tou{p}te{p}s", f"tout{p}e{p}s", f"tou{p}tes", f"tout{p}es", f"tout{p}e")},
    **{(f"{form}{p}e", upos): form for form, upos in (("un", "det"), ("un", "pron"), ("chacun", "pron"))
       for p in "·•‧."},
    **{(f"ceux{p}celles", "pron"): "celui" for p in "·•‧"},
}  # fmt: skip
# Inclusive endings, which no table has: of « client·e·s », « acheteur·rices » counts what stands before.
_FEMININE = ("trice", "rice", "euse", "ère", "lle", "le", "ne", "te", "se", "ve", "e")
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
    ordinals = [[f"{digit}{e}", f"{digit}{e}"] for digit in range(10) for e in ("e", "ème")]  # « 17e »
    rules |= {upos: [*inclusive(), *ordinals, *rules[upos]] for upos in ("noun", "adj")}
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


def _numbers(observed: Observed) -> dict[str, list[str]]:
    """Return « Cinq » with lemma « cinq »: the lemmatizer leaves the case of what is no inflected word.

    « quelqu’un » is here for where it is read as a number. Lists, because the lemmatizer takes the first.
    """
    numbers = {form for form, upos in observed if upos == "num" and form.isalpha()}
    found = {written: [form] for form in sorted(numbers) for written in (form.capitalize(), form.upper())}
    return found | {"quelqu’un": ["quelqu'un"], "Quelqu’un": ["quelqu'un"]}


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
            if upos == "noun" and lemma == form and _is_form_of_another(form, wanted[upos]):
                continue  # « codes », « capitaux » and « directrice » are their own lemmas in Sequoia
            if upos == "verb" and form in wanted[upos] and not lemma.endswith(_INFINITIVE):
                continue  # « compris » of « y compris » is its own lemma in Sequoia
            wanted[upos][form] = lemma
    for (form, upos), lemma in _RIGHT.items():
        wanted[upos][form] = lemma
    for forms in wanted.values():
        forms |= {form.replace("'", "’"): lemma for form, lemma in forms.items() if "'" in form}
    return wanted


def _is_form_of_another(form: str, nouns: Mapping[str, str]) -> bool:
    """Tell whether the tables know `form` as a plural or a feminine of another noun and as none itself."""
    return form.endswith(("s", "x", "trice")) and nouns.get(form, form) != form


def inclusive() -> Rules:
    """Return the endings of inclusive forms, longest first, each with nothing in its place.

    >>> ["·rices", ""] in inclusive() and ["(e)s", ""] in inclusive()
    True
    """
    points = [f"{p}{end}{plural}" for p in "·•‧." for end in _FEMININE for plural in ("", "s", f"{p}s")]
    points += [f"s{point}" for point in points if point.endswith("s")]  # « consommateurs·trices »
    brackets = [f"({end}){plural}" for end in _FEMININE for plural in ("", "s")]
    hyphens = [f"-{end}-s" for end in _FEMININE]
    found = [*points, *brackets, *hyphens, "·s", "•s", "‧s"]
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
