"""The sections of an export as streams of rows: fields as the JSON export names them."""

import dataclasses
import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cmo_nlp.errors import InputError
from cmo_nlp.export.selection import Selection
from cmo_nlp.export.without_texts import CUT, Shown, described, shown_of
from cmo_nlp.french import fold
from cmo_nlp.records import Annotation, Document, Span
from cmo_nlp.store import read

__all__ = ["Row", "Sections"]

Row = Mapping[str, Any]


class Sections:
    """What a selection leaves of a workspace. Everything is read when it is asked for, a document at a time.

    Topics, trends and changes are results over the whole corpus: choosing documents leaves them as they are.
    Concepts are counted in the documents that are chosen.
    """

    def __init__(self, connection: sqlite3.Connection, selection: Selection) -> None:
        read.check_results(connection)
        self.connection = connection
        self.selection = selection
        self.all_ids = read.document_ids(connection)
        self.ids = self._chosen() if selection.chooses_documents else self.all_ids
        self._chosen_ids = frozenset(self.ids) if len(self.ids) < len(self.all_ids) else None

    def rows(self, name: str) -> Iterable[Row]:
        """Return the rows of a section."""
        rows: Iterable[Row] = getattr(self, f"_{name}")()
        return rows

    def documents(self) -> Iterator[Document]:
        """Yield the documents by id."""
        return read.documents(self.connection, self.ids)

    def annotated(self) -> Iterator[tuple[Document, Annotation]]:
        """Yield the documents that are annotated, by id, with their tokens."""
        for document in self.documents():
            record = read.annotation(self.connection, document.id)
            if record:
                yield document, record.annotation

    def _chosen(self) -> list[str]:
        """Return the ids of the documents that the selection wants, by id."""
        wanted = {fold(name) for name in self.selection.source_types}
        there: set[str] = set()
        chosen = []
        for document in read.documents(self.connection):
            said = document.description
            there.add(said.source_type or "")
            is_of_type = not wanted or fold(said.source_type or "") in wanted
            if is_of_type and self.selection.dates(said.published):
                chosen.append(document.id)
        unknown = sorted(wanted - {fold(name) for name in there})
        if unknown and there:
            known = ", ".join(f"« {name} »" for name in sorted(there) if name) or "no types noted"
            msg = f"no document is of the source type « {unknown[0][:60]} »; there are {known}"
            raise InputError(msg)
        return chosen

    def _annotations(self) -> Iterator[Annotation]:
        for identity in self.ids:
            record = read.annotation(self.connection, identity, tokens=False)
            if record:
                yield record.annotation

    def _documents(self) -> Iterator[Row]:
        for document in self.documents():
            record = read.annotation(self.connection, document.id, tokens=False)
            titles = None if record is None else sum(m.label == "title" for m in record.annotation.mentions)
            description = self._description(document)
            yield {
                "id": document.id,
                "source": document.sources[0],
                "sources": document.sources,
                **{
                    name: description[name]
                    for name in ("title", "authors", "publisher", "source_type", "language")
                },
                "published": description["published"],
                "modified": description["modified"],
                **self._text(document),
                "words": document.words,
                "role_mentions": titles,
                "family": document.family,
                "pages": description["pages"],
                "metadata": description["metadata"],
            }

    def _description(self, document: Document) -> Row:
        description = dataclasses.asdict(document.description)
        words = self.selection.quotation_words
        return description if words is None else description | described(document.description, words)

    def _text(self, document: Document) -> Row:
        """Return the text, or what tells whether another copy of it is the same."""
        if self.selection.has_texts:
            return {"text": document.text}
        return {"text": None, "text_sha256": hashlib.sha256(document.text.encode("utf-8")).hexdigest()}

    def _refused(self) -> Iterator[Row]:
        return (dataclasses.asdict(refusal) for refusal in read.refusals(self.connection))

    def _concepts(self) -> Iterator[Row]:
        """Yield the concepts that are mentioned, and those above them: every `broader` is in the list."""
        known = {count.concept.id: count for count in read.concepts(self.connection)}
        counts = {identity: (count.documents, count.mentions) for identity, count in known.items()}
        if self._chosen_ids is not None:
            counts |= self._counted(counts)
        shown: set[str] = set()
        for identity, (_, mentions) in counts.items():
            above: str | None = identity if mentions else None
            while above and above not in shown:
                shown.add(above)
                above = known[above].concept.broader
        for identity in sorted(shown):
            row = dataclasses.asdict(known[identity].concept)
            row.pop("note")
            documents, mentions = counts[identity]
            yield row | {"documents": documents, "mentions": mentions}

    def _counted(self, known: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return in how many of the chosen documents each concept is mentioned, and how often."""
        documents: Counter[str] = Counter()
        mentions: Counter[str] = Counter()
        for annotation in self._annotations():
            found = [m.concept_id for m in annotation.mentions if m.concept_id]
            mentions.update(found)
            documents.update(set(found))
        return {identity: (documents[identity], mentions[identity]) for identity in known}

    def _mentions(self) -> Iterator[Row]:
        for annotation in self._annotations():
            shown = self._shown(annotation).mentions
            for mention in annotation.mentions:
                if mention.origin == "lexicon" or not self.selection.lexicon_only:
                    row = dataclasses.asdict(mention) | {
                        "surface": shown.get(Span(mention.start, mention.end), mention.surface),
                        "statement": mention.statement and mention.statement._asdict(),
                    }
                    yield {"document_id": annotation.document_id} | row

    def _statements(self) -> Iterator[Row]:
        for annotation in self._annotations():
            shown = self._shown(annotation).statements
            identities = [annotation.document_id] if annotation.statements else []
            text = "".join(document.text for document in read.documents(self.connection, identities))
            for s in annotation.statements:
                yield {
                    "document_id": annotation.document_id,
                    "start": s.start,
                    "end": s.end,
                    "text": shown.get(Span(s.start, s.end), text[s.start : s.end]),
                    "horizon": s.horizon,
                    "reference_year": s.reference_year,
                }

    def _shown(self, annotation: Annotation) -> Shown:
        """Return what is shown of the passages of a document, empty where all of them are.

        It takes all statements and mentions, whichever are handed on: two exports show no more than one.
        """
        words = self.selection.quotation_words
        if words is None or not (annotation.statements or annotation.mentions):
            return Shown({}, {})
        (document,) = read.documents(self.connection, [annotation.document_id])
        shown = shown_of(document.text, annotation, described(document.description, words), words)
        is_reprint = document.family not in {
            None,
            document.id,
        }  # the first of them is quoted, and says the same
        return shown._replace(statements=dict.fromkeys(shown.statements, CUT)) if is_reprint else shown

    def _topics(self) -> Iterator[Row]:
        for topic in read.topics(self.connection):
            yield dataclasses.asdict(topic) | {
                "terms": [{"term": term, "weight": weight} for term, weight in topic.terms],
                "quotations": [quotation._asdict() for quotation in topic.quotations],
            }

    def _assignments(self) -> Iterator[Row]:
        """Yield the assignments; version 1 of the schema has no place for their consensus."""
        for assignment in read.assignments(self.connection):
            if self._chosen_ids is None or assignment.document_id in self._chosen_ids:
                row = dataclasses.asdict(assignment)
                del row["consensus"]
                yield row

    def _trends(self) -> Iterator[Row]:
        """Yield the points; version 1 of the schema has no place for mentions and words."""
        for point in read.points(self.connection):
            fields = dataclasses.asdict(point)
            del fields["mentions"], fields["words"]
            yield fields

    def _changes(self) -> Iterator[Row]:
        """Yield the tests of series; version 1 has no place for distances and for plausible breaks."""
        for change in read.changes(self.connection):
            if change.kind != "profile":
                row = dataclasses.asdict(change)
                del row["change_first"], row["change_last"]
                yield row
