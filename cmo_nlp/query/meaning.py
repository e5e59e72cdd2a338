"""The encoder that the vectors of a workspace come from, loaded once in a process."""

import sqlite3
from functools import cache
from typing import NamedTuple

from cmo_nlp import model_registry
from cmo_nlp.errors import InputError
from cmo_nlp.store import read

__all__ = ["Meaning", "meaning_of"]


class Meaning(NamedTuple):
    """An encoder and its digest, by which its vectors are kept."""

    encoder: model_registry.Encoder
    digest: str


def meaning_of(connection: sqlite3.Connection) -> Meaning | None:
    """Return the encoder of the last fit of topics; None where there was none, or it is another now."""
    noted = read.stage(connection, "topics")
    if noted is None:
        return None
    try:
        found = _loaded(str(noted.settings["topics"]["encoder"]))
    except InputError:  # a model of the user's own that is not there any more
        return None
    return found if found.digest == noted.fingerprint["encoder"] else None


@cache
def _loaded(name: str) -> Meaning:
    return Meaning(model_registry.load_encoder(name), model_registry.digest(name, "encoder"))
