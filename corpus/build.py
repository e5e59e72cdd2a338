"""Build the files of `sample/` that are no plain text: `python corpus/build.py [FOLDER]`.

It needs the extra `corpus`; the same texts give the same bytes. `source/` holds the texts as Markdown with
front matter; its folders are named after what is built from them.
"""

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import yaml
from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt

SOURCE = Path(__file__).parent / "source"
SAMPLE = Path(__file__).parent / "sample"
EUROPRESSE = "export_europresse_2022-07-01.html"
TABLE = "veille_marketing.csv"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# Which page each fictional site is saved as, and its fictional host.
SITES = {
    "L'Hebdo des linéaires": "journal", "La Gazette des annonceurs": "journal",
    "L'Écho des directions": "journal", "Le Courrier des marques": "revue",
    "Revue des métiers de la marque": "revue", "Scènes & Publics": "revue",
    "Le carnet d'une chef de produit": "blog", "Sans diapositives": "blog",
    "Net & Vitrines": "magazine", "Passerelles SI": "magazine",
    "Terre et comptoirs": "tribune", "Le Relais des métiers": "tribune",
}  # fmt: skip
LITTLE_WORDS = frozenset({"", "l", "d", "la", "le", "les", "des", "de", "du"})
COMMENTS = (
    ("papivendeur", "On disait la même chose au comptoir en 1998."),
    ("Lectrice du Jura", "Merci, je le fais lire à mon équipe lundi."),
    ("M. T.", "Un chiffre sans sa source, ça ne pèse pas lourd. D'où vient-il ?"),
    ("ex-chef de rayon", "Venez donc un samedi à dix-sept heures, vous verrez."),
    ("Anonyme", "Et les petites maisons, personne n'en parle jamais."),
    ("Corinne", "Enfin quelqu'un qui a parlé aux clients !"),
    ("jb_logistique", "Il manque le coût du transport, comme toujours."),
)
_MARKDOWN = MarkdownIt("commonmark")
_PAGES = Environment(loader=FileSystemLoader(SOURCE / "pages"), autoescape=False)  # noqa: S701 |e in them


@dataclass(frozen=True, slots=True)
class Text:
    """One text of `source/`: its file name without ending, its front matter and its Markdown."""

    slug: str
    meta: dict[str, str]
    markdown: str

    @property
    def published(self) -> date:
        """The day of publication."""
        return date.fromisoformat(self.meta["date"])

    @property
    def stated(self) -> str:
        """The date as the document writes it: the year where no more is known."""
        return words(self.published) if "-" in self.meta["date"] else self.meta["date"]

    @property
    def blocks(self) -> Iterator[tuple[str, str]]:
        """Yield (kind, text) for each heading, list item and paragraph; bold is left unmarked."""
        for paragraph in self.markdown.split("\n\n"):
            for line in paragraph.strip().splitlines():
                kind = {"##": "heading", "- ": "item"}.get(line[:2], "paragraph")
                yield kind, line.lstrip("#- ").strip() if kind != "paragraph" else line


def texts(folder: str) -> list[Text]:
    """Return the texts of `source/folder` in the order of their names."""
    return [_read(path) for path in sorted((SOURCE / folder).glob("*.md"))]


def _read(path: Path) -> Text:
    _, front, markdown = path.read_text(encoding="utf-8").split("---\n", 2)
    return Text(path.stem, yaml.load(front, Loader=yaml.BaseLoader), markdown.strip())  # noqa: S506 strings only


def pages(folder: Path) -> None:
    """Save each text of `source/html` as the page of its fictional site."""
    for number, text in enumerate(texts("html")):
        publisher = text.meta["publisher"].replace("’", "'")
        later = text.published + timedelta(days=1 + number % 6)
        page = _PAGES.get_template(f"{SITES[publisher]}.html").render(
            **text.meta,
            slug=text.slug,
            host=host(publisher),
            year=text.published.year,
            comment=COMMENTS[number % len(COMMENTS)],
            later=later.isoformat(),
            later_words=words(later),
            date_words=words(text.published),
            weekday=WEEKDAYS[text.published.weekday()],
            json_ld=_json_ld(text, later),
            body=_MARKDOWN.render(text.markdown),
        )
        (folder / f"{text.slug}.html").write_text(page + "\n", encoding="utf-8")


def host(publisher: str) -> str:
    """Return the fictional host of a publisher.

    >>> host("L'Écho des directions")
    'echo-directions'
    """
    bare = unicodedata.normalize("NFD", publisher.lower()).encode("ascii", "ignore").decode()
    return "-".join(name for name in re.split(r"[^a-z]+", bare) if name not in LITTLE_WORDS)


def words(day: date) -> str:
    """Return a date as French writes it.

    >>> words(date(2012, 3, 1))
    '1er mars 2012'
    """
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def _json_ld(text: Text, later: date) -> str:
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": text.meta["title"],
        "datePublished": text.meta["date"],
        "dateModified": later.isoformat(),
        "author": {"@type": "Person", "name": text.meta.get("author", "")},
        "publisher": {"@type": "Organization", "name": text.meta["publisher"]},
    }
    return json.dumps(record, ensure_ascii=False, indent=1).replace("</", "<\\/")


def europresse(folder: Path) -> None:
    """Write the articles of `source/europresse` as one export of the press archive's shape."""
    by_date = sorted(texts("europresse"), key=lambda text: text.published)
    articles = [
        {
            **text.meta,
            "day": words(text.published),
            "weekday": WEEKDAYS[text.published.weekday()],
            "compact": text.meta["date"].replace("-", ""),
            "code": f"HX·{text.meta['date'].replace('-', '')}·{number:04}",
            "words": len(text.markdown.split()),
            "body": _MARKDOWN.render(text.markdown),
        }
        for number, text in enumerate(by_date, start=1)
    ]
    page = _PAGES.get_template("europresse.html").render(articles=articles)
    (folder / EUROPRESSE).write_text(page + "\n", encoding="utf-8")


def table(folder: Path) -> None:
    """Write the texts of `source/csv` as one spreadsheet, a text a row, plus a column of the reader's own."""
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["title", "authors", "publisher", "source_type", "published", "rubrique", "text"])
        for text in texts("csv"):
            row = [
                text.meta.get(name, "") for name in ("title", "author", "publisher", "source_type", "date")
            ]
            body = "\n\n".join(block for _, block in text.blocks).replace("**", "")
            writer.writerow([*row, "à relire", body])


def documents(folder: Path) -> None:
    """Write the texts of `source/docx` as Word documents."""
    from docx import Document

    for text in texts("docx"):
        document = Document()
        document.core_properties.title = text.meta["title"]
        document.core_properties.author = text.meta.get("author", text.meta["publisher"])
        document.core_properties.created = document.core_properties.modified = _at_nine(text.published)
        document.add_heading(text.meta["title"], level=0)
        document.add_paragraph(f"{text.meta['publisher']}, {text.stated}")
        for kind, block in text.blocks:
            plain = block.replace("**", "")
            if kind == "heading":
                document.add_heading(plain, level=1)
            else:
                document.add_paragraph(plain, style="List Bullet" if kind == "item" else None)
        with BytesIO() as written:
            document.save(written)
            _without_times(written, folder / f"{text.slug}.docx")


def _without_times(archive: BytesIO, path: Path) -> None:
    """Write a ZIP again with the earliest time that ZIP knows, so that its bytes are a matter of content."""
    with ZipFile(archive) as given, ZipFile(path, "w", ZIP_DEFLATED) as kept:
        for name in given.namelist():
            kept.writestr(ZipInfo(name), given.read(name), ZIP_DEFLATED)


def _at_nine(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def prints(folder: Path) -> None:
    """Write the texts of `source/pdf*`: one column, two columns, running headers and footers."""
    for source, columns, running in (
        ("pdf", 1, False),
        ("pdf-two-columns", 2, False),
        ("pdf-headers", 1, True),
    ):
        for text in texts(source):
            _print(text, columns, folder / f"{text.slug}.pdf", running=running)


def _print(text: Text, columns: int, path: Path, *, running: bool) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    width, height = A4
    margin, gap = 62, 18
    inner = (width - 2 * margin - (columns - 1) * gap) / columns
    frames = [
        Frame(margin + i * (inner + gap), 70, inner, height - 150, showBoundary=0) for i in range(columns)
    ]
    drawn = _running(text) if running else _numbered
    author = text.meta.get("author", text.meta["publisher"])
    document = BaseDocTemplate(str(path), pagesize=A4, title=text.meta["title"], author=author, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=drawn))
    styles = _styles()
    story = [Paragraph(_escaped(text.meta["title"]), styles["title"])]
    story += [Paragraph(line, styles["paragraph"]) for line in _imprint(text)]
    story += [
        Paragraph(f"• {_escaped(block)}" if kind == "item" else _escaped(block), styles[kind])
        for kind, block in text.blocks
    ]
    document.build(story)


def _imprint(text: Text) -> Sequence[str]:
    """Return the lines under the title."""
    return [_escaped(text.meta.get("author", "")), _escaped(f"{text.meta['publisher']}, {text.stated}")]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("**", "")


def _styles() -> dict[str, Any]:
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle

    body = ParagraphStyle(
        "paragraph", fontName="Times-Roman", fontSize=10.5, leading=14, alignment=TA_JUSTIFY, spaceAfter=7,
        embeddedHyphenation=1, hyphenationLang="fr_FR", hyphenationMinWordLength=7,
    )  # fmt: skip
    heading = ParagraphStyle(
        "heading",
        parent=body,
        fontName="Helvetica-Bold",
        fontSize=12,
        leading=16,
        spaceBefore=8,
        alignment=0,
        hyphenationLang=None,
    )
    title = ParagraphStyle("title", parent=heading, fontSize=17, leading=21, spaceAfter=12, alignment=0)
    item = ParagraphStyle("item", parent=body, leftIndent=12, alignment=0)
    return {"paragraph": body, "heading": heading, "title": title, "item": item}


def _numbered(canvas: Any, document: Any) -> None:
    canvas.setFont("Times-Roman", 9)
    canvas.drawCentredString(297, 40, str(document.page))


def _running(text: Text) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(62, 800, f"{text.meta['publisher']} · {text.meta['date']}")
        canvas.drawRightString(533, 800, text.meta["title"])
        canvas.drawString(62, 40, "Reproduction libre, diffusion gratuite")
        canvas.drawRightString(533, 40, f"page {document.page}")

    return draw


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    target.mkdir(parents=True, exist_ok=True)
    for build in (pages, europresse, table, documents, prints):
        build(target)
