"""The query that a summary proposes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_nlp.records import Topic, TopicModel
from cmo_nlp.report import summarise
from cmo_nlp.store import open_store, transaction, write
from cmo_nlp.workspace import Workspace

TEXT = """Le directeur marketing suit le budget.

La donnée et le catalogue changent le métier."""


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("summary")
    (folder / "a.txt").write_text(TEXT * 6, encoding="utf-8")
    workspace = Workspace(folder / "w")
    workspace.ingest(str(folder / "a.txt"))
    workspace.annotate()
    return folder / "w"


@pytest.fixture
def folder(annotated: Path) -> Iterator[Path]:
    yield annotated
    with open_store(annotated, write=True) as connection, transaction(connection):
        write.replace_topics(connection, TopicModel((), (), ()))


def example(folder: Path, name: str, *terms: str) -> str | None:
    weighted = tuple((term, 0.5) for term in terms)
    topic = Topic("topic-01", name, "free", None, "", weighted, 1, 1, None, ())
    with open_store(folder, write=True) as connection:
        with transaction(connection):
            write.replace_topics(connection, TopicModel((topic,), (), ()))
        return summarise(connection).example


@pytest.mark.parametrize(
    ("name", "terms", "expected"),
    [
        ("directeur marketing", (), "directeur marketing"),
        ("catalogue et Saturne", ("métier",), "catalogue"),
        ("Un nom à moi", ("métier",), "métier"),
        ("Saturne et Jupiter", ("Mars", "budget"), "budget"),
        ('le "métier"', ("budget",), "budget"),
        ("…", (), "marketing"),
    ],
)
def test_the_query_proposed_finds_a_passage(
    folder: Path, name: str, terms: tuple[str, ...], expected: str
) -> None:
    assert example(folder, name, *terms) == expected
