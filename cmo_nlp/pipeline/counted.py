"""How the series that are in the store were counted, and whether they still are what would be counted now."""

import dataclasses
import sqlite3

from cmo_nlp.errors import InputError
from cmo_nlp.pipeline.fingerprints import trends_fingerprint, what_changed
from cmo_nlp.settings import Settings
from cmo_nlp.store import read

__all__ = ["as_counted", "why_stale"]


def as_counted(connection: sqlite3.Connection, settings: Settings) -> Settings:
    """Return `settings` with the options of the last count; InputError where none was made.

    What is read from the series must go by them: `trends --period FILE` is not repeated at each `show`.
    """
    noted = read.stage(connection, "trends")
    if noted is None:
        msg = "there are no series yet; make them with: cmo-nlp trends"
        raise InputError(msg)
    known = {field.name for field in dataclasses.fields(settings.trends)}
    told = {name: value for name, value in noted.settings.get("trends", {}).items() if name in known}
    return dataclasses.replace(settings, trends=dataclasses.replace(settings.trends, **told))


def why_stale(connection: sqlite3.Connection, settings: Settings) -> str:
    """Return what changed since the series were counted with the options they have, "" if nothing did."""
    if read.stage(connection, "trends") is None:
        return ""
    counted = as_counted(connection, settings)
    try:
        return what_changed(connection, "trends", trends_fingerprint(connection, counted))
    except InputError:  # the file of breaks is gone, or stands elsewhere
        return f"{counted.trends.period} cannot be read"
