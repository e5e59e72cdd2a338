"""SKOS: the Turtle is read back by a library, and says what the lexicon and the analysis say."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from cmo_nlp import Workspace, lexicons
from tests.functional.conftest import Run


@pytest.fixture
def graph(analysed: Path, tmp_path: Path) -> Graph:
    Workspace(analysed).export(tmp_path / "c.ttl", "skos")
    return Graph().parse(tmp_path / "c.ttl", format="turtle")


def concept(identity: str) -> URIRef:
    return URIRef(f"urn:cmo-nlp:concept:{identity}")


def test_the_vocabulary_is_that_of_the_analysis(graph: Graph, analysed: Path) -> None:
    export = json.loads((analysed / "export.json").read_text(encoding="utf-8"))
    themes = [topic for topic in export["topics"] if topic["kind"] == "guided"]
    wanted = {concept(c["id"]) for c in export["concepts"]}
    wanted |= {URIRef(f"urn:cmo-nlp:theme:{theme['id']}") for theme in themes}
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == wanted
    by_address: defaultdict[str, set[str]] = defaultdict(set)
    for known in lexicons.load().concepts.values():
        for uri in known.uris:
            by_address[uri].add(known.id)
    matches = 0
    for c in export["concepts"]:
        names = {(str(name), name.language) for name in graph.objects(concept(c["id"]), SKOS.prefLabel)}
        assert names == {(c["name"], "fr"), (c["name_en"], "en")} - {("", "en")}
        above = [concept(c["broader"])] if c["broader"] else []
        assert list(graph.objects(concept(c["id"]), SKOS.broader)) == above
        exact = {str(uri) for uri in graph.objects(concept(c["id"]), SKOS.exactMatch)}
        close = {str(uri) for uri in graph.objects(concept(c["id"]), SKOS.closeMatch)}
        assert exact | close == set(c["uris"])
        assert all(len(by_address[uri]) == 1 for uri in exact)
        assert all(len(by_address[uri]) > 1 for uri in close)
        matches += len(exact)
    assert matches
    by_concept: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for form in lexicons.load().forms:
        by_concept[form.concept_id].add((form.form, form.language))
    mentioned = max((c["id"] for c in export["concepts"]), key=lambda identity: len(by_concept[identity]))
    forms = by_concept[mentioned]
    written = {
        (str(name), name.language)
        for kind in (SKOS.prefLabel, SKOS.altLabel)
        for name in graph.objects(concept(mentioned), kind)
    }
    assert forms <= written
    assert len(forms) > 1


def test_the_rules_of_skos_hold(graph: Graph) -> None:
    for one in graph.subjects(RDF.type, SKOS.Concept):
        names = list(graph.objects(one, SKOS.prefLabel))
        assert len({name.language for name in names}) == len(names)  # S14: one a language
        assert not set(names) & set(graph.objects(one, SKOS.altLabel))  # S13: the labels are disjoint
        (scheme,) = graph.objects(one, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
        above = set(graph.transitive_objects(one, SKOS.broader)) - {one}
        assert all((other, SKOS.inScheme, scheme) in graph for other in above)
        is_top = (one, SKOS.topConceptOf, scheme) in graph
        assert is_top == (not above) == ((scheme, SKOS.hasTopConcept, one) in graph)


def test_no_two_concepts_are_the_same_by_an_address(graph: Graph) -> None:
    exact = list(graph.objects(None, SKOS.exactMatch))
    assert len(exact) == len(set(exact))
    titles = [concept("title/directeur-marketing"), concept("title/chief-marketing-officer")]
    shared = [set(graph.objects(one, SKOS.closeMatch)) for one in titles]
    assert shared[0] & shared[1]


def test_two_processes_write_the_same_bytes(analysed: Path, tmp_path: Path, cmo: Run) -> None:
    for name in ("a.ttl", "b.ttl"):
        assert cmo("export", "skos", "-o", name, "--workspace", analysed).returncode == 0
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()
