"""What `cmo-nlp show` prints of each kind of thing. In French, for readers."""

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from typing import Any

from cmo_nlp.cli.labels import HORIZONS, LABELS
from cmo_nlp.cli.listing import one_line
from cmo_nlp.cli.quotations import in_guillemets, origin_line, passage_line
from cmo_nlp.cli.topic_figures import share
from cmo_nlp.query import (
    ConceptView,
    DocumentView,
    PassageMention,
    PassageView,
    SegmentView,
    SeriesView,
    Shown,
    TopicQuotation,
    TopicView,
)
from cmo_nlp.records import Change, TrendPoint

__all__ = ["lines_of"]

_OPENING = 90  # characters of a segment that tell which it is
_SHOWN_CONCEPTS = 12
_KINDS = {"segment": "segment", "sentence": "phrase", "statement": "propos sur le rôle", "mention": "mention"}
_CLOCKS = {"publication": "par année de publication", "horizon": "par horizon"}


def lines_of(shown: Shown) -> Iterator[str]:
    """Yield the lines that tell what is known of a thing."""
    return map(_harmless, _lines(shown))


def _harmless(line: str) -> str:
    """Return a line harmless, its indentation kept."""
    return line[: len(line) - len(line.lstrip(" "))] + one_line(line)


@singledispatch
def _lines(shown: Any) -> Iterator[str]:
    raise TypeError(type(shown).__name__)


@_lines.register
def _document(view: DocumentView) -> Iterator[str]:
    listed = view.document
    yield f"document {listed.id}"
    yield f"    {origin_line(_whole(view))}"
    said = [listed.source_type, listed.language, f"{listed.words} mots"]
    said += [f"modifié : {listed.modified}"] if listed.modified else []
    yield f"    {', '.join(filter(None, said))}"
    if len(listed.sources) > 1:
        yield f"    sources : {', '.join(listed.sources)}"
    if view.family_members:
        others = [one for one in view.family_members if one != listed.id]
        yield f"    quasi-doublons : {', '.join(others)} (représentant : {listed.family})"
    yield from (f"    {name} : {value}" for name, value in sorted(view.metadata.items()))
    if listed.mentions is None:
        yield "    pas encore annoté : cmo-nlp annotate"
        return
    yield (
        f"    phrases : {listed.sentences}, mentions : {listed.mentions} (du rôle : {listed.role_mentions}), "
        f"propos sur le rôle : {listed.statements}"
    )
    for label, name in LABELS.items():
        held = [f"{c} ({n})" for _, c, of, n in view.concepts if of == label]
        if held:
            yield f"    {name} : {_shortened(held)}"
    if view.themes:
        yield f"    thèmes guidés : {', '.join(f'{name} ({n})' for _, name, n in view.themes)}"
    yield "segments :"
    yield from (_segment_line(listed.id, segment) for segment in view.segments)


def _whole(view: DocumentView) -> TopicQuotation:
    listed = view.document
    return TopicQuotation(
        listed.id, 0, len(view.text), "", listed.title, listed.authors, listed.publisher, listed.source,
        listed.published,
    )  # fmt: skip


def _shortened(held: Sequence[str]) -> str:
    more = len(held) - _SHOWN_CONCEPTS
    return ", ".join(held[:_SHOWN_CONCEPTS]) + (f" ; {more} de plus" if more > 0 else "")


def _segment_line(document: str, segment: SegmentView) -> str:
    text = passage_line(segment.text)
    short = text if len(text) <= _OPENING else text[:_OPENING].rsplit(" ", 1)[0] + " …"
    topic = f"  [{segment.topic_id} {segment.topic}]" if segment.topic_id else ""
    return f"    {document}:{segment.start}-{segment.end}{topic}  {short}"


@_lines.register
def _passage(view: PassageView) -> Iterator[str]:
    quoted = view.quotation
    kinds = ", ".join(_KINDS[kind] for kind in view.kinds) or "passage"
    yield f"{kinds} {_address(quoted)}"
    yield from _quoted(quoted)
    if (view.around.start, view.around.end) != (quoted.start, quoted.end):
        yield f"dans {_address(view.around)} :"
        yield f"    {_line_quoted(view.around.quotation)}"
    if view.segment:
        yield f"segment : {quoted.document_id}:{view.segment.start}-{view.segment.end}"
    if view.topics:
        yield f"thèmes : {', '.join(f'{name} ({identity})' for identity, name in view.topics)}"
    if view.horizon:
        year = f", {view.reference_year}" if view.reference_year else ""
        yield f"horizon : {HORIZONS[view.horizon]}{year}"
    yield from (_mention_line(quoted.document_id, mention) for mention in view.mentions)


def _mention_line(document: str, mention: PassageMention) -> str:
    concept = f"{mention.concept_id} ({mention.name})" if mention.concept_id else "hors lexique"
    denied = ", nié" if mention.negated else ""
    surface = " ".join(mention.surface.split())
    place = f"{document}:{mention.start}-{mention.end}"
    return f"    {LABELS[mention.label]} « {surface} » : {concept}{denied}  {place}"


@_lines.register
def _concept(view: ConceptView) -> Iterator[str]:
    concept = view.concept
    yield f"{LABELS[concept.label]} {concept.id} : {concept.name}"
    said = [f"en anglais : {concept.name_en}" if concept.name_en else "", view.note, *concept.uris]
    yield from (f"    {one}" for one in said if one)
    if concept.broader:
        yield f"    plus large : {concept.broader}"
    if view.narrower:
        yield f"    plus étroits : {_shortened(view.narrower)}"
    yield f"    documents : {concept.documents}, mentions : {concept.mentions} (niées : {concept.negated})"
    told = ", ".join(f"{HORIZONS[name]} {getattr(concept, name)}" for name in HORIZONS)
    yield f"    dans des propos sur le rôle : {told}"
    if view.surfaces:
        yield f"    formes : {', '.join(f'{surface} ({n})' for surface, n in view.surfaces)}"
    if view.years:
        yield f"    documents par année : {', '.join(f'{year} : {n}' for year, n in view.years)}"
    for quotation in view.quotations:
        yield from _quoted(quotation)
        yield f"    {_address(quotation)}"


@_lines.register
def _topic(view: TopicView) -> Iterator[str]:
    topic = view.topic
    counts = f"passages : {topic.segments}, documents : {topic.documents}"
    stable = "" if topic.stability is None else f", stabilité {share(topic.stability)}"
    yield f"{topic.id} : {topic.name} ({counts}{stable})"
    yield f"    termes : {', '.join(term for term, _ in topic.terms)}"
    told = ", ".join(f"{c.name} ({c.n}/{c.N} passages)" for c in view.concepts)
    yield f"    concepts : {told or 'aucun ne s’y distingue'}"
    for quotation in view.quotations:
        yield from _quoted(quotation)
        yield f"    {_address(quotation)}"
    yield f"tous les passages : cmo-nlp topics show {topic.id} --passages"


@_lines.register
def _series(view: SeriesView) -> Iterator[str]:
    yield f"{view.id} : {view.name}"
    for clock in dict.fromkeys(point.clock for point in view.points):
        for stratum in dict.fromkeys(p.stratum for p in view.points if p.clock == clock):
            yield f"{_CLOCKS.get(clock, clock)}{f', {stratum}' if stratum else ''} :"
            points = [p for p in view.points if (p.clock, p.stratum) == (clock, stratum)]
            yield from map(_point_line, points)
    yield from map(_change_line, view.changes)


def _point_line(point: TrendPoint) -> str:
    period = HORIZONS.get(point.period, point.period)
    if point.share is None or point.low is None or point.high is None:
        return f"    {period} : aucun document"
    interval = f"{share(point.share)} [{share(point.low)} ; {share(point.high)}]"
    documents = f" : {', '.join(point.documents)}" if point.documents else ""
    return f"    {period} : {point.n}/{point.N} documents, {interval}{documents}"


def _change_line(change: Change) -> str:
    verdict = {"up": "en hausse", "down": "en baisse", "none": "sans évolution établie"}[change.direction]
    test = {"trend": "tendance", "step": "rupture"}.get(change.test, change.test)
    sure = (
        f"q = {change.q:.3f}".replace(".", ",") if change.q is not None else change.reason or "non testable"
    )
    return f"test de {test} : {verdict}, {sure}"


def _quoted(quotation: TopicQuotation) -> Iterable[str]:
    yield _line_quoted(quotation.quotation)
    yield f"    {origin_line(quotation)}"


def _line_quoted(text: str) -> str:
    return in_guillemets(passage_line(text))


def _address(quotation: TopicQuotation) -> str:
    return f"{quotation.document_id}:{quotation.start}-{quotation.end}"
