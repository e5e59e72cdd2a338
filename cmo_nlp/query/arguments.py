"""Arguments of Python callers: what cannot be meant is told, and never answered as something else."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

from cmo_nlp.errors import UsageError

__all__ = ["as_names", "require_choice", "require_choices", "require_number"]

T = TypeVar("T", bound=Hashable)


def as_names(given: Iterable[T]) -> tuple[T, ...]:
    """Return what is given as several names; a text is one of them, not its letters.

    >>> as_names("tool/crm"), as_names(["a", "b"])
    (('tool/crm',), ('a', 'b'))
    """
    return (given,) if isinstance(given, str) else tuple(given)  # type: ignore[return-value]


def require_choice(what: str, given: Any, choices: Sequence[Any]) -> None:
    """Raise UsageError where `given` is none of `choices`."""
    if given not in choices:
        *others, last = map(str, choices)
        msg = f"{what} {given!r} is not known; choose {', '.join(others)} or {last}"
        raise UsageError(msg)


def require_choices(what: str, given: Iterable[T], choices: Sequence[Any]) -> tuple[T, ...]:
    """Return the names that are given; UsageError for one that is none of `choices`."""
    names = as_names(given)
    for name in names:
        require_choice(what, name, choices)
    return names


def require_number(what: str, given: Any, least: int) -> None:
    """Raise UsageError where `given` is no whole number, or below `least`."""
    if not isinstance(given, int) or given < least:
        msg = f"{what} is a number, {least} at least, not {given!r}"
        raise UsageError(msg)
