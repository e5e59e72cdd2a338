"""Bilingual pairs that train the sentence encoder, read from where each source keeps them.

Every reader yields pairs in the order of its file, and none reads `sts/` or `news/`: those only measure.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "Pair",
    "descriptions",
    "lexicon",
    "occupations",
    "own",
    "pud",
    "skills",
    "tatoeba",
    "treebank",
    "words",
]

LEXICONS = Path(__file__).parents[1] / "cmo_nlp" / "lexicons"
OWN = Path(__file__).parent / "bilingual"


@dataclass(frozen=True, slots=True)
class Pair:
    """A French text and the English text that says the same; `source` names where both come from."""

    french: str
    english: str
    source: str


def tatoeba(data: Path) -> Iterator[Pair]:
    """Yield the sentence pairs of Tatoeba: English, French, attribution, separated by tabs."""
    for line in _lines(data / "parallel" / "tatoeba.en-fr.tsv"):
        english, french, *_ = line.split("\t")
        yield Pair(french, english, "tatoeba")


def pud(data: Path) -> Iterator[Pair]:
    """Yield the sentences of the French PUD treebank with the English that their comments carry."""
    french = ""
    for line in _lines(data / "ud" / "fr_pud-ud-test.conllu"):
        if line.startswith("# text = "):
            french = line.removeprefix("# text = ")
        elif line.startswith("# text_en = "):
            yield Pair(french, line.removeprefix("# text_en = "), "pud")


def occupations(data: Path) -> Iterator[Pair]:
    """Yield every French label of an ESCO occupation with its preferred English label."""
    english = {
        row["conceptUri"]: row["preferredLabel"] for row in _rows(data / "esco" / "occupations_en.csv")
    }
    for row in _rows(data / "esco" / "occupations_fr.csv"):
        for label in _labels(row):
            yield Pair(label, english[row["conceptUri"]], "esco")


def descriptions(data: Path) -> Iterator[str]:
    """Yield the English sentences that describe ESCO's occupations, which have no French side here."""
    for row in _rows(data / "esco" / "occupations_en.csv"):
        yield from (part for part in row["description"].replace("\n", " ").split(". ") if len(part) > 20)  # noqa: PLR2004


def skills(data: Path) -> Iterator[str]:
    """Yield the French labels of the ESCO skills, which have no English side here."""
    for row in _rows(data / "esco" / "skills_fr.csv"):
        yield from _labels(row)


def treebank(path: Path) -> Iterator[str]:
    """Yield the sentences of a CoNLL-U file."""
    return (line.removeprefix("# text = ") for line in _lines(path) if line.startswith("# text = "))


def lexicon(folder: Path = LEXICONS) -> Iterator[Pair]:
    """Yield each name and each unambiguous form of a concept with the concept's English name.

    Forms that count only in context or in exact case (« CPO », « achats ») say too little by themselves.
    """
    english = {}
    for row in _rows(folder / "concepts.csv"):
        english[row["concept_id"]] = row["name_en"] or row["name"]
        yield Pair(row["name"], english[row["concept_id"]], "lexicon")
    for row in _rows(folder / "forms.csv"):
        if row["case"] == "fold":
            yield Pair(row["form"], english[row["concept_id"]], "lexicon")


def own(folder: Path = OWN) -> Iterator[Pair]:
    """Yield the pairs written for this project: `*.fr-en.tsv`, French, tab, English.

    Raises ValueError naming file and line where a line has not exactly two filled columns.
    """
    for path in sorted(folder.glob("*.fr-en.tsv")):
        for number, line in enumerate(_lines(path), start=1):
            columns = [column.strip() for column in line.split("\t")]
            if len(columns) != 2 or not all(columns):  # noqa: PLR2004 French and English
                msg = f"{path.name}, line {number}: French, one tab, English expected"
                raise ValueError(msg)
            yield Pair(columns[0], columns[1], path.name.removesuffix(".fr-en.tsv"))


def words(path: Path = OWN / "words.fr-en.txt") -> Iterator[Pair]:
    """Yield the entries of our word list, `mot = word, other word`, one pair for each English word.

    Raises ValueError naming the line that has not one « = » between two filled sides.
    """
    for number, line in enumerate(_lines(path), start=1):
        french, sign, english = (side.strip() for side in line.partition("="))
        if not (french and sign and english) or "=" in english:
            msg = f"{path.name}, line {number}: {line!r} is not French = English"
            raise ValueError(msg)
        for word in english.split(", "):
            yield Pair(french, word.strip(), "words")


def _labels(row: dict[str, str]) -> list[str]:
    """Return the preferred and other labels of an ESCO row; the others stand one to a line."""
    found = [row["preferredLabel"], *row["altLabels"].split("\n")]
    return list(dict.fromkeys(label.strip() for label in found if label.strip()))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield line.rstrip("\n")
