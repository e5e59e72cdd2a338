"""French news with a category each, as the stages before `topics` hand them over, annotated once.

What takes minutes is kept in a folder of the caller's, under names that hold the digest of what it was made
from: other data, another model or other code of the stages makes it anew.
"""

import csv
import hashlib
import pickle
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cmo_nlp import annotate, lexicons, model_registry, segment
from cmo_nlp.records import Annotation, Description, Document, document_id
from cmo_nlp.settings import AnnotateSettings, SegmentSettings
from cmo_nlp.topics import Unit

__all__ = ["FILES", "News", "digest", "kept", "read_news"]

FILES = ("masakhanews-fra-dev.tsv", "masakhanews-fra-train50.tsv")
_CODE = ("annotate", "segment", "lexicons", "topics/units.py")
_PACKAGE = Path(annotate.__file__).parents[1]
_LONGEST_FIELD = 10_000_000


class News(NamedTuple):
    """Segments of news: `documents` (n,) is the row of each segment's document in `categories` (m,).

    Documents are sorted by id, segments by document and start. `digest` names what all this was made from.
    """

    units: list[Unit]
    documents: np.ndarray
    categories: np.ndarray
    digest: str


def read_news(folder: Path, cache: Path) -> News:
    """Return the news of `FILES` in `folder`: headline and text are one document, a repeated one counts once.

    `cache` is a folder, made if it is not there. Documents are annotated by the shipped pipeline without
    discovery, which topics do not read, and cut into segments by the default settings.
    """
    found = digest(
        [*(folder / file for file in FILES), *_sources()], model_registry.digest("fr_cmo", "pipeline")
    )
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"units-{found}.pickle"
    if not path.is_file():
        _write(path, pickle.dumps(_annotated(folder)))
    units, documents, categories = pickle.loads(path.read_bytes())  # noqa: S301 - what we wrote
    return News(units, documents, categories, found)


def kept(cache: Path, name: str, make: Callable[[], np.ndarray]) -> np.ndarray:
    """Return the array kept in `cache` under `name`, made first if it is not there."""
    path = cache / f"{name}.npy"
    if not path.is_file():
        unfinished = path.with_suffix(".part.npy")
        np.save(unfinished, make())
        unfinished.replace(path)
    return np.asarray(np.load(path))


def digest(files: Sequence[Path], *more: str) -> str:
    """Return 16 hex digits that stand for the content of `files` and for `more`."""
    seen = hashlib.sha256("\0".join(more).encode())
    for file in files:
        seen.update(file.read_bytes())
    return seen.hexdigest()[:16]


def _sources() -> list[Path]:
    places = [_PACKAGE / place for place in _CODE]
    return sorted(path for p in places for path in ([p] if p.is_file() else p.rglob("*.py")))


def _write(path: Path, content: bytes) -> None:
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _annotated(folder: Path) -> tuple[list[Unit], np.ndarray, np.ndarray]:
    texts = dict(_rows(folder))
    documents = [
        Document(identity, text, len(text.split()), (identity,), Description())
        for identity, (_, text) in sorted(texts.items())
    ]
    nlp = model_registry.load_spacy("fr_cmo")
    results = annotate.annotate(documents, nlp, lexicons.load(), AnnotateSettings(discovery=False))
    units: list[Unit] = []
    owners: list[int] = []
    for row, (document, result) in enumerate(zip(documents, results, strict=True)):
        if isinstance(result, Annotation):
            units += _units(document, result)
            owners += [row] * (len(units) - len(owners))
    return units, np.array(owners), np.array([texts[document.id][0] for document in documents])


def _rows(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the id of each document with its category and its text."""
    csv.field_size_limit(_LONGEST_FIELD)
    for file in FILES:
        with (folder / file).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                text = f"{row['headline']}\n\n{row['text']}"
                yield document_id(text), (row["category"], text)


def _units(document: Document, annotation: Annotation) -> Iterator[Unit]:
    starts = [token.start for token in annotation.tokens]
    for s in segment.segment(document, annotation, SegmentSettings()):
        own = annotation.tokens[bisect_left(starts, s.start) : bisect_left(starts, s.end)]
        yield Unit(document.id, s.start, s.end, document.text[s.start : s.end], own)
