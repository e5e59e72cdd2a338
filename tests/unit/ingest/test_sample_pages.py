"""The pages of the sample corpus, as its expected.csv and the texts that they were built from say."""

import csv
import datetime as dt
import difflib
import re
from pathlib import Path

import pytest

from cmo_nlp.ingest import Item, parse
from cmo_nlp.records import Document
from cmo_nlp.settings import IngestSettings
from corpus import build

TODAY = dt.date(2026, 11, 1)
CORPUS = Path(__file__).parents[3] / "corpus"
PAGES = sorted(path for path in (CORPUS / "sample").glob("*.html") if "europresse" not in path.name)
EXPECTED = {
    row["source"]: row
    for row in csv.DictReader((CORPUS / "expected.csv").read_text(encoding="utf-8").splitlines())
}
IN_ORDER = 0.995  # of the words of source and page together
FRAME = (
    "témoins", "Tout accepter", "Continuer sans accepter", "S’abonner", "Partager",
    "Imprimer", "Sur le même sujet", "réaction", "Laisser un commentaire", "Votre adresse",
    "Mentions légales", "droits réservés", "Notre lettre", "Les plus lus", "Articles similaires", "WordPress",
    "Mots-clés", "Faire un don", "Prochains rendez-vous", "Vous êtes ici", "À lire aussi", "Discussion (",
    "Connectez-vous", "ISSN", "permalien", "Lecture 4 min", "À écouter",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, list[str]]]:
    """Return the page and the blocks of each text of `source/html`, built anew."""
    folder = tmp_path_factory.mktemp("pages")
    build.pages(folder)
    return {
        text.slug: (
            (folder / f"{text.slug}.html").read_text(encoding="utf-8"),
            [block.replace("**", "") for _, block in text.blocks],
        )
        for text in build.texts("html")
    }


def document(name: str, page: bytes) -> Document:
    ((_, found),) = parse(Item(name, f"/sample/{name}"), page, IngestSettings(), TODAY)
    assert isinstance(found, Document), found
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def folded(text: str) -> str:
    return " ".join(text.split())


def without_headline(found: Document) -> str:
    first, _, rest = found.text.partition("\n\n")
    return rest if folded(first) == found.description.title else found.text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_of_the_sample_is_described_as_expected(path: Path) -> None:
    row = EXPECTED[path.name]
    said = document(path.name, path.read_bytes()).description
    assert said.title == folded(row["title"])
    assert said.published is not None
    assert (said.published.date, said.published.precision) == (row["date"], row["precision"])
    assert (said.publisher or "").replace("'", "’") == row["publisher"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_of_the_sample_loses_its_frame_and_no_paragraph(path: Path) -> None:
    text = document(path.name, path.read_bytes()).text
    assert [words for words in FRAME if words in text] == []
    html = path.read_text(encoding="utf-8")
    article = html.split("<h1", 1)[1].split("</article>")[0].split('class="mots-cles"')[0]
    paragraphs = [folded(re.sub(r"<[^>]+>", "", p)) for p in re.findall(r"(?s)<p>(.*?)</p>", article)]
    flat = folded(text)
    for paragraph in paragraphs:
        if len(paragraph) > 120 and "&" not in paragraph and "permalien" not in paragraph:
            assert paragraph in flat


@pytest.mark.parametrize("slug", sorted(path.stem for path in (CORPUS / "source" / "html").glob("*.md")))
def test_page_has_the_words_of_its_source(slug: str, built: dict[str, tuple[str, list[str]]]) -> None:
    page, blocks = built[slug]
    found = document(f"{slug}.html", page.encode())
    text = without_headline(found)
    source, got = words(" ".join(blocks)), words(text)
    match = difflib.SequenceMatcher(None, source, got, autojunk=False)
    assert 2 * sum(run.size for run in match.get_matching_blocks()) / (len(source) + len(got)) >= IN_ORDER
    lines = {folded(line.removeprefix("- ")) for line in text.split("\n")}
    assert [block for block in blocks if folded(block) not in lines] == []
