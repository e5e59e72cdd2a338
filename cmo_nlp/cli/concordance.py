"""`cmo-nlp concordance`: keywords in context."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from cmo_nlp.cli.listing import (
    Listing,
    fitting,
    fitting_left,
    format_option,
    one_line,
    print_lines,
    terminal_width,
)
from cmo_nlp.cli.options import Invocation, selection_options, shared_options

if TYPE_CHECKING:
    from cmo_nlp.query import Concordance, ConcordanceLine, ConcordanceOrder

__all__ = ["command"]

_LIMIT = 50
_CONTEXT = 40  # columns on each side where nothing tells how many there are
_NARROWEST, _WIDEST = 8, 24  # columns of a context, of a keyword
_GAP = "  "
_ID_DIGITS = 8  # of a document, more where these begin several


@click.command(epilog='Example: cmo-nlp concordance données "relation client" --sort left --since 2018')
@click.argument("keywords", metavar="TERM...", nargs=-1, required=True)
@click.option(
    "--sort", "order", type=click.Choice(["right", "left", "position", "date"]), default="right",
    show_default=True, help="By what follows, what precedes, document and place, or date.",
)  # fmt: skip
@click.option(
    "--width", metavar="N", type=click.IntRange(1, 1000),
    help="Columns on each side of the keyword [default: what the terminal leaves, 40 in a pipe].",
)  # fmt: skip
@selection_options
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), default=_LIMIT, show_default=True, help="Lines shown."
)
@format_option()
@shared_options
@click.pass_obj
def command(
    invocation: Invocation,
    /,
    keywords: tuple[str, ...],
    order: "ConcordanceOrder",
    width: int | None,
    limit: int,
    style: str,
    **asked: Any,
) -> None:
    """Show every place of each TERM in its sentence, in aligned columns, with date and address.

    A TERM is a word, or words side by side. Accents, case, apostrophes, elisions and inflection are folded as
    in `query`, but forms of another word are left out (« donner » for « données »); a star ends a beginning
    (« market* »). `cmo-nlp show` takes the address in the last column; +2 before it
    stands for two reprints of the same sentence. JSON and CSV hold the whole sentence.
    """
    from cmo_nlp.query import ConcordanceLine
    from cmo_nlp.query.rows import field_names

    workspace = invocation.open()
    found = workspace.concordance(*keywords, order=order, limit=limit, **asked)
    if style == "table":
        print_lines(_lines(found.lines, width))
    else:
        listing: Listing[ConcordanceLine] = Listing((), field_names(ConcordanceLine))
        listing.print(found.lines, style)
    invocation.say(_found_line(found))


def _found_line(found: "Concordance") -> str:
    from cmo_nlp.cli.quotations import documents

    line = f"{len(found.lines)} of {found.found} places, in {documents(found.documents)}"
    line += "; more with --limit N" if len(found.lines) < found.found else ""
    line += f"; the corpus has: {', '.join(found.near_forms)}" if found.near_forms else ""
    line += f"; left out: {documents(found.undated)} without a date" if found.undated else ""
    if found.unsearched:
        line += f"; not searched: {documents(found.unsearched)} without annotation, run: cmo-nlp annotate"
    return line


def _lines(found: "tuple[ConcordanceLine, ...]", width: int | None) -> Iterator[str]:
    from rich.cells import cell_len

    if not found:
        return
    dates = [line.published.date if line.published else "sans date" for line in found]
    keywords = [fitting(one_line(line.keyword), _WIDEST) for line in found]
    digits = _digits({line.document_id for line in found})
    repeats = [f"+{len(line.reprints)}" if line.reprints else "" for line in found]
    most = max(map(len, repeats))
    addresses = [
        (f"{repeat:>{most}} " if most else "") + f"{line.document_id[:digits]}:{line.start}-{line.end}"
        for line, repeat in zip(found, repeats, strict=True)
    ]
    widest = [max(map(cell_len, cells)) for cells in (dates, keywords, addresses)]
    context = width or _context(sum(widest))
    for date, line, keyword, address in zip(dates, found, keywords, addresses, strict=True):
        left = fitting_left(one_line(line.left), context)
        right = fitting(one_line(line.right), context)
        cells = (
            date.ljust(widest[0]),
            " " * (context - cell_len(left)) + left,
            _marked(keyword) + " " * (widest[1] - cell_len(keyword)),
            right + " " * (context - cell_len(right)),
            address,
        )
        yield _GAP.join(cells)


def _context(others: int) -> int:
    """Return the columns that each side has, where the other columns and the gaps take theirs."""
    width = terminal_width()
    return _CONTEXT if width is None else max(_NARROWEST, (width - others - 4 * len(_GAP)) // 2)


def _digits(ids: set[str]) -> int:
    """Return how many digits tell the documents of a concordance apart."""
    digits = _ID_DIGITS
    while len({one[:digits] for one in ids}) < len(ids):
        digits += 1
    return digits


def _marked(keyword: str) -> str:
    import sys

    return click.style(keyword, bold=True) if sys.stdout and sys.stdout.isatty() else keyword
