"""The explorer in a real browser, against the real command: it reads, searches and edits."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from cmo_nlp.workspace import Workspace

PAGES = [
    "/", "/search", "/search?q=relation+client", "/concepts", "/concepts/tool/crm", "/topics", "/themes",
    "/documents", "/trends", "/trends/concept/tool/crm", "/review",
]  # fmt: skip
Visited = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def own(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the workspace that these tests edit."""
    return Path(shutil.copytree(workspace, tmp_path_factory.mktemp("served") / "workspace"))


@pytest.fixture(scope="module")
def base(own: Path) -> Iterator[str]:
    """Return the address of `cmo-nlp serve`, which Ctrl-C ends."""
    command = [sys.executable, "-m", "cmo_nlp", "--workspace", str(own), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().strip().rstrip("/")
        os.kill(server.pid, signal.SIGINT)
        _, complaints = server.communicate(timeout=20)
        assert "Traceback" not in complaints
        assert server.returncode in {0, 130}


@pytest.fixture
def visited(browser: Browser, base: str) -> Visited:
    """Return a context manager that opens a page; it fails on any error, dialog or request to elsewhere."""

    @contextmanager
    def visit(path: str, **context: Any) -> Iterator[Page]:
        faults: list[str] = []
        with browser.new_context(**context) as around:
            page = around.new_page()
            page.on("console", lambda said: faults.append(f"console {said.type}: {said.text}"))
            page.on("pageerror", lambda error: faults.append(f"error: {error}"))
            page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
            page.on("request", lambda asked: None if asked.url.startswith(base) else faults.append(asked.url))
            page.goto(base + path)
            yield page
            assert faults == []

    return visit


def violations(page: Page) -> list[tuple[str, Any]]:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


def document_of(page: Page) -> str:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/documents")
    return str(page.locator("tbody a").first.get_attribute("href"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(
    visited: Visited, base: str, scheme: str, width: int
) -> None:
    with visited("/", color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        paths = [*PAGES, document_of(page)]
        page.goto(base + "/topics")
        paths.append(str(page.locator("tbody a").first.get_attribute("href")))
        for path in paths:
            page.goto(base + path)
            assert (path, violations(page)) == (path, [])
            assert page.evaluate("document.documentElement.scrollWidth") == width, path


def test_a_search_from_any_page_leads_to_the_passage_in_its_document(visited: Visited) -> None:
    with visited("/concepts") as page:
        page.locator("#find").fill("relation client")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=relation+client")
        assert page.locator("mark").first.inner_text().lower() in {"relation", "relation client"}
        page.locator(".hit .origin a").first.click()
        page.wait_for_url("**/documents/**")
        assert page.locator("#passage").is_visible()


def test_a_topic_is_renamed_and_the_name_taken_back(visited: Visited, own: Path) -> None:
    with visited("/topics") as page:
        page.locator("tbody a").first.click()
        page.locator("#name").fill("Un nom <b>à moi</b>")
        page.get_by_role("button", name="Renommer").click()
        assert page.locator("h1").inner_text() == "Un nom <b>à moi</b>"
        assert page.get_by_role("status").is_visible()
        assert "Un nom <b>à moi</b>" in {topic.name for topic in Workspace(own).topic_list().topics}
        page.get_by_role("button", name="Annuler mes changements").click()
        assert Workspace(own).topic_list().edits == ()


def test_the_review_is_done_with_keys(visited: Visited, own: Path) -> None:
    with visited("/review") as page:
        first = page.locator(".proposal").first
        form = first.locator("input[name=form]").input_value()
        first.focus()
        page.keyboard.press("j")
        assert page.locator(".proposal").nth(1).evaluate("one => one === document.activeElement")
        page.keyboard.press("k")
        page.keyboard.press("r")
        page.wait_for_url("**/review?done=no**")
        assert form in page.get_by_role("status").inner_text()
        assert form in (own / "lexicon" / "refused.csv").read_text(encoding="utf-8")


def test_a_letter_in_a_field_is_a_letter(visited: Visited) -> None:
    with visited("/review") as page:
        field = page.locator(".proposal input[name=name]").first
        field.focus()
        page.keyboard.type("rajmkf")
        assert "rajmkf" in field.input_value()
        assert page.url.endswith("/review")


def test_every_page_reads_without_javascript_and_decisions_are_forms(visited: Visited, base: str) -> None:
    with visited("/review", java_script_enabled=False) as page:
        assert page.locator(".keys").is_hidden()
        page.get_by_role("button", name="Écarter").first.click()
        page.wait_for_url("**/review?done=no**")
        for path in PAGES:
            page.goto(base + path)
            assert page.locator("h1").is_visible()


def test_the_picture_of_a_series_can_be_saved(visited: Visited) -> None:
    with visited("/concepts/tool/crm", accept_downloads=True) as page:
        with page.expect_download() as waiting:
            page.locator(".downloads button", has_text="CSV").click()
        assert waiting.value.suggested_filename.endswith(".csv")


def test_the_words_of_documents_stay_words(visited: Visited, base: str) -> None:
    with visited("/documents") as page:
        addresses = page.locator("tbody a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        for address in addresses[-6:]:
            page.goto(base + address)
            assert page.evaluate("window.hacked") is None
            assert page.locator("main script, main img").count() == 0


def test_the_policy_stops_a_script_that_is_not_ours(browser: Browser, base: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(base)
        page.evaluate(
            "const one = document.createElement('script'); one.textContent = 'window.hacked = 4';"
            "document.body.append(one);"
        )
        assert page.evaluate("window.hacked") is None


def test_a_page_of_another_origin_cannot_post(browser: Browser, base: str, own: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(base + "/topics")
        topic = str(page.locator("tbody a").first.get_attribute("href"))
        page.goto(f"{base}{topic}")
        token = page.locator("input[name=token]").first.input_value()
        page.goto("about:blank")
        page.set_content(
            f'<form method="post" action="{base}{topic}/hide"><input name="token" value="{token}"></form>'
        )
        page.evaluate("document.forms[0].submit()")
        page.wait_for_url(f"**{topic}/hide")
        assert "403" in page.locator(".kicker").inner_text()
        assert Workspace(own).topic_list().edits == ()
