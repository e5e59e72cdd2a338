"""The pictures in the README: python docs/screenshots.py WORKSPACE [FOLDER].

With a folder, every page of the explorer too, wide and narrow, light and dark, to be looked at.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from cmo_nlp.workspace import Workspace

PICTURES = Path(__file__).parent / "pictures"
SEARCH = "/search?q=relation+client&limit=10"
PAGES = {
    "overview": "/", "search": SEARCH, "concepts": "/concepts", "concept": "/concepts/tool/crm",
    "topics": "/topics", "themes": "/themes", "documents": "/documents", "trends": "/trends",
    "trend": "/trends/concept/tool/crm", "review": "/review",
}  # fmt: skip
FIRST = {"topic": "/topics", "document": "/documents"}
"""pages whose address is that of the first row of a list."""


def main() -> None:
    """Picture a section of the report and a page of the explorer, and all its pages if asked."""
    with sync_playwright() as playwright, serving(sys.argv[1]) as base:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        picture_report(chromium, Workspace(sys.argv[1]))
        view = chromium.new_page(viewport={"width": 1280, "height": 860})
        view.goto(base + SEARCH)
        view.screenshot(path=PICTURES / "serve-search.png")
        if len(sys.argv) > 2:  # noqa: PLR2004 - the second argument
            picture_pages(chromium, base, Path(sys.argv[2]))
        chromium.close()


def picture_report(chromium: Browser, workspace: Workspace) -> None:
    """Picture what changes, as a telephone shows it in the dark."""
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "report.html"
        workspace.report(page)
        view = chromium.new_page(viewport={"width": 390, "height": 1180}, color_scheme="dark")
        view.goto(page.as_uri())
        view.evaluate("document.getElementById('changes').scrollIntoView({behavior: 'instant'})")
        view.screenshot(path=PICTURES / "report-changes-dark.png")


def picture_pages(chromium: Browser, base: str, folder: Path) -> None:
    """Picture every page, at most so much of it as four screens hold."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, scheme in product((1280, 390), ("light", "dark")):
        view = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for name, path in {**PAGES, **FIRST}.items():
            view.goto(base + path)
            if name in FIRST:
                view.goto(base + str(view.locator("tbody a").first.get_attribute("href")))
            height = min(3_600, int(view.evaluate("document.documentElement.scrollHeight")))
            clip = {"x": 0, "y": 0, "width": width, "height": height}
            view.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True, clip=clip)
        view.close()


@contextmanager
def serving(workspace: str) -> Iterator[str]:
    """Serve a workspace; yield the address."""
    command = [sys.executable, "-m", "cmo_nlp", "-q", "--workspace", workspace, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().strip().rstrip("/") if server.stdout else ""
        finally:
            server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
