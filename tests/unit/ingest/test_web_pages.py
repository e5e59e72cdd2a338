"""Saved web pages: article, description and dates."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from cmo_nlp.ingest import Item, parse
from cmo_nlp.records import Description, Document, Refusal
from cmo_nlp.settings import IngestSettings

TODAY = dt.date(2024, 6, 15)
FIXTURES = Path(__file__).parents[2] / "fixtures" / "ingest"
PROSE = (
    "Le directeur marketing d’aujourd’hui lit des tableaux de bord, négocie avec les régies et tire de ses "
    "données des décisions que la direction générale attendait depuis des années. "
)
BODY = f"<h1>Le métier change</h1><p>{PROSE}</p><p>{PROSE.replace('lit', 'relit')}</p>"


def outcome(page: str | bytes, name: str = "a.html") -> Document | Refusal:
    content = page if isinstance(page, bytes) else page.encode()
    (part,) = parse(Item(name, f"/corpus/{name}"), content, IngestSettings(), TODAY)
    return part.outcome


def parsed(head: str = "", body: str = "", name: str = "a.html") -> Document:
    page = f"<html><head><meta charset=utf-8>{head}</head><body>{body}<article>{BODY}</article></body></html>"
    document = outcome(page, name)
    assert isinstance(document, Document), document
    return document


def published(head: str = "", body: str = "") -> tuple[str, str, str] | None:
    found = parsed(head, body).description.published
    return found and (found.date, found.precision, found.method)


def fixture(name: str) -> Document:
    document = outcome((FIXTURES / name).read_bytes(), name)
    assert isinstance(document, Document), document
    return document


def test_blog_page_keeps_headings_and_items_and_loses_its_frame() -> None:
    document = fixture("blog.html")
    lines = document.text.split("\n")
    assert lines[0] == "Le directeur marketing apprend à compter"
    assert lines[-1].endswith("au même comptoir.")
    heading = lines.index("Ce qu’il doit savoir faire")
    assert (lines[heading - 1], lines[heading + 1]) == ("", "")
    assert "- lire une marge par espèce et par client\u00a0;" in lines
    assert "Yves" not in document.text
    assert "Mentions légales" not in document.text


def test_blog_page_is_described() -> None:
    description = fixture("blog.html").description
    assert description.title == "Le directeur marketing apprend à compter"
    assert (description.authors, description.publisher) == (("Solène Quéméneur",), "Carnets d’étal")
    assert (description.language, description.source_type) == ("fr", None)
    assert description.published is not None
    assert (description.published.date, description.published.method) == ("2016-03-09", "metadata")
    assert description.modified == "2016-04-02"


def test_old_page_with_french_class_names_keeps_headings_and_items() -> None:
    document = fixture("vieux-site.html")
    assert document.text.startswith("Chez les lampes Orvault")
    assert "\n\nLa cadence\n\n" in document.text
    assert (
        "\n1. Visiter l’atelier chaque lundi.\n2. Relire les réclamations de la semaine.\n" in document.text
    )
    assert document.text.endswith(
        "Son conseil aux débutants tient en une ligne :\napprendre le prix de revient par cœur."
    )
    assert document.description.published is not None
    assert document.description.published.date == "2008-10-22"
    assert document.description.published.method == "markup"
    assert document.description.modified == "2008-11-04"


META = '<meta property="article:published_time" content="{}">'
JSON = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "date"),
    [
        (META.format("2018-10-22T08:00:00+02:00"), "2018-10-22"),
        ('<meta name="date" content="2018-10">', "2018-10"),
        ('<meta name="DC.date.issued" content="2018">', "2018"),
        ('<meta itemprop="datePublished" content="22/10/2018">', "2018-10-22"),
        ('<meta name="citation_publication_date" content="2018/10">', "2018-10"),
        ('<meta name="date" content="lundi 22 octobre 2018">', "2018-10-22"),
        ('<meta name="date" content="Mon, 22 Oct 2018 10:00:00 GMT">', "2018-10-22"),
        ('<meta name="pubdate" content="October 22, 2018">', "2018-10-22"),
        (
            '<meta name="date" content="2019-01-01"><meta name="publish-date" content="2018-10-22">',
            "2018-10-22",
        ),
        (JSON.format('{"@type": "NewsArticle", "datePublished": "2018-10-22T10:00:00Z"}'), "2018-10-22"),
        (JSON.format('[{"@type": ["X", "BlogPosting"], "datePublished": "2018-10-22"}]'), "2018-10-22"),
        (JSON.format('{"@type": "Article", "datePublished": "2018-10-22",, broken'), "2018-10-22"),
        (
            JSON.format(
                '{"@graph": [{"@type": "WebPage", "datePublished": "2011-01-01"},'
                ' {"@type": "Article", "datePublished": "2018-10-22"}]}'
            ),
            "2018-10-22",
        ),
    ],
)
def test_date_that_the_head_declares_is_metadata(head: str, date: str) -> None:
    found = parsed(head).description.published
    assert found is not None
    assert (found.date, found.method) == (date, "metadata")


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="bientôt">',
        '<meta name="copyright-date" content="2018-01-01">',
        '<meta name="description" content="Conférence du 2018-10-22 10:00:00 à Paris">',
        '<meta name="publisher" content="2018-01-01">',
        '<meta property="article:expiration_time" content="2018-01-01">',
        META.format("2031-01-01"),
        META.format("1931-01-01"),
        META.format(""),
        META.format("x" * 500),
        JSON.format('{"@type": "Article", "dateModified": "2018-10-22"}'),
        JSON.format('{"@type": "VideoObject", "datePublished": "2018-10-22"}'),
        JSON.format('{"@type": "Article", "comment": [{"@type": "Comment", "datePublished": "2018-10-22"}]}'),
        JSON.format('{"@type": "Article", "datePublished": 20181022}'),
        JSON.format("[" * 100_000),
        '<script type="application/ld+json"></script>',
        '<meta name="date" content="2018 Oct">',
    ],
)
def test_what_declares_no_date_of_publication_gives_none(head: str) -> None:
    assert published(head) is None


@pytest.mark.parametrize(
    ("head", "body", "refused"),
    [
        (META.format("2031-01-01"), "", "2031-01-01"),
        ("", "<p class=date>Publié le 3 juin 2031</p>", "Publié le 3 juin 2031"),
        ('<meta name="created" content="00:00:00">', "", None),  # LibreOffice knows no day
    ],
)
def test_refused_date_stays_visible_in_a_warning(head: str, body: str, refused: str | None) -> None:
    document = outcome(f"<html><head>{head}</head><body><article>{body}{BODY}</article></body></html>")
    assert isinstance(document, Document)
    metadata = document.description.metadata
    warning = refused and f"« {refused} » cannot be used as a date"
    assert (metadata.get("refused_date"), metadata.get("warnings")) == (refused, warning)


@pytest.mark.parametrize(
    "marked", ["<p>{}</p>", "<p class=date>{}</p>", "<div class=meta><time>{}</time></div>"]
)
@pytest.mark.parametrize("line", ["Publié il y a 3 jours", "il y a 3\u00a0jours", "Hier à 14h05"])
def test_relative_date_leaves_the_page_for_a_warning(marked: str, line: str) -> None:
    title, _, prose = BODY.partition("</h1>")
    body = f"{title}</h1>{marked.format(line)}{prose}"
    document = outcome(f"<html><body><article>{body}</article></body></html>")
    assert isinstance(document, Document)
    assert document.text.startswith("Le métier change\n\nLe directeur")
    assert document.description.published is None
    assert document.description.metadata["relative_date"] == " ".join(line.split())
    assert "is no date without the day" in document.description.metadata["warnings"]


@pytest.mark.parametrize("location", ["https://a.example/a.html", "/corpus/a.html"])
def test_relative_date_of_a_page_counts_from_the_day_of_its_crawl(location: str) -> None:
    page = f"<html><body><article><p class=date>il y a 3 jours</p>{BODY}</article></body></html>".encode()
    said = None if location.startswith("http") else Description(metadata={"crawled": TODAY.isoformat()})
    (part,) = parse(Item("a.html", location, sidecar=said), page, IngestSettings(), TODAY)
    assert isinstance(part.outcome, Document)
    published = part.outcome.description.published
    assert published is not None
    assert (published.date, "warnings" in part.outcome.description.metadata) == ("2024-06-12", False)


def test_author_of_a_marked_line_is_found() -> None:
    page = f"<article><h1>x</h1><p class=meta>Par Anne Le Goff, le 3 mars 2020</p><p>{PROSE}</p></article>"
    document = outcome(f"<html><body>{page}</body></html>")
    assert isinstance(document, Document)
    assert document.description.authors == ("Anne Le Goff",)


def test_claims_that_differ_cost_confidence() -> None:
    agreed = parsed(META.format("2018-10-22") + '<meta name="date" content="2018-10">').description.published
    differing = parsed(
        META.format("2018-10-22") + '<meta name="date" content="2016-01-01">'
    ).description.published
    assert agreed is not None
    assert differing is not None
    assert differing.date == agreed.date == "2018-10-22"
    assert differing.confidence < agreed.confidence


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ('<time pubdate datetime="2018-10-22">hier</time>', "2018-10-22"),
        ('<span itemprop="datePublished" content="2018-10-22">hier</span>', "2018-10-22"),
        (
            '<time class="entry-date published updated" datetime="2018-10-22T07:12">22 octobre</time>',
            "2018-10-22",
        ),
        (
            '<time class="updated" datetime="2019-01-01">x</time><time datetime="2018-10-22">y</time>',
            "2018-10-22",
        ),
        ('<p class="date">Publié le 1er mars 2021 par Léa</p>', "2021-03-01"),
        ('<p class="byline">Posted on October 22, 2018 by Lea</p>', "2018-10-22"),
    ],
)
def test_date_that_the_body_marks_is_markup(body: str, date: str) -> None:
    page = f"<html><body><article><header>{body}</header>{BODY}</article></body></html>"
    document = outcome(page)
    assert isinstance(document, Document)
    found = document.description.published
    assert found is not None
    assert (found.date, found.method) == (date, "markup")


@pytest.mark.parametrize(
    "body",
    [
        "<footer><p>© 2014 La Gazette</p><time datetime='2014-01-01'>2014</time></footer>",
        "<nav class='date'>22 octobre 2018</nav>",
        "<aside><time datetime='2014-01-01'>x</time></aside>",
        "<div class='related'><time datetime='2014-01-01'>x</time></div>",
        "<div id='comments'><time datetime='2014-01-01'>x</time></div>",
        "<p class='date'>il y a 3 jours</p>",
        "<p class='date'>lundi 3 juin</p>",
        "<p>Conférence tenue le 2018-10-22 à Paris, sous la pluie.</p>",
        f"<p class='metadata'>{PROSE * 3} 22 octobre 2018</p>",
        "<time>ce matin</time>",
    ],
)
def test_date_elsewhere_on_the_page_does_not_count(body: str) -> None:
    page = f"<html><body>{body}{BODY}</body></html>"
    document = outcome(page)
    assert isinstance(document, Document)
    assert document.description.published is None


def test_date_of_the_address_counts_last() -> None:
    canonical = '<link rel="canonical" href="https://a.example/2018/10/22/article">'
    assert published(canonical) == ("2018-10-22", "day", "markup")
    assert published(canonical + META.format("2017-01-02")) == ("2017-01-02", "day", "metadata")
    assert published('<link rel="canonical" href="https://a.example/2018/10/article">') == (
        "2018-10",
        "month",
        "markup",
    )


def test_dateline_of_the_article_counts_as_text() -> None:
    page = f"<html><body><article><p>Paris, le 22 octobre 2018</p>{BODY}</article></body></html>"
    document = outcome(page)
    assert isinstance(document, Document)
    assert document.description.published is not None
    assert (document.description.published.date, document.description.published.method) == (
        "2018-10-22",
        "text",
    )


def test_page_in_the_encoding_that_it_names_or_not() -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body><article>{BODY}</article></body></html>"
    utf, latin = outcome(page), outcome(page.encode("cp1252"))
    assert isinstance(utf, Document)
    assert isinstance(latin, Document)
    assert utf.id == latin.id


def test_format_is_told_by_content() -> None:
    page = parsed(name="a.txt")
    assert "<p>" not in page.text
    plain = outcome(PROSE * 2, "a.html")
    assert isinstance(plain, Document)
    assert plain.text == (PROSE * 2).strip()


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html></html>", "no-text"),
        ("<!-- rien -->", "no-text"),
        ("<html><body><nav><a href=/>Accueil</a></nav></body></html>", "no-text"),
        (f"<html><body>{'<div>' * 20_000}{BODY}</body></html>", "too-deep"),
        (f"<html><body><article>{BODY}</article>{'<ul><li>' * 20_000}", "too-deep"),
        ("<html><body><article><p>Trois mots seuls</p></article>", "too-short"),
    ],
)
def test_page_without_an_article_is_refused(
    page: str, reason: str, capfd: pytest.CaptureFixture[str]
) -> None:
    refusal = outcome(page)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == reason
    assert capfd.readouterr() == ("", "")


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    document = outcome(f"<html><body><article><div><p>{PROSE}<b><i></p></b><ul><li>{PROSE}</body")
    assert isinstance(document, Document)
    assert document.text.startswith("Le directeur marketing")


def test_declared_language_that_the_text_is_not_in_stays_visible() -> None:
    said = parsed('<meta property="og:locale" content="en_GB">').description
    assert (said.language, said.metadata["declared_language"]) == ("fr", "en")
    assert "declared_language" not in parsed().description.metadata


def test_table_rows_are_lines_with_their_cells_apart() -> None:
    table = (
        "<table><tr><th>Outil</th><th>Usage</th></tr><tr><td>CRM</td><td>suivre les clients</td></tr></table>"
    )
    page = f"<html><body><article>{BODY}{table}<p>{PROSE}</p></article></body></html>"
    document = outcome(page)
    assert isinstance(document, Document)
    assert "CRM | suivre les clients" in document.text


MENU = "<ul><li><a href=/>Accueil</a></li><li><a href=/b>Nous écrire</a></li></ul>"
FOOT = "<footer><p>© 2014 La Gazette, tous droits réservés</p></footer>"
SECOND = PROSE.replace("lit", "relit")
OPEN_BODIES = {
    # paragraphs, headings and lists in <body> itself, as Word and LibreOffice save them
    f"<h1>Le métier</h1><p>{PROSE}</p><h2>Suite</h2><ul><li>lire</li><li>écrire</li></ul><p>{SECOND}</p>": (
        f"Le métier\n\n{PROSE.strip()}\n\nSuite\n\n- lire\n- écrire\n\n{SECOND.strip()}"
    ),
    f"<p>{PROSE}</p><ul><li><p>lire</p></li><li><p>écrire</p></li></ul><p>{SECOND}</p>": (
        f"{PROSE.strip()}\n\n- lire\n- écrire\n\n{SECOND.strip()}"
    ),
    f"<p>{PROSE}</p><table><tr><td><p>CRM</p></td><td><p>4\u00a0%</p></td></tr></table><p>{SECOND}</p>": (
        f"{PROSE.strip()}\n\nCRM | 4\u00a0%\n\n{SECOND.strip()}"
    ),
    # text without a paragraph around it
    f"<h1>Le métier</h1>{PROSE}<br><br>{SECOND}<h2>La suite</h2><ul><li>lire</li><li>écrire</li></ul>": (
        f"Le métier\n\n{PROSE.strip()}\n\n{SECOND.strip()}\n\nLa suite\n\n- lire\n- écrire"
    ),
}


@pytest.mark.parametrize(("body", "text"), OPEN_BODIES.items())
@pytest.mark.parametrize("page", ["{}", f"<nav>{MENU}</nav>{{}}{FOOT}", f"{MENU}{{}}"])
def test_text_in_the_body_itself_keeps_its_headings_and_lists(body: str, text: str, page: str) -> None:
    document = outcome(f"<html><head><title>x</title></head><body>{page.format(body)}</body></html>")
    assert isinstance(document, Document)
    assert document.text == text


ORDERED = {
    "<ol><li>lire</li><li>écrire</li></ol>": "1. lire\n2. écrire",
    "<ol start=3><li><p>lire</p></li><li><b>écrire</b> bien</li></ol>": "3. lire\n4. écrire bien",
    "<ol><li>lire</li><li value=7>écrire</li><li>compter</li></ol>": "1. lire\n7. écrire\n8. compter",
    "<ol><li>1. lire</li><li>2. écrire</li></ol>": "- 1. lire\n- 2. écrire",
    "<ol start=x><li>lire<ul><li>vite</li></ul></li><li>écrire</li></ol>": "1. lire\n- vite\n2. écrire",
    "<ul><li>lire<ol><li>vite</li><li>bien</li></ol></li></ul>": "- lire\n1. vite\n2. bien",
}


@pytest.mark.parametrize(("items", "lines"), ORDERED.items())
def test_ordered_list_keeps_its_numbers(items: str, lines: str) -> None:
    document = outcome(f"<html><body><article>{BODY}{items}<p>{SECOND}</p></article></body></html>")
    assert isinstance(document, Document)
    assert f"\n\n{lines}\n\n" in document.text


def test_article_in_a_cell_of_an_old_page_keeps_its_blocks() -> None:
    body = f"<h1>Le métier</h1><p>{PROSE}</p><h2>La suite</h2><ul><li>lire</li></ul><p>{SECOND}</p>"
    document = outcome(f"<body><table><tr><td>{MENU}</td><td>{body}</td></tr></table></body>")
    assert isinstance(document, Document)
    assert document.text == f"Le métier\n\n{PROSE.strip()}\n\nLa suite\n\n- lire\n\n{SECOND.strip()}"


def test_libraries_for_pages_are_loaded_for_pages_only() -> None:
    code = (
        "import sys, datetime, cmo_nlp.ingest as i; from cmo_nlp.settings import IngestSettings as S;"
        "i.parse(i.Item('a.txt', '/a.txt'), b'mot ' * 30, S(), datetime.date(2024, 1, 1));"
        "heavy = ('trafilatura', 'htmldate', 'lxml', 'markdown_it', 'charset_normalizer');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
