"""The sample corpus is what its README says: varied French, no text twice but where it is meant."""

import csv
import io
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus import build

CORPUS = Path(__file__).parents[2] / "corpus"
SAMPLE = CORPUS / "sample"
EXPECTED = list(csv.DictReader(io.StringIO((CORPUS / "expected.csv").read_text(encoding="utf-8"))))
COPY = "Eloge du fichier (1).txt"
ENGLISH = "harbour-review-may-2017.md"
MEANT_TO_BE_ALIKE = {
    frozenset({"Eloge du fichier.txt", COPY}),
    frozenset({"descend-au-magasin_mars2005.txt", "relais-metiers_querel.md"}),
    frozenset({"neuf-cents-points-beurre.md", "beurre_gue-rouge_20mars2004.txt"}),
    frozenset({"le-rideau-et-le-standard.md", "le-rideau-et-le-standard-2.md"}),
}


def body(path: Path) -> str:
    """Return the words of a text file without its front matter."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text


def page(path: Path) -> str:
    """Return the paragraphs of a page that has no source of its own."""
    html = path.read_text(encoding="utf-8")
    return "\n\n".join(re.sub(r"<[^>]+>", " ", text) for text in re.findall(r"(?s)<p\b[^>]*>(.*?)</p>", html))


def texts() -> Iterator[tuple[str, str]]:
    """Yield each text once, by the file that it is written in."""
    for path in [*(CORPUS / "source").glob("*/*.md"), *SAMPLE.glob("*.md"), *SAMPLE.glob("*.txt")]:
        yield path.name, body(path)
    for path in SAMPLE.glob("*.html"):
        if path.name != build.EUROPRESSE and not (CORPUS / "source" / "html" / f"{path.stem}.md").exists():
            yield path.name, page(path)


TEXTS = dict(texts())


def words(text: str) -> list[str]:
    return re.findall(r"\w+[’']?", text.lower())


def sentence_lengths(text: str) -> list[int]:
    """Return the words of each sentence, cut roughly: a stop, white space, a capital or an opening mark."""
    cut = re.compile(r"(?<=[.!?…»])[\s\u00a0]+(?=[«–•A-ZÀ-Ý])|\n+")
    counted = (len(words(sentence)) for sentence in cut.split(text))
    return [count for count in counted if count]


def eight_words(text: str) -> set[tuple[str, ...]]:
    flat = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return {tuple(flat[start : start + 8]) for start in range(len(flat) - 7)}


def moving_type_token_ratio(tokens: Sequence[str], window: int = 100) -> float:
    windows = range(len(tokens) - window + 1)
    return statistics.mean(len(set(tokens[start : start + window])) / window for start in windows)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_is_long_enough_and_neither_poor_nor_random(name: str) -> None:
    tokens = words(TEXTS[name])
    assert 250 <= len(TEXTS[name].split()) <= 900
    assert 0.62 <= moving_type_token_ratio(tokens) <= 0.86


@pytest.mark.parametrize("name", sorted(set(TEXTS) - {ENGLISH}))
def test_short_sentences_stand_beside_long_ones(name: str) -> None:
    """The real articles that we measured spread by .53 to .95 of their mean length, uniform prose by .3."""
    lengths = sentence_lengths(TEXTS[name])
    assert 0.45 <= statistics.stdev(lengths) / statistics.mean(lengths) <= 1.15
    assert max(lengths) >= 25
    assert min(lengths) <= 9


def test_no_eight_words_stand_in_two_texts() -> None:
    places: dict[tuple[str, ...], set[str]] = {}
    for name, text in TEXTS.items():
        for sequence in eight_words(text):
            places.setdefault(sequence, set()).add(name)
    alike = {frozenset(names) for names in places.values() if len(names) > 1}
    assert alike == MEANT_TO_BE_ALIKE


def documents() -> Iterator[str]:
    """Yield the source of every document in `sample/`, as ingestion names it."""
    for path in SAMPLE.iterdir():
        if path.name == build.EUROPRESSE:
            count = path.read_text(encoding="utf-8").count("<article>")
            yield from (f"{path.name}#{number}" for number in range(1, count + 1))
        elif path.name == build.TABLE:
            rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
            yield from (f"{path.name}#row={number}" for number in range(1, len(rows) + 1))
        else:
            yield path.name


def test_every_document_is_expected_but_the_copy_and_the_english_one() -> None:
    expected = [row["source"] for row in EXPECTED]
    assert expected == sorted(set(expected))
    assert set(documents()) - set(expected) == {COPY, ENGLISH}
    assert set(expected) <= set(documents())


def test_expected_dates_are_as_precise_as_they_say() -> None:
    shapes = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}", "": ""}
    assert all(re.fullmatch(shapes[row["precision"]], row["date"]) for row in EXPECTED)
    assert Counter(row["precision"] for row in EXPECTED)[""] == 1
    assert Counter(row["precision"] for row in EXPECTED)["year"] == 1


def test_every_year_from_2004_to_2026_has_three_documents() -> None:
    years = Counter(row["date"][:4] for row in EXPECTED if row["date"])
    assert sorted(years) == [str(year) for year in range(2004, 2027)]
    assert min(years.values()) >= 3


def test_at_least_72_documents_and_half_of_them_text() -> None:
    assert len(EXPECTED) - 3 >= 72  # three are reprints
    written = sum(row["source"].endswith((".md", ".txt")) for row in EXPECTED)
    assert 0.35 <= written / len(EXPECTED) <= 0.65


def test_readme_names_every_file() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(SAMPLE.iterdir()) if f"`{path.name}`" not in readme] == []


def test_built_files_are_those_of_the_sources(tmp_path: Path) -> None:
    for step in (build.pages, build.europresse, build.table, build.documents, build.prints):
        step(tmp_path)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert built == {name: (SAMPLE / name).read_bytes() for name in built}
