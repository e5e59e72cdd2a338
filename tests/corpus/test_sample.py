"""The sample corpus is what its README says: varied French, no text twice but where it is meant."""

import csv
import importlib.util
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
SAMPLE = CORPUS / "sample"
EXPECTED = list(csv.DictReader((CORPUS / "expected.csv").open(encoding="utf-8", newline="")))
COPY = "Eloge du fichier (1).txt"
ENGLISH = "harbour-review-may-2017.md"
MEANT_TO_BE_ALIKE = {
    frozenset({"Eloge du fichier.txt", COPY}),
    frozenset({"descend-au-magasin_mars2005.txt", "relais-metiers_querel.md"}),
    frozenset({"neuf-cents-points-beurre.md", "beurre_gue-rouge_20mars2004.txt"}),
    frozenset({"le-rideau-et-le-standard.md", "le-rideau-et-le-standard-2.md"}),
}


def _build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_build", CORPUS / "build.py")
    assert spec
    assert spec.loader
    module = sys.modules["corpus_build"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = _build()


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


TEXTS = {
    **{path.name: body(path) for path in (CORPUS / "source").glob("*/*.md")},
    **{path.name: body(path) for path in SAMPLE.iterdir() if path.suffix in {".md", ".txt"}},
    **{path.name: page(path) for path in SAMPLE.glob("*.html") if not (CORPUS / "source" / "html" / f"{path.stem}.md").exists()
       and "europresse" not in path.name},
}  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"\w+[’']?", text.lower())


def sentence_lengths(text: str) -> list[int]:
    """Return the words of each sentence, cut roughly: a stop, white space, a capital or an opening mark."""
    cut = re.compile(r"(?<=[.!?…»])[\s\u00a0]+(?=[«–•A-ZÀ-Ý])|\n+")
    counted = (len(words(sentence)) for sentence in cut.split(text))
    return [count for count in counted if count]


def eight_words(text: str) -> set[tuple[str, ...]]:
    flat = re.findall(r"\w+", text.lower())
    return {tuple(flat[start : start + 8]) for start in range(len(flat) - 7)}


def moving_type_token_ratio(tokens: Sequence[str], window: int = 100) -> float:
    windows = range(len(tokens) - window + 1)
    return statistics.mean(len(set(tokens[start : start + window])) / window for start in windows)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_is_long_enough_and_neither_poor_nor_random(name: str) -> None:
    tokens = words(TEXTS[name])
    assert 250 <= len(tokens) <= 950
    assert 0.62 <= moving_type_token_ratio(tokens) <= 0.86
