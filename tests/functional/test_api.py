"""The Python API as docs/api.md tells it."""

import re
from pathlib import Path

import pytest

from cmo_nlp import Workspace, frame
from cmo_nlp.pipeline import StageReport
from cmo_nlp.query.rows import field_names
from cmo_nlp.report import NamedChange
from tests.functional.conftest import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_of_the_page_run(
    analysed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "demo").symlink_to(analysed)
    (tmp_path / "articles").mkdir()
    text = "Le directeur marketing doit maîtriser la donnée, le CRM et la relation client. " * 4
    (tmp_path / "articles" / "a.txt").write_text(text, encoding="utf-8")
    names: dict[str, object] = {}
    for block in BLOCKS:
        exec(compile(block, "docs/api.md", "exec"), names)  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert "tool/crm (CRM)" in printed
    assert "'accepted': 1" in printed
    assert "mode 'words' is not known; choose hybrid, text or semantic" in printed
    assert len(BLOCKS) == PAGE.count("```python")


def test_the_page_names_every_method() -> None:
    methods = [name for name in dir(Workspace) if not name.startswith("_")]
    assert [name for name in methods if not re.search(rf"`{name}\b", PAGE)] == []


def test_a_frame_has_the_columns_of_the_csv(analysed: Path) -> None:
    workspace = Workspace(analysed)
    for records in (workspace.documents(), workspace.concepts(), workspace.network().edges):
        made = frame(records)
        assert tuple(made.columns) == field_names(type(records[0]))
        assert len(made) == len(records)
    documents = frame(workspace.documents())
    assert documents.published_date.isna().sum() == 1
    assert documents.words.dtype.kind == "i"
    assert frame([]).empty


def test_trends_are_a_report_and_the_records(workspace: Path) -> None:
    opened = Workspace(workspace)
    told = opened.trends()
    assert (told.name, told.worked, told.documents) == ("trends", False, 78)
    assert isinstance(told, StageReport)
    assert tuple(told) == opened.changes()
    assert len(told) == len(opened.changes()) > 100
    assert told[0].change.q == min(one.change.q for one in told if one.change.q is not None)
    assert tuple(frame(told).columns) == field_names(NamedChange)
