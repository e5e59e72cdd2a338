"""What was seen where: the input of trends, and what counts as one document."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from cmo_nlp.records import Horizon, ThingKind

__all__ = ["DatedDocument", "Families", "Sighting", "Thing", "Unplaced", "families"]

Unplaced = Literal["undated", "early", "coarse"]


class DatedDocument(NamedTuple):
    """A document, the representative of its near-duplicates if it has any, its period if it has a date.

    `words` and `role_mentions` count in the document itself. `group` is the value of the field by which the
    series are asked for, None where it has none or none is asked for. `title` is what remarks call it by.
    `unplaced` says why a document has no period: it has no date, one before the first period, or one that
    does not tell in which period it is.
    """

    id: str
    family: str | None
    period: str | None
    publisher: str | None = None
    words: int = 0
    role_mentions: int = 0
    group: str | None = None
    title: str = ""
    unplaced: Unplaced = "undated"


class Sighting(NamedTuple):
    """A document speaks of a thing, in statements of `horizon` or outside of any, `mentions` times there.

    The mentions of a document add up over its sightings. Kind "horizon" says that the document holds a
    statement of the horizon `id`; its `horizon` is not read. `statement` is where in the document the
    statement begins. Where that is not known, the mentions of a horizon are so many statements of it, and
    those of a thing are taken to stand in one of them each.
    """

    kind: ThingKind
    id: str
    document_id: str
    horizon: Horizon | None
    mentions: int = 1
    statement: int | None = None


class Thing(NamedTuple):
    """What a series is about."""

    kind: ThingKind
    id: str


class Families(NamedTuple):
    """Near-duplicates count as one document, known by its representative and dated by its earliest member.

    `names` are the representatives, sorted; `place` is where in them a document id stands; `periods` go with
    `names`, None for a family without a date.
    """

    names: tuple[str, ...]
    place: dict[str, int]
    periods: tuple[str | None, ...]


def families(documents: Sequence[DatedDocument], order: Mapping[str, int] | None = None) -> Families:
    """Return the families of `documents`; one without near-duplicates is a family of its own.

    `order` ranks the periods; without it, their names do.
    """
    representative = {document.id: document.family or document.id for document in documents}
    names = tuple(sorted(set(representative.values())))
    index = {name: place for place, name in enumerate(names)}
    periods: list[str | None] = [None] * len(names)
    for document in documents:
        place = index[representative[document.id]]
        known = [period for period in (periods[place], document.period) if period is not None]
        periods[place] = min(known, key=order.__getitem__ if order else None, default=None)
    return Families(names, {id_: index[name] for id_, name in representative.items()}, tuple(periods))
