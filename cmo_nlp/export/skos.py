"""SKOS (W3C 2009) in Turtle: the concepts and the guided themes of the analysis as vocabularies.

Each label is a scheme of its own, and so are the themes. Ours are URNs, of which nobody need keep an address
alive; `skos:exactMatch` leads to the addresses that the lexicon gives. It is transitive: where two concepts
have one address, both have `skos:closeMatch` instead, or they would be one.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from cmo_nlp import lexicons
from cmo_nlp.export.files import replacing
from cmo_nlp.export.sections import Row, Sections

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

__all__ = ["write_skos"]

_BASE = "urn:cmo-nlp:"
_SCHEMES = {
    "skill": ("Compétences", "Skills"),
    "tool": ("Outils", "Tools"),
    "title": ("Titres", "Titles"),
    "counterpart": ("Interlocuteurs", "Counterparts"),
    "theme": ("Thèmes", "Themes"),
}


def write_skos(sections: Sections, file: Path, run: Row, *, force: bool) -> None:
    """Write the concepts that are mentioned, those above them, and the guided themes.

    The other forms of a concept are those of the lexicon that the analysis was made with. Raises InputError
    where it is not there any more.
    """
    lexicon = lexicons.load_with(str(run["settings"]["annotate"].get("lexicon", "")))
    forms = _forms(lexicon)
    addressed = Counter(uri for concept in lexicon.concepts.values() for uri in concept.uris)
    graph = _graph()
    for concept in sections.rows("concepts"):
        _add_concept(graph, concept, forms.get(concept["id"], {}))
        _add_matches(graph, concept, addressed)
    for topic in sections.rows("topics"):
        if topic["kind"] == "guided":
            _add_theme(graph, topic)
    with replacing(file, force=force) as stream:
        stream.write(graph.serialize(format="turtle"))


def _forms(lexicon: lexicons.Lexicon) -> dict[str, dict[str, str]]:
    """Return form → language by concept."""
    forms: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for form in lexicon.forms:
        forms[form.concept_id].setdefault(form.form, form.language)
    return forms


def _graph() -> "Graph":
    """Return the schemes, with nothing in them yet."""
    from rdflib import RDF, SKOS, Graph, Literal

    graph = Graph(bind_namespaces="none")
    graph.bind("skos", SKOS)
    for name, (french, english) in _SCHEMES.items():
        graph.add((_uri("scheme", name), RDF.type, SKOS.ConceptScheme))
        graph.add((_uri("scheme", name), SKOS.prefLabel, Literal(french, "fr")))
        graph.add((_uri("scheme", name), SKOS.prefLabel, Literal(english, "en")))
    return graph


def _uri(kind: str, identity: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(f"{_BASE}{kind}:{quote(identity, safe='/')}")


def _add_concept(graph: "Graph", concept: Row, forms: Mapping[str, str]) -> None:
    from rdflib import SKOS, Literal

    subject = _uri("concept", concept["id"])
    names = {"fr": concept["name"], "en": concept["name_en"]}
    _add_to_scheme(graph, subject, concept["label"], names, is_top=not concept["broader"])
    for form, language in forms.items():
        if form != names.get(language):  # SKOS: no label is both preferred and alternative
            graph.add((subject, SKOS.altLabel, Literal(form, language)))
    if concept["broader"]:
        graph.add((subject, SKOS.broader, _uri("concept", concept["broader"])))


def _add_matches(graph: "Graph", concept: Row, addressed: Mapping[str, int]) -> None:
    """Add the addresses; `addressed` says how many concepts of the lexicon have each."""
    from rdflib import SKOS, URIRef

    for uri in concept["uris"]:
        match = SKOS.closeMatch if addressed[uri] > 1 else SKOS.exactMatch
        graph.add((_uri("concept", concept["id"]), match, URIRef(uri)))


def _add_theme(graph: "Graph", topic: Row) -> None:
    _add_to_scheme(graph, _uri("theme", topic["id"]), "theme", {"fr": topic["name"]}, is_top=True)


def _add_to_scheme(
    graph: "Graph", subject: "URIRef", scheme: str, names: Mapping[str, str], *, is_top: bool
) -> None:
    from rdflib import RDF, SKOS, Literal

    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.inScheme, _uri("scheme", scheme)))
    for language, name in names.items():
        if name:
            graph.add((subject, SKOS.prefLabel, Literal(name, language)))
    if is_top:
        graph.add((subject, SKOS.topConceptOf, _uri("scheme", scheme)))
        graph.add((_uri("scheme", scheme), SKOS.hasTopConcept, subject))
