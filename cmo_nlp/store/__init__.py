"""The only SQL of the project: one SQLite file that any SQLite tool can open."""

from cmo_nlp.store.database import FILE_NAME, check_structure, open_store, snapshot, transaction

__all__ = ["FILE_NAME", "check_structure", "open_store", "snapshot", "transaction"]
