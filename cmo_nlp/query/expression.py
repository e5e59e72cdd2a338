"""From what a user typed to a tree of terms, and from that to an FTS5 expression.

Raw text never reaches MATCH. What is written like an operator where none can stand is a word.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import NamedTuple, TypeAlias

from cmo_nlp.errors import UsageError
from cmo_nlp.french import fold, search_keys, words

__all__ = [
    "Both",
    "Either",
    "Except",
    "Expression",
    "Term",
    "inflected",
    "match_expression",
    "parse",
    "terms",
]

_MAXIMUM_WORDS = 50
_MAXIMUM_DEPTH = 50
_MAXIMUM_PHRASES = 16  # spellings of a phrase whose words have several
_PIECE = re.compile(r'"(?P<a>[^"]*)"|«(?P<b>[^»]*)»|“(?P<c>[^”]*)”|(?P<bracket>[()])|(?P<chunk>[^\s()«“"]+)')
_ONE_WORD = re.compile(r"(?:^|['’])(?:(?:\w\.)+\w|\w+(?:[-‐‑]\w+)+)$")  # C.M.O., l’e-réputation
_MARKS = ".,;:!?…"
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words side by side: `text` as typed.

    `words` are folded; `keys` and `plain_keys` are the search keys of each. `forms` holds
    for each word the folded forms that inflect it irregularly (« yeux » for « œil »), and `lemmas` the keys
    without accents of the words that it may be a form of. Where `is_prefix`, the last word is only begun.
    """

    text: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    plain_keys: tuple[str, ...]
    forms: tuple[frozenset[str], ...] = ()
    lemmas: tuple[frozenset[str], ...] = ()
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Both:
    """All of `parts` must match."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of `parts` must match."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Except:
    """`wanted` must match, `unwanted` must not."""

    wanted: "Expression"
    unwanted: "Expression"


Expression: TypeAlias = Term | Both | Either | Except


class _Piece(NamedTuple):
    """An operator or a bracket (`term` is None), or a term."""

    sign: str
    term: Term | None = None


class _Negated(NamedTuple):
    part: Expression


def parse(text: str) -> Expression:
    """Return the tree of a query.

    Words side by side must all match; quotation marks of any kind, and hyphens, make a phrase; AND, OR, NOT
    in capitals and brackets join terms; a star ends a beginning. Raises UsageError for a query without a
    word, with more than 50, or with nothing but words that must not match.

    >>> [term.plain_keys for term in terms(parse("l'IA « parcours client »"))]
    [('ia',), ('parcour', 'client')]
    """
    pieces = list(_meant(list(_pieces(text))))
    found = [piece.term for piece in pieces if piece.term]
    if not found:
        msg = f'the query {text[:40]!r} holds no word; try: cmo-nlp query "relation client"'
        raise UsageError(msg)
    if sum(len(term.words) for term in found) > _MAXIMUM_WORDS:
        msg = f"the query holds more than {_MAXIMUM_WORDS} words; shorten it"
        raise UsageError(msg)
    return _Parser(pieces).expression()


def terms(expression: Expression) -> tuple[Term, ...]:
    """Return the terms that a passage may match by, in the order in which they were typed."""
    if isinstance(expression, Term):
        return (expression,)
    if isinstance(expression, Except):
        return terms(expression.wanted)
    return tuple(term for part in expression.parts for term in terms(part))


def inflected(
    expression: Expression, forms: Mapping[str, tuple[frozenset[str], frozenset[str]]]
) -> Expression:
    """Return `expression` with irregular forms: `forms` maps a folded word to its forms and its lemmas."""
    if isinstance(expression, Term):
        nothing: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        found = [forms.get(word, nothing) for word in expression.words]
        lemmas = tuple(frozenset(search_keys(lemma)[1] for lemma in of_word) for _, of_word in found)
        return replace(expression, forms=tuple(of_word for of_word, _ in found), lemmas=lemmas)
    if isinstance(expression, Except):
        return Except(inflected(expression.wanted, forms), inflected(expression.unwanted, forms))
    return type(expression)(tuple(inflected(part, forms) for part in expression.parts))


def match_expression(expression: Expression) -> str:
    """Return the FTS5 expression that finds the segments that `expression` asks for.

    The text itself is searched beside the keys, so that the very form asked for ranks first.

    >>> match_expression(parse("données NOT client*"))
    '((text : "donnees" OR keys : "don" OR plain_keys : "donne") NOT (text : "client" *))'
    """
    if isinstance(expression, Term):
        return f"({' OR '.join(_alternatives(expression))})"
    if isinstance(expression, Except):
        return f"({match_expression(expression.wanted)} NOT {match_expression(expression.unwanted)})"
    joint = " AND " if isinstance(expression, Both) else " OR "
    return f"({joint.join(match_expression(part) for part in expression.parts)})"


def _alternatives(term: Term) -> Iterator[str]:
    if term.is_prefix:
        yield f'text : "{" ".join(term.words)}" *'
        return
    yield f'text : "{" ".join(term.words)}"'
    yield f'keys : "{" ".join(term.keys)}"'
    yield f'plain_keys : "{" ".join(term.plain_keys)}"'
    forms = zip(term.words, term.forms, strict=False)
    yield from _spelled("text", [[word, *sorted(others - {word})] for word, others in forms])
    lemmas = zip(term.plain_keys, term.lemmas, strict=False)
    yield from _spelled("plain_keys", [[key, *sorted(others - {key})] for key, others in lemmas])


def _spelled(column: str, choices: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the phrases that choose otherwise than the first of `choices` for each word."""
    for chosen in islice(product(*choices), 1, _MAXIMUM_PHRASES):
        yield f'{column} : "{" ".join(chosen)}"'


def _pieces(text: str) -> Iterator[_Piece]:
    for found in _PIECE.finditer(text):
        chunk = found["chunk"]
        if found["bracket"] or chunk in _OPERATORS:
            yield _Piece(found.group())
        elif chunk is not None:
            yield from (_Piece("", term) for term in _chunk_terms(chunk))
        else:
            phrase = _term(next(filter(None, (found["a"], found["b"], found["c"])), ""))
            yield from (_Piece("", phrase) for phrase in (phrase,) if phrase)


def _chunk_terms(chunk: str) -> Iterator[Term]:
    """Yield the terms of a run without white space: « l'IA », « e-réputation », « market* », « ROI/KPI »."""
    ended = chunk.rstrip(_MARKS)
    bare = ended.rstrip("*")
    begun = bare != ended and bare[-1:].isalnum()
    parts = [_term(bare)] if _ONE_WORD.search(bare) else [_term(word.text) for word in words(bare)]
    there = [term for term in parts if term]
    yield from there[:-1] if begun else there
    if begun and there:
        yield replace(there[-1], is_prefix=True)


def _term(text: str) -> Term | None:
    found = [(fold(word.text), *search_keys(word.text)) for word in words(text)]
    if not any(map(str.isalnum, "".join(key for _, key, _ in found))):
        return None
    folded, keys, plain_keys = zip(*found, strict=True)
    return Term(" ".join(text.split()), folded, keys, plain_keys)


def _meant(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield `pieces` with words for operators that join nothing, and without brackets that do not pair."""
    pieces = pieces if _is_balanced(pieces) else [piece for piece in pieces if piece.sign not in {"(", ")"}]
    before = ""
    for place, piece in enumerate(pieces):
        after = pieces[place + 1] if place + 1 < len(pieces) else _Piece(")")
        opens = after.term is not None or after.sign in {"(", "NOT"}
        joins = opens if piece.sign == "NOT" else opens and before in {"term", ")"}
        if piece.sign in _OPERATORS and not joins:
            piece = _Piece("", _term(piece.sign))  # noqa: PLW2901 - it is read as what it is
        before = "term" if piece.term else piece.sign
        yield piece


def _is_balanced(pieces: Sequence[_Piece]) -> bool:
    depth, before = 0, ""
    for piece in pieces:
        depth += {"(": 1, ")": -1}.get(piece.sign, 0)
        if depth < 0 or depth > _MAXIMUM_DEPTH or (piece.sign, before) == (")", "("):
            return False
        before = piece.sign
    return depth == 0


class _Parser:
    """Reads pieces by descent: OR binds least, then AND and plain neighbours, then NOT."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces = [*pieces, _Piece(")")]
        self._at = 0

    def expression(self) -> Expression:
        found = self._either()
        return _wanted(found)

    def _sign(self) -> str:
        piece = self._pieces[self._at]
        return "term" if piece.term else piece.sign

    def _either(self) -> Expression | _Negated:
        parts = [self._both()]
        while self._sign() == "OR":
            self._at += 1
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Either(tuple(map(_wanted, parts)))

    def _both(self) -> Expression | _Negated:
        parts = [self._one()]
        while self._sign() not in {"OR", ")"}:
            self._at += self._sign() == "AND"
            parts.append(self._one())
        unwanted = tuple(part.part for part in parts if isinstance(part, _Negated))
        wanted = tuple(part for part in parts if not isinstance(part, _Negated))
        if not wanted:
            return _Negated(unwanted[0] if len(unwanted) == 1 else Either(unwanted))
        found = wanted[0] if len(wanted) == 1 else Both(wanted)
        if not unwanted:
            return found
        return Except(found, unwanted[0] if len(unwanted) == 1 else Either(unwanted))

    def _one(self) -> Expression | _Negated:
        piece = self._pieces[self._at]
        self._at += 1
        if piece.sign == "NOT":
            part = self._one()
            return part.part if isinstance(part, _Negated) else _Negated(part)
        if piece.sign == "(":
            found = self._either()
            self._at += 1
            return found
        assert piece.term is not None, "operators that join nothing are words by now"  # noqa: S101
        return piece.term


def _wanted(part: Expression | _Negated) -> Expression:
    if isinstance(part, _Negated):
        msg = "NOT needs a word beside it that must match, as in: données NOT clients"
        raise UsageError(msg)
    return part
