"""`cmo-nlp report` on the sample and on everything that could break a page."""

import html
import json
import re
import sqlite3
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cmo_nlp.records import Quotation, Topic, TopicModel
from cmo_nlp.store import open_store, transaction, write
from cmo_nlp.workspace import Workspace
from tests.functional.conftest import SAMPLE, Run, is_one_line

DAY = date(2026, 1, 15)
MOST_BYTES = 4_000_000
ROLE = "Le directeur marketing pilote le CRM avec le DSI et doit maîtriser l’analyse de données cette année."


class Outline(HTMLParser):
    """What a page is made of: ids, headings, elements; an error where an element is not closed."""

    VOID = frozenset({"meta", "link", "br", "path", "use"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; none may carry a style or a script of its own."""
        told = dict(attrs)
        self.ids += [value for value in [told.get("id")] if value]
        self.links += [value for name in ("href", "src") for value in [told.get(name)] if value]
        assert "style" not in told
        assert not any(name.startswith("on") for name in told)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last, which must be this one."""
        if tag not in self.VOID:
            assert self.open.pop() == tag


def outline(page: str) -> Outline:
    """Return the outline of a page, after checking what must hold of every one."""
    found = Outline()
    found.feed(page)
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert all(link.startswith("#") and link[1:] in found.ids for link in found.links)
    assert found.headings[0] == 1
    assert all(
        later <= earlier + 1 for earlier, later in zip(found.headings, found.headings[1:], strict=False)
    )
    return found


def written(workspace: Path, language: str = "fr") -> str:
    file = workspace / "report.html"
    Workspace(workspace).report(file, language=language, today=DAY, force=True)
    return file.read_text(encoding="utf-8")


def ingested(folder: Path, lines: list[dict[str, str]]) -> Workspace:
    file = folder / "corpus.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    workspace = Workspace(folder / "workspace")
    workspace.ingest(str(file), today=DAY)
    return workspace


def test_the_report_of_the_sample_is_one_sound_page_under_4_mb(
    cmo: Run, analysed: Path, tmp_path: Path
) -> None:
    done = cmo("--workspace", analysed, "report", "-o", "report.html")
    assert (done.returncode, done.stdout) == (0, "")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert len(page.encode()) < MOST_BYTES
    outline(page)
    for heading in ("Le corpus", "Le profil aujourd’hui", "Ce qui change", "Autrefois, aujourd’hui, demain",
                    "Les thèmes", "La méthode"):  # fmt: skip
        assert f">{heading}</h2>" in page
    assert "harbour-review-may-2017.md" in page
    assert "sans évolution établie" in page
    assert "http:" not in page.partition("<body>")[0]


def test_two_reports_of_one_workspace_are_the_same(analysed: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        Workspace(analysed).report(tmp_path / name, today=DAY)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_each_change_tells_its_n_and_q_and_quotes_both_sides(analysed: Path, tmp_path: Path) -> None:
    Workspace(analysed).report(tmp_path / "r.html", today=DAY)
    page = html.unescape((tmp_path / "r.html").read_text(encoding="utf-8"))
    changed = [one for one in Workspace(analysed).changes() if one.change.direction != "none"]
    assert changed
    for one in changed:
        assert one.name in page
    figure = page.partition('id="change-1"')[2].partition("</figure>\n</div>")[0]
    assert re.search(r"q\u00a0[=<]\u00a00,0\d\d", figure)
    assert "Avant" in figure
    assert "À partir de" in figure


def test_a_file_that_is_there_is_kept_without_force(cmo: Run, analysed: Path, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("mine", encoding="utf-8")
    done = cmo("--workspace", analysed, "-q", "report", "-o", "report.html")
    assert done.returncode == 2
    assert is_one_line(done.stderr)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == "mine"
    assert cmo("--workspace", analysed, "-q", "report", "-o", "report.html", "--force").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_the_page_tells_no_folder_of_the_machine(workspace: Path) -> None:
    page = written(workspace)
    assert "harbour-review-may-2017.md" in page
    assert str(SAMPLE) not in page
    assert str(workspace) not in page


def test_the_workspace_itself_is_never_written_over(cmo: Run, workspace: Path) -> None:
    file = workspace / "cmo-nlp.sqlite"
    before = file.read_bytes()
    done = cmo("--workspace", workspace, "report", "-o", file, "--force")
    assert done.returncode == 2
    assert is_one_line(done.stderr)
    assert file.read_bytes() == before


def test_without_a_workspace_it_says_so(cmo: Run) -> None:
    done = cmo("report", "-o", "report.html")
    assert done.returncode == 4
    assert is_one_line(done.stderr)


def test_a_place_that_cannot_be_written_is_told(cmo: Run, analysed: Path) -> None:
    done = cmo("--workspace", analysed, "-q", "report", "-o", "nowhere/report.html")
    assert done.returncode == 3
    assert is_one_line(done.stderr)


def test_a_workspace_in_which_nothing_came_in_has_a_page_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    workspace = tmp_path / "workspace"
    with pytest.raises(Exception, match="nothing came in"):
        Workspace(workspace).ingest(str(tmp_path / "empty.txt"))
    page = written(workspace)
    outline(page)
    assert "Ce corpus ne contient encore aucun document." in page
    assert "empty.txt" in page
    assert "n’ont pas été faites" in page


@pytest.mark.parametrize("published", ["2019-05-06", None])
def test_one_document_has_a_page(tmp_path: Path, published: str | None) -> None:
    line = {"text": f"{ROLE} " * 4, "title": "Seul"} | ({"published": published} if published else {})
    workspace = ingested(tmp_path, [line])
    workspace.topics()
    workspace.trends()
    for language in ("fr", "en"):
        outline(written(workspace.folder, language))
    page = written(workspace.folder)
    assert ("Aucun document n’a de date" in page) == (published is None)
    assert "Rien n’a pu être testé" in page


def test_stages_that_did_not_run_are_named(tmp_path: Path) -> None:
    workspace = ingested(tmp_path, [{"text": f"{ROLE} " * 4, "title": "Seul", "published": "2019"}])
    page = written(workspace.folder)
    outline(page)
    assert (
        "n’ont pas été faites, et ce qu’elles donneraient manque ici\u00a0: annotation, thèmes, évolutions."
        in page
    )


def test_titles_texts_and_sources_are_words_whatever_is_in_them(tmp_path: Path) -> None:
    evil = "</script></style><script>alert(1)</script>\u2028<!--"
    lines = [
        {
            "text": f"{ROLE} {evil} " * 4,
            "title": evil,
            "publisher": evil,
            "source_type": evil,
            "published": "2019",
        },
        {"text": f"{ROLE} Un autre. " * 4, "title": "t" * 2000, "published": "2020"},
        {"text": f"{ROLE} Encore. " * 5, "title": "\u202eà l’envers\u2066", "published": "2021"},
    ]
    workspace = ingested(tmp_path, lines)
    workspace.topics()
    workspace.trends()
    page = written(workspace.folder)
    outline(page)
    assert page.count("<script") == 2
    assert "alert(1)" not in re.sub(r"&lt;script&gt;alert\(1\)", "", page)
    assert "t" * 200 not in page
    for turned in re.finditer("\u202e", page):
        before = page[: turned.start()]
        assert before.rfind("<bdi") > before.rfind("</bdi>")


def test_a_document_of_two_megabytes_is_quoted_in_part(tmp_path: Path) -> None:
    text = f"{ROLE} " * 20 + "lorem " * 330_000
    workspace = ingested(tmp_path, [{"text": text, "title": "Long", "published": "2020"}])
    page = written(workspace.folder)
    outline(page)
    assert len(page) < 200_000


def test_of_five_hundred_topics_some_are_shown_and_all_are_listed(workspace: Path) -> None:
    with open_store(workspace, write=True) as connection:
        connection.row_factory = None
        identity, start, end = a_segment(connection)
        place = Quotation(identity, start, end)
        topics = tuple(
            Topic(f"topic-{i:03}", f"thème <{i}>", "free", None, "", (("mot", 0.5),), 1, 1, 0.5, (place,))
            for i in range(501)
        )
        with transaction(connection):
            digest = write.replace_topics(connection, TopicModel(topics, (), ()))
            write.record_stage(connection, "topics", write.Stage({"encoder": "0"}, {}, digest, ()))
    page = written(workspace)
    found = outline(page)
    assert sum(one.startswith("free-") for one in found.ids) < 100
    assert "thème &lt;499&gt;" in page
    assert "Un autre thème n’est pas listé ici" in page


def a_segment(connection: sqlite3.Connection) -> tuple[str, int, int]:
    query = "SELECT d.id, s.start, s.end FROM segments s JOIN documents d ON d.row=s.document LIMIT 1"
    return connection.execute(query).fetchone()
