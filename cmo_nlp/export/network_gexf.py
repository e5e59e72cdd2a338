"""A network of concepts as GEXF, for Gephi and the like."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_nlp.export.files import replacing
from cmo_nlp.query import Network, Weight

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["write_network"]

_META = re.compile(r"\s*<meta .*?</meta>", re.DOTALL)  # the day and the version: other bytes tomorrow
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_network(network: Network, file: Path, weight: Weight, *, force: bool) -> Path:
    """Write nodes with their names and counts, edges with all measures, `weight` as the edge's own.

    A network by year has an edge for each year, which is in its attribute `period`. The same network gives
    the same bytes. UsageError when the file is there and `force` is not set.
    """
    import networkx as nx

    text = "\n".join(nx.generate_gexf(_graph(network, weight), prettyprint=True))
    with replacing(file, force=force) as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + _META.sub("", text, count=1) + "\n")
    return file


def _graph(network: Network, weight: Weight) -> "nx.Graph[str]":
    import networkx as nx

    by_year = any(edge.period for edge in network.edges)
    graph: nx.Graph[str] = nx.MultiGraph() if by_year else nx.Graph()
    for node in network.nodes:
        graph.add_node(node.id, label=_clean(node.name), kind=node.label, n=node.n)
    for edge in network.edges:
        said: dict[str, Any] = {name: getattr(edge, name) for name in ("count", "ppmi", "jaccard")}
        said |= {"period": edge.period} if edge.period else {}
        graph.add_edge(edge.source, edge.target, weight=float(getattr(edge, weight)), **said)
    return graph


def _clean(text: str) -> str:
    """Return `text` without what no XML may hold."""
    return _NOT_IN_XML.sub("�", text)
