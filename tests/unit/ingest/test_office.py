"""Word and OpenDocument texts: what a reader of the final version sees, and what the properties say."""

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from docx import Document
from docx.oxml.parser import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_nlp.ingest.article import Article, RefusedContentError
from cmo_nlp.ingest.office import archive as office_archive
from cmo_nlp.ingest.office.reader import read_docx, read_odt
from cmo_nlp.records import Description

TODAY = dt.date(2024, 6, 15)
ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures" / "office"
SAMPLES = sorted((ROOT / "corpus" / "sample").glob("*.docx"))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT_NS = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def read(name: str) -> Article:
    content = (FIXTURES / name).read_bytes()
    return read_odt(content, TODAY) if name.endswith(".odt") else read_docx(content, TODAY)


def refusal(content: bytes, reader: Callable[[bytes, dt.date], Article] = read_docx) -> RefusedContentError:
    with pytest.raises(RefusedContentError) as caught:
        reader(content, TODAY)
    return caught.value


def changed(name: str, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the file `name` with one part of it changed, or added."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(FIXTURES / name) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for entry in given.namelist():
            content = given.read(entry)
            kept.writestr(entry, change(content) if entry == part else content)
        if part not in given.namelist():
            kept.writestr(part, change(b""))
    return stream.getvalue()


def word(*paragraphs: str) -> bytes:
    """Return a Word document of these paragraphs, each the XML inside its `w:p`."""
    document = Document()
    for paragraph in paragraphs:
        body = document.element.body
        body.insert(len(body) - 1, parse_xml(f"<w:p {W}>{paragraph}</w:p>"))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


class Expected(NamedTuple):
    """What a file must give: its description, how its text starts and ends, and how many warnings."""

    title: str
    published: tuple[str, str, str] | None
    modified: str | None
    first: str
    last: str
    warnings: int


CARNET = Expected(
    "Le carnet d’une directrice marketing",
    ("2019-03-12", "day", "metadata"),
    None,
    "Le carnet d’une directrice marketing\n\nParis, le 12 mars 2019\n\nLa semaine commence",
    "Fin du carnet.\n\nCeux du lundi, jamais ceux du vendredi.",
    0,
)
REVISION = Expected(
    "Ce que le marketing promet à la vente",
    None,
    "2016-06-01",
    "Ce que le marketing promet à la vente\n\nBasile ouvre la réunion à neuf heures.",
    "Fin du compte rendu.\n\nEncadré : deux chiffres.",
    2,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("carnet.docx", CARNET),
        ("carnet.odt", CARNET),
        ("revision.docx", REVISION),
        ("revision.odt", REVISION),
    ],
)
def test_real_files_are_read_as_the_table_says(name: str, expected: Expected) -> None:
    article = read(name)
    found = article.description.published
    assert article.description.title == expected.title
    assert (found and (found.date, found.precision, found.method)) == expected.published
    assert article.description.modified == expected.modified
    assert article.text.startswith(expected.first)
    assert article.text.endswith(expected.last)
    assert len(article.warnings) == expected.warnings


@pytest.mark.parametrize("pair", ["carnet", "revision"])
def test_the_same_content_reads_the_same_in_both_formats(pair: str) -> None:
    assert read(f"{pair}.odt").text == read(f"{pair}.docx").text


def test_lists_in_lists_are_items_with_their_numbers() -> None:
    text = read("carnet.docx").text
    assert (
        "\n\n- lire la marge par famille\u00a0;\n- tenir le calendrier\u00a0:\n- le salon de Lyon,\n" in text
    )
    assert (
        "\n\n1. Écouter un client.\n2. Relire le brief\u00a0:\na. la promesse,\nb. la preuve.\n3. Signer.\n\n"
        in text
    )


def test_table_is_read_row_by_row_and_a_nested_one_once() -> None:
    text = read("carnet.docx").text
    assert "Poste | 2018 | 2019\nSalons | 12\u00a0000 | 9\u00a0000\n4 dates | 3 dates\n" in text
    assert "Affichage, toutes villes | 7\u00a0500\n" in text
    assert text.count("locale") == 1


def test_a_box_drawn_as_a_table_of_one_cell_stays_paragraphs() -> None:
    assert "À retenir\n\nUne promesse se compte." in read("revision.docx").text


@pytest.mark.parametrize("name", ["revision.docx", "revision.odt"])
def test_what_the_final_version_does_not_show_is_out(name: str) -> None:
    text = read(name).text
    for gone in (
        "du mardi",
        "a disparu",
        "Ne pas citer",
        "Confidentiel",
        "Page 1",
        "À vérifier",
        "Sommaire",
        "REF",
    ):
        assert gone not in text
    assert "Il compte les affaires perdues." in text
    assert text.count("Encadré") == 1
    assert "Un e\u2011mail, une anti\u00adcipation, 12\u00a0%\net la suite." in text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_gives_the_words_of_its_source_in_order(path: Path) -> None:
    _, front, markdown = (
        (ROOT / "corpus/source/docx" / f"{path.stem}.md").read_text("utf-8").split("---\n", 2)
    )
    article = read_docx(path.read_bytes(), TODAY)
    body = article.text.split("\n\n", 2)[2]
    assert re.findall(r"\w+|[^\w\s]", body.replace("\n- ", "\n")) == re.findall(
        r"\w+|[^\w\s]", re.sub(r"(?m)^(?:#+|-) |\*\*", "", markdown).strip()
    )
    assert str(article.description.title) in " ".join(front.split())
    assert article.description.published is None


@pytest.mark.parametrize(
    "key",
    ["Administrateur", "user", "python-docx", "Utilisateur Windows", "poste-12", "jdupont", "SIEGE\\ALeGoff"],
)
def test_the_name_of_an_account_is_no_author(key: str) -> None:
    document = Document()
    document.core_properties.author = key
    stream = BytesIO()
    document.save(stream)
    assert read_docx(stream.getvalue(), TODAY).description.authors == ()


@pytest.mark.parametrize(
    "title", ["Document1", "Microsoft Word - note.doc", "Sans titre", "rapport_v3.docx", "[Titre]"]
)
def test_a_title_that_word_filled_in_gives_way_to_the_first_heading(title: str) -> None:
    document = Document()
    document.core_properties.title = title
    document.add_paragraph("Un chapeau.")
    document.add_heading("La vraie question", level=1)
    stream = BytesIO()
    document.save(stream)
    article = read_docx(stream.getvalue(), TODAY)
    assert article.description.title == "La vraie question"
    assert "La vraie question" in article.text


@pytest.mark.parametrize("day", ["2031-01-01", "1649-01-30"])
def test_an_impossible_date_is_none_and_is_named(day: str) -> None:
    content = changed("carnet.odt", "meta.xml", lambda part: part.replace(b"12/03/2019", day.encode()))
    article = read_odt(content, TODAY)
    assert article.description.published is None
    assert any(day in warning for warning in article.warnings)


def test_the_day_of_making_is_no_date_of_publication() -> None:
    description = read("revision.docx").description
    assert description.published is None
    assert description.metadata["created"] == "2016-05-04"


def test_instructions_of_fields_and_empty_controls_are_no_text() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    inner = f"{begin}{run('condition')}{separate}{run('jamais')}{end}"
    empty = f"<w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Cliquez ici')}</w:sdtContent>"
    control = f"<w:sdt>{empty}</w:sdt>"
    content = word(f"{run('Avant ')}{begin}{inner}{separate}{run('vu')}{end}{control}", run("Après"))
    assert read_docx(content, TODAY).text == "Avant vu\n\nAprès"


def test_a_field_that_never_ends_takes_no_other_paragraph_with_it() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert read_docx(word(f"{run('Un')}{begin}", run("Deux")), TODAY).text == "Un\n\nDeux"


def test_styles_based_on_each_other_in_a_circle_are_read() -> None:
    style = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    circle = (style.format("A", "B") + style.format("B", "A")).encode()
    content = changed(
        "revision.docx", "word/styles.xml", lambda part: part.replace(b"</w:styles>", circle + b"</w:styles>")
    )
    named = changed(
        "revision.docx", "word/document.xml", lambda part: part.replace(b'w:val="Title"', b'w:val="A"')
    )
    assert read_docx(content, TODAY).text == read_docx(named, TODAY).text


def test_a_relation_to_a_missing_part_is_passed_over() -> None:
    lost = (b'<Relationship Id="rId900" Target="../NULL" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/image"/></Relationships>')  # fmt: skip
    content = changed(
        "revision.docx", "word/_rels/document.xml.rels", lambda part: part.replace(b"</Relationships>", lost)
    )
    assert read_docx(content, TODAY).text == read("revision.docx").text


def test_a_document_with_macros_is_read_like_any_other() -> None:
    content = changed("revision.docx", "[Content_Types].xml", lambda part: part.replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main"))  # fmt: skip
    assert read_docx(content, TODAY).text == read("revision.docx").text


@pytest.mark.parametrize(
    ("name", "reason"),
    [("protege.docx", "encrypted"), ("protege.odt", "encrypted"), ("ancien.doc", "unsupported-format"),
     ("carnet.html", "unreadable")],
)  # fmt: skip
def test_files_that_cannot_be_read_say_why(name: str, reason: str) -> None:
    content = (FIXTURES / name).read_bytes()
    error = refusal(content, read_odt if name.endswith(".odt") else read_docx)
    assert error.reason == reason
    assert error.detail


def test_another_office_format_is_refused() -> None:
    assert refusal((FIXTURES / "carnet.odt").read_bytes()).reason == "unsupported-format"
    assert refusal((FIXTURES / "carnet.docx").read_bytes(), read_odt).reason == "unreadable"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    zeros = b" " * (office_archive.LARGEST_PART + 1)
    assert refusal(changed("revision.docx", "word/document.xml", lambda _: zeros)).reason == "too-large"


def test_a_part_that_declares_a_smaller_size_than_it_has_is_refused() -> None:
    content = bytearray(changed("revision.docx", "word/document.xml", lambda part: part + b" " * 3_000_000))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    assert content.count(size) == 2
    error = refusal(bytes(content.replace(size, (1000).to_bytes(4, "little"))))
    assert error.reason == "unreadable"


def test_a_bomb_in_a_picture_is_never_unpacked() -> None:
    content = changed(
        "revision.docx", "word/media/image1.png", lambda _: bytes(office_archive.LARGEST_TOTAL + 1)
    )
    assert read_docx(content, TODAY).text == read("revision.docx").text


def test_an_archive_of_too_many_parts_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(office_archive.MOST_ENTRIES + 1):
            archive.writestr(f"{number}", b"")
    assert refusal(stream.getvalue()).reason == "too-large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("entity", ['"&b;&b;&b;"', 'SYSTEM "file:///etc/passwd"'])
def test_a_document_type_declaration_is_refused(entity: str, encoding: str) -> None:
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a {entity}>]><x>&a;</x>'.encode(encoding)
    for name, part, reader in (
        ("revision.docx", "word/document.xml", read_docx),
        ("carnet.odt", "content.xml", read_odt),
    ):
        assert refusal(changed(name, part, lambda _: bomb), reader).reason == "unreadable"


def test_repeats_that_a_file_asks_for_are_bounded() -> None:
    def repeat(part: bytes) -> bytes:
        return part.replace(b"Fin du carnet.", b'Fin<text:s text:c="999999999"/>du carnet.').replace(
            b"<table:table-row>", b'<table:table-row table:number-rows-repeated="999999999">')  # fmt: skip

    text = read_odt(changed("carnet.odt", "content.xml", repeat), TODAY).text
    assert len(text) < len(read("carnet.odt").text) + 200


@pytest.mark.parametrize("depth", [40, 80, 10_000])
def test_tables_inside_each_other_are_read_or_refused(depth: int) -> None:
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    nested = f"{opening * depth}<w:p>{run('au fond')}</w:p>{closing * depth}".encode()
    content = changed(
        "revision.docx",
        "word/document.xml",
        lambda part: part.replace(b"<w:sectPr", nested + b"<w:sectPr", 1),
    )
    try:
        assert "au fond" in read_docx(content, TODAY).text
    except RefusedContentError as error:
        assert error.reason in {"too-deep", "unreadable"}  # noqa: PT017 - read or refused, both are right


def test_an_xml_comment_is_no_text() -> None:
    content = changed(
        "carnet.odt", "content.xml", lambda part: part.replace(b"Fin du", b"Fin <!-- hors texte -->du")
    )
    assert "Fin du carnet." in read_odt(content, TODAY).text


def test_hidden_odt_text_and_sections_are_out() -> None:
    def hide(part: bytes) -> bytes:
        hidden = b'<text:hidden-text text:is-hidden="true" text:string-value="x">secret</text:hidden-text>'
        section = b'<text:section text:display="none"><text:p>coulisse</text:p></text:section></office:text>'
        return part.replace(b"Fin du", hidden + b"Fin du").replace(b"</office:text>", section)

    article = read_odt(changed("carnet.odt", "content.xml", hide), TODAY)
    assert article.text == read("carnet.odt").text
    assert article.warnings == ("hidden text was left out (passages: 2)",)


SEEDS = {
    name: (FIXTURES / name).read_bytes()
    for name in ("carnet.docx", "carnet.odt", "revision.docx", "revision.odt")
}
MAIN_PARTS = {"docx": ("word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"),
              "odt": ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")}  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, content: bytes) -> bytes:
    """Flip, cut and repeat stretches of `content`."""
    bytes_ = bytearray(content)
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(bytes_)))
        end = min(len(bytes_), start + draw(st.integers(0, 80)))
        bytes_[start:end] = draw(st.one_of(st.binary(max_size=8), st.just(bytes(bytes_[start:end]) * 3)))
    return bytes(bytes_)


def read_or_refused(name: str, content: bytes) -> None:
    try:
        article = (read_docx if name.endswith("docx") else read_odt)(content, TODAY)
    except RefusedContentError as error:
        article = Article(f"{error.reason}: {error.detail}", Description())
    assert isinstance(article.text, str)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mutated_archive_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SEEDS)))
    read_or_refused(name, data.draw(mutated(SEEDS[name])))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_archive_with_a_mutated_part_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SEEDS)))
    part = data.draw(st.sampled_from(MAIN_PARTS[name.rpartition(".")[2]]))
    read_or_refused(name, changed(name, part, lambda content: data.draw(mutated(content))))


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_file_cut_anywhere_is_refused(name: str) -> None:
    for end in range(0, len(SEEDS[name]), 997):
        assert (
            refusal(SEEDS[name][:end], read_odt if name.endswith("odt") else read_docx).reason == "unreadable"
        )
