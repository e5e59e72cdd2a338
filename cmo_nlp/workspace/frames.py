"""Records as pandas frames."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cmo_nlp.query.rows import field_names, flat, plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame"]


def frame(records: Iterable[Any]) -> "pd.DataFrame":
    """Return a frame with a row for each record, and the columns that `--format csv` has.

    All records must be of one type. The fields of an inner record have columns of their own
    (`published_date`), also where it is None; several values stay a list. No record gives a frame without
    columns.

    >>> from cmo_nlp.records import Quotation
    >>> frame([Quotation("610d1420502f0e06", 0, 60)]).to_dict("records")
    [{'document_id': '610d1420502f0e06', 'start': 0, 'end': 60}]
    """
    import pandas as pd

    rows = list(records)
    names = field_names(type(rows[0])) if rows else ()
    return pd.DataFrame([flat(plain(row)) for row in rows], columns=list(names))
