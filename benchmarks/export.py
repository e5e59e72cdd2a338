"""How much memory `cmo-nlp export` takes for a large corpus, by format.

python -m benchmarks.export [--documents 50000] [--formats json json.zst csv parquet] [--workspace DIR]

The workspace is made through the functions that write a real one: documents of some 150 words from sentences
of the sample corpus, with tokens, mentions, statements, passages, topics and series drawn at random. Each
export runs in a process of its own, whose peak memory the system tells. A workspace that is there is used as
it is.
"""

import argparse
import dataclasses
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from cmo_nlp import lexicons
from cmo_nlp.records import (
    Annotation,
    Assignment,
    Description,
    Document,
    Mention,
    PublicationDate,
    Quotation,
    Segment,
    Sentence,
    Statement,
    Token,
    Topic,
    TopicModel,
    TrendPoint,
    Trends,
    document_id,
)
from cmo_nlp.settings import Settings
from cmo_nlp.store import FILE_NAME, open_store, transaction, write

_SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
_SENTENCE = re.compile(r"(?<=[.!?…]) +(?=[A-ZÀ-Ý«])")
_WORD = re.compile(r"\w+[’']?|[^\w\s]")
_SEED = 20_041
_BATCH = 1_000
_YEARS = range(2004, 2026)
_TEXTS = 200  # different texts; the number at the top of each makes documents of them
_CONCEPTS = 300
_TOPICS = 40
_SENTENCES = 8
_MENTIONS = 12
_SAID = 0.3  # share of the sentences that are statements
_SHORTEST = 60  # characters of a sentence
_LIMIT_MB = 500
_MODEL = "0" * 64


class _Made(NamedTuple):
    """A text after a number of six digits, and what stands in both together."""

    text: str
    annotation: Annotation
    segments: tuple[write.IndexedSegment, ...]


def main() -> None:
    """Make the workspace and export it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--formats", nargs="+", default=["json", "json.zst", "csv", "parquet"])
    parser.add_argument("--workspace", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        workspace = asked.workspace or Path(scratch) / "workspace"
        if not (workspace / FILE_NAME).exists():
            started = time.perf_counter()
            fill(workspace, asked.documents)
            print(f"made in {time.perf_counter() - started:.0f} s")
        size = (workspace / FILE_NAME).stat().st_size / 1e6
        print(f"{asked.documents} documents, a workspace of {size:.0f} MB")
        print(f"{'format':10} {'seconds':>8} {'peak MB':>8} {'file MB':>8}")
        peaks = [_export(workspace, Path(scratch), form) for form in asked.formats]
    if max(peaks) > _LIMIT_MB:
        sys.exit(f"an export took more than {_LIMIT_MB} MB")


def _export(workspace: Path, folder: Path, form: str) -> float:
    """Export in a process of its own, print what it took, and return its peak memory in MB."""
    place = folder / f"export.{form}"
    style = form.partition(".")[0]
    command = [sys.executable, "-m", "cmo_nlp", "-q", "export", style, "-o", str(place)]
    started = time.perf_counter()
    process = subprocess.Popen([*command, "--workspace", str(workspace)])
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the export failed with {process.returncode}")
    files = [place] if place.is_file() else list(place.iterdir())
    size = sum(file.stat().st_size for file in files) / 1e6
    peak = used.ru_maxrss / 1024
    print(f"{form:10} {taken:8.1f} {peak:8.0f} {size:8.1f}", flush=True)
    return peak


def fill(workspace: Path, count: int) -> None:
    """Write a workspace of `count` documents, batch by batch as the stages do."""
    drawn = random.Random(_SEED)  # noqa: S311 - no secret
    lexicon, sentences = lexicons.load(), _sentences()
    concepts = sorted(lexicon.concepts)[:_CONCEPTS]
    made = [_make(" ".join(drawn.sample(sentences, _SENTENCES)), concepts, drawn) for _ in range(_TEXTS)]
    ids: list[str] = []
    with open_store(workspace, write=True) as connection:
        with transaction(connection):
            _note(connection, "annotate", write.record_concepts(connection, lexicon.concepts.values()))
        for first in range(0, count, _BATCH):
            numbers = range(first, min(first + _BATCH, count))
            documents = [_document(number, made[number % _TEXTS]) for number in numbers]
            ids += [document.id for document in documents]
            with transaction(connection):
                _write(connection, numbers, documents, made)
        with transaction(connection):
            _note(connection, "topics", write.replace_topics(connection, _model(ids, made, drawn)))
            _note(connection, "trends", write.replace_trends(connection, _series(ids, made)))


def _sentences() -> list[str]:
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in sorted(_SAMPLE.glob("*.txt"))]
    pieces = {piece.strip() for text in texts for line in text.split("\n") for piece in _SENTENCE.split(line)}
    return sorted(piece for piece in pieces if len(piece) > _SHORTEST and piece[-1] in ".!?…")


def _make(body: str, concepts: Sequence[str], drawn: random.Random) -> _Made:
    """Return what stands in `body` under a number: a token a word, some of them mentions."""
    text = f"Numéro 000000.\n\n{body}"
    words = list(_WORD.finditer(text))
    tokens = [
        Token(w.start(), w.end(), w[0].lower(), "NOUN", "Gender=Masc|Number=Sing", max(i - 1, 0), "nmod")
        for i, w in enumerate(words)
    ]
    ends = [w.end() for w in words if w[0] in ".!?…"] or [len(text)]
    sentences = [
        Sentence(start + (start > 0), end, i, "prose")
        for i, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
    ]
    said = [s for s in sentences if drawn.random() < _SAID]
    mentions = [
        Mention("skill", concept, w.start(), w.end(), w[0], "lexicon", 0.9, negated=False, statement=None)
        for w in sorted(drawn.sample(words, _MENTIONS), key=re.Match.start)
        for concept in [drawn.choice(concepts)]
    ]
    annotation = Annotation(
        "", tuple(tokens), tuple(sentences), tuple(mentions),
        tuple(Statement(s.start, s.end, "present", None) for s in said),
    )  # fmt: skip
    return _Made(body, annotation, tuple(_segments(text, sentences)))


def _segments(text: str, sentences: Sequence[Sentence]) -> Iterator[write.IndexedSegment]:
    for first in range(0, len(sentences), 4):
        start, end = sentences[first].start, sentences[min(first + 3, len(sentences) - 1)].end
        passage = text[start:end]
        yield write.IndexedSegment(Segment(start, end, len(passage.split())), passage, passage.lower(), "")


def _document(number: int, made: _Made) -> Document:
    text = f"Numéro {number:06}.\n\n{made.text}"
    published = PublicationDate(str(_YEARS[number % len(_YEARS)]), "year", "metadata", 0.9)
    said = Description(f"Titre {number}", ("Claire Vasseur",), "Le Relais", "press-article", "fr", published)
    return Document(document_id(text), text, len(text.split()), (_place(number),), said)


def _place(number: int) -> str:
    return f"/corpus/{number:06}.txt"


def _write(
    connection: Connection, numbers: Sequence[int], documents: Sequence[Document], made: Sequence[_Made]
) -> None:
    for number, document in zip(numbers, documents, strict=True):
        place = _place(number)
        write.record_file(connection, [write.LedgerEntry(place, place, place, "0", document)])
    annotated = [
        write.AnnotatedDocument(
            document.id, "0", document.description.published.date,
            dataclasses.replace(found.annotation, document_id=document.id), found.segments,
        )
        for number, document in zip(numbers, documents, strict=True)
        if (found := made[number % _TEXTS]) and document.description.published
    ]  # fmt: skip
    write.record_annotations(connection, annotated)


def _model(ids: Sequence[str], made: Sequence[_Made], drawn: random.Random) -> TopicModel:
    assignments = tuple(
        Assignment(identity, s.segment.start, s.segment.end, _topic(drawn.randrange(_TOPICS)), 0.7, None, 0.9)
        for number, identity in sorted(enumerate(ids), key=itemgetter(1))
        for s in made[number % _TEXTS].segments
    )
    first = tuple(Quotation(a.document_id, a.start, a.end) for a in assignments[:3])
    topics = tuple(
        Topic(_topic(i), f"thème {i}", "free", None, "bertopic", (("marque", 0.5),), 1, 1, 0.9, first)
        for i in range(_TOPICS)
    )
    return TopicModel(topics, assignments, ())


def _topic(number: int) -> str:
    return f"topic-{number:02}"


def _series(ids: Sequence[str], made: Sequence[_Made]) -> Trends:
    """Return a point a concept and year, with the documents that mention it."""
    speaking: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for number, identity in enumerate(ids):
        year = str(_YEARS[number % len(_YEARS)])
        for concept in {m.concept_id for m in made[number % _TEXTS].annotation.mentions if m.concept_id}:
            speaking[concept, year].append(identity)
    total = len(ids) // len(_YEARS) + 1
    points = tuple(
        TrendPoint(
            "concept", concept, "publication", None, year, len(documents), total, len(documents) / total, 0.0,
            1.0, sparse=False, documents=tuple(sorted(documents)),
        )
        for (concept, year), documents in sorted(speaking.items())
    )  # fmt: skip
    return Trends(points, (), ())


def _note(connection: Connection, stage: str, digest: str) -> None:
    part = {"annotate": "model", "topics": "encoder"}.get(stage, "input")
    settings = {stage: dataclasses.asdict(getattr(Settings(), stage))}
    write.record_stage(connection, stage, write.Stage({part: _MODEL}, settings, digest, ()))


if __name__ == "__main__":
    main()
