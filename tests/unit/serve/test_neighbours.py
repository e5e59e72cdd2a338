"""The neighbours on a page are the edges of the network."""

from pathlib import Path

from cmo_nlp.query import held_units, network
from cmo_nlp.serve.neighbours import Together
from cmo_nlp.store import open_store, snapshot
from cmo_nlp.workspace import Workspace

TEXTS = (
    "Le directeur marketing utilise un CRM et travaille avec le DSI. Il a un CRM, un blog et un budget. ",
    "La directrice marketing lit le CRM avec le DSI. Le blog ne sert plus. Le DSI tient le CRM et le blog. ",
)


def test_they_are_those_of_the_network_with_the_same_figures(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.txt").write_text(text * 2, encoding="utf-8")
    made = Workspace(tmp_path / "workspace")
    made.ingest(str(tmp_path / "0.txt"), str(tmp_path / "1.txt"))
    made.annotate()
    with open_store(made.folder, write=False) as connection, snapshot(connection):
        edges = network(connection, "sentence", minimum=1, around="tool/crm").edges
        found = Together(held_units(connection)).around("tool/crm", 100)
    expected = [(e.target if e.source == "tool/crm" else e.source, e.count, e.ppmi) for e in edges]
    assert len(expected) >= 2
    assert sorted(found) == sorted(expected)
    assert [one.units for one in found] == sorted((one.units for one in found), reverse=True)


def test_a_concept_that_no_unit_mentions_has_none() -> None:
    assert Together([{"a", "b"}, set()]).around("c", 5) == []
    assert Together([]).around("c", 5) == []
