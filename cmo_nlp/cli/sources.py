"""What the options of `ingest` name: addresses, columns, lines of standard input."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

__all__ = ["addresses", "check_language", "columns_of", "standard_input"]

_SCHEMES = ("http://", "https://")


def addresses(file: str | None) -> list[str]:
    """Return the addresses in a file, one a line; blank lines and lines that open with # are passed over."""
    if file is None:
        return []
    try:
        lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the addresses in {file}: {error}"
        raise click.BadParameter(msg, param_hint="--urls") from error
    found = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    for number, address in enumerate(found, start=1):
        if not address.startswith(_SCHEMES):
            msg = f"{file}: address {number} is {address!r}; it must start with http:// or https://"
            raise click.BadParameter(msg, param_hint="--urls")
    return found


def check_language(code: str | None) -> None:
    """Raise click.BadParameter for a code that no text can be found to have."""
    if code in {None, "any", "fr"}:
        return
    from cmo_nlp.ingest.language import LANGUAGES

    if code not in LANGUAGES:
        msg = f"{code!r} is no code of a language that is told; they are any, {', '.join(sorted(LANGUAGES))}"
        raise click.BadParameter(msg, param_hint="--language")


def columns_of(given: Iterable[str]) -> dict[str, str] | None:
    """Return field → column of options FIELD=COLUMN, None where there are none."""
    from cmo_nlp.ingest.tables.columns import FIELDS

    columns = {}
    for pair in given:
        field, equals, column = pair.partition("=")
        if not equals or not field.strip() or not column.strip():
            msg = f"{pair!r} is not FIELD=COLUMN, as in --map text=Contenu"
            raise click.BadParameter(msg, param_hint="--map")
        if field.strip() not in FIELDS:
            msg = f"{field.strip()!r} is no field; the fields are {', '.join(FIELDS)}"
            raise click.BadParameter(msg, param_hint="--map")
        columns[field.strip()] = column.strip()
    return columns or None


def standard_input(maximum_bytes: int) -> Iterator[str]:
    """Yield the lines of standard input, UTF-8 whatever the locale says.

    Of a line with more than `maximum_bytes`, no more than shows that it is too long.
    """
    stream = sys.stdin.buffer
    while line := stream.readline(maximum_bytes + 1):
        yield line.decode("utf-8", errors="replace")
        while len(line) > maximum_bytes and not line.endswith(b"\n"):
            line = stream.readline(maximum_bytes + 1)
