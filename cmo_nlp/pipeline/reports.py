"""What a stage hands back to whoever called it."""

from dataclasses import dataclass

from cmo_nlp.records import Refusal

__all__ = ["IngestReport", "StageReport"]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of the items of one run, by outcome, and the refusals."""

    accepted: int
    unchanged: int
    copies: int
    replaced: int
    refused: tuple[Refusal, ...]

    @property
    def came_in(self) -> int:
        """Items that are in the corpus now."""
        return self.accepted + self.unchanged + self.copies + self.replaced


@dataclass(frozen=True, slots=True)
class StageReport:
    """Whether a stage had work to do, over how many documents, and what it has to say."""

    name: str
    worked: bool
    documents: int
    remarks: tuple[str, ...] = ()
