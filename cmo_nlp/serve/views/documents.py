"""The documents, and the text of one with what was found in it."""

import re
from http import HTTPStatus

from cmo_nlp.errors import InputError
from cmo_nlp.records import Annotation, Span
from cmo_nlp.report.view.sources import public_source
from cmo_nlp.serve.guard import RefusedError
from cmo_nlp.serve.marked_text import marked, page_of, pages_of
from cmo_nlp.serve.paging import part_of
from cmo_nlp.serve.site import Page, Visit
from cmo_nlp.store import read

__all__ = ["document_list", "document_page"]

_PASSAGE = re.compile(r"(\d{1,9})-(\d{1,9})")
_METADATA = 30


def document_list(visit: Visit) -> Page:
    """Return the documents by date, those that pass what was asked."""
    asked = visit.text("q").casefold()
    publisher, kind = visit.text("publisher"), visit.text("source_type")
    rows = [
        one
        for one in visit.readings.listed_documents
        if asked in (one.title or public_source(one.source)).casefold()
        and (not publisher or one.publisher == publisher)
        and (not kind or one.source_type == kind)
    ]
    every = visit.readings.listed_documents
    return Page("documents.html", "documents", {
        "part": part_of(rows, visit, "/documents"),
        "q": visit.text("q"), "publisher": publisher, "source_type": kind,
        "publishers": sorted({one.publisher for one in every if one.publisher})[:500],
        "source_types": sorted({one.source_type for one in every if one.source_type})[:100],
    })  # fmt: skip


def document_page(visit: Visit) -> Page:
    """Return a page of the text of a document; InputError where there is none of that id."""
    identity = visit.path_params["id"]
    listed = visit.readings.documents.get(identity)
    if listed is None:
        msg = f"there is no document {identity[:80]!r}"
        raise InputError(msg)
    document = read.document(visit.connection, identity)
    record = read.annotation(visit.connection, identity, tokens=False)
    annotation = record.annotation if record else Annotation(identity, (), (), (), ())
    passage = _passage(visit.text("passage"), len(document.text))
    cuts = pages_of(document.text)
    page = visit.number("page", 0) or page_of(cuts, passage.start if passage else 0)
    if not 1 <= page < len(cuts):
        raise RefusedError(HTTPStatus.NOT_FOUND, "no_page")
    names = {i: one.name for i, one in visit.readings.listed_concepts.items()}
    path = f"/documents/{identity}"
    shown = marked(document.text, Span(cuts[page - 1], cuts[page]), annotation, passage)
    return Page("document.html", "documents", {
        "document": document,
        "listed": listed,
        "paragraphs": shown.paragraphs,
        "hidden": shown.hidden,
        "names": names,
        "annotated": record is not None,
        "counts": (len(annotation.mentions), len(annotation.statements)),
        "topics": _topics(visit, identity),
        "metadata": sorted(document.description.metadata.items())[:_METADATA],
        "members": [one for one in visit.readings.members.get(listed.family or "", ()) if one != identity],
        "page": page, "pages": len(cuts) - 1,
        "before": f"{path}?page={page - 1}" if page > 1 else "",
        "after": f"{path}?page={page + 1}" if page < len(cuts) - 1 else "",
    })  # fmt: skip


def _passage(asked: str, length: int) -> Span | None:
    """Return the passage START-END that was asked for; RefusedError for what is none of the text."""
    if not asked:
        return None
    found = _PASSAGE.fullmatch(asked)
    span = Span(int(found[1]), int(found[2])) if found else Span(0, 0)
    if not span.start < span.end <= length:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "choice")
    return span


def _topics(visit: Visit, identity: str) -> list[tuple[str, str, int]]:
    """Return the topics of the passages of a document, those of most passages first."""
    counts: dict[str, int] = {}
    for _, _, topic in visit.readings.spans_of_topics.get(identity, ()):
        counts[topic] = counts.get(topic, 0) + 1
    named = {topic.id: topic.name for topic in visit.readings.topics}
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [(topic, named[topic], n) for topic, n in ranked if topic in named]
