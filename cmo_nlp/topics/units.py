"""The unit of topics: a segment with its text and tokens."""

from dataclasses import dataclass
from functools import cached_property

from cmo_nlp.records import Token
from cmo_nlp.topics.content_words import ContentWord, content_words

__all__ = ["Unit"]


@dataclass(frozen=True)
class Unit:
    """A segment of a document: `text` is its passage from `start` to `end`.

    `tokens` are those that lie in it; their `start` and `end` count code points of the document, as in every
    record, and their `head` is not used.
    """

    document_id: str
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]

    def passage(self, start: int, end: int) -> str:
        """Return the text between two offsets of the document."""
        return self.text[start - self.start : end - self.start]

    @cached_property
    def words(self) -> tuple[ContentWord, ...]:
        """Its content words, told once: vectors, terms, names and guided themes all read them."""
        return tuple(content_words(self))
