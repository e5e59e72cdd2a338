"""One text in several papers: what a family of near-duplicates says is shown once, and told of the others."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cmo_nlp.french import fold
from cmo_nlp.store import read

if TYPE_CHECKING:
    from cmo_nlp.query.concordance import ConcordanceLine
    from cmo_nlp.query.search import Hit

__all__ = ["Reprints", "Shown"]


class Shown(NamedTuple):
    """The hits to show, how many more say the same, and whether a representative may come still."""

    hits: tuple["Hit", ...]
    repeated: int
    awaits: bool


class Reprints:
    """The families of near-duplicates, read when a document of one is met; none where each counts alone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._members: dict[str, list[str]] | None = None
        self._texts: dict[str, str] = {}

    def once(self, hits: Iterable["Hit"], most: int, *, by_date: bool) -> "Shown":
        """Return at most `most` of `hits`, of one quotation in a family that of one document.

        It is the first document, or the representative where that comes too: in the same place, or by date in
        its own.
        """
        shown: dict[tuple[str, str, int], Hit] = {}
        repeated = 0
        for number, hit in enumerate(hits):
            others = self._others(hit.family, hit.document_id)
            key = (hit.family or "", _folded(hit.quotation), -1) if others else ("", "", number)
            before = shown.get(key)
            if before is None or before.document_id == hit.document_id:
                if len(shown) < most:
                    at = key if before is None else (*key[:2], number)
                    shown[at] = replace(hit, reprints=self._holding(hit, others))
            else:
                repeated += 1
                if hit.document_id == hit.family:
                    if by_date:
                        del shown[key]
                    shown[key] = replace(hit, reprints=self._holding(hit, others))
            if len(shown) == most and not any(map(_awaits, shown.values())):
                break
        return Shown(tuple(shown.values()), repeated, any(map(_awaits, shown.values())))

    def lines_once(self, lines: Sequence["ConcordanceLine"]) -> list["ConcordanceLine"]:
        """Return `lines` without those that a family says again; the representative's stay if there are."""
        places: dict[tuple[str, ...], list[str]] = {}
        keys = [self._line_key(line) for line in lines]
        for key, line in zip(keys, lines, strict=True):
            if key:
                places.setdefault(key, []).append(line.document_id)
        shown = {key: key[0] if key[0] in there else min(there) for key, there in places.items()}
        return [
            replace(line, reprints=tuple(sorted({*places[key]} - {line.document_id}))) if key else line
            for key, line in zip(keys, lines, strict=True)
            if key is None or shown[key] == line.document_id
        ]

    def _line_key(self, line: "ConcordanceLine") -> tuple[str, ...] | None:
        if not line.family or not self._others(line.family, line.document_id):
            return None
        return (line.family, _folded(line.left), _folded(line.keyword), _folded(line.right))

    def _others(self, family: str | None, document: str) -> list[str]:
        """Return the other documents of a family."""
        if family is None:
            return []
        if self._members is None:
            self._members = {}
            for identity, of in sorted(read.counted_as(self._connection).items()):
                self._members.setdefault(of, []).append(identity)
        return [one for one in self._members.get(family, ()) if one != document]

    def _holding(self, hit: "Hit", others: Iterable[str]) -> tuple[str, ...]:
        """Return those of `others` in which the quotation stands, word for word."""
        return tuple(one for one in others if _folded(hit.quotation) in self._text(one))

    def _text(self, document: str) -> str:
        if document not in self._texts:
            self._texts[document] = _folded(read.document(self._connection, document).text)
        return self._texts[document]


def _awaits(hit: "Hit") -> bool:
    return hit.family in hit.reprints


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
