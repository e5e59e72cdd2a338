"""Pages in the Chromium that Debian packages, driven by Playwright.

Nothing is installed here: where there is no Chromium, the tests fail and say how to get one.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from cmo_nlp.workspace import Workspace

HOW = (
    "the tests of pages need Chromium and found none; install it with `apt-get install chromium` (or `make"
    " chromium`), or name it in the environment variable CHROMIUM"
)
HOSTILE_TITLE = "</title></script><script>window.hacked = 1</script>"
HOSTILE_TEXT = (
    '<img src="https://example.org/x.png" onerror="window.hacked = 2"> <script>window.hacked = 3</script>'
)
TURNED = "Le chef\u202e de produit\u2067 à l’envers"
LONG_TITLE = "Le directeur marketing et la donnée " * 60
YEARS = range(2008, 2024)


def chromium() -> str:
    """Return the path of Chromium, or fail with what to do."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    pytest.fail(HOW, pytrace=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium; as root it has no sandbox of its own."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace of small documents in which one thing rises and much is hostile."""
    folder = tmp_path_factory.mktemp("pages")
    lines = [json.dumps(one, ensure_ascii=False) for one in documents()]
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "english.txt").write_text("The head of marketing has a budget and a team of ten. " * 6)
    made = Workspace(folder / "workspace")
    sources = str(folder / "corpus.jsonl"), str(folder / "english.txt")
    made.ingest(*sources, keep_duplicates=True, today=date(2024, 6, 1))
    made.topics()
    made.trends()
    return folder / "workspace"


def documents() -> Iterator[dict[str, Any]]:
    """Yield four documents a year, of which ever more speak of artificial intelligence, and four odd ones."""
    for year in YEARS:
        for number in range(4):
            speaks = year - YEARS[0] > 4 * number
            yield {
                "text": _text(year, number, speaks=speaks),
                "title": f"Portrait {year}-{number}",
                "publisher": f"Revue {number}",
                "source_type": "press-article" if number % 2 else "interview",
                "published": f"{year}-0{number + 1}-15",
            }
    yield {"text": f"{_text(1, 1)} {HOSTILE_TEXT}", "title": HOSTILE_TITLE, "published": "2024-01-02"}
    yield {"text": f"{_text(2, 2)} {TURNED}.", "title": TURNED, "publisher": "=1+1", "published": "2024-02"}
    yield {"text": _text(3, 3), "title": LONG_TITLE}
    yield {"text": "La ville a planté des arbres le long du canal et les passants s’y promènent. " * 3}


def _text(year: int, number: int, *, speaks: bool = False) -> str:
    tool = "l’intelligence artificielle" if speaks else "le catalogue imprimé"
    return (
        f"Le directeur marketing de la maison {year * 7 + number} travaille avec le DSI et la direction "
        f"commerciale. Il utilise {tool} et un CRM pour ses {year} clients. Il doit maîtriser l’analyse de "
        f"données. Hier, le directeur marketing gérait la publicité dans la presse numéro {number}. Demain, "
        f"il pilotera la relation client avec {number + 2} agences."
    )


@pytest.fixture(scope="session")
def report(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that writes the report once for each language and style."""
    written: dict[tuple[str, str], Path] = {}

    def write(language: str = "fr", style: str = "colour") -> Path:
        if (language, style) not in written:
            file = tmp_path_factory.mktemp("report") / "report.html"
            Workspace(workspace).report(file, language=language, style=style, today=date(2024, 6, 1))  # type: ignore[arg-type]
            written[language, style] = file
        return written[language, style]

    return write


Opened = Callable[..., Any]


@pytest.fixture
def opened(browser: Browser) -> Opened:
    """Return a context manager that opens a file; it fails on any error, dialog or request of the page."""

    @contextmanager
    def open_file(file: Path, **context: Any) -> Iterator[Page]:
        faults: list[str] = []
        with browser.new_context(**context) as around:
            page = around.new_page()
            page.on("console", lambda said: faults.append(f"console {said.type}: {said.text}"))
            page.on("pageerror", lambda error: faults.append(f"error: {error}"))
            page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
            page.on("request", lambda request: faults.append(f"request: {request.url}"))
            page.goto(file.as_uri())
            assert faults == [f"request: {file.as_uri()}"], faults
            faults.clear()
            yield page
            assert [fault for fault in faults if not fault.startswith("request: blob:")] == []

    return open_file
