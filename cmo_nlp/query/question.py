"""What is asked of the corpus."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from cmo_nlp.query.arguments import require_choice, require_number
from cmo_nlp.store import read

__all__ = ["Mode", "Order", "Question"]

Mode = Literal["hybrid", "text", "semantic"]
Order = Literal["score", "date"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `text` in the language of `expression.parse`, in which passages, and how to answer.

    `context` is in sentences of the document before and after the quotation. `order` by date puts the latest
    first and those without a date last. Raises UsageError for what is none of these.
    """

    text: str
    mode: Mode = "hybrid"
    wanted: read.PassageFilter = field(default_factory=read.PassageFilter)
    order: Order = "score"
    context: int = 0
    limit: int = 10

    def __post_init__(self) -> None:
        require_choice("mode", self.mode, get_args(Mode))
        require_choice("order", self.order, get_args(Order))
        require_number("context", self.context, 0)
        require_number("limit", self.limit, 1)
