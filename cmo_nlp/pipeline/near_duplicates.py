"""Which documents are near-duplicates of which, and whether each of them counts."""

import sqlite3

from cmo_nlp.pipeline.fingerprints import families_fingerprint
from cmo_nlp.pipeline.progress import Progress
from cmo_nlp.store import read, snapshot, transaction, write
from cmo_nlp.store.codec import digest

__all__ = ["keep_duplicates", "keeps_duplicates", "refresh_families"]

_NAME = "keep_duplicates"
_NOTED = "families"  # a digest of what they were computed from, and of themselves
_TRIES = 3


def refresh_families(connection: sqlite3.Connection, progress: Progress) -> dict[str, str]:
    """Return the id of its family's representative for each document that has near-duplicates.

    They are computed anew only where the documents or our code are others than the last time, from one state
    of the file, and written only if the documents are still the same. Otherwise another process is at work:
    after a few tries, the families are left to it, since it comes here too when its documents are in.
    """
    for _ in range(_TRIES):
        with snapshot(connection):
            given, known = families_fingerprint(connection), read.families(connection)
            if read.remembered(connection, _NOTED) == digest(given, known):
                return known
            families = _families(connection, progress)
        with transaction(connection):
            if families_fingerprint(connection) == given:
                write.record_families(connection, families)
                write.remember(connection, _NOTED, digest(given, families))
                return families
    return read.families(connection)


def _families(connection: sqlite3.Connection, progress: Progress) -> dict[str, str]:
    from cmo_nlp import ingest as stage

    progress.phase("near-duplicates")
    ranks = {found.id: _rank(found) for found in read.appearances(connection)}
    return stage.families(
        read.signatures(connection),
        lambda identity: read.document(connection, identity).text,
        ranks.__getitem__,
    )


def _rank(found: read.Appearance) -> tuple[str, int, str]:
    """Rank the earliest first, then the longest; a year counts as its last day."""
    last_day = found.published + "-12-31"[3 * found.published.count("-") :] if found.published else "9999"
    return last_day, -found.words, found.id


def keep_duplicates(connection: sqlite3.Connection, keep: bool) -> None:  # noqa: FBT001 - a value to keep
    """Remember whether each document of a family counts in the trends, and not the family once."""
    with transaction(connection):
        write.remember(connection, _NAME, "yes" if keep else "no")


def keeps_duplicates(connection: sqlite3.Connection) -> bool:
    """Return what the workspace was told last; a family counts once unless it was told otherwise."""
    return read.remembered(connection, _NAME) == "yes"
