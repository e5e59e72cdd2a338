# ruff: noqa: E501 - tables of cases
"""PDF comes in as it reads: in order, without what pages repeat, with a reason where it cannot."""

import datetime as dt
import difflib
import importlib.util
import re
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_nlp.ingest.article import PAGE_MARK, Article, Block, RefusedContentError
from cmo_nlp.ingest.datelines import find_dateline
from cmo_nlp.ingest.pdf import read_pdf
from cmo_nlp.ingest.pdf.blocks import blocks_of, broken_off
from cmo_nlp.ingest.pdf.columns import Line
from cmo_nlp.ingest.pdf.hyphens import join_lines, read_vocabulary
from cmo_nlp.ingest.pdf.lines import CALL_END, CALL_START, cut
from cmo_nlp.ingest.pdf.notes import clear_calls, set_number
from cmo_nlp.ingest.pdf.paragraphs import Paragraph
from cmo_nlp.ingest.pdf.properties import read_authors, read_title
from cmo_nlp.ingest.pdf.web_prints import without_site
from cmo_nlp.ingest.pdf.words import Page, Word, settle_hyphens

TODAY = dt.date(2026, 1, 1)
ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "corpus"
FIXTURES = ROOT / "tests" / "fixtures" / "pdf"
SOURCES = sorted(path for path in CORPUS.glob("source/pdf*/*.md"))


@cache
def read(name: str) -> Article:
    return read_pdf((FIXTURES / name).read_bytes(), TODAY)


def paragraphs(name: str) -> list[str]:
    return read(name).text.replace(PAGE_MARK, "").split("\n\n")


def refusal(content: bytes) -> str:
    with pytest.raises(RefusedContentError) as refused:
        read_pdf(content, TODAY)
    assert refused.value.detail
    return refused.value.reason


# file, pages, title, authors, date by dateline and its precision, first words, last words
SPEC = [
    ("deux-colonnes.pdf", 3, "Le miel, la courbe et le neveu", ("Solène Abgrall",), "2009-03-12", "day",
     "Le miel, la courbe et le neveu", "parce que leurs gérants étaient cousins."),
    ("navigateur.pdf", 1, "Trois questions à une affûteuse de prix", (), "2016-10-04", "day",
     "Trois questions à une affûteuse de prix", "l’encombrement sur la porte du bureau."),
    ("trois-colonnes.pdf", 1, "Une directrice au miel", (), None, None,
     "Une directrice au miel, dans une vallée", "l’encombrement sur la porte du bureau."),
    ("site-imprime.pdf", 2, "Le miel, la courbe et le neveu", (), "2016-10-04", "day",
     "Le miel, la courbe et le neveu", "l’encombrement sur la porte du bureau."),
    ("bureautique.pdf", 3, "Rapport sur les vitrines de Brévelles", ("Armel Quintin", "Josiane Lebarbu"), "2018-06", "month",
     "Rapport sur les vitrines de Brévelles", "l’encombrement sur la porte du bureau."),
    ("numerise-en-partie.pdf", 3, None, (), None, None, "Il fallut trois saisons", "son gendre avait continué de commander."),
    ("une-page.pdf", 1, None, (), None, None, "Il fallut trois saisons", "et l’œuvre du carnet."),
    ("sans-mot-de-passe.pdf", 1, None, (), None, None, "L’essai réussit au-delà", "la preuve en la supprimant."),
    ("page-tournee.pdf", 2, None, (), None, None, "Rendez-vous fut pris", "la preuve en la supprimant."),
]  # fmt: skip


@pytest.mark.parametrize("row", SPEC, ids=lambda row: str(row[0]))
def test_fixture_reads_as_expected(row: tuple[str, int, str, tuple[str, ...], str, str, str, str]) -> None:
    name, pages, title, authors, date, precision, first, last = row
    article = read(name)
    text = article.text.replace(PAGE_MARK, "")
    published = find_dateline(text, 2000, TODAY).published
    assert article.text.count(PAGE_MARK) == pages
    assert (article.description.title, article.description.authors) == (title, authors)
    found = (published.date, published.precision) if published else (None, None)
    assert found == (date, precision)
    assert text.startswith(first)
    assert text.endswith(last)
    assert article.description.published is None, "the date of the file is no publication date"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("numerise.pdf", "no-text-layer"),
        ("mot-de-passe.pdf", "encrypted"),
        ("sans-caracteres.pdf", "unreadable-text"),
    ],
)
def test_file_without_readable_text_is_refused(name: str, reason: str) -> None:
    assert refusal((FIXTURES / name).read_bytes()) == reason


def _build_prints(folder: Path) -> None:
    spec = importlib.util.spec_from_file_location("corpus_build_for_pdf", CORPUS / "build.py")
    assert spec
    assert spec.loader
    module = sys.modules["corpus_build_for_pdf"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.prints(folder)


def _alike(expected: Sequence[str], found: Sequence[str]) -> float:
    blocks = difflib.SequenceMatcher(None, expected, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(expected)


def test_prints_of_the_corpus_hold_the_words_of_their_sources_in_order(tmp_path: Path) -> None:
    """At least 99.5 % of the words, and nothing else but title, author and imprint."""
    pytest.importorskip("reportlab")
    pytest.importorskip("pyphen")
    _build_prints(tmp_path)
    for source in SOURCES:
        front, body = source.read_text(encoding="utf-8").split("---\n", 2)[1:]
        blocks = [
            re.sub(r"^(?:##|-) ", "", line) for line in body.replace("**", "").split("\n") if line.strip()
        ]
        article = read_pdf((tmp_path / f"{source.stem}.pdf").read_bytes(), TODAY)
        text = article.text.replace(PAGE_MARK, "")
        expected = " ".join(blocks).split()
        found = [word for word in text.split() if word != "-"]
        assert _alike(expected, found) >= 0.995, source.stem
        lines = [" ".join(line.removeprefix("- ").split()) for line in text.split("\n") if line]
        assert lines[-len(blocks) :] == [" ".join(block.split()) for block in blocks], (
            f"{source.stem}: the paragraphs are those of the source"
        )
        title, *imprint = lines[: -len(blocks)]
        assert title in front.replace("\xa0", " ")  # WinAnsi has one space
        assert 1 <= len(imprint) <= 2, "author, publisher and date; no header, footer or page number"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_sample_has_no_running_lines_and_starts_with_its_title(source: Path) -> None:
    article = read_pdf((CORPUS / "sample" / f"{source.stem}.pdf").read_bytes(), TODAY)
    text = article.text.replace(PAGE_MARK, "")
    assert text.startswith(article.description.title or "-")
    assert "Reproduction libre" not in text
    assert not re.search(r"(?m)^(?:page )?\d+$", text)


def test_columns_are_read_one_after_the_other_under_their_title() -> None:
    text = read("deux-colonnes.pdf").text.replace(PAGE_MARK, "")
    heads = re.findall(r"(?m)^(?:La boîte à chaussures|Les courbes|La porte du bureau)$", text)
    assert heads == ["La boîte à chaussures", "Les courbes", "La porte du bureau"] * 2
    assert len(paragraphs("deux-colonnes.pdf")) == 2 + 6 * 7 + 2


def test_stretched_lines_of_narrow_columns_are_joined_and_their_short_lines_part() -> None:
    texts = paragraphs("trois-colonnes.pdf")
    assert len(texts) == 1 + 2 * 6
    assert [text for text in texts[1::2] if text.endswith("?")] == texts[1::2]
    assert not re.search(r"\w- \w", " ".join(texts))
    assert read("trois-colonnes.pdf").warnings == ()


def test_a_lone_line_of_amounts_keeps_its_name_a_byline_and_its_date_part() -> None:
    def texts(*cells: str) -> list[str]:
        row = Paragraph("row", [Line(cells, 0, 100, 10, 8, bold=False, column=(0, 100))], [0])
        return [block.text for block in blocks_of([row], Counter())]

    assert texts("CRM", "300 k€ 480 k€") == ["CRM | 300 k€ 480 k€"]
    assert texts("Anne Kerviel", "12 mars 2009") == ["Anne Kerviel", "12 mars 2009"]
    assert texts("Livre blanc", "2016") == ["Livre blanc", "2016"]


def test_sentences_that_break_off_are_counted() -> None:
    across = [
        "Comment vendait-on ? le client le plus",
        "fidèle de la coopé-",
        "Les ventes progres- rative était",
    ]
    assert broken_off([Block(text) for text in across]) == 3
    assert (
        broken_off([Block("Le prix, en trois lignes"), Block("- le miel", is_item=True), Block("Il baisse.")])
        == 0
    )
    assert broken_off([Block("un\ndeux"), Block("")]) == 0


def test_the_frame_of_a_printed_site_is_left_out_and_told() -> None:
    article = read("site-imprime.pdf")
    assert not re.search(r"newsletter|rucher|Imprimer|Accueil|©|traceurs|lire aussi", article.text)
    assert "\n\n3 commentaires de trop\n\n" in article.text, "a heading that goes on is the author's"
    (warning,) = article.warnings
    assert "printed by a browser: 16 blocks" in warning


@pytest.mark.parametrize(
    ("title", "largest", "kept"),
    [("Le lait | Rayon", "Le lait", "Le lait"), ("Le lait – Rayon", "Le lait", "Le lait"), ("Le lait-maison", "Le lait", "Le lait-maison"),
     ("Le lait entier", "Le lait", "Le lait entier"), (None, "Le lait", None), ("Le lait", None, "Le lait")],
)  # fmt: skip
def test_title_of_a_window_loses_the_sites_name(
    title: str | None, largest: str | None, kept: str | None
) -> None:
    assert without_site(title, largest) == kept


def test_paragraphs_go_on_over_columns_and_pages_with_the_mark_at_the_break() -> None:
    text = read("bureautique.pdf").text
    assert "entre le vin " + PAGE_MARK + "chaud et les cartes" in text or re.search(
        rf"\w [{PAGE_MARK}]\w", text
    )


def test_running_lines_of_left_and_right_pages_go_to_the_metadata() -> None:
    article = read("deux-colonnes.pdf")
    assert "no 41" not in article.text
    article = read("bureautique.pdf")
    assert "Observatoire" not in article.text
    assert article.description.metadata["running_lines"] == "Observatoire des vitrines – page 1"


def test_lines_that_a_browser_prints_around_a_page_are_left_out() -> None:
    text = read("navigateur.pdf").text
    assert "file://" not in text
    assert "/26" not in text
    assert "- le ticket moyen, magasin par magasin, chaque lundi ;\n- la différence" in text


def test_footnotes_stand_after_the_text_and_their_calls_touch_no_word() -> None:
    text = read("deux-colonnes.pdf").text
    assert "le fichier des clients. On lui remit" in text
    assert "dans deux magasins, ce qui" in text
    assert "une salle de 12 m² où" in text
    assert [block[:4] for block in paragraphs("deux-colonnes.pdf")[-2:]] == ["1 La", "2 Un"]


def test_rows_of_a_table_are_lines_of_one_block() -> None:
    assert (
        "Rue | Passants | Arrêts\ndes Tanneurs | 1 240 | 96\ndu Port | 2 015 | 61"
        in read("bureautique.pdf").text
    )


def test_ligatures_are_opened_and_bare_page_number_is_gone() -> None:
    text = read("une-page.pdf").text
    assert "L’effet d’une affiche, d’un flyer" in text
    assert "47" not in text


def test_large_initial_belongs_to_the_first_word() -> None:
    assert paragraphs("lettrine.pdf")[0].startswith("La coopérative de Saint-Hélier vendait")
    assert len(paragraphs("lettrine.pdf")) == 1


def test_pages_without_text_and_words_across_are_named() -> None:
    assert read("numerise-en-partie.pdf").warnings == ("no text layer on page 2: pictures or drawings only",)
    assert "ÉPREUVE" in read("page-tournee.pdf").warnings[0]


def test_creation_date_is_kept_as_the_date_of_the_file() -> None:
    assert read("deux-colonnes.pdf").description.metadata["created"] == "2000-01-01"


# the end of a line, the start of the next, what the document says elsewhere, the two lines as one
HYPHENS = [
    ("qui cor-", "rige et", "", "qui corrige et"),
    ("un chef-", "d’œuvre", "", "un chef-d’œuvre"),
    ("aujour-", "d’hui", "", "aujourd’hui"),
    ("ex-", "plique-t-il", "", "explique-t-il"),
    ("pense-", "t-elle", "", "pense-t-elle"),
    ("vingt-", "deux", "", "vingt-deux"),
    ("c’est-", "à-dire", "", "c’est-à-dire"),
    ("c’est-à-", "dire", "", "c’est-à-dire"),
    ("peut-", "être", "", "peut-être"),
    ("rendez-", "vous", "", "rendez-vous"),
    ("Bonnard-", "Thiéfry", "", "Bonnard-Thiéfry"),
    ("Düssel-", "dorf", "", "Düsseldorf"),
    ("2010-", "2015", "", "2010-2015"),
    ("B2B-", "marketing", "", "B2B-marketing"),
    ("e-", "commerce", "", "e-commerce"),
    ("celui-", "ci", "", "celui-ci"),
    ("au-", "delà", "", "au-delà"),
    ("eux-", "mêmes", "", "eux-mêmes"),
    ("vice-", "président", "", "vice-président"),
    ("porte-", "manteau", "", "portemanteau"),
    ("porte-", "parole", "", "porte-parole"),
    ("sur-", "le-champ", "", "sur-le-champ"),
    ("mot-", "clé", "", "mot-clé"),
    ("plus-", "values", "", "plus-values"),
    ("arc-en-", "ciel", "l’arc-en-ciel", "arc-en-ciel"),
    ("first-", "party", "les données first-party", "first-party"),
    ("first-", "party", "", "firstparty"),
    ("porte-", "feuille", "un portefeuille", "portefeuille"),
    ("mal-", "adroit", "", "maladroit"),
    ("porte-", "avions", "", "porte-avions"),
    ("recru-", "té", "", "recruté"),
    ("ven-", "dre", "", "vendre"),
    ("ail-", "leurs", "", "ailleurs"),
    ("ge-", "nous", "", "genoux".replace("x", "s")),
    ("voi-", "là", "", "voilà"),
    ("sous-", "traitance", "", "sous-traitance"),
    ("sous-", "crire", "", "souscrire"),
    ("dans l’", "entreprise", "", "dans l’entreprise"),
    ("le prix –", "et lui seul", "", "le prix – et lui seul"),
    ("et/", "ou", "", "et/ou"),
    ("l’é-", "quipe", "", "l’équipe"),
    ("pique‐", "nique", "", "piquenique"),
    ("Saint‐", "Hélier", "", "Saint-Hélier"),
    ("cor-", PAGE_MARK + "rige", "", f"cor{PAGE_MARK}rige"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "elsewhere", "joined"), HYPHENS)
def test_hyphen_at_a_line_end_is_the_printers_or_the_authors(
    before: str, after: str, elsewhere: str, joined: str
) -> None:
    assert join_lines([before, after], read_vocabulary([elsewhere, before, after])) == joined


def _page(*texts: str) -> Page:
    return Page(
        tuple(Word(text, 0, 10, 12 * n, 10, bold=False, glued=False) for n, text in enumerate(texts)),
        100,
        100,
    )


def test_a_printed_hyphen_counts_where_the_file_tells_it_from_the_authors() -> None:
    def settled(*texts: str) -> list[str]:
        (page,) = settle_hyphens([_page(*texts)])
        return [word.text for word in page.words]

    assert settled("cor‐", "rige", "peut-être", "‐") == ["cor‐", "rige", "peut-être", "-"]
    assert settled("cor‐", "rige", "peut‐être") == ["cor-", "rige", "peut-être"]
    assert settled("cor‐", "rige") == ["cor-", "rige"]


def test_compounds_of_the_corpus_cut_at_their_hyphen_are_mended_without_help() -> None:
    """At least 90 % of all hyphens of our French texts, without the document's own words."""
    texts = [path.read_text(encoding="utf-8") for path in (CORPUS / "source").glob("*/*.md")]
    compounds = Counter(
        re.findall(
            r"(?<![\w-])[a-zà-ÿ]+(?:-[a-zà-ÿ]+)+(?:[’'][a-zà-ÿ]+)?",
            " ".join(t.split("---\n", 2)[2] for t in texts),
        )
    )
    cuts = [
        (word[: at.end()], word[at.end() :], n)
        for word, n in compounds.items()
        for at in re.finditer("-", word)
    ]
    kept = sum(n for a, b, n in cuts if join_lines([a, b], Counter()) == a + b)
    assert kept / sum(n for *_, n in cuts) >= 0.90


def test_words_cut_by_a_printer_are_mended_without_help() -> None:
    """At least 99.5 % of the places where the French patterns of TeX cut the words of our texts."""
    pyphen = pytest.importorskip("pyphen").Pyphen(lang="fr_FR", left=2, right=3)
    texts = " ".join(
        path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in (CORPUS / "source").glob("*/*.md")
    )
    words = Counter(re.findall(r"(?<![\w’'-])[a-zà-ÿœ]{5,}(?![\w’'-])", texts))
    cuts = [(word[:at] + "-", word[at:], n) for word, n in words.items() for at in pyphen.positions(word)]
    mended = sum(n for a, b, n in cuts if join_lines([a, b], Counter()) == a[:-1] + b)
    assert mended / sum(n for *_, n in cuts) >= 0.995


@pytest.mark.parametrize(
    ("title", "kept"),
    [("Microsoft Word - note_v3.doc", None), ("rapport_final", None), ("untitled", None), ("Présentation PowerPoint", None), ("Document1", None),
     ("LB_CMO.indd", None), ("https://exemple.example/a", None), ("12-345", None), ("", None), ("Le CMO est mort", "Le CMO est mort"),
     ("Title", None), ("Le rapport.", "Le rapport.")],
)  # fmt: skip
def test_title_that_a_program_made_up_is_none(title: str, kept: str | None) -> None:
    assert read_title({"Title": title}) == kept


@pytest.mark.parametrize(
    ("author", "names"),
    [("Admin", ()), ("Kerviel, Anne", ("Kerviel, Anne",)), ("Anne Kerviel et Luc Orsoni", ("Anne Kerviel", "Luc Orsoni")),
     ("A. B.; C. D.", ("A. B.", "C. D.")), ("(anonymous)", ()), ("user", ()), ("HP", ()), ("Hélène Maçon", ("Hélène Maçon",)), ("Macron", ("Macron",))],
)  # fmt: skip
def test_authors_are_names_of_people(author: str, names: tuple[str, ...]) -> None:
    assert read_authors({"Author": author}) == names


def test_raised_figures_are_calls_exponents_or_counted() -> None:
    line = [
        Word("clients", 0, 35, 100, 10, bold=False, glued=False),
        Word("12", 35, 41, 96, 6, bold=False, glued=True),
        Word("et", 44, 52, 100, 10, bold=False, glued=False),
    ]
    (piece,) = cut(line)
    assert clear_calls(piece.text, frozenset({"12"})) == ("clients et", 0)
    assert clear_calls(piece.text, frozenset()) == ("clients et", 1)


# text, numbers of notes, text without calls, calls without a note; [4] is a raised 4
CALLS = [
    ("En 2009[4], dans", "4", "En 2009, dans", 0),
    ("En 2009[4], dans", "", "En 2009, dans", 1),
    ("à 48 000[3] euros", "3", "à 48 000 euros", 0),
    ("un facteur 10[3] et", "3", "un facteur 10³ et", 0),
    ("un cube de 5[3] et", "", "un cube de 5³ et", 0),
    ("500 m[2] de", "2", "500 m² de", 0),
    ("les clients[2] de", "2", "les clients de", 0),
]


@pytest.mark.parametrize(("text", "number", "cleared", "unknown"), CALLS)
def test_a_raised_figure_behind_a_figure_is_a_call_where_the_note_exists(
    text: str, number: str, cleared: str, unknown: int
) -> None:
    raised = re.sub(r"\[(\d)\]", rf"{CALL_START}\1{CALL_END}", text)
    assert clear_calls(raised, frozenset(number)) == (cleared, unknown)


@pytest.mark.parametrize(
    ("drawn", "written"),
    [("4Loi du 6 janvier", "4 Loi du 6 janvier"), ("12« Entretien »", "12 « Entretien »"), ("1er janvier", "1er janvier"),
     ("4 Loi", "4 Loi"), ("3voir aussi", "3 voir aussi"), ("*Note", "*Note"), ("2016. Sans suite", "2016. Sans suite")],
)  # fmt: skip
def test_the_number_of_a_note_is_parted_from_its_text(drawn: str, written: str) -> None:
    line = Line((drawn,), 0, 100, 10, 8, bold=False, column=(0, 100))
    assert set_number(line).text == written


def pdf(*objects: bytes) -> bytes:
    """Return a PDF whose first object is the catalogue."""
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(body))  # fmt: skip


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F 10 Tf 20 200 Td (Le directeur marketing lit ses messages) Tj ET "


def tree(kids: bytes, count: int, content: bytes = TEXT) -> bytes:
    return pdf(CATALOGUE, b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), PAGE, stream(content), FONT)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (tree(b"3 0 R " * 100_000, 1_000_000), "too-large"),
        (tree(b"2 0 R 2 0 R", 5), "unreadable"),
        (tree(b"", 0), "unreadable"),
        (
            tree(
                b"3 0 R",
                1,
                b"".join(
                    b"BT /F 1 Tf 1 0 0 1 %d %d Tm (%s) Tj ET " % (n % 9, n % 290, b"ab " * 60)
                    for n in range(4000)
                ),
            ),
            "too-large",
        ),
        (tree(b"3 0 R", 1, b" "), "empty"),
        (b"", "unreadable"),
        (b"%PDF-1.7", "unreadable"),
    ],
)
def test_file_that_is_too_large_or_broken_is_refused(content: bytes, reason: str) -> None:
    assert refusal(content) == reason


def test_numbers_out_of_all_measure_stop_nothing() -> None:
    wild = b"BT /F 1e38 Tf 1e38 0 0 1e38 20 200 Tm (a) Tj ET BT /F 0 Tf 1 0 0 1 1e30 20 Tm (b) Tj ET "
    assert "directeur marketing" in read_pdf(tree(b"3 0 R", 1, wild + TEXT), TODAY).text


SEEDS = [path.read_bytes() for path in sorted(FIXTURES.glob("*.pdf"))]


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_mutated_file_is_an_article_or_a_refusal(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 200)))
        content[start:end] = data.draw(
            st.one_of(
                st.binary(max_size=8),
                st.just(bytes(content[start:end]) * 3),
                st.sampled_from([b"", b"[", b"<<", b"/Kids", b"-1", b"999999999"]),
            )
        )
    try:
        article = read_pdf(bytes(content), TODAY)
    except RefusedContentError:
        return
    article.text.encode("utf-8")
    assert article.text.count(PAGE_MARK) >= 1
