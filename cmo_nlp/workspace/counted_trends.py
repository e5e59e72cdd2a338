"""What the trends stage hands back: its report, which is the tests too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from cmo_nlp.pipeline import StageReport
from cmo_nlp.report import NamedChange
from cmo_nlp.workspace.frames import Records

__all__ = ["CountedTrends"]


@dataclass(frozen=True, slots=True)
class CountedTrends(StageReport, Sequence[NamedChange]):
    """The report of the stage, and as a sequence the tests of all series, the surest first."""

    changes: Records[NamedChange] = field(default_factory=lambda: Records(NamedChange))

    def __len__(self) -> int:
        """Return how many tests there are, those that could not be made among them."""
        return len(self.changes)

    @overload
    def __getitem__(self, at: int, /) -> NamedChange: ...
    @overload
    def __getitem__(self, at: slice, /) -> Records[NamedChange]: ...
    def __getitem__(self, at: Any, /) -> Any:
        """Return a test, or several."""
        return self.changes[at]

    def __bool__(self) -> bool:
        """Return True: a report is one also where nothing could be tested."""
        return True

    @property
    def kind(self) -> type[NamedChange]:
        """The type of the records, for a frame of none."""
        return NamedChange
