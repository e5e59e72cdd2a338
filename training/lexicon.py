"""What the French lemma tables know of a form, as a vector: parts of speech, and how each makes its lemma.

A treebank of 130,000 words has met a fraction of French; the tables of spacy-lookups-data list 220,000 forms
with parts of speech and lemmas. « pilotaient » unseen is then still « verb, -aient → -er ». Forms with the
same knowledge share one row, so the table costs a key per form and some thousands of rows.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.vectors import Vectors
    from spacy.vocab import Vocab

__all__ = ["DIMENSIONS", "analyses", "edit", "mended", "tense", "vectors"]

DIMENSIONS = 64
_RARE = 15  # an inflection met on fewer forms tells too little to be worth a feature

# The imperfect subjunctive and the plural past historic: 100,000 forms that the press does not write. The
# present of « investir » looks like the former.
_PRESENT = re.compile(r"iss(?:e|es|ent)$")
_BOOKISH = re.compile(r"(?:a|i|u)ss(?:e|es|ions|iez|ent)$|[âîû](?:mes|tes|t)$")
_FIRST_GROUP = tuple(
    """
    e es ons ez ent ais ait ions iez aient ai a èrent era eront erai erons erez erait eraient erions eriez ant
    é ée és ées
    """.split()  # noqa: SIM905
)

# English nouns that the French trade press has made its own; the tables lack them or read verbs (« data »).
LOANS = tuple(
    """
    benchmark blog brand branding brief buzz chatbot churn claim cloud coach community content cookie
    copywriter customer dashboard data deal design designer display feedback growth inbound influence insight
    lead leadership live manager marketeur marketing mailing media mix newsletter onboarding outbound owner
    persona pitch pixel planner planneur playlist podcast product prompt reach reporting retail retargeting
    sales scoring search shop shopper smartphone social sourcing spot start-up storytelling streaming tag
    template test tracking traffic trend tunnel webinar workflow workshop
    """.split()  # noqa: SIM905
)
# What ends a future or conditional after its r, and an imperfect.
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
_CONDITIONAL = ("ais", "ait", "ions", "iez", "aient")
_IMPERFECT = ("ais", "ait", "aient")
_PAST_HISTORIC = ("èrent", "irent", "urent", "inrent")

Analysis = tuple[str, str]
Analyses = dict[str, set[Analysis]]


def analyses() -> Analyses:
    """Return, for each lower-case form of the tables, its (part of speech, lemma) pairs.

    The tables leave regular plurals and the verbs in -er to rules: their forms are made here.
    """
    found: Analyses = defaultdict(set)
    index = _table("index")
    for upos, exceptions in _table("exc").items():
        for form, lemmas in exceptions.items():
            found[form.lower()].update((upos, lemma) for lemma in lemmas)
    for upos, forms in index.items():
        for form in map(str.lower, forms):
            found[form].add((upos, form))
            for inflected in _inflections(form, upos):
                found[inflected].add((upos, form))
    verbs = set(index["verb"])
    for form, lemmas in _table("lookup").items():
        for lemma in lemmas:
            if lemma in verbs and form.lower() != lemma:
                found[form.lower()].add(("verb", lemma))
    return dict(found) | _loans(found)


def _loans(found: Analyses) -> Analyses:
    """Return the forms of the loans, with the readings as adjectives that `found` has of them."""
    return {
        form: {("noun", noun), *(pair for pair in found.get(form, ()) if pair[0] == "adj")}
        for noun in LOANS
        for form in (noun, *_plurals(noun))
    }


def mended(known: Analyses) -> Analyses:
    """Return the analyses that lemma tables are made of, without two faults of the published ones.

    « convaincre » is no form of « convaincrer »; the adjective « guidées » has the lemma « guidé », not
    « guider ». Vectors do without: they compare, not spell.
    """
    verbs = {lemma for pairs in known.values() for upos, lemma in pairs if upos == "verb"}
    forms = known | {verb: known.get(verb, set()) | {("verb", verb)} for verb in verbs}
    return {form: _mended(form, pairs, forms, verbs) for form, pairs in forms.items()}


def _mended(form: str, pairs: set[Analysis], known: Analyses, verbs: set[str]) -> set[Analysis]:
    if form in verbs and form.endswith(("er", "ir", "re")):
        return {(upos, lemma) for upos, lemma in pairs if upos not in {"verb", "adj"}} | {("verb", form)}
    chosen: set[Analysis] = set()
    for upos, lemma in pairs:
        new = lemma
        if upos == "adj" and lemma in verbs:
            stems = [form.removesuffix(ending) for ending in ("es", "s", "e")]
            participles = [stem for stem in stems if stem != form and ("verb", lemma) in known.get(stem, ())]
            new = min(participles, key=len, default=form)
        chosen.add((upos, new))
    return chosen


def _inflections(lemma: str, upos: str) -> list[str]:
    if upos in {"noun", "adj"} and lemma.isalpha():
        return _plurals(lemma)
    if upos == "verb" and lemma.endswith("er"):
        return [lemma[:-2] + ending for ending in _FIRST_GROUP]
    return []


def _plurals(form: str) -> list[str]:
    """Return the regular plural: the tables leave it to rules."""
    if form.endswith(("s", "x", "z")):
        return []
    if form.endswith(("au", "eu")):
        return [form + "x"]
    return [form[:-2] + "aux", form + "s"] if form.endswith("al") else [form + "s"]


def edit(form: str, lemma: str) -> str:
    """Return how the end of `form` changes into `lemma`.

    >>> edit("pilotaient", "piloter"), edit("marque", "marque")
    ('aient>er', '>')
    """
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return f"{form[shared:]}>{lemma[shared:]}"


def vectors(vocab: "Vocab", known: Analyses) -> "Vectors":
    """Return static vectors (rows, DIMENSIONS); unknown forms have the zero vector.

    Keys are lower-case forms, and capitalised ones of what opens sentences and headings: no finite verb.
    (spaCy can key by LOWER but forgets it when it saves.)

    Rows are the multi-hot features (part of speech; that with edit; tense), reduced by truncated SVD.
    """
    import numpy as np
    from spacy.strings import hash_string
    from spacy.vectors import Vectors

    described = {form: _features(form, pairs) for form, pairs in known.items()}
    usual = {form: features for form, features in described.items() if not _BOOKISH.search(form)}
    counts = Counter(feature for features in usual.values() for feature in features)
    columns = {feature: k for k, feature in enumerate(sorted(f for f, n in counts.items() if n >= _RARE))}
    classes = {form: _hot(features, columns) for form, features in sorted(usual.items())}
    rows = {chosen: k for k, chosen in enumerate(sorted(set(classes.values())))}
    hot = np.zeros((len(rows), len(columns)), dtype="float32")
    for chosen, k in rows.items():
        hot[k, list(chosen)] = 1.0
    weights = np.sqrt(np.bincount([rows[c] for c in classes.values()], minlength=len(rows)))[:, None]
    _, _, axes = np.linalg.svd(hot * np.minimum(weights, 30.0), full_matrices=False)
    data = hot @ axes[:DIMENSIONS].T
    data /= data.std() or 1.0
    table = Vectors(strings=vocab.strings, shape=data.shape, name="fr_cmo_lexicon")
    table.data[:] = data
    for form, chosen in classes.items():
        table.key2row[hash_string(form)] = rows[chosen]
        if _opens_sentence(form, known[form]):
            table.key2row.setdefault(hash_string(form.capitalize()), rows[chosen])
    for form in sorted(described.keys() - usual.keys()):
        # « investissent », kept apart from axes and classes, has the row of its plainer features.
        chosen = _hot(described[form], columns)
        if _PRESENT.search(form) and chosen in rows:
            table.key2row[hash_string(form)] = rows[chosen]
    return table


def _hot(features: set[str], columns: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(columns[feature] for feature in features if feature in columns))


def _opens_sentence(form: str, pairs: set[Analysis]) -> bool:
    return any(upos not in {"verb", "adj"} or form == lemma for upos, lemma in pairs)


def _features(form: str, pairs: set[Analysis]) -> set[str]:
    edits = {f"{upos}:{edit(form, lemma)}" for upos, lemma in pairs}
    tenses = {f"tense:{tense(form, lemma)}" for upos, lemma in pairs if upos == "verb"}
    return {upos for upos, _ in pairs} | edits | tenses


def tense(form: str, lemma: str) -> str:
    """Return the tense that the end of a verb's form tells beyond doubt, else "".

    « saura » shares no edit with « pilotera », and both are futures; « montra » is none, « ouvrons » neither.

    >>> [tense(*pair) for pair in (("saura", "savoir"), ("montra", "montrer"), ("prendraient", "prendre"))]
    ['future', 'past', 'conditional']
    """
    if form == lemma:
        return "infinitive"
    for name, after in (("future", _FUTURE), ("conditional", _CONDITIONAL)):
        if any(_follows_r(form, lemma, ending) for ending in after):
            return name
    if form.endswith(_IMPERFECT):
        return "imperfect"
    if form.endswith(_PAST_HISTORIC) or (lemma.endswith("er") and form.endswith("a")):
        return "past"
    return ""


def _follows_r(form: str, lemma: str, ending: str) -> bool:
    stem = form.removesuffix(ending)
    if stem == form or not stem.endswith("r"):
        return False
    if lemma.endswith("er"):
        return stem.endswith(("er", "verr")) or stem == "ir"  # « enverra », « irait »
    return stem != lemma[:-2]  # « ouvr|ait »


def _table(name: str) -> Mapping[str, Any]:
    spec = find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        msg = "training needs the French lemma tables: run `pip install spacy-lookups-data`"
        raise ModuleNotFoundError(msg)
    path = Path(spec.origin).parent / "data" / f"fr_lemma_{name}.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return dict(json.load(file))
