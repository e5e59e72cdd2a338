"""One description of a text from those of all its sources, the same whatever order they came in."""

from collections.abc import Iterable

from cmo_nlp.records import Description, PublicationDate
from cmo_nlp.store.codec import to_json

__all__ = ["merge_descriptions"]


def merge_descriptions(descriptions: Iterable[Description]) -> Description:
    """Return the earliest date of `descriptions` and, field by field, the first value that is not empty.

    They are taken by date, then by content, never by the name or the order of their sources.
    """
    ordered = sorted(descriptions, key=lambda d: (_last_day(d.published), to_json(d)))
    metadata: dict[str, str] = {}
    for description in reversed(ordered):
        metadata.update(description.metadata)
    return Description(
        title=next((d.title for d in ordered if d.title), None),
        authors=next((d.authors for d in ordered if d.authors), ()),
        publisher=next((d.publisher for d in ordered if d.publisher), None),
        source_type=next((d.source_type for d in ordered if d.source_type), None),
        language=next((d.language for d in ordered if d.language), None),
        published=next((d.published for d in ordered if d.published), None),
        modified=max((d.modified for d in ordered if d.modified), default=None),
        pages=next((d.pages for d in ordered if d.pages), None),
        metadata=dict(sorted(metadata.items())),
    )


def _last_day(published: PublicationDate | None) -> str:
    """Return the last day that a date can mean, so that « 2018-10-22 » goes before « 2018 »."""
    if published is None:
        return "9999-12-31"
    return published.date + "-12-31"[3 * (published.date.count("-")) :]
