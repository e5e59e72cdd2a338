"""A document's text as the model reads it, and the tokens that the model makes of it.

The model reads composed accents, straight apostrophes, plain hyphens and spaces, so that « é » in one code
point or in two, « l’IA » and « l'IA », give the same tokens. `Reading.original` leads every offset back.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from cmo_nlp.french import INVISIBLE, plain_signs
from cmo_nlp.records import Span, Token

__all__ = ["Reading", "normalise", "read"]

_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
# spaCy's tokenizer takes quadratic time in the length of what stands between two spaces: 100,000
# apostrophes took more than 4 minutes. No French word comes near 200 characters.
_RUN = re.compile(r"\S{200}")
_PIECE_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` as the model reads it; `starts[i]`, `ends[i]` are where its character i stood, None if all fits.

    `tokens` count into `text` of the reading, not of the document.
    """

    text: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None
    tokens: tuple[Token, ...] = ()

    def original(self, start: int, end: int) -> Span:
        """Return the span of the document's text that the span of the reading was made from."""
        if self.starts is None or self.ends is None:
            return Span(start, end)
        return Span(self.starts[start], self.ends[end - 1])


def normalise(text: str) -> Reading:
    r"""Return `text` composed (NFC), its apostrophes, hyphens, dots and spaces plain, nothing invisible.

    >>> reading = normalise("l’e\u0301quipe")
    >>> reading.text, reading.original(2, 8)
    ("l'équipe", Span(start=2, end=9))
    """
    if unicodedata.is_normalized("NFC", text) and not any(mark in text for mark in INVISIBLE):
        return Reading(plain_signs(text), None, None)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        for character in unicodedata.normalize("NFC", cluster.group()):
            if character not in INVISIBLE:
                characters.append(character)
                starts.append(cluster.start())
                ends.append(cluster.end())
    read_text = plain_signs("".join(characters))
    return Reading(read_text, tuple(starts), tuple(ends))


def read(texts: Sequence[str], nlp: Language) -> Iterator[Reading]:
    """Yield the reading of each text, in order, with its tokens; the pipeline sees them in one batch."""
    plain = [normalise(text) for text in texts]
    pieces = [list(_pieces(reading.text, min(nlp.max_length, _PIECE_CHARACTERS))) for reading in plain]
    docs = nlp.pipe(piece for of_text in pieces for _, piece in of_text)
    for reading, of_text in zip(plain, pieces, strict=True):
        tokens: list[Token] = []
        for offset, _ in of_text:
            tokens.extend(_tokens(next(docs), offset, len(tokens)))
        yield Reading(reading.text, reading.starts, reading.ends, tuple(tokens))


def _pieces(text: str, longest: int) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece): the whole text, unless it or one of its words is too long for the pipeline."""
    start = 0
    for cut in [*(run.end() for run in _RUN.finditer(text)), len(text)]:
        while cut - start > longest:
            space = text.rfind(" ", start + 1, start + longest)
            line = text.rfind("\n", start + 1, start + longest)
            middle = line if line > start else space if space > start else start + longest
            yield start, text[start:middle]
            start = middle
        if start < cut:
            yield start, text[start:cut]
        start = cut


def _tokens(doc: Doc, offset: int, first: int) -> Iterator[Token]:
    """Yield the tokens of `doc` that are not white space, heads counted from `first`."""
    kept = [token for token in doc if not token.is_space]
    parsed = doc.has_annotation("DEP")
    number = {token.i: first + k for k, token in enumerate(kept)} if parsed else {}
    for k, token in enumerate(kept, first):
        form, start, upos = token.text, offset + token.idx, token.pos_
        yield Token(
            start=start,
            end=start + len(form),
            lemma=token.lemma_ or form,
            upos=upos,
            morph=str(token.morph) if upos else "",
            head=number.get(token.head.i, k) if parsed else k,
            relation=token.dep_,
        )
