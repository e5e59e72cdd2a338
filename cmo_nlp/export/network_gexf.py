"""A network of concepts as GEXF, for Gephi and the like."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_nlp.export.files import replacing
from cmo_nlp.query import Edge, Network, Weight

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["write_network"]

_MEASURES = ("count", "ppmi", "jaccard")
_META = re.compile(r"\s*<meta .*?</meta>", re.DOTALL)  # the day and the version: other bytes tomorrow
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_network(network: Network, file: Path, weight: Weight, *, force: bool) -> Path:
    """Write nodes with their names and counts, edges with all measures, `weight` as the edge's own.

    A network by year is dynamic: a pair has one edge, with a spell and a value of each measure for each of
    its years, and the weight of the year in which it is heaviest. The same network gives the same bytes.
    UsageError when the file is there and `force` is not set.
    """
    import networkx as nx

    text = "\n".join(nx.generate_gexf(_graph(network, weight), prettyprint=True))
    with replacing(file, force=force) as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + _META.sub("", text, count=1) + "\n")
    return file


def _graph(network: Network, weight: Weight) -> "nx.Graph[str]":
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for node in network.nodes:
        graph.add_node(node.id, label=_clean(node.name), kind=node.label, n=node.n)
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in network.edges:
        pairs.setdefault((edge.source, edge.target), []).append(edge)
    for (source, target), edges in pairs.items():
        heaviest = max(float(getattr(edge, weight)) for edge in edges)
        graph.add_edge(source, target, weight=heaviest, **_measures(edges))
    return graph


def _measures(edges: list[Edge]) -> dict[str, Any]:
    """Return the measures of a pair; by year, the years as spells and each measure with its days."""
    if len(edges) == 1 and edges[0].period is None:
        return {name: getattr(edges[0], name) for name in _MEASURES}
    dated = sorted(edges, key=lambda edge: edge.period or "")
    days = [(f"{edge.period}-01-01", f"{edge.period}-12-31") for edge in dated]
    values = {
        name: [(getattr(edge, name), *span) for edge, span in zip(dated, days, strict=True)]
        for name in _MEASURES
    }
    return {"spells": days, **values}


def _clean(text: str) -> str:
    """Return `text` without what no XML may hold."""
    return _NOT_IN_XML.sub("�", text)
