"""The two clocks: the periods of publication, and the past, present and future that the texts speak of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from cmo_nlp.periods import Calendar, Periods
from cmo_nlp.records import TrendPoint, Trends
from cmo_nlp.settings import TrendSettings
from cmo_nlp.statistics.composition import LEAST, strata, tells_apart, unlike_lengths
from cmo_nlp.trends.changes import changes
from cmo_nlp.trends.corpus import Corpus, corpus
from cmo_nlp.trends.series import by_horizon, by_publication, points, standardised
from cmo_nlp.trends.sightings import DatedDocument, Sighting, Thing, Unplaced

__all__ = ["compute"]

_NAMED = 20
"""documents named in a remark; of more, the number of the others."""
_YEARS = Calendar("year")
_UNPLACED: dict[Unplaced, str] = {
    "undated": "sans date, hors des séries par période",
    "early": "d’avant la première période, hors des séries",
    "coarse": "de date trop peu précise, hors des séries par période",
}


def compute(
    documents: Sequence[DatedDocument],
    sightings: Iterable[Sighting],
    settings: TrendSettings,
    periods: Periods = _YEARS,
    parts: Mapping[Thing, str] | None = None,
) -> Trends:
    """Return the series of every thing sighted, on both clocks, and the tests of each.

    Clock "publication": of the documents of each period, the share in which the thing is sighted; a period
    without documents between the first and the last has N = 0. With `settings.by`, the series of each value
    of the field ("FIELD=value") and the standardised one ("FIELD") stand beside. Clock "horizon", concepts
    and topics only: of the documents with a statement about the past (present, future), the share with the
    thing in such a statement; documents without a date count here too. A family of near-duplicates counts
    once, as its earliest version. Documents with fewer mentions of the role than the settings ask for are
    left out.

    `periods` is how time is cut, and names the periods of the documents. `parts` says which part of the
    profile (skill, tool…) a thing belongs to: each part is compared between successive periods and horizons.
    Every sighting must be of one of `documents`. The same input gives the same numbers in any order.
    """
    of = corpus(documents, sightings, periods, settings)
    series = [
        *points(by_publication(of), "publication", settings),
        *points(by_horizon(of), "horizon", settings),
        *(_grouped(of, settings) if settings.by else ()),
        *(standardised(of, settings) if settings.by else ()),
    ]
    series.sort(key=lambda point: (point.kind, point.id, point.clock != "publication", point.stratum or ""))
    titles = {document.id: document.title for document in documents if document.title}
    return Trends(tuple(series), changes(of, parts or {}, settings), _remarks(of, settings, titles))


def _grouped(of: Corpus, settings: TrendSettings) -> Iterator[TrendPoint]:
    """Yield the series of each group, of the things that enough documents hold; no group, no series."""
    groups = np.array([group or "" for group in of.groups], dtype=object)
    for group in sorted(set(of.groups) - {None}, key=str):
        counts = by_publication(of, groups == group)
        often = counts.n.sum(axis=1) >= settings.minimum_sightings
        for thing, point in zip(
            np.repeat(often, len(of.periods)).tolist(),
            points(counts, "publication", settings, f"{settings.by}={group}"),
            strict=True,
        ):
            if thing:
                yield point


def _remarks(of: Corpus, settings: TrendSettings, titles: Mapping[str, str]) -> tuple[str, ...]:
    remarks = []
    if of.offtopic:
        asked = f"moins de {settings.about_role} fois" if settings.about_role > 1 else "jamais"
        how = f"nomment le rôle {asked}" if settings.about_role > 1 else f"ne nomment {asked} le rôle"
        remarks.append(f"laissés de côté, parce qu’ils {how} : {_told(of.offtopic, titles)}")
    for why, said in _UNPLACED.items():
        if names := of.without_period(why):
            remarks.append(f"{said} : {_told(names, titles, len(of.names))}")
    if of.repeated:
        remarks.append(f"quasi-doublons comptés une seule fois, avec leur famille : {of.repeated}")
    if of.later:
        remarks.append(f"dits par une version plus tardive seulement, non comptés : {of.later}")
    if of.names and np.count_nonzero(of.totals) < 2:  # noqa: PLR2004 - a trend needs two points
        remarks.append("aucune évolution à tester : moins de deux périodes ont des documents")
    remarks += _uneven(of)
    if settings.by and of.names:
        remarks += _of_field(of, settings.by)
    return tuple(remarks)


def _of_field(of: Corpus, field: str) -> list[str]:
    """Say how many documents lack the field, and whether it makes a difference to what is compared."""
    without = sum(group is None for group in of.groups)
    if without == len(of.names):
        return [f"aucun document n’a de champ « {field} » : les tests ne sont pas refaits"]
    remarks = []
    if without:
        only = f"comparés entre eux : {without} documents sur {len(of.names)}"
        remarks.append(f"sans champ « {field} », {only}")
    words = of.words.tolist()
    plain, grouped = (strata(of.publishers, by, words) for by in ([None] * len(of.names), of.groups))
    if not tells_apart(grouped, plain):
        same = "les tests comparent déjà les mêmes documents et ne sont pas refaits"
        remarks.append(f"à « {field} » constant, {same}")
    return remarks


def _uneven(of: Corpus) -> list[str]:
    """Say how many documents are compared with documents of any length."""
    dated = np.flatnonzero(of.period >= 0)
    publishers = [of.publishers[place] for place in dated]
    uneven = unlike_lengths(publishers, [None] * len(dated), of.words[dated].tolist())
    if not uneven or np.count_nonzero(of.totals) < 2:  # noqa: PLR2004 - nothing is tested
        return []
    few = f"leur publication en a moins de {LEAST}"
    return [f"comparés sans égard à leur longueur, parce que {few} : {uneven} documents sur {len(dated)}"]


def _told(names: Sequence[str], titles: Mapping[str, str], total: int | None = None) -> str:
    more = f" et {len(names) - _NAMED} autres" if len(names) > _NAMED else ""
    of = f" sur {total}" if total else ""
    return f"{len(names)}{of} ({' ; '.join(titles.get(name, name) for name in names[:_NAMED])}{more})"
