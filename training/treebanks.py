"""The French treebanks, brought to the conventions of Sequoia and read as spaCy reads them.

Sequoia's training set is the reference: its test set is what the public French models report on. What the
other treebanks write otherwise is decided from counts on the reference, not from lists kept by hand:

- a closed-class form takes the reference's lemma, features and, in GSD and PUD, part of speech;
- a feature that the reference never gives to a form, or to a part of speech, is dropped;
- PUD's bare `obl` becomes `obl:arg`, `obl:mod` or `obl:agent` after the verb and the preposition;
- the reflexive that PUD calls `obj` and FQB `expl:comp` becomes `expl:pv`, as in nine out of ten in Sequoia.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["DEV", "TEST", "TRAIN", "Reference", "Row", "Sentence", "documents", "harmonise", "read", "write"]

REFERENCE = "fr_sequoia-ud-train"
TRAIN = (REFERENCE, "fr_gsd-ud-dev", "fr_pud-ud-test", "fr_fqb-ud-test")
DEV = "fr_sequoia-ud-dev"
TEST = "fr_sequoia-ud-test"

# Interrogatives are the point of FQB and rare in the reference: its parts of speech are kept.
_RECAST = ("fr_gsd-ud-dev", "fr_pud-ud-test")
_CLOSED = frozenset({"ADP", "AUX", "CCONJ", "DET", "NUM", "PRON", "SCONJ"})
_REFLEXIVE = frozenset({"se", "s'"})
# A form seen less often in the reference proves nothing by what it lacks.
_ENOUGH = 3
_CERTAIN = 0.9
_MOSTLY = 0.75
# Below this share a feature of a form is a slip of the reference: 2 of 991 « l' » have a gender.
_STRAY = 0.02


@dataclass(frozen=True, slots=True)
class Row:
    """One line of CoNLL-U. `id` may be a range (`3-4`: « du », of which 3 and 4 are the words)."""

    id: str
    form: str
    lemma: str
    upos: str
    feats: tuple[str, ...]
    head: str
    deprel: str
    misc: str

    @property
    def is_word(self) -> bool:
        """Whether this is a syntactic word, neither the range of a merged form nor an empty node."""
        return self.id.isdigit()

    @property
    def key(self) -> tuple[str, str]:
        """Form without inverted-subject hyphens (« -t-il » is « il »), in lower case, and part of speech."""
        return _bare(self.form), self.upos


Sentence = tuple[Row, ...]


def read(path: Path) -> list[Sentence]:
    """Return the sentences of a CoNLL-U file. Raises ValueError with the line that has not ten columns."""
    sentences: list[Sentence] = []
    rows: list[Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            if rows:
                sentences.append(tuple(rows))
            rows = []
        elif not line.startswith("#"):
            rows.append(_row(line, path, number))
    return sentences


def write(sentences: Iterable[Sentence]) -> str:
    """Return `sentences` as CoNLL-U without comments."""
    return "\n\n".join("\n".join(_line(row) for row in sentence) for sentence in sentences) + "\n"


def documents(sentences: Iterable[Sentence], per_document: int) -> "Iterator[Doc]":
    """Yield spaCy documents of `per_document` sentences, as `spacy convert --merge-subtokens` makes them.

    « du » is one token with lemma « de le », part of speech ADP and the features of its article.
    """
    from spacy.training.converters import conllu_to_docs

    text = write(sentences)
    yield from conllu_to_docs(text, n_sents=per_document, merge_subtokens=True, no_print=True)


@dataclass(frozen=True, slots=True)
class Reference:
    """What the reference treebank gives to forms, as counts."""

    forms: Counter[tuple[str, str]] = field(default_factory=Counter)
    lemmas: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    feats: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    upos: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    upos_feats: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    obliques: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @classmethod
    def of(cls, sentences: Iterable[Sentence], obliques: Iterable[Sentence]) -> "Reference":
        """Count `sentences` of the reference; `obliques` are all that tell `obl:arg` from `obl:mod`."""
        counts = cls()
        for sentence in sentences:
            for row in sentence:
                if row.is_word:
                    counts._add(row)
        for sentence in obliques:
            for row, verb, preposition in _obliques(sentence):
                for key in ((verb, preposition), ("", preposition)):
                    counts.obliques[key][row.deprel] += 1
        return counts

    def _add(self, row: Row) -> None:
        self.forms[row.key] += 1
        self.lemmas[row.key][row.lemma] += 1
        self.upos[row.key[0]][row.upos] += 1
        self.feats[row.key].update(row.feats)
        self.upos_feats[row.upos].update(row.feats)

    def recast(self, row: Row) -> Row:
        """Return `row` with the reference's part of speech, where the reference never gives the row's own."""
        seen = self.upos.get(row.key[0], Counter())
        if seen.total() < 10 or seen[row.upos]:  # noqa: PLR2004 ten sightings: « dont », « % », « chaque »
            return row
        upos, count = seen.most_common(1)[0]
        if count < _MOSTLY * seen.total():
            return row
        return replace(row, upos=upos, deprel="det" if (upos, row.deprel) == ("DET", "amod") else row.deprel)

    def lemma(self, row: Row) -> str:
        """Return the reference's lemma for a closed-class form, else the row's own."""
        lemmas = self.lemmas.get(row.key)
        if lemmas and row.upos in _CLOSED:
            lemma, count = lemmas.most_common(1)[0]
            if count >= _CERTAIN * lemmas.total():
                return lemma
        if row.lemma == "_" or ("_" in row.lemma and "_" not in row.form):
            return row.form.lower()
        return row.lemma

    def features(self, row: Row) -> tuple[str, ...]:
        """Return the row's features without those foreign to the reference, with those it always gives."""
        kept = {f for f in row.feats if f in self.upos_feats[row.upos]}
        if _is_epicene(row) or row.upos == "NUM":
            kept = {f for f in kept if not f.startswith(("Gender=", "Number="))} | (
                {f for f in kept if f.startswith("Number=")} if row.upos != "NUM" else {"NumType=Card"}
            )
        count = self.forms[row.key]
        if count >= _ENOUGH:
            seen = self.feats[row.key]
            if row.upos not in {"VERB", "PROPN"}:
                kept = {f for f in kept if seen[f] > _STRAY * count or f.startswith("ExtPos=")}
            named = {f.split("=")[0] for f in kept}
            kept |= {f for f, n in seen.items() if n >= _CERTAIN * count and f.split("=")[0] not in named}
        return tuple(sorted(kept, key=str.lower))

    def oblique(self, verb: str, preposition: str) -> str:
        """Return `obl:arg`, `obl:mod` or `obl:agent`: what the treebanks give verb and preposition most."""
        for key in ((verb, preposition), ("", preposition)):
            if self.obliques.get(key):
                return self.obliques[key].most_common(1)[0][0]
        return "obl:mod"


def harmonise(name: str, sentences: Sequence[Sentence], reference: Reference) -> list[Sentence]:
    """Return the sentences of treebank `name` in the conventions of the reference; its own come unchanged."""
    if name.startswith("fr_sequoia"):
        return list(sentences)
    return [_harmonised(sentence, reference, recast=name in _RECAST) for sentence in sentences]


def _harmonised(sentence: Sentence, reference: Reference, *, recast: bool) -> Sentence:
    bare = {row.id: (verb, preposition) for row, verb, preposition in _obliques(sentence)}
    passive = {row.head for row in sentence if row.deprel == "aux:pass"}
    voiced = any("Voice=" in f for row in sentence for f in row.feats)
    tensed = {row.head for row in sentence if row.deprel == "aux:tense"}
    rows: list[Row] = []
    for row in sentence:
        if not row.is_word:
            rows.append(row)
            continue
        new = reference.recast(row) if recast else row
        if not voiced and (row.id in passive or (row.deprel == "acl" and row.id not in tensed)):
            new = _passive(new)
        new = replace(new, lemma=reference.lemma(new), feats=reference.features(new))
        if row.deprel == "obl":
            new = replace(new, deprel=reference.oblique(*bare[row.id]))
        elif new.key[0] in _REFLEXIVE and row.deprel in {"obj", "expl:comp"}:
            new = replace(new, deprel="expl:pv")
        rows.append(new)
    return tuple(rows)


def _passive(row: Row) -> Row:
    """Return a past participle with the voice that the reference writes on it and PUD leaves out."""
    if row.upos != "VERB" or not {"Tense=Past", "VerbForm=Part"} <= set(row.feats):
        return row
    return replace(row, feats=(*(f for f in row.feats if not f.startswith("Voice=")), "Voice=Pass"))


def _is_epicene(row: Row) -> bool:
    """Tell whether an adjective has one form for both genders, on which the reference writes none."""
    return row.upos == "ADJ" and row.lemma.endswith("e") and row.form.lower().rstrip("s") == row.lemma


def _obliques(sentence: Sentence) -> Iterator[tuple[Row, str, str]]:
    """Yield each oblique with the lemma of its governor and that of its preposition ("" where none)."""
    by_id = {row.id: row for row in sentence}
    cases = {row.head: row.lemma.lower() for row in reversed(sentence) if row.deprel == "case"}
    for row in sentence:
        if row.deprel.startswith("obl") and row.head in by_id:
            yield row, by_id[row.head].lemma, cases.get(row.id, "")


def _bare(form: str) -> str:
    bare = form.lower().replace("’", "'")
    for hyphens in ("-t-", "-"):
        if bare.startswith(hyphens) and len(bare) > len(hyphens):
            return bare[len(hyphens) :]
    return bare


def _row(line: str, path: Path, number: int) -> Row:
    columns = line.split("\t")
    if len(columns) != 10:  # noqa: PLR2004 the columns of CoNLL-U
        msg = f"{path}, line {number}: {len(columns)} columns where CoNLL-U has 10"
        raise ValueError(msg)
    id_, form, lemma, upos, _, feats, head, deprel, _, misc = columns
    return Row(id_, form, lemma, upos, () if feats == "_" else tuple(feats.split("|")), head, deprel, misc)


def _line(row: Row) -> str:
    feats = "|".join(row.feats) or "_"
    columns = (row.id, row.form, row.lemma, row.upos, "_", feats, row.head, row.deprel, "_", row.misc)
    return "\t".join(columns)
