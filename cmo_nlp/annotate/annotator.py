"""Documents to annotations: read, cut, match, hear the role, discover, and lead every offset back."""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from spacy.language import Language

from cmo_nlp.annotate.activities import activities
from cmo_nlp.annotate.discovery import announced_skills, item_skills, skills_of_the_role
from cmo_nlp.annotate.holders import Source
from cmo_nlp.annotate.matching import Found, Matcher
from cmo_nlp.annotate.negation import denies_role, negated_words
from cmo_nlp.annotate.overlaps import settle
from cmo_nlp.annotate.partners import described_partners
from cmo_nlp.annotate.passages import Passage, passages
from cmo_nlp.annotate.products import announced_tools, item_tools, used_tools
from cmo_nlp.annotate.reading import Reading, normalise, read
from cmo_nlp.annotate.sentences import split_sentences
from cmo_nlp.annotate.statements import Voice, hear
from cmo_nlp.annotate.verbs import tense_at
from cmo_nlp.lexicons import Lexicon
from cmo_nlp.records import Annotation, Document, Mention, Refusal, Sentence, Span, Statement, Token
from cmo_nlp.settings import AnnotateSettings

__all__ = ["annotate"]

_RARELY = (50_000, 20, 100)


def annotate(
    documents: Iterable[Document], nlp: Language, lexicon: Lexicon, settings: AnnotateSettings
) -> Iterator[Annotation | Refusal]:
    """Yield what each document holds, in order. A document that fails is a Refusal("not-annotated").

    `settings.batch_documents` are read at a time; the strings that the pipeline learns from a batch are
    forgotten after it, so that memory stays flat over any number of documents.
    """
    matcher = Matcher(lexicon)
    source = iter(documents)
    while batch := list(islice(source, max(1, settings.batch_documents))):
        with nlp.memory_zone(), _rare_collections():
            annotated = _batch(batch, nlp, matcher, settings)
        yield from annotated


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Have the cyclic garbage collector look rarely while a batch makes its many small records.

    They hold no cycles, and to look through the model and the lexicon each time took a tenth of a batch.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def _batch(
    batch: Sequence[Document], nlp: Language, matcher: Matcher, settings: AnnotateSettings
) -> list[Annotation | Refusal]:
    """Annotate a batch together, or one by one when one of them makes the pipeline fail."""
    try:
        readings = list(read([document.text for document in batch], nlp))
        return [
            _annotation(document, reading, matcher, settings)
            for document, reading in zip(batch, readings, strict=True)
        ]
    except Exception as error:  # noqa: BLE001 one bad document must not stop the others
        if len(batch) == 1:
            return [_refusal(batch[0], error)]
        return [one for document in batch for one in _batch([document], nlp, matcher, settings)]


def _refusal(document: Document, error: Exception) -> Refusal:
    source = document.sources[0] if document.sources else document.id
    return Refusal(source, "not-annotated", f"{type(error).__name__}: {' '.join(str(error).split())}")


def _annotation(
    document: Document, reading: Reading, matcher: Matcher, settings: AnnotateSettings
) -> Annotation:
    spoken = passages(reading.text, split_sentences(reading.text), reading.tokens)
    found = [matcher.find(passage) for passage in spoken]
    named = any(f.label == "title" and not f.doubtful for of_passage in found for f in of_passage)
    found = [[f for f in of_passage if named or f.label != "title" or not f.doubtful] for of_passage in found]
    voices = hear(spoken, found, _year(document), _source(document, matcher))
    settled = [
        _settled(passage, of_passage, voice, matcher if settings.discovery else None, named=named)
        for passage, of_passage, voice in zip(spoken, found, voices, strict=True)
    ]
    return Annotation(
        document_id=document.id,
        tokens=_tokens(reading),
        sentences=tuple(_sentence(passage.sentence, reading) for passage in spoken),
        mentions=tuple(_mentions(document, reading, spoken, settled, voices)),
        statements=tuple(_statement(v.statement, reading) for v in voices if v.statement is not None),
    )


def _settled(
    passage: Passage, found: Sequence[Found], voice: Voice, discovering: Matcher | None, *, named: bool
) -> list[Found]:
    """Return the mentions of a passage, once it is known how it speaks of the role."""
    titled = any(f.label == "title" for f in found)
    of_role = voice.statement is not None or voice.listed == "skill"
    sure = [f for f in found if not f.doubtful or _is_believed(f, of_role=of_role, titled=titled)]
    sure = [f for f in sure if of_role or not _is_of_others(passage, f, voice)]
    tools = {i for f in found if f.label == "tool" for i in range(f.first, f.last)}
    if discovering is not None:
        discovered = _discovered(passage, voice, tools, named=named)
        sure += [discovering.linked(passage, one) for one in discovered if discovering.wants(passage, one)]
    return settle(sure, passage.words)


def _is_of_others(passage: Passage, found: Found, voice: Voice) -> bool:
    """Tell whether a competence is somebody else's, where the sentence does not speak of the role.

    What the firm of an advertisement does, and a finite verb, which has a subject: « les agences recrutent ».
    """
    if found.label != "skill":
        return False
    return voice.of_firm or tense_at(passage.words, found.first) is not None


def _is_believed(found: Found, *, of_role: bool, titled: bool) -> bool:
    """Tell whether the sentence gives a doubtful mention the company that it needs."""
    return of_role or titled or found.label == "title"


def _discovered(passage: Passage, voice: Voice, tools: Collection[int], *, named: bool) -> Iterator[Found]:
    """Yield what grammar finds. Duties and items need a sentence on the role, announced tools do not."""
    yield from announced_tools(passage)
    speaks = voice.statement is not None
    of_role = speaks or voice.listed == "skill"
    if of_role or (named and not voice.of_firm):
        yield from announced_skills(passage, tools, of_role=of_role)
    if of_role:
        yield from used_tools(passage)
    if speaks:
        yield from described_partners(passage)
        yield from skills_of_the_role(passage)
        yield from activities(passage, voice.doers)
    if voice.listed == "skill":
        yield from item_skills(passage)
    elif voice.listed == "tool":
        yield from item_tools(passage)


def _mentions(
    document: Document,
    reading: Reading,
    spoken: Sequence[Passage],
    found: Sequence[Sequence[Found]],
    voices: Sequence[Voice],
) -> Iterator[Mention]:
    for passage, of_passage, voice in zip(spoken, found, voices, strict=True):
        denied = negated_words(passage) if of_passage else frozenset()
        statement = voice.statement and _statement(voice.statement, reading)
        for one in of_passage:
            start, end = reading.original(passage.words[one.first].start, passage.words[one.last - 1].end)
            yield Mention(
                label=one.label,
                concept_id=one.concept_id,
                start=start,
                end=end,
                surface=document.text[start:end],
                origin=one.origin,
                score=one.score,
                negated=one.first in denied and (one.label != "title" or denies_role(passage, one.first)),
                statement=Span(statement.start, statement.end) if statement else None,
            )


def _source(document: Document, matcher: Matcher) -> Source:
    """Return what a source says of the document that its text may not: who wrote it, what it is called."""
    said = document.description
    headline = normalise(said.title or "").text
    whole = [Sentence(0, len(headline), 0, "heading")] if headline.strip() else []
    titled = any(
        f.label == "title" for passage in passages(headline, whole, ()) for f in matcher.find(passage)
    )
    return Source(said.authors, titled=titled, advert=said.source_type == "job-advertisement")


def _year(document: Document) -> int | None:
    published = document.description.published
    return int(published.date[:4]) if published is not None else None


def _tokens(reading: Reading) -> tuple[Token, ...]:
    """Return the tokens with the offsets of the document's text, where those of the reading are others."""
    if reading.starts is None:
        return reading.tokens
    return tuple(
        token._replace(start=start, end=end)
        for token in reading.tokens
        for start, end in (reading.original(token.start, token.end),)
    )


def _sentence(sentence: Sentence, reading: Reading) -> Sentence:
    start, end = reading.original(sentence.start, sentence.end)
    return Sentence(start, end, sentence.block, sentence.kind)


def _statement(statement: Statement, reading: Reading) -> Statement:
    start, end = reading.original(statement.start, statement.end)
    return Statement(start, end, statement.horizon, statement.reference_year)
