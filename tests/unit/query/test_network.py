"""Networks of concepts against tables computed by hand."""

import math
from pathlib import Path

import networkx as nx
import pytest

from cmo_nlp.export.network_gexf import write_network
from cmo_nlp.query import Edge, Network, Unit, network
from cmo_nlp.store import transaction, write
from tests.unit.query.conftest import Found, Shelf

CRM, DSI, IA = "tool/crm", "counterpart/dsi", "tool/ia"
FOUND: tuple[Found, ...] = (("tool", CRM, "CRM"), ("counterpart", DSI, "DSI"), ("tool", IA, "IA"))


@pytest.fixture
def corpus(shelf: Shelf) -> Shelf:
    """Two documents of four and two sentences, and a reprint of the first with the sentences cut."""
    first = shelf.add("Le CRM et la DSI.", "Un CRM.", "Une IA.", "Rien.", found=FOUND, date="2010-05-01")
    shelf.add("Le CRM, la DSI et l’IA.", "La DSI.", found=FOUND, date="2011")
    copy = shelf.add("Le CRM et la DSI !", "Un CRM !", "Une IA !", "Rien !", found=FOUND, date="2012")
    shelf.join(first, copy)
    return shelf


def table(found: Network) -> dict[tuple[str, str, str | None], tuple[int, int, int, int, float, float]]:
    return {
        (e.source, e.target, e.period): (e.count, e.source_n, e.target_n, e.N, e.ppmi, e.jaccard)
        for e in found.edges
    }


HALF, THIRD = 0.5, 0.333333
BY_HAND = {
    # of 6 sentences, 3 hold CRM, 3 DSI, 2 IA
    "sentence": {
        (DSI, CRM, None): (2, 3, 3, 6, 0.415037, HALF),
        (DSI, IA, None): (1, 3, 2, 6, 0.0, 0.25),
        (CRM, IA, None): (1, 3, 2, 6, 0.0, 0.25),
    },
    # of 3 passages of two sentences, each is in 2
    "segment": {
        (DSI, CRM, None): (2, 2, 2, 3, 0.584963, 1.0),
        (DSI, IA, None): (1, 2, 2, 3, 0.0, THIRD),
        (CRM, IA, None): (1, 2, 2, 3, 0.0, THIRD),
    },
    # both families hold all three
    "document": dict.fromkeys(((DSI, CRM, None), (DSI, IA, None), (CRM, IA, None)), (2, 2, 2, 2, 0.0, 1.0)),
}


@pytest.mark.parametrize("unit", ["sentence", "segment", "document"])
def test_counts_and_measures_are_those_computed_by_hand(corpus: Shelf, unit: Unit) -> None:
    found = network(corpus.connection, unit, minimum=1)
    assert table(found) == BY_HAND[unit]
    assert math.log2(2 * 6 / 9) == pytest.approx(BY_HAND["sentence"][DSI, CRM, None][4], abs=1e-6)
    assert {node.id: node.n for node in found.nodes} == {
        identity: {"sentence": n, "segment": 2, "document": 2}[unit]
        for identity, n in ((CRM, 3), (DSI, 3), (IA, 2))
    }


def test_a_pair_under_the_minimum_and_a_kind_not_asked_for_are_left_out(corpus: Shelf) -> None:
    assert [(e.source, e.target) for e in network(corpus.connection).edges] == [(DSI, CRM)]
    tools = network(corpus.connection, labels=["tool"], minimum=1)
    assert [(e.source, e.target) for e in tools.edges] == [(CRM, IA)]
    around = network(corpus.connection, minimum=1, around=DSI)
    assert {(e.source, e.target) for e in around.edges} == {(DSI, CRM), (DSI, IA)}


def test_each_year_is_counted_by_itself_a_family_in_that_of_its_earliest(corpus: Shelf) -> None:
    corpus.add("Sans date : CRM et DSI.", found=FOUND)
    found = network(corpus.connection, minimum=1, by_year=True)
    assert table(found) == {
        (DSI, CRM, "2010"): (1, 1, 2, 4, 1.0, 0.5),
        (DSI, CRM, "2011"): (1, 2, 1, 2, 0.0, 0.5),
        (DSI, IA, "2011"): (1, 2, 1, 2, 0.0, 0.5),
        (CRM, IA, "2011"): (1, 1, 1, 2, 1.0, 1.0),
    }
    assert (found.N, found.undated) == (6, 1)


def test_documents_that_are_kept_as_duplicates_count_each(corpus: Shelf) -> None:
    with transaction(corpus.connection):
        write.remember(corpus.connection, "keep_duplicates", "yes")
    found = network(corpus.connection, "document")
    assert {edge.N for edge in found.edges} == {3}


def test_an_empty_corpus_has_an_empty_network(shelf: Shelf) -> None:
    assert network(shelf.connection) == Network((), (), 0, 0)


@pytest.mark.parametrize("by_year", [False, True])
def test_gexf_has_the_same_bytes_each_time_and_is_read_back(
    corpus: Shelf, tmp_path: Path, *, by_year: bool
) -> None:
    found = network(corpus.connection, minimum=1, by_year=by_year)
    first = write_network(found, tmp_path / "a.gexf", "jaccard", force=False).read_bytes()
    assert write_network(found, tmp_path / "b.gexf", "jaccard", force=False).read_bytes() == first
    assert b"lastmodified" not in first
    graph = nx.read_gexf(tmp_path / "a.gexf")
    assert graph.nodes[CRM]["label"] == "CRM"
    assert graph.nodes[CRM]["n"] == 3
    assert b"networkx" not in first.lower()
    assert not graph.is_multigraph()
    assert {frozenset(pair) for pair in graph.edges} == {frozenset(e[:2]) for e in map(_ends, found.edges)}
    for source, target, data in graph.edges(data=True):
        edges = [edge for edge in found.edges if {edge.source, edge.target} == {source, target}]
        assert data["weight"] == max(edge.jaccard for edge in edges)
        if not by_year:
            assert (data["count"], data["jaccard"]) == (edges[0].count, edges[0].jaccard)
            continue
        days = sorted((f"{edge.period}-01-01", f"{edge.period}-12-31", edge.count) for edge in edges)
        assert data["spells"] == [day[:2] for day in days]
        assert data["count"] == [(count, start, end) for start, end, count in days]
    assert (graph.graph["mode"] == "dynamic") == by_year


def _ends(edge: Edge) -> tuple[str, str]:
    return edge.source, edge.target
