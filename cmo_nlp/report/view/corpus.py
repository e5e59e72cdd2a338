"""The corpus: how much of what when, and what is not in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cmo_nlp.records import Refusal
from cmo_nlp.report.view.readings import Listed, Readings
from cmo_nlp.store import read

__all__ = ["CorpusView", "RefusedFor", "corpus_view"]

_OTHER_TYPES = 8
"""source types that have a row of their own; the others share one."""


class RefusedFor(NamedTuple):
    """What was refused for one reason."""

    reason: str
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class CorpusView:
    """What came in and what did not.

    `years` run from the first to the last without a gap; `by_type` counts the dated documents of a source
    type (None: not known, "": the other types together) in each of them. `offtopic` never name the role.
    """

    sizes: read.Sizes
    words: int
    years: tuple[str, ...]
    by_type: tuple[tuple[str | None, tuple[int, ...]], ...]
    documents: tuple[Listed, ...]
    refused: tuple[RefusedFor, ...]
    undated: tuple[Listed, ...]
    offtopic: tuple[Listed, ...]
    families: int
    repeated: int
    publishers: int


def corpus_view(readings: Readings) -> CorpusView:
    """Return what is in the corpus, what came in without a date, what is off topic, what was refused."""
    listed = sorted(readings.documents.values(), key=_date)
    dated = [one for one in listed if one.published]
    years = _years(dated)
    naming = read.mentions_by_document(readings.connection, "title")
    annotated = read.document_tallies(readings.connection)
    families = {one.family for one in listed if one.family}
    return CorpusView(
        read.sizes(readings.connection),
        sum(one.words for one in listed),
        years,
        _by_type(dated, years),
        tuple(listed),
        _refused(read.refusals(readings.connection)),
        tuple(one for one in listed if not one.published),
        tuple(one for one in listed if one.id in annotated and not naming.get(one.id)),
        len(families),
        sum(one.family is not None for one in listed) - len(families),
        len({one.publisher for one in listed if one.publisher}),
    )


def _date(one: Listed) -> tuple[str, str, str]:
    return (one.published.date if one.published else "9999", one.title or "", one.id)


def _year(one: Listed) -> str:
    return one.published.date[:4] if one.published else ""


def _years(dated: Iterable[Listed]) -> tuple[str, ...]:
    found = [int(_year(one)) for one in dated]
    return tuple(f"{year:04}" for year in range(min(found), max(found) + 1)) if found else ()


def _by_type(dated: Sequence[Listed], years: Sequence[str]) -> tuple[tuple[str | None, tuple[int, ...]], ...]:
    """Return the counts of each type, the commonest first, then the other types, then those not known."""
    often = Counter(one.source_type for one in dated if one.source_type)
    ranked = [name for name, _ in sorted(often.items(), key=lambda one: (-one[1], one[0]))]
    own = ranked if len(ranked) <= _OTHER_TYPES else ranked[: _OTHER_TYPES - 1]
    counts: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for one in dated:
        name = one.source_type or None
        counts[name if name is None or name in own else ""][_year(one)] += 1
    order = [*own, *(name for name in ("", None) if name in counts)]
    return tuple((name, tuple(counts[name][year] for year in years)) for name in order)


def _refused(refusals: Iterable[Refusal]) -> tuple[RefusedFor, ...]:
    found: defaultdict[str, list[Refusal]] = defaultdict(list)
    for refusal in refusals:
        found[refusal.reason].append(refusal)
    ranked = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(RefusedFor(reason, tuple(own)) for reason, own in ranked)
