"""How long a query takes at 100,000 passages, inside a process and as a command from the shell.

python -m benchmarks.query [--documents 12500] [--rounds 3] [--commands 5]

The passages are sentences of the sample corpus, drawn at random, with mentions of the lexicon's concepts,
statements and topics drawn likewise; vectors are those of the sentence model. Queries are asked through the
Python API, each `rounds` times after one that warms up; the baseline is SQLite's own
`MATCH … ORDER BY rank LIMIT 10` on the same words, in the same run.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.ingest import sample_sentences
from cmo_nlp import Workspace, lexicons, model_registry
from cmo_nlp.pipeline.vectors import sentence_vectors, text_digests
from cmo_nlp.query import Wanted
from cmo_nlp.query.expression import match_expression, parse
from cmo_nlp.records import (
    Annotation,
    Assignment,
    Description,
    Document,
    Horizon,
    Mention,
    PublicationDate,
    Segment,
    Sentence,
    Span,
    Statement,
    Topic,
    TopicModel,
    document_id,
)
from cmo_nlp.segment.search_keys import segment_keys
from cmo_nlp.store import open_store, snapshot, transaction, write

_SEED = 20_041
_PASSAGES = 8  # of a document
_SENTENCES = 4  # of a passage
_MENTIONS = 6  # of a passage
_TOPICS = 20
_BATCH = 250  # documents
_DENIED = 0.05  # of the mentions
_HORIZONS: tuple[Horizon, ...] = ("past", "present", "future")
_WORDS = (
    "relation client", "données", "directeur marketing", "budget", '"parcours client"', "fidélité", "IA",
    "réseaux sociaux", "CRM OR fichier", "client NOT magasin", "marque", "market*", "chiffre d’affaires",
    "vendeurs", "comité de direction", "publicité télévision", "logiciel", "e-mail", "prix", "enquête",
)  # fmt: skip
_FILTERS = (
    {"since": "2015"}, {"until": "2010-06"}, {"horizons": ("future",)}, {"publishers": ("Éditeur 3",)},
    {"concepts": ("tool/crm",)}, {"labels": ("tool",)}, {"topics": ("t03",)}, {"negated": True},
    {"concepts": ("tool/crm",), "horizons": ("future",), "since": "2012"},
)  # fmt: skip


def main() -> None:
    """Print the medians and the 95th percentiles in milliseconds, and the seconds of whole commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=12_500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--commands", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _build(Path(folder), options.documents)
        workspace = Workspace(folder)
        print(f"{options.documents * _PASSAGES} passages, {options.documents} documents")
        _inside(workspace, options.rounds)
        _commands(folder, options.commands)


def _inside(workspace: Workspace, rounds: int) -> None:
    with open_store(workspace.folder, write=False) as connection, snapshot(connection):
        bare = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT 10"
        plain = [match_expression(parse(text)) for text in _WORDS]
        _report(
            "SQLite alone", _times([_asking(connection.execute, bare, (m,)) for m in plain], rounds), None
        )
    text = [_asking(workspace.query, words, mode="text") for words in _WORDS]
    filtered = [
        _asking(workspace.query, words, mode="text", wanted=Wanted(**given))
        for words in _WORDS
        for given in _FILTERS
    ]
    hybrid = [_asking(workspace.query, words) for words in _WORDS]
    joint = [
        _asking(workspace.query, words, wanted=Wanted(**given)) for words in _WORDS for given in _FILTERS
    ]
    _report("text", _times(text, rounds), (30, 100))
    _report("text with filters", _times(filtered, rounds), (30, 100))
    _report("hybrid", _times(hybrid, rounds), (80, 200))
    _report("hybrid with filters", _times(joint, rounds), (80, 200))


def _asking(call: Callable[..., object], *arguments: object, **options: object) -> Callable[[], object]:
    def ask() -> object:
        found = call(*arguments, **options)
        return found.fetchall() if hasattr(found, "fetchall") else found

    return ask


def _times(questions: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    taken = []
    for ask in questions:
        ask()
        for _ in range(rounds):
            start = time.perf_counter()
            ask()
            taken.append((time.perf_counter() - start) * 1000)
    return taken


def _report(name: str, taken: Sequence[float], most: tuple[int, int] | None) -> None:
    median, slow = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    floors = f" (at most {most[0]} and {most[1]})" if most else ""
    print(f"{name}: p50 {median:.1f} ms, p95 {slow:.1f} ms{floors}, {len(taken)} queries")


def _commands(folder: str, rounds: int) -> None:
    command = [sys.executable, "-m", "cmo_nlp", "-q", "--workspace", folder, "query", "relation client"]
    bare = [sys.executable, "-c", "import click, sqlite3"]
    for name, line, most in (
        ("python with click and sqlite3", bare, None),
        ("cmo-nlp query, text", [*command, "--mode", "text"], 0.8),
        ("cmo-nlp query, hybrid", command, 1.5),
    ):
        taken = []
        for _ in range(rounds):
            start = time.perf_counter()
            subprocess.run(line, check=True, stdout=subprocess.DEVNULL)
            taken.append(time.perf_counter() - start)
        limit = f" (under {most} s)" if most else ""
        print(f"{name}: median {statistics.median(taken):.2f} s{limit}")


def _build(folder: Path, count: int) -> None:
    """Write a workspace through the functions that the stages use."""
    drawn = random.Random(_SEED)  # noqa: S311 - no secret
    keyed = [(text, *segment_keys(text)) for text in sample_sentences()]
    lexicon = lexicons.load()
    concepts = sorted(lexicon.concepts)
    encoder = "fr_cmo_sentences"
    digest = model_registry.digest(encoder, "encoder")
    assignments = []
    with open_store(folder, write=True) as connection:
        for first in range(0, count, _BATCH):
            made = [_document(number, keyed, concepts, drawn) for number in range(first, first + _BATCH)]
            with transaction(connection):
                for document, _ in made:
                    source = document.sources[0]
                    write.record_file(connection, [write.LedgerEntry(source, source, source, "f", document)])
                write.record_annotations(connection, [annotated for _, annotated in made])
            sentence_vectors(connection, [s.text for _, a in made for s in a.segments], encoder)
            assignments += [_assignment(document.id, s, drawn) for document, a in made for s in a.segments]
        model = TopicModel(tuple(map(_topic, range(_TOPICS))), tuple(assignments), ())
        with transaction(connection):
            write.record_concepts(connection, lexicon.concepts.values())
            written = write.replace_topics(connection, model)
            noted = write.Stage({"encoder": digest}, {"topics": {"encoder": encoder}}, written, ())
            write.record_stage(connection, "topics", noted)


def _topic(number: int) -> Topic:
    return Topic(f"t{number:02}", f"thème {number}", "free", None, "", (("client", 1.0),), 1, 1, None, ())


def _assignment(document: str, indexed: write.IndexedSegment, drawn: random.Random) -> Assignment:
    place = indexed.segment
    return Assignment(document, place.start, place.end, f"t{drawn.randrange(_TOPICS):02}", 0.5, None)


def _document(
    number: int, keyed: Sequence[tuple[str, str, str]], concepts: Sequence[str], drawn: random.Random
) -> tuple[Document, write.AnnotatedDocument]:
    pieces: list[str] = []
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    statements: list[Statement] = []
    segments: list[write.IndexedSegment] = []
    at = 0
    for passage in range(_PASSAGES):
        chosen = [drawn.choice(keyed) for _ in range(_SENTENCES)]
        text = " ".join(sentence for sentence, _, _ in chosen)
        place = at
        for sentence, _, _ in chosen:
            sentences.append(Sentence(place, place + len(sentence), passage, "prose"))
            place += len(sentence) + 1
        told = sentences[-_SENTENCES]
        statements.append(Statement(told.start, told.end, drawn.choice(_HORIZONS), None))
        mentions += _mentions(text, at, Span(told.start, told.end), concepts, drawn)
        words = Segment(at, at + len(text), len(text.split()))
        keys = (" ".join(keys) for keys in list(zip(*chosen, strict=True))[1:])
        segments.append(write.IndexedSegment(words, text, *keys, text_digests([text])[0]))
        pieces.append(text)
        at += len(text) + 2
    whole = "\n\n".join(pieces)
    year = str(2000 + number % 25)
    published = PublicationDate(f"{year}-{1 + number % 12:02}", "month", "user", 1.0)
    said = Description(title=f"Texte {number}", publisher=f"Éditeur {number % 40}", published=published)
    document = Document(document_id(whole), whole, len(whole.split()), (f"{number:06}.txt",), said)
    annotation = Annotation(document.id, (), tuple(sentences), tuple(mentions), tuple(statements))
    return document, write.AnnotatedDocument(document.id, "f", year, annotation, tuple(segments))


def _mentions(
    text: str, at: int, statement: Span, concepts: Sequence[str], drawn: random.Random
) -> Iterator[Mention]:
    """Yield mentions of concepts of which few are frequent, at words of `text`."""
    step = max(2, len(text) // _MENTIONS)
    for start in range(0, len(text) - step, step):
        identity = (
            "tool/crm" if drawn.random() < 1 / 60 else concepts[int(len(concepts) * drawn.random() ** 4)]
        )
        label = identity.split("/")[0]
        spoken = statement if at + start + 1 < statement.end else None
        yield Mention(
            label, identity, at + start, at + start + 1, text[start : start + 1], "lexicon", 1.0,  # type: ignore[arg-type]
            negated=drawn.random() < _DENIED, statement=spoken,
        )  # fmt: skip


if __name__ == "__main__":
    main()
