"""Who is told how far a stage is."""

from typing import Protocol

__all__ = ["Progress", "Silence"]


class Progress(Protocol):
    """What a stage says while it works."""

    def start(self, stage: str, total: int | None) -> None:
        """Begin `stage` with `total` steps, None where their number is not known."""

    def advance(self, steps: int = 1) -> None:
        """Count `steps` more of the stage that began last."""

    def phase(self, name: str) -> None:
        """Say what the stage is at."""

    def finish(self) -> None:
        """End the stage, also when it fails."""


class Silence:
    """A Progress that says nothing."""

    def start(self, stage: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, steps: int = 1) -> None:
        """Say nothing."""

    def phase(self, name: str) -> None:
        """Say nothing."""

    def finish(self) -> None:
        """Say nothing."""
