"""Topics and guided themes: which share of the documents speaks of each."""

import sqlite3
from dataclasses import dataclass, replace
from typing import Literal

from cmo_nlp.errors import InputError
from cmo_nlp.query.topic_view import TopicQuotation, quoted_passage
from cmo_nlp.records import Quotation, Topic
from cmo_nlp.store import read

__all__ = ["ThemeCount", "ThemeKind", "theme_counts"]

ThemeKind = Literal["all", "free", "guided"]


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A topic that `n` of the `N` documents speak of: `share` = n / N, None where there are none.

    Near-duplicates count once. `documents` are the n, sorted; `quotation` is the surest passage, `passage`
    its text, and `origin` what its document says of itself.
    """

    topic: Topic
    n: int
    N: int
    share: float | None
    documents: tuple[str, ...]
    quotation: Quotation | None
    passage: str
    origin: TopicQuotation | None


def theme_counts(connection: sqlite3.Connection, kind: ThemeKind) -> tuple[ThemeCount, ...]:
    """Return the topics of a kind as the user edited them; InputError when there was no fit yet.

    Guided ones stand first, in each kind those in most documents.
    """
    if read.stage(connection, "topics") is None:
        msg = "there are no themes yet; find them with: cmo-nlp topics"
        raise InputError(msg)
    of = read.counted_as(connection)
    total = len({of.get(identity, identity) for identity in read.document_ids(connection)})
    documents = read.topic_documents(connection)
    asked = [topic for topic in read.topics(connection) if kind in {"all", topic.kind}]
    counts = [_count(connection, topic, documents.get(topic.id, set()), total) for topic in asked]
    counts.sort(key=lambda count: (-count.n, -count.topic.segments, count.topic.id))
    return tuple(sorted(counts, key=lambda count: count.topic.kind == "free"))


def _count(connection: sqlite3.Connection, topic: Topic, documents: set[str], total: int) -> ThemeCount:
    quotation = topic.quotations[0] if topic.quotations else None
    origin = quoted_passage(connection, quotation) if quotation else None
    passage = origin.quotation if origin else ""
    share = len(documents) / total if total else None
    n, topic = len(documents), replace(topic, documents=len(documents))
    return ThemeCount(topic, n, total, share, tuple(sorted(documents)), quotation, passage, origin)
