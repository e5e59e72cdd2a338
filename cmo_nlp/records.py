"""The records that travel between the stages.

All are frozen. Every `start` and `end` counts Unicode code points into the `text` of the document named
beside it, `end` excluded, so `document.text[start:end]` is the passage. Sequences are tuples, sorted where
the docstring says so: the order in which files were read never shows.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

__all__ = [
    "Annotation", "Assignment", "BlockKind", "Change", "Clock", "Concept", "ConceptForm", "DatePrecision",
    "Description", "Direction", "Document", "Horizon", "Label", "Mention", "PublicationDate", "Quotation",
    "Refusal", "Segment", "Sentence", "Span", "Statement", "TestName", "ThingKind", "Token", "Topic",
    "TopicEdit", "TopicFigures", "TopicModel", "TopicPeriod", "TrendPoint", "Trends", "document_id",
]  # fmt: skip

Label = Literal["skill", "tool", "title", "counterpart"]
Horizon = Literal["past", "present", "future"]
Clock = Literal["publication", "horizon"]
DatePrecision = Literal["day", "month", "year"]
DateMethod = Literal["metadata", "markup", "archive", "filename", "text", "sidecar", "user"]
BlockKind = Literal["prose", "heading", "item"]
Direction = Literal["up", "down", "none"]
TestName = Literal["trend", "step", "distance"]
ThingKind = Literal["concept", "topic", "horizon", "profile"]


class Span(NamedTuple):
    """A passage of a document: code points `start` to `end`, `end` excluded."""

    start: int
    end: int


def document_id(text: str) -> str:
    r"""Return the identity of a text: 16 hex digits of the SHA-256 of its NFC form with white space folded.

    >>> document_id("Le  CMO\n") == document_id("Le CMO")
    True
    """
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """When a document was published, as far as is known.

    `date` is ISO 8601 cut to its `precision` (`2018`, `2018-10`, `2018-10-22`); `method` says where it was
    read, `confidence` (0 to 1) how far that place can be trusted.
    """

    date: str
    precision: DatePrecision
    method: DateMethod
    confidence: float


@dataclass(frozen=True, slots=True)
class Description:
    """What a source says of its document. One text met in two sources has two descriptions."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    source_type: str | None = None
    language: str | None = None
    published: PublicationDate | None = None
    modified: str | None = None
    pages: tuple[int, ...] | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A text that came in. `text` never changes: every offset of the project counts into it.

    `sources` are sorted. `words` counts white-space separated tokens that hold a letter or a digit. `family`
    is the id of the representative of its near-duplicates, or None when there are none.
    """

    id: str
    text: str
    words: int
    sources: tuple[str, ...]
    description: Description
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that did not come in: `reason` is a slug (`empty`, `unreadable`…), `detail` a sentence."""

    source: str
    reason: str
    detail: str


class Token(NamedTuple):
    """One token of a document.

    `head` is the index of its syntactic head among the document's tokens, its own index at a root;
    `morph` is UD features (`Mood=Ind|Tense=Fut`); all are "" where unknown.
    """

    start: int
    end: int
    lemma: str
    upos: str
    morph: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a list item or a heading. `block` numbers the line or paragraph that it stands in."""

    start: int
    end: int
    block: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that names a concept, or a competence or tool that the lexicon does not hold.

    `surface` is `text[start:end]`. `concept_id` is None for what grammar found (`origin` is
    "pattern") unless the lexicon knows its name or the tool that it masters. `score` is 0 to 1.
    `statement` is the span of the statement around it, or None.
    """

    label: Label
    concept_id: str | None
    start: int
    end: int
    surface: str
    origin: Literal["lexicon", "pattern"]
    score: float
    negated: bool
    statement: Span | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that says what the role was, is or will be; `reference_year` is the year it speaks of."""

    start: int
    end: int
    horizon: Horizon
    reference_year: int | None


@dataclass(frozen=True, slots=True)
class Segment:
    """Whole consecutive sentences of one document: the unit of topics and of search."""

    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that one document was found to hold. Every sequence is sorted by start, then end."""

    document_id: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing of the lexicon: one `label`, one French `name`, `broader` concept or None."""

    id: str
    label: Label
    name: str
    name_en: str
    broader: str | None
    uris: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConceptForm:
    """One way to write a concept. `case` is "fold" (any case), "exact", or "context" (needs company)."""

    concept_id: str
    form: str
    language: Literal["fr", "en"]
    case: Literal["fold", "exact", "context"]
    note: str = ""


class Quotation(NamedTuple):
    """The address of a passage, document first."""

    document_id: str
    start: int
    end: int


_STABLE = 0.5
"""stability from which a topic is not called unstable: it came back more often than not."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme of the corpus. `terms` are (term, c-TF-IDF weight), heaviest first, each found in its texts.

    A free topic comes from the corpus; a guided one was named beforehand, `theme` is that name. `stability`
    is the share (0 to 1) of runs in which the topic came back, None when there was one run only or one topic,
    for a guided topic, and for one that a user merged from several.
    """

    id: str
    name: str
    kind: Literal["free", "guided"]
    theme: str | None
    method: str
    terms: tuple[tuple[str, float], ...]
    segments: int
    documents: int
    stability: float | None
    quotations: tuple[Quotation, ...]

    @property
    def is_unstable(self) -> bool:
        """Whether it came back in fewer than half of the runs."""
        return self.stability is not None and self.stability < _STABLE


@dataclass(frozen=True, slots=True)
class Assignment:
    """The topic of a segment with its probability, or the reason why it has none (`outlier`…).

    A segment has one assignment to a free topic, or its reason, and one to each guided topic that it speaks
    of. Reason and topic together mark an outlier that was given its nearest topic because that was asked for.
    `consensus` is the share (0 to 1) of the runs with other seeds in which the segment stays in the topic
    matched with its own, None when there was one run only or one topic, and for a guided topic.
    """

    document_id: str
    start: int
    end: int
    topic_id: str | None
    probability: float | None
    reason: str | None
    consensus: float | None = None


@dataclass(frozen=True, slots=True)
class TopicEdit:
    """What a user changed of one topic, kept apart from the fit.

    `topic_id` is its id in the present fit, None while it has no counterpart there; `name` is what the fit
    called it when it last had one, and `members` its segments then, sorted. `label` is another name for it,
    or None. `merged_into` is the `key` of the edit of the topic that it is a part of, or None.
    """

    key: int
    topic_id: str | None
    kind: Literal["free", "guided"]
    name: str
    members: tuple[Quotation, ...]
    label: str | None = None
    hidden: bool = False
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class TopicPeriod:
    """A topic in one calendar period: `n` of its `N` documents, with the `segments` that make them.

    `share` = n / N with its 95 % interval, None in a period without documents. `terms` are (term, c-TF-IDF
    weight among the topics of the period), each found in `segments`. `documents` are the n, sorted.
    """

    topic_id: str
    period: str
    n: int
    N: int
    share: float | None
    low: float | None
    high: float | None
    terms: tuple[tuple[str, float], ...]
    documents: tuple[str, ...]
    segments: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """How good the free topics of a fit are, as a whole; None where a figure cannot be taken.

    `coherence` is the mean NPMI (-1 to 1) of their terms, `diversity` the share (0 to 1) of these terms that
    are different, `consensus` the mean of that of the segments (0 to 1). `runs` is how many runs the
    stability of a topic is a share of, None where there is none, or where a fit of before did not note it.
    """

    coherence: float | None
    diversity: float | None
    consensus: float | None
    runs: int | None = None


@dataclass(frozen=True, slots=True)
class TopicModel:
    """What a fit hands back: topics by size, assignments by document and start, and remarks for the user."""

    topics: tuple[Topic, ...]
    assignments: tuple[Assignment, ...]
    remarks: tuple[str, ...]
    figures: TopicFigures | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """`n` of the `N` documents of a `period` speak of a thing: `share` = n / N with its 95 % interval.

    `share`, `low` and `high` are None in a period without documents; `sparse` marks an N under the minimum
    of the settings; `documents` are the n, sorted. By publication, `mentions` are those in these documents
    and `words` the length of the N, near-duplicates once; 0 on the other clock.
    """

    kind: ThingKind
    id: str
    clock: Clock
    stratum: str | None
    period: str
    n: int
    N: int
    share: float | None
    low: float | None
    high: float | None
    sparse: bool
    documents: tuple[str, ...]
    mentions: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One test of one series, or of the distance between two profiles.

    `effect` with its 95 % interval `low`, `high` is an odds ratio between documents of like outlets and
    lengths: of a "trend" per year (on the clock of horizons, from one horizon to the next), of a "step" from
    `change_point` on against before. `stratum` None is the corpus as it is, the name of a field the test with
    the composition by that field held still. Kind "profile" and test "distance": `effect` is the
    Jensen-Shannon divergence in bits of the profile of `change_point` from the one before.

    A break is chosen as the likeliest: `change_first` to `change_last` are those that may be meant with 95 %
    confidence, and `low` to `high` holds the odds ratio whichever of them it is.

    `direction` is later against earlier, "none" unless `q` is under the level of the settings. What cannot
    be computed is None, and `reason` says why.
    """

    kind: ThingKind
    id: str
    clock: Clock
    stratum: str | None
    test: TestName
    direction: Direction
    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    q: float | None
    change_point: str | None
    reason: str | None
    change_first: str | None = None
    change_last: str | None = None


@dataclass(frozen=True, slots=True)
class Trends:
    """The series and what was tested of them, with remarks for the user (documents without a date…)."""

    points: tuple[TrendPoint, ...]
    changes: tuple[Change, ...]
    remarks: tuple[str, ...]
