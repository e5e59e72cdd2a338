"""Records that know their type, and pandas frames of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Generic, Self, SupportsIndex, TypeVar, overload

from cmo_nlp.query.rows import field_names, flat, plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Records", "frame"]

T = TypeVar("T")


class Records(tuple[T, ...], Generic[T]):  # noqa: SLOT001 - a tuple has no slots to add to
    """A tuple of records of one type, `kind`, which it knows where it is empty too.

    >>> from cmo_nlp.records import Quotation
    >>> Records(Quotation) == (), list(frame(Records(Quotation)).columns)
    (True, ['document_id', 'start', 'end'])
    """

    kind: type[T]

    def __new__(cls, kind: type[T], records: Iterable[T] = ()) -> Self:
        """Return `records`, all of them of the type `kind`."""
        made = super().__new__(cls, records)
        made.kind = kind
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.kind, tuple(self)

    @overload
    def __getitem__(self, at: SupportsIndex, /) -> T: ...
    @overload
    def __getitem__(self, at: slice, /) -> "Records[T]": ...
    def __getitem__(self, at: Any, /) -> Any:
        found = super().__getitem__(at)
        return Records(self.kind, found) if isinstance(at, slice) else found


def frame(records: Iterable[Any]) -> "pd.DataFrame":
    """Return a frame with a row for each record, and the columns that `--format csv` has.

    All records must be of one type. The fields of an inner record have columns of their own
    (`published_date`), also where it is None; several values stay a list. Nothing of what a method returned
    has the columns still; an empty list of anybody's has none.

    >>> from cmo_nlp.records import Quotation
    >>> frame([Quotation("610d1420502f0e06", 0, 60)]).to_dict("records")
    [{'document_id': '610d1420502f0e06', 'start': 0, 'end': 60}]
    """
    import pandas as pd

    rows = list(records)
    kind = type(rows[0]) if rows else getattr(records, "kind", None)
    names = field_names(kind) if kind else ()
    return pd.DataFrame([flat(plain(row)) for row in rows], columns=list(names))
