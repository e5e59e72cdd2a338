"""A model's name turned into a loaded pipeline, or into an error that says what to do.

`fr_blank` is built here: French tokens and looked-up lemmas, without parts of speech or syntax. Any other
name is a folder with a spaCy pipeline or an installed spaCy package. Nothing is ever downloaded.
"""

import hashlib
import importlib.util
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_nlp.errors import InputError

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["digest", "load_spacy"]

BLANK = "fr_blank"


def load_spacy(name: str) -> "Language":
    """Return the spaCy pipeline that `name` stands for: `fr_blank`, a folder, or an installed package.

    Raises InputError, in one line, when there is none, when its files are damaged, or when the tables of
    French lemmas are not installed.
    """
    if name == BLANK:
        return _blank()
    place = _place(name)
    import spacy

    try:
        return spacy.load(place if Path(name).is_dir() else name)
    except (OSError, ValueError, ImportError) as error:
        reason = " ".join(str(error).split())
        msg = f"the spaCy pipeline {name!r} in {place} cannot be loaded: {reason}"
        raise InputError(msg) from error


@cache
def digest(name: str) -> str:
    """Return the SHA-256 (64 hex digits) of what `name` loads: another digest, another annotation.

    A folder or package counts with the relative path and the bytes of every file. `fr_blank` counts with
    the versions of spaCy and of its lemma tables. Raises InputError when there is no such model.
    """
    if name == BLANK:
        recipe = f"{BLANK} spacy {version('spacy')} lookups {_lookups_version()}"
        return hashlib.sha256(recipe.encode()).hexdigest()
    return _folder_digest(_place(name))


def _blank() -> "Language":
    _lookups_version()
    import spacy

    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return nlp


def _lookups_version() -> str:
    try:
        return version("spacy-lookups-data")
    except ModuleNotFoundError as error:
        msg = f"{BLANK} needs the French lemma tables: run `pip install spacy-lookups-data`"
        raise InputError(msg) from error


def _place(name: str) -> Path:
    """Return the folder of a pipeline given by path or by package name."""
    folder = Path(name)
    if (folder / "config.cfg").is_file():
        return folder.resolve()
    if name.isidentifier():
        found = importlib.util.find_spec(name)
        if found is not None and found.origin is not None:
            return Path(found.origin).parent
    msg = (
        f"there is no spaCy pipeline {name!r}: it is neither {BLANK}, nor a folder with a config.cfg "
        f"({folder.absolute()}), nor an installed package; get it with `{_command(name)}`"
    )
    raise InputError(msg)


def _command(name: str) -> str:
    if name.isidentifier() and name.count("_") >= 2:  # noqa: PLR2004 spaCy names: fr_core_news_md
        return f"python -m spacy download {name}"
    return f"cmo-nlp --config FILE, where FILE holds [annotate] model = '{BLANK}'"


def _folder_digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
