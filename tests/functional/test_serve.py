"""The pages of a workspace over HTTP: what each shows, and what no request can do."""

import json
import re
import shutil
import signal
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from httpx import Response
from starlette.testclient import TestClient

from cmo_nlp.records import Topic, TopicModel
from cmo_nlp.serve import create_app
from cmo_nlp.store import open_store, read, transaction, write
from cmo_nlp.workspace import Workspace
from tests.functional.conftest import COMMAND, Run, is_one_line

BASE = "http://localhost:8765"
HOSTILE_TITLE = "</title></script><script>window.hacked = 1</script>"
HOSTILE_TEXT = (
    '<img src="https://example.org/x.png" onerror="window.hacked = 2"> </p><script>window.hacked = 3</script>'
)
LONG_TITLE = "Le directeur marketing et la donnée " * 60
TURNED = "Le chef\u202e de produit\u2067 à l’envers"
PAGES = ("/", "/search", "/concepts", "/topics", "/themes", "/documents", "/trends", "/review")


def client_of(folder: Path) -> TestClient:
    return TestClient(
        create_app(Workspace(folder)), base_url=BASE, raise_server_exceptions=False, follow_redirects=False
    )


@pytest.fixture
def pages(analysed: Path) -> TestClient:
    """Return a client of the analysed sample; tests that edit take `own`."""
    return client_of(analysed)


@pytest.fixture
def own(workspace: Path) -> TestClient:
    """Return a client of a workspace that a test may change."""
    return client_of(workspace)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Return a client of texts that would be run, turned round or too long."""
    folder = tmp_path_factory.mktemp("hostile")
    said = "Le directeur marketing utilise un CRM et l’analyse de données. Demain, il pilotera les clients. "
    texts = {HOSTILE_TITLE: said * 2 + HOSTILE_TEXT, TURNED: f"{said * 3}{TURNED}.", LONG_TITLE: said * 4}
    lines = [json.dumps({"title": title, "text": text}) for title, text in texts.items()]
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    made = Workspace(folder / "workspace")
    made.ingest(str(folder / "corpus.jsonl"))
    made.annotate()
    return client_of(folder / "workspace")


def token_in(page: Response) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found
    return found[1]


def first_topic(pages: TestClient) -> str:
    found = re.search(r'href="/topics/(topic-\d+)"', pages.get("/topics").text)
    assert found
    return found[1]


# What each page shows


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_one_heading_and_its_place_in_the_navigation(
    pages: TestClient, path: str
) -> None:
    page = pages.get(path)
    assert page.status_code == HTTPStatus.OK
    assert page.text.count("<h1") == 1
    assert f'<a href="{path}" aria-current="page">' in page.text


def test_a_search_marks_the_words_and_leads_to_the_passage(pages: TestClient) -> None:
    page = pages.get("/search", params={"q": "relation client"})
    assert "<mark>relation</mark>" in page.text.lower() or "<mark>relation client</mark>" in page.text.lower()
    place = re.search(r'href="(/documents/[0-9a-f]{16}\?passage=\d+-\d+)#passage"', page.text)
    assert place
    assert 'id="passage"' in pages.get(place[1]).text


def test_what_is_near_in_meaning_only_says_so(pages: TestClient) -> None:
    page = pages.get("/search", params={"q": "brader les tarifs", "mode": "semantic"})
    assert "proche par le sens" in page.text


def test_a_filter_leaves_out_what_does_not_pass(pages: TestClient) -> None:
    every = pages.get("/search", params={"q": "directeur", "mode": "text", "limit": "100"}).text
    late = pages.get(
        "/search", params={"q": "directeur", "mode": "text", "since": "2020", "limit": "100"}
    ).text
    assert 0 < late.count('class="hit"') < every.count('class="hit"')


def test_a_word_that_is_not_there_is_told_with_what_is(pages: TestClient) -> None:
    page = pages.get("/search", params={"q": "directeurr", "mode": "text"})
    assert "Aucun passage ne contient" in page.text
    instead = re.search(r'Le corpus contient[^<]*<a href="(/search\?q=direct[^"]+)">', page.text)
    assert instead
    assert 'class="hit"' in pages.get(instead[1]).text


def test_a_concept_has_its_series_as_picture_and_table_its_sentences_and_its_neighbours(
    pages: TestClient,
) -> None:
    page = pages.get("/concepts/tool/crm").text
    assert '<svg class="chart"' in page or "chart" in page.split("<svg", 1)[1][:200]
    assert "<caption>Part des documents" in page
    assert page.count('<figure class="quotation">') >= 3
    assert "PPMI" in page


def test_a_document_shows_what_was_found_in_its_own_words(pages: TestClient, analysed: Path) -> None:
    listed = Workspace(analysed).documents()[3]
    page = pages.get(f"/documents/{listed.id}").text
    for sign in ('class="mention ', 'class="legend"', "propos sur"):
        assert sign in page
    shown = Workspace(analysed).show(listed.id)
    text = re.sub(r"<[^>]+>", "", page.split('<div class="text"')[1].split("</div>")[0])
    assert shown.text.split()[5] in text  # type: ignore[union-attr]


def test_a_series_has_a_page(pages: TestClient) -> None:
    found = re.search(r'href="(/trends/concept/[^"]+)"', pages.get("/trends").text)
    assert found
    assert "<svg" in pages.get(found[1]).text


# Edits


def test_a_topic_is_renamed_merged_hidden_and_reset_as_on_the_command_line(
    own: TestClient, workspace: Path
) -> None:
    first, second, third = [topic.id for topic in Workspace(workspace).topic_list().topics][:3]
    token = token_in(own.get(f"/topics/{first}"))

    def post(topic: str, edit: str, **values: str) -> Response:
        return own.post(f"/topics/{topic}/{edit}", data={"token": token, **values})

    answer = post(first, "label", name="Le client d’abord")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/topics/{first}?done=label")
    assert "Le client d’abord" in own.get(f"/topics/{first}?done=label").text
    assert post(second, "merge", into=first).status_code == HTTPStatus.SEE_OTHER
    assert post(third, "hide").status_code == HTTPStatus.SEE_OTHER
    seen = Workspace(workspace).topic_list()
    assert {topic.id for topic in seen.topics}.isdisjoint({second, third})
    assert seen.parts[first] == (second,)
    for topic in (first, third):  # the whole of a merger takes its parts along
        assert post(topic, "reset").status_code == HTTPStatus.SEE_OTHER
    assert Workspace(workspace).topic_list().edits == ()


def test_an_edit_that_will_not_do_says_why_and_changes_nothing(own: TestClient, workspace: Path) -> None:
    topic = first_topic(own)
    token = token_in(own.get(f"/topics/{topic}"))
    for values, edit in (({"name": "!!!"}, "label"), ({"into": topic}, "merge"), ({"into": "no"}, "merge")):
        answer = own.post(f"/topics/{topic}/{edit}", data={"token": token, **values})
        assert answer.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}
        assert "Le programme dit" in answer.text
    assert Workspace(workspace).topic_list().edits == ()


def test_a_form_of_topics_that_were_fitted_anew_since_edits_none_of_them(
    own: TestClient, workspace: Path
) -> None:
    topic = first_topic(own)
    page = own.get(f"/topics/{topic}")
    seen = re.search(r'name="fit" value="([^"]+)"', page.text)
    assert seen
    sent = {"token": token_in(page), "name": "Un nom", "fit": seen[1]}
    with open_store(workspace, write=True) as connection, transaction(connection):
        stage = read.stage(connection, "topics")
        assert stage
        write.record_stage(connection, "topics", replace(stage, digest="0" * 64))
    assert own.post(f"/topics/{topic}/label", data=sent).status_code == HTTPStatus.CONFLICT
    assert Workspace(workspace).topic_list().edits == ()
    fresh = {"token": token_in(page), "name": "Un nom", "fit": "0" * 24}
    assert own.post(f"/topics/{topic}/label", data=fresh).status_code == HTTPStatus.SEE_OTHER


def test_a_search_that_will_not_do_keeps_its_fields_and_says_why(pages: TestClient) -> None:
    for asked, status, why in (
        ({"since": "15/03/2018"}, HTTPStatus.BAD_REQUEST, "Une date s’écrit 2018"),
        ({"concept": "nulle part"}, HTTPStatus.NOT_FOUND, "n’a pas de concept « nulle part »"),
    ):
        page = pages.get("/search", params={"q": "client fidèle", **asked})
        assert page.status_code == status
        assert why in page.text.replace("\u00a0", " ")
        assert 'value="client fidèle"' in page.text


def test_decisions_of_the_review_go_where_lexicon_import_writes_them(
    own: TestClient, workspace: Path
) -> None:
    page = own.get("/review")
    token = token_in(page)
    forms = re.findall(
        r'name="form" value="([^"]+)"><input type="hidden" name="label" value="(\w+)"', page.text
    )
    (new, label), (no, no_label) = forms[0], forms[1]
    made = {"token": token, "form": new, "label": label, "case": "fold", "name": new}
    identity = f"{label}/essai-de-relecture"
    answer = own.post("/review", data={**made, "decision": "new", "concept_id": identity})
    assert answer.status_code == HTTPStatus.SEE_OTHER, answer.text
    refused = {"token": token, "form": no, "label": no_label, "decision": "no"}
    assert own.post("/review", data=refused).status_code == HTTPStatus.SEE_OTHER
    assert identity in (workspace / "lexicon" / "concepts.csv").read_text(encoding="utf-8")
    assert no in (workspace / "lexicon" / "refused.csv").read_text(encoding="utf-8")
    left = own.get("/review").text
    assert f'name="form" value="{new}"' not in left
    assert f'name="form" value="{no}"' not in left


def test_a_decision_that_will_not_do_leaves_the_lexicon_as_it_was(own: TestClient, workspace: Path) -> None:
    token = token_in(own.get("/review"))
    bad = {"token": token, "decision": "add", "form": "essai", "other": "tool/nulle-part", "label": "tool"}
    answer = own.post("/review", data=bad)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "tool/nulle-part" in answer.text
    assert str(workspace) not in answer.text
    assert "/tmp" not in answer.text  # noqa: S108 - no path of this machine
    assert not (workspace / "lexicon").exists()


# Attacks


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "localhost.evil.example", "192.0.2.1", ""]
)
def test_another_host_is_not_answered(pages: TestClient, host: str) -> None:
    page = pages.get("/", headers={"Host": host})
    assert page.status_code == HTTPStatus.MISDIRECTED_REQUEST
    assert "mentions" not in page.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST:1"])
def test_every_name_of_this_machine_is_answered(pages: TestClient, host: str) -> None:
    assert pages.get("/", headers={"Host": host}).status_code == HTTPStatus.OK


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost:9999"},
])  # fmt: skip
def test_a_form_from_elsewhere_is_refused_even_with_the_token(
    own: TestClient, workspace: Path, headers: dict[str, str]
) -> None:
    topic = first_topic(own)
    token = token_in(own.get(f"/topics/{topic}"))
    answer = own.post(f"/topics/{topic}/hide", data={"token": token}, headers=headers)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert Workspace(workspace).topic_list().edits == ()


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_form_without_the_token_is_refused(own: TestClient, workspace: Path, token: str) -> None:
    topic = first_topic(own)
    answer = own.post(f"/topics/{topic}/hide", data={"token": token}, headers={"Origin": BASE})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert own.post("/review", data={"token": token}).status_code == HTTPStatus.FORBIDDEN
    assert Workspace(workspace).topic_list().edits == ()


def test_an_edit_is_never_a_get(own: TestClient) -> None:
    assert own.get(f"/topics/{first_topic(own)}/hide").status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("path", [*PAGES, "/nothing", "/static/serve.css", "/topics/none"])
def test_every_answer_tells_the_browser_to_run_nothing_else(pages: TestClient, path: str) -> None:
    headers = pages.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["/", "/search?q=client", "/concepts/tool/crm", "/topics/topic-01", "/review"]
)
def test_no_page_has_an_inline_script_or_style(pages: TestClient, path: str) -> None:
    text = pages.get(path).text
    scripts = re.findall(r"<script\b([^>]*)>", text)
    assert all("src=" in one or 'type="application/json"' in one for one in scripts)
    assert "<style" not in text
    assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", text)


def test_words_of_documents_stay_words(hostile: TestClient) -> None:
    listed = hostile.get("/documents").text
    ids = re.findall(r'href="/documents/([0-9a-f]{16})"', listed)
    assert len(ids) == 3
    pages = [listed, hostile.get("/search", params={"q": "directeur marketing"}).text]
    pages += [hostile.get(f"/documents/{one}").text for one in ids]
    for text in pages:
        assert "<script>" not in text
        assert "<img" not in text
        assert len(text) < 200_000
    assert any("&lt;script&gt;window.hacked" in text for text in pages)
    assert "<bdi>Le chef" in listed
    assert all('<p dir="auto">' in text for text in pages[2:])


@pytest.mark.parametrize(
    "text", ['"><script>alert(1)</script>', "</script>", "\u202eabc", "a" * 400, '"', "((("]
)
def test_what_is_asked_stays_words_too(pages: TestClient, text: str) -> None:
    page = pages.get("/search", params={"q": text})
    assert page.status_code in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST}
    assert "<script>alert" not in page.text


@pytest.mark.parametrize(("path", "status"), [
    ("/search?q=" + "a" * 401, 414), ("/search?q=a&x=" + "a" * 9_000, 414),
    ("/search?q=a&limit=1000000", 400),
    ("/search?q=a&mode=other", 400), ("/search?q=client&since=hier", 400),
    ("/search?q=client&concept=zzz", 404),
    ("/documents?page=0", 404), ("/documents?page=99999", 404), ("/documents?page=-1", 400),
    ("/documents?page=²", 400), ("/documents/0000000000000000", 404),
    ("/documents/..%2f..%2fetc%2fpasswd", 404),
    ("/concepts/tool/none", 404), ("/topics/none", 404), ("/trends/concept/none", 404), ("/trends/x/y", 404),
    ("/static/..%2fapp.py", 404), ("/static/app.py", 404), ("/none", 404), ("/search?q=!!!", 400),
])  # fmt: skip
def test_what_cannot_be_asked_has_a_page_and_its_status(pages: TestClient, path: str, status: int) -> None:
    page = pages.get(path)
    assert page.status_code == status
    assert "<h1>" in page.text
    assert "Traceback" not in page.text


def test_a_passage_beyond_the_text_is_refused(pages: TestClient, analysed: Path) -> None:
    identity = Workspace(analysed).documents()[0].id
    for passage in ("0-99999999", "9-3", "a-b", "1"):
        page = pages.get(f"/documents/{identity}", params={"passage": passage})
        assert page.status_code == HTTPStatus.BAD_REQUEST


def test_a_form_that_is_too_long_or_of_another_kind_is_refused(own: TestClient) -> None:
    topic = first_topic(own)
    token = token_in(own.get(f"/topics/{topic}"))
    address = f"/topics/{topic}/label"
    long = own.post(address, data={"token": token, "name": "a" * 401})
    assert long.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    huge = own.post(address, data={"token": token, "name": "a" * 100_000})
    assert huge.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert own.post(address, json={"token": token}).status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def test_no_page_shows_where_files_lie(tmp_path: Path) -> None:
    source = tmp_path / "secret" / "article.md"
    source.parent.mkdir()
    source.write_text("Le directeur marketing utilise un CRM et pilote la relation client. " * 5)
    Workspace(tmp_path / "workspace").ingest(str(source))
    Workspace(tmp_path / "workspace").annotate()
    pages = client_of(tmp_path / "workspace")
    identity = Workspace(tmp_path / "workspace").documents()[0].id
    for path in (*PAGES, f"/documents/{identity}", "/search?q=CRM", "/concepts/tool/crm"):
        page = pages.get(path)
        assert page.status_code == HTTPStatus.OK, path
        assert "secret" not in page.text
        assert str(tmp_path) not in page.text
    assert "article.md" in pages.get("/documents").text


# Much of everything


def test_a_document_of_two_megabytes_comes_in_pages(tmp_path: Path) -> None:
    lines = (f"Le directeur marketing ouvre le dossier {n} de la relation client.\n" for n in range(34_000))
    (tmp_path / "long.txt").write_text("".join(lines), encoding="utf-8")
    assert (tmp_path / "long.txt").stat().st_size > 2_000_000
    made = Workspace(tmp_path / "workspace")
    made.ingest(str(tmp_path / "long.txt"))
    pages, address = client_of(tmp_path / "workspace"), f"/documents/{made.documents()[0].id}"
    first = pages.get(address)
    assert len(first.text) < 60_000
    assert "Page 1 sur 1" in first.text
    last = int(re.findall(r"Page 1 sur (\d+)", first.text)[0])
    assert last > 100
    assert "dossier 33999 " in pages.get(f"{address}?page={last}").text
    assert pages.get(f"{address}?page={last + 1}").status_code == HTTPStatus.NOT_FOUND


def test_five_hundred_topics_come_in_pages(workspace: Path) -> None:
    topics = tuple(
        Topic(f"t{n:03}", f"thème {n}", "free", None, "", (("client", 1.0),), 1, 1, None, ())
        for n in range(500)
    )
    with open_store(workspace, write=True) as connection, transaction(connection):
        noted = read.stage(connection, "topics")
        assert noted
        written = write.replace_topics(connection, TopicModel(topics, (), ()))
        write.record_stage(connection, "topics", replace(noted, digest=written))
    pages = client_of(workspace)
    first = pages.get("/topics")
    assert first.text.count('<th scope="row">') == 100
    assert "Page 1 sur 5" in first.text
    assert pages.get("/topics?page=5").status_code == HTTPStatus.OK
    assert pages.get("/topics/t499").status_code == HTTPStatus.OK


# The state of the workspace


def test_a_page_that_the_browser_has_is_not_sent_again_until_another_process_changes_something(
    own: TestClient, workspace: Path
) -> None:
    topic = first_topic(own)
    first = own.get("/topics")
    tag = {"If-None-Match": first.headers["etag"]}
    assert own.get("/topics", headers=tag).status_code == HTTPStatus.NOT_MODIFIED
    Workspace(workspace).label_topic(topic, "Changé ailleurs")
    second = own.get("/topics", headers=tag)
    assert second.status_code == HTTPStatus.OK
    assert "Changé ailleurs" in second.text
    assert own.get(f"/topics/{topic}").text.count("Changé ailleurs") >= 2


def test_a_workspace_that_goes_away_is_told(own: TestClient, workspace: Path) -> None:
    shutil.rmtree(workspace)
    page = own.get("/")
    assert page.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert str(workspace) not in page.text


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_workspace_has_every_page(tmp_path: Path, path: str) -> None:
    refused = tmp_path / "empty.txt"
    refused.write_text("")
    with pytest.raises(Exception, match="nothing came in"):
        Workspace(tmp_path / "workspace").ingest(str(refused))
    page = client_of(tmp_path / "workspace").get(path)
    assert page.status_code == HTTPStatus.OK


def test_ids_are_quoted_where_they_lead(own: TestClient) -> None:
    token = token_in(own.get(f"/topics/{first_topic(own)}"))
    answer = own.post(f"/topics/{quote('topic-01')}/merge", data={"token": token, "into": "//evil.example"})
    assert answer.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}
    assert "location" not in answer.headers


# The command


def test_it_listens_beyond_this_machine_only_when_told_twice(cmo: Run, analysed: Path) -> None:
    refused = cmo("--workspace", analysed, "serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - refused
    assert refused.returncode == 2
    assert is_one_line(refused.stderr)
    assert "--i-know" in refused.stderr


def test_a_workspace_that_is_not_there_is_told_before_anything_listens(cmo: Run, tmp_path: Path) -> None:
    missing = cmo("--workspace", tmp_path / "none", "serve", "--port", "0")
    assert missing.returncode == 4
    assert is_one_line(missing.stderr)


def test_a_port_that_is_taken_is_told(cmo: Run, analysed: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = cmo("--workspace", analysed, "serve", "--port", str(port))
    assert refused.returncode == 3
    assert "--port" in refused.stderr


def test_it_prints_its_address_answers_eight_at_once_and_ends_with_ctrl_c(analysed: Path) -> None:
    command = [*COMMAND, "--workspace", str(analysed), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        base = server.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", base)

        def ask(number: int) -> int:
            path = ("concepts/tool/crm", "search?q=client", "topics", "trends")[number % 4]
            with urlopen(base + path) as answer:  # noqa: S310 - our own server
                return int(answer.status)

        with ThreadPoolExecutor(8) as clients:
            assert set(clients.map(ask, range(24))) == {200}
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=20)
    assert server.returncode in {0, 130}
    assert "Traceback" not in told
