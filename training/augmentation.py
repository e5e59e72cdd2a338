"""Treebank sentences set as the press sets them: headings, lists, « … », both apostrophes, blank lines.

Treebanks are running prose with straight apostrophes, one space between tokens and a full stop at the end of
most sentences. A pipeline trained on them alone runs a heading into the sentence below it.
"""

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["layouts"]

_BULLETS = ("•", "•", "•", "-", "–", "▪", "*", "·", "→")
_COUNTERS = (".", ")", "/")  # « 1. », « a) »: what stands after the number or letter
_STOPS = frozenset({".", ";", ":", "…", "..."})
_LONGEST_HEADING = 16
_LONGEST_DOCUMENT = 110


@dataclass(frozen=True, slots=True)
class _Token:
    """One token with its annotation; `head` counts tokens from this one."""

    text: str
    space: bool
    upos: str
    morph: str
    lemma: str
    head: int
    dep: str


def layouts(
    sentences: "Sequence[Doc]", vocab: "Vocab", rng: random.Random, *, plain: float
) -> "Iterator[Doc]":
    """Yield documents of 1 to 6 sentences in order; a share `plain` of them as the treebank sets them.

    No document of several sentences passes 110 tokens: the parser's oracle takes time in the square of the
    length, half of the training time with documents of ten sentences.
    """
    start = 0
    while start < len(sentences):
        count = _count(sentences[start : start + rng.choice((1, 2, 3, 4, 6))])
        chosen = [_tokens(doc) for doc in sentences[start : start + count]]
        start += count
        as_it_is = rng.random() < plain
        yield _document([(tokens, " ") for tokens in chosen] if as_it_is else _laid_out(chosen, rng), vocab)


def _count(sentences: "Sequence[Doc]") -> int:
    """Return how many of `sentences` fit into one document."""
    total = 0
    for count, sentence in enumerate(sentences):
        total += len(sentence)
        if total > _LONGEST_DOCUMENT:
            return max(1, count)
    return len(sentences)


def _tokens(doc: "Doc") -> list[_Token]:
    return [
        _Token(t.text, bool(t.whitespace_), t.pos_, str(t.morph), t.lemma_, t.head.i - t.i, t.dep_)
        for t in doc
    ]


def _laid_out(chosen: list[list[_Token]], rng: random.Random) -> list[tuple[list[_Token], str]]:
    """Return each sentence with what stands after it."""
    typographic = rng.random() < 0.6  # noqa: PLR2004 the press writes ’ more often than not
    breaks = rng.choice(("\n", "\n\n", "\n\n"))
    listing = rng.random() < 0.2  # noqa: PLR2004
    bullet = rng.choice((*_BULLETS, *_COUNTERS))
    laid_out: list[tuple[list[_Token], str]] = []
    for place, sentence in enumerate(chosen):
        tokens, after = sentence, " "
        if listing and len(sentence) < 30 and (place or rng.random() < 0.5):  # noqa: PLR2004
            item = _without_stop(sentence, rng.choice(("", "", ";", ".")))
            tokens = _counted(item, place, bullet) if bullet in _COUNTERS else _with_bullet(item, bullet)
            after = "\n"
        elif len(sentence) <= _LONGEST_HEADING and rng.random() < 0.35:  # noqa: PLR2004
            tokens, after = _without_stop(sentence, ""), breaks
        elif rng.random() < 0.25:  # noqa: PLR2004
            after = breaks
        tokens = _cased(tokens, rng)
        if typographic:
            tokens = [replace(t, text=_typographic(t.text)) for t in tokens]
        tokens = _quoted(tokens, rng)
        laid_out.append((tokens, after))
    return laid_out


def _without_stop(tokens: list[_Token], stop: str) -> list[_Token]:
    """Return the sentence with its last stop replaced by `stop`, or dropped."""
    last = len(tokens) - 1
    if (
        last < 1
        or tokens[last].text not in _STOPS
        or any(i + t.head == last for i, t in enumerate(tokens[:-1]))
    ):
        return tokens
    if stop:
        return [*tokens[:-1], replace(tokens[last], text=stop, lemma=stop)]
    return tokens[:-1]


def _with_bullet(tokens: list[_Token], bullet: str) -> list[_Token]:
    root = next(i for i, t in enumerate(tokens) if t.head == 0)
    return [_Token(bullet, True, "PUNCT", "", bullet, root + 1, "punct"), *tokens]  # noqa: FBT003


def _counted(tokens: list[_Token], place: int, mark: str) -> list[_Token]:
    """Return the sentence behind the number of its place, or its letter, and `mark`."""
    root = next(i for i, t in enumerate(tokens) if t.head == 0)
    number = str(place + 1) if mark != ")" else "abcdef"[place]
    upos, morph = ("NUM", "NumType=Card") if number.isdigit() else ("X", "")
    counter = _Token(number, False, upos, morph, number, root + 2, "dep")  # noqa: FBT003
    return [counter, _Token(mark, True, "PUNCT", "", mark, -1, "punct"), *tokens]  # noqa: FBT003


def _cased(tokens: list[_Token], rng: random.Random) -> list[_Token]:
    draw = rng.random()
    if draw < 0.04:  # noqa: PLR2004
        return [replace(t, text=t.text.upper()) if len(t.text.upper()) == len(t.text) else t for t in tokens]
    if draw < 0.07:  # noqa: PLR2004
        return [replace(t, text=t.text.capitalize()) if len(t.text) > 3 else t for t in tokens]  # noqa: PLR2004
    if draw < 0.10:  # noqa: PLR2004
        return [replace(tokens[0], text=tokens[0].text.lower()), *tokens[1:]]
    return tokens


def _typographic(text: str) -> str:
    return "…" if text == "..." else text.replace("'", "’")


def _quoted(tokens: list[_Token], rng: random.Random) -> list[_Token]:
    """Return the sentence with its quotation marks in another style."""
    quotes = [i for i, t in enumerate(tokens) if t.text == '"']
    if len(quotes) != 2 or rng.random() < 0.4:  # noqa: PLR2004
        return tokens
    inner = rng.random() < 0.7  # noqa: PLR2004 « mot » with spaces, as the press sets it
    marks = ("«", "»") if inner else ("“", "”")
    changed = list(tokens)
    opening, closing = quotes
    changed[opening] = replace(tokens[opening], text=marks[0], lemma=marks[0], space=inner)
    changed[closing] = replace(tokens[closing], text=marks[1], lemma=marks[1])
    if inner:
        changed[closing - 1] = replace(changed[closing - 1], space=True)
    return changed


def _document(laid_out: list[tuple[list[_Token], str]], vocab: "Vocab") -> "Doc":
    from spacy.tokens import Doc

    tokens: list[_Token] = []
    for sentence, after in laid_out:
        last = sentence[-1]
        tokens.extend(sentence[:-1])
        tokens.append(replace(last, space=after == " "))
        if after != " ":
            tokens.append(_Token(after, False, "SPACE", "", after, -1, "dep"))  # noqa: FBT003
    return Doc(
        vocab,
        words=[t.text for t in tokens],
        spaces=[t.space for t in tokens],
        pos=[t.upos for t in tokens],
        tags=[t.upos for t in tokens],
        morphs=[t.morph for t in tokens],
        lemmas=[t.lemma for t in tokens],
        heads=[i + t.head for i, t in enumerate(tokens)],
        deps=[t.dep for t in tokens],
    )
