"""What a stage hands back to whoever called it."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from cmo_nlp.records import Refusal

__all__ = ["IngestReport", "IngestedItem", "ItemOutcome", "StageReport"]

ItemOutcome = Literal["accepted", "unchanged", "replaced", "copy", "near-duplicate", "refused"]


@dataclass(frozen=True, slots=True, order=True)
class IngestedItem:
    """What became of one item: the id of its document, or the slug of a reason and a sentence."""

    source: str
    outcome: ItemOutcome
    document_id: str | None = None
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the items of one run, by source, and what else there is to say of it."""

    items: tuple[IngestedItem, ...]
    remarks: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[ItemOutcome, int]:
        """How many items ended in each way, of those that did."""
        return dict(Counter(item.outcome for item in self.items))

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The items that did not come in."""
        return tuple(
            Refusal(item.source, item.reason, item.detail) for item in self.items if item.outcome == "refused"
        )

    @property
    def came_in(self) -> int:
        """Items that are in the corpus now."""
        return len(self.items) - len(self.refused)


@dataclass(frozen=True, slots=True)
class StageReport:
    """Whether a stage had work to do, over how many documents, and what it has to say."""

    name: str
    worked: bool
    documents: int
    remarks: tuple[str, ...] = ()
