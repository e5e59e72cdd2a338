"""The pictures of the report in the README: python docs/screenshots.py WORKSPACE."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from cmo_nlp.workspace import Workspace

PICTURES = Path(__file__).parent / "pictures"
SHOTS = {
    "report-profile.png": ("today", 1280, 860, "light"),
    "report-changes-dark.png": ("changes", 390, 1180, "dark"),
}


def main() -> None:
    """Write the report of the workspace and picture two of its sections."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        page = Path(scratch) / "report.html"
        Workspace(sys.argv[1]).report(page)
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        for name, (section, width, height, scheme) in SHOTS.items():
            view = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            view.goto(page.as_uri())
            view.evaluate("id => document.getElementById(id).scrollIntoView({behavior: 'instant'})", section)
            view.screenshot(path=PICTURES / name)
        chromium.close()


if __name__ == "__main__":
    main()
