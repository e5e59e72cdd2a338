"""The report in a real browser: it opens, reads, downloads and prints, and lets nothing in or out."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import HOSTILE_TITLE, TURNED

SECTIONS = ["corpus", "today", "changes", "horizons", "topics", "method"]
WIDTHS = {"wide": 1280, "narrow": 390}
A4 = (595, 842)  # points

Report = Callable[..., Path]
Opened = Callable[..., Any]


def viewport(width: int) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 900}}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_has_every_section_and_asks_no_network_for_anything(
    report: Report, opened: Opened, language: str
) -> None:
    with opened(report(language), offline=True) as page:
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("main > section").evaluate_all("all => all.map(one => one.id)") == SECTIONS
        assert page.locator("svg.chart").count() > 10


SEEN = [
    ("fr", "colour", "light", "wide"),
    ("fr", "colour", "dark", "wide"),
    ("fr", "colour", "light", "narrow"),
    ("fr", "colour", "dark", "narrow"),
    ("fr", "mono", "dark", "wide"),
    ("en", "colour", "light", "narrow"),
]


@pytest.mark.parametrize("seen", SEEN, ids="-".join)
def test_axe_finds_nothing(report: Report, opened: Opened, seen: tuple[str, str, Any, str]) -> None:
    language, style, scheme, width = seen
    with opened(report(language, style), color_scheme=scheme, **viewport(WIDTHS[width])) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(report: Report, opened: Opened, width: str) -> None:
    with opened(report(), **viewport(WIDTHS[width])) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") == WIDTHS[width]


def test_the_sentences_behind_a_figure_are_one_key_away(report: Report, opened: Opened) -> None:
    with opened(report()) as page:
        for figure in page.locator("figure.figure").all():
            summary = figure.locator("details.behind > summary")
            summary.focus()
            page.keyboard.press("Enter")
            assert figure.locator("details.behind .quotation, details.behind .none").first.is_visible()
        quotation = page.locator("#change-1 .quotation").first
        assert "intelligence artificielle" in quotation.locator("blockquote").inner_text()
        assert "Revue" in quotation.locator("figcaption").inner_text()
        assert "20" in quotation.locator("figcaption").inner_text()


def test_it_reads_without_javascript(report: Report, opened: Opened) -> None:
    with opened(report(), java_script_enabled=False) as page:
        assert page.locator("button").count() == 0
        page.locator("#documents details.data > summary").click()
        assert page.locator("#documents table").is_visible()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(report: Report, opened: Opened) -> None:
    with opened(report()) as page:
        page.keyboard.press("Tab")
        assert page.locator(".skip").evaluate("one => one === document.activeElement")
        assert page.locator(".skip").bounding_box()["y"] > 0
        page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.id === 'content'")


def test_what_a_key_reaches_can_be_seen_to_be_reached(report: Report, opened: Opened) -> None:
    with opened(report()) as page:
        page.locator("#documents summary").first.focus()
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


def download(page: Page, figure: str, kind: str) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.locator(f"#{figure} .downloads button", has_text=kind).click()
    saved = waiting.value
    return saved.suggested_filename, Path(saved.path()).read_text(encoding="utf-8-sig")


def test_the_data_of_a_figure_can_be_saved_as_csv(report: Report, opened: Opened) -> None:
    with opened(report(), accept_downloads=True) as page:
        name, text = download(page, "change-1", "CSV")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert re.fullmatch(r"serie-[a-z0-9-]+\.csv", name)
        assert [row["period"] for row in rows][:2] == ["2008", "2009"]
        assert rows[-2]["N"] == "4"
        assert float(rows[-2]["share"]) == int(rows[-2]["n"]) / 4
        assert rows[0].keys() == {"period", "n", "N", "share", "low", "high", "sparse"}


def test_no_spreadsheet_runs_a_cell(report: Report, opened: Opened) -> None:
    with opened(report(), accept_downloads=True) as page:
        page.evaluate(
            "document.querySelector('#documents tbody th').textContent = '=HYPERLINK(\"//example.org\")'"
        )
        _, text = download(page, "documents", "CSV")
        assert "\"'=HYPERLINK" in text


def test_a_picture_can_be_saved_as_svg(report: Report, opened: Opened) -> None:
    with opened(report(), accept_downloads=True) as page:
        name, text = download(page, "change-1", "SVG")
        assert re.fullmatch(r"serie-[a-z0-9-]+\.svg", name)
        root = ET.fromstring(text)  # noqa: S314 - ours
        title = root.find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert page.locator("#change-1 h4 bdi").inner_text() in (title.text or "")
        assert int(root.get("width", "")) == 440
        assert "style=" not in text


def test_it_prints_on_a4(report: Report, opened: Opened, tmp_path: Path) -> None:
    with opened(report()) as page:
        page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True, print_background=True)
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as printed:
        assert 6 <= len(printed) <= 40
        assert [round(side) for side in printed[0].get_size()] == list(A4)
        text = "".join(page.get_textpage().get_text_range() for page in printed)
    assert "La méthode" in text
    assert "Lire les phrases" not in text


def test_the_words_of_documents_stay_words(report: Report, opened: Opened) -> None:
    with opened(report()) as page:
        assert page.evaluate("window.hacked") is None
        assert page.locator("script").count() == 2
        assert page.locator("img, iframe, object, embed, link").count() == 0
        assert HOSTILE_TITLE in page.locator("body").inner_html().replace("&lt;", "<").replace("&gt;", ">")


def test_marks_that_turn_the_text_end_with_the_name_that_holds_them(report: Report, opened: Opened) -> None:
    with opened(report()) as page:
        turned = page.locator("bdi", has_text=TURNED[:7]).first
        assert turned.evaluate("one => getComputedStyle(one).unicodeBidi") == "isolate"
        assert not any("\u202e" in text for text in page.locator("svg text").all_text_contents())


def test_the_policy_stops_a_script_that_is_not_ours(report: Report, browser: Any) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(report().as_uri())
        page.evaluate(
            "const one = document.createElement('script'); one.textContent = 'window.hacked = 4';"
            "document.body.append(one);"
        )
        assert page.evaluate("window.hacked") is None


def test_nothing_moves_for_those_who_ask_for_less_motion(report: Report, opened: Opened) -> None:
    for asked, expected in (("reduce", "auto"), ("no-preference", "smooth")):
        with opened(report(), reduced_motion=asked) as page:
            assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == expected


def test_black_and_white_has_no_colour(report: Report, opened: Opened) -> None:
    with opened(report(style="mono"), color_scheme="dark") as page:
        colours = page.evaluate(
            "[...new Set([...document.querySelectorAll('body *')].flatMap(one => {"
            " const s = getComputedStyle(one); return [s.color, s.fill, s.stroke, s.backgroundColor]; }))]"
        )
        shades = [tuple(part.strip(" rgba()") for part in c.split(",")[:3]) for c in colours if "rgb" in c]
        assert all(len(set(shade)) == 1 for shade in shades), shades
