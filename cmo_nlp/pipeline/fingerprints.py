"""What a stage's result depends on besides its input: our code, its libraries, settings, models, lexicon.

The code version of a stage is the digest of its source files. A number kept by hand would be forgotten one
day, and the stage would then pass for up to date on results that its code no longer gives.
"""

import dataclasses
import sqlite3
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args

from cmo_nlp.errors import InputError
from cmo_nlp.periods import PeriodLength
from cmo_nlp.settings import Settings
from cmo_nlp.store import read
from cmo_nlp.store.codec import digest

__all__ = [
    "annotate_fingerprint",
    "families_fingerprint",
    "ingest_fingerprint",
    "shards_code",
    "topics_fingerprint",
    "trends_fingerprint",
    "what_changed",
]

_PACKAGE = Path(__file__).parents[1]
# What they refuse is read again under other limits, item by item; what came in under them stays as it is.
_LIMITS = frozenset({"maximum_bytes", "seconds_per_file", "bytes_of_memory"})
_SHARED = ("records.py", "french.py")
_TOPIC_CODE = (
    "topics", "embed", "model_registry", "ingest/language.py", "pipeline/topics.py", "pipeline/units.py",
    "pipeline/vectors.py",
)  # fmt: skip
_INGEST_LIBRARIES = (
    "trafilatura", "htmldate", "charset-normalizer", "lxml", "lxml_html_clean", "markdown-it-py", "pypdfium2",
    "python-docx", "PyYAML", "py3langid", "datasketch", "protego",
)  # fmt: skip
Fingerprint = dict[str, str]


def ingest_fingerprint(settings: Settings) -> Fingerprint:
    """Return what the reading of an item depends on besides its bytes."""
    return {
        "code": digest(_code("ingest"), _libraries(*_INGEST_LIBRARIES)),
        "settings": digest(_result_settings(settings.ingest)),
    }


def shards_code(*places: str) -> str:
    """Return the digest of the code that makes shards of records, and records of shards."""
    return digest(_code("store/merge.py", *(f"lake/{place}" for place in places)))


def families_fingerprint(connection: sqlite3.Connection) -> str:
    """Return the digest of what the families of near-duplicates depend on."""
    code = _code("ingest/duplicates.py", "ingest/templates.py", "pipeline/near_duplicates.py")
    return digest(code, _libraries("datasketch", "numpy"), read.appearances(connection))


def annotate_fingerprint(settings: Settings) -> Fingerprint:
    """Return what the annotation of a document depends on besides the document."""
    from cmo_nlp import lexicons, model_registry

    return {
        "code": digest(
            _code("annotate", "segment", "model_registry", "pipeline/annotate.py"),
            _libraries("spacy", "PyStemmer"),
        ),
        "settings": digest(_result_settings(settings.annotate), settings.segment),
        "model": model_registry.digest(settings.annotate.model, "pipeline"),
        "lexicon": lexicons.load_with(settings.annotate.lexicon).digest,
    }


def topics_fingerprint(connection: sqlite3.Connection, settings: Settings) -> Fingerprint:
    """Return what the topics depend on."""
    from cmo_nlp import model_registry

    libraries = _libraries("bertopic", "scikit-learn", "numpy", "scipy")
    return {
        "code": digest(_code(*_TOPIC_CODE), libraries),
        "settings": digest(settings.topics),
        "themes": _themes(settings.topics.themes),
        "encoder": model_registry.digest(settings.topics.encoder, "encoder"),
        "annotation": read.annotations_digest(connection),
    }


def trends_fingerprint(connection: sqlite3.Connection, settings: Settings) -> Fingerprint:
    """Return what the trends depend on."""
    from cmo_nlp import lexicons

    noted = read.stage(connection, "topics")
    libraries = _libraries("statsmodels", "numpy", "scipy")
    return {
        "code": digest(_code("trends", "statistics", "periods.py", "pipeline/trends.py"), libraries),
        "settings": digest(settings.trends),
        "periods": _breaks(settings.trends.period),
        "documents": read.documents_digest(connection),
        "annotation": read.annotations_digest(connection),
        "lexicon": lexicons.load_with(settings.annotate.lexicon).digest,  # titles are read by it
        "topics": noted.digest if noted else "",
        "edits": digest(sorted(read.edited_id(read.topic_edits(connection)).items())),
        "duplicates": read.remembered(connection, "keep_duplicates") or "",
    }


def what_changed(connection: sqlite3.Connection, name: str, fingerprint: Fingerprint) -> str:
    """Return what changed since stage `name` was run, "missing" if it never was, "" if nothing did."""
    noted = read.stage(connection, name)
    if noted is None:
        return "missing"
    parts = [part for part, value in fingerprint.items() if noted.fingerprint.get(part) != value]
    return f"{' and '.join(parts)} changed" if parts else ""


def _breaks(choice: str) -> str:
    """Return the digest of a file of breaks, "" for calendar periods."""
    if choice in get_args(PeriodLength):
        return ""
    try:
        return digest(Path(choice).read_bytes())
    except (OSError, ValueError) as error:
        msg = (
            f"cannot read the periods in {choice}: {error}; write year, quarter, month or the name of a file"
        )
        raise InputError(msg) from error


def _themes(choice: str) -> str:
    """Return the digest of the guided themes, read without the libraries that find them."""
    if choice == "none":
        return ""
    file = _PACKAGE / "topics" / "themes_fr.toml" if choice == "shipped" else Path(choice)
    try:
        shipped = [_PACKAGE / "topics" / name for name in ("background_fr.txt", "themes_fr.toml")]
        return digest(file.read_bytes(), *(one.read_bytes() for one in shipped))
    except OSError as error:
        msg = f"cannot read the themes in {choice}: {error.strerror}"
        raise InputError(msg) from error


@cache
def _code(*places: str) -> str:
    """Return the digest of the source files at `places`, folders or files of this package."""
    files = [file for place in (*places, *_SHARED) for file in _python_files(_PACKAGE / place)]
    return digest([(str(file.relative_to(_PACKAGE)), file.read_text(encoding="utf-8")) for file in files])


def _python_files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


@cache
def _libraries(*names: str) -> str:
    return " ".join(f"{name} {version(name)}" for name in names)


def _result_settings(record: Any) -> dict[str, Any]:
    """Return the settings that bear on the result: no size of a batch, limit of reading, place of a lexicon.

    What the lexicon holds has a digest of its own.
    """
    fields = dataclasses.asdict(record)
    idle = {*_LIMITS, "lexicon"}
    return {
        name: value for name, value in fields.items() if not name.startswith("batch_") and name not in idle
    }
