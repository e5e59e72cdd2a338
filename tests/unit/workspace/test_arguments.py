"""What the Python API says of arguments that cannot be meant."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmo_nlp import Wanted, Workspace, frame
from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.query import ConcordanceLine, Edge, Hit, ListedConcept, ListedDocument
from cmo_nlp.query.rows import field_names
from cmo_nlp.records import Description, PublicationDate
from cmo_nlp.store import open_store
from tests.unit.query.conftest import Shelf

CRM = [("tool", "tool/crm", "CRM"), ("title", "title/cmo", "directeur")]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    with open_store(tmp_path, write=True) as connection:
        said = Description(
            published=PublicationDate("2015", "year", "text", 0.8),
            publisher="Les Échos",
            source_type="column",
        )
        Shelf(connection).add("Le directeur tient le CRM.", "Le CRM sert.", found=CRM, description=said)
    return Workspace(tmp_path)


WRONG: dict[str, Callable[[Workspace], object]] = {
    "mode": lambda w: w.query("CRM", mode="x"),  # type: ignore[arg-type]
    "order": lambda w: w.query("CRM", order="x"),  # type: ignore[arg-type]
    "limit 0": lambda w: w.query("CRM", limit=0),
    "limit -1": lambda w: w.query("CRM", limit=-1),
    "limit in words": lambda w: w.query("CRM", limit="dix"),  # type: ignore[arg-type]
    "context": lambda w: w.query("CRM", context=-1),
    "labels": lambda w: w.query("CRM", wanted=Wanted(labels=("foo",))),  # type: ignore[arg-type]
    "horizons": lambda w: w.query("CRM", wanted=Wanted(horizons=("x",))),  # type: ignore[arg-type]
    "negated": lambda w: w.query("CRM", wanted=Wanted(negated="no")),  # type: ignore[arg-type]
    "a year that is a number": lambda w: w.documents(since=2015),  # type: ignore[arg-type]
    "labels of concepts": lambda w: w.concepts("outil"),  # type: ignore[arg-type]
    "horizon of concepts": lambda w: w.concepts(horizon="avenir"),  # type: ignore[arg-type]
    "order of concepts": lambda w: w.discovered(order="x"),  # type: ignore[arg-type]
    "unit": lambda w: w.network("phrase"),  # type: ignore[arg-type]
    "weight": lambda w: w.network(weight="x"),  # type: ignore[arg-type]
    "minimum": lambda w: w.network(minimum=0),
    "labels of a network": lambda w: w.network(labels=["x"]),  # type: ignore[list-item]
    "order of a concordance": lambda w: w.concordance("CRM", order="x"),  # type: ignore[arg-type]
    "limit of a concordance": lambda w: w.concordance("CRM", limit=-1),
    "kind of themes": lambda w: w.themes("x"),  # type: ignore[arg-type]
    "length of periods": lambda w: w.topics_over_time("decade"),  # type: ignore[arg-type]
    "minimum of suggestions": lambda w: w.suggestions(0),
}


@pytest.mark.parametrize("call", WRONG.values(), ids=WRONG)
def test_a_value_that_cannot_be_meant_is_told_in_one_line(
    call: Callable[[Workspace], object], workspace: Workspace
) -> None:
    with pytest.raises(UsageError) as told:
        call(workspace)
    assert "\n" not in str(told.value)


def test_the_line_names_what_can_be_meant(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match=r"mode 'x'.*hybrid, text or semantic"):
        workspace.query("CRM", mode="x")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="context is a number, 0 at least, not -1"):
        workspace.query("CRM", context=-1)


def test_a_text_where_several_are_meant_is_one_name(workspace: Workspace) -> None:
    def found(**asked: Any) -> int:
        return workspace.query("CRM", mode="text", wanted=Wanted(**asked)).found

    assert found(concepts="tool/crm") == found(labels="tool") == found(publishers="les echos") == 1
    assert len(workspace.documents(publishers="Les Échos", source_types="column")) == 1
    assert workspace.concordance("CRM", publishers="Les Échos").found == 2
    assert [one.id for one in workspace.concepts("tool")] == ["tool/crm"]
    assert workspace.network("sentence", labels="tool", minimum=1).edges == ()
    with pytest.raises(InputError, match="no concept 'tool/cmr'"):
        found(concepts="tool/cmr")


def test_a_frame_of_nothing_has_the_columns(workspace: Workspace) -> None:
    for records, kind in (
        (workspace.query("cheval", mode="text").hits, Hit),
        (workspace.concordance("cheval").lines, ConcordanceLine),
        (workspace.network(minimum=9).edges, Edge),
        (workspace.documents(until="1950"), ListedDocument),
        (workspace.concepts("skill"), ListedConcept),
        (workspace.documents()[:0], ListedDocument),
    ):
        assert records == ()
        made = frame(records)
        assert made.empty
        assert tuple(made.columns) == field_names(kind)


def test_records_are_tuples_that_travel(workspace: Workspace) -> None:
    documents = workspace.documents()
    assert isinstance(documents, tuple)
    travelled = pickle.loads(pickle.dumps(documents))  # noqa: S301 - ours
    assert travelled == documents
    assert tuple(frame(travelled[:0]).columns) == field_names(ListedDocument)
