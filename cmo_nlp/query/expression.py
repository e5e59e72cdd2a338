"""From what a user typed to a tree of terms, and from that to an FTS5 expression.

Raw text never reaches MATCH. What is written like an operator where none can stand is a word.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import NamedTuple, TypeAlias

from cmo_nlp.errors import UsageError
from cmo_nlp.french import fold, masculine_singular, words
from cmo_nlp.query.spelling import as_typed

__all__ = [
    "Both",
    "Either",
    "Except",
    "Expression",
    "Term",
    "all_terms",
    "essential",
    "match_expression",
    "parse",
    "terms",
    "with_terms",
]

_MAXIMUM_WORDS = 50
_MAXIMUM_DEPTH = 50
_MAXIMUM_PHRASES = 16  # spellings of a phrase whose words have several
_PIECE = re.compile(
    r'(?P<exact>=)?(?:"(?P<a>[^"]*)"|«(?P<b>[^»]*)»|“(?P<c>[^”]*)”)|(?P<bracket>[()])|(?P<chunk>[^\s()«“"]+)'
)
# C.M.O., R&D, A/B, l’e-réputation
_ONE_WORD = re.compile(r"(?:^|['’])(?:(?:\w\.)+\w|\w(?:[&/]\w)+|\w+(?:-\w+)+)$")
_MARKS = ".,;:!?…"
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words side by side: `text` as typed, `words` folded.

    `lemmas` holds for each word those (folded) that it has in the corpus, once they were looked up. Where
    `is_prefix`, the last word is only begun; where `is_exact`, no other form of a word will do.
    """

    text: str
    words: tuple[str, ...]
    lemmas: tuple[frozenset[str], ...] = ()
    is_prefix: bool = False
    is_exact: bool = False

    @property
    def singulars(self) -> tuple[str, ...]:
        """The words in the masculine singular."""
        return tuple(map(masculine_singular, self.words))


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

    >>> [term.words for term in terms(parse("l'IA « parcours client »"))]
    [('ia',), ('parcours', 'client')]
    """
    pieces = list(_meant(list(_pieces(as_typed(text)))))
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


def all_terms(expression: Expression) -> tuple[Term, ...]:
    """Return the terms of `expression`, those that must not match too."""
    if isinstance(expression, Except):
        return all_terms(expression.wanted) + all_terms(expression.unwanted)
    if isinstance(expression, Term):
        return (expression,)
    return tuple(term for part in expression.parts for term in all_terms(part))


def with_terms(expression: Expression, change: Callable[[Term], Term]) -> Expression:
    """Return `expression` with each of its terms changed."""
    if isinstance(expression, Term):
        return change(expression)
    if isinstance(expression, Except):
        return Except(with_terms(expression.wanted, change), with_terms(expression.unwanted, change))
    return type(expression)(tuple(with_terms(part, change) for part in expression.parts))


def essential(expression: Expression) -> Expression:
    """Return `expression` without the articles, prepositions and pronouns that stand beside other words.

    « le rôle du directeur » asks for « rôle » and « directeur »; « du » by itself, or in quotation marks, for
    what it is.
    """
    if isinstance(expression, Except):
        return Except(essential(expression.wanted), essential(expression.unwanted))
    if isinstance(expression, Term):
        return expression
    parts = tuple(map(essential, expression.parts))
    telling = tuple(part for part in parts if not _is_function_word(part))
    if isinstance(expression, Either) or not telling:
        return type(expression)(parts)
    return telling[0] if len(telling) == 1 else Both(telling)


def _is_function_word(part: Expression) -> bool:
    return (
        isinstance(part, Term)
        and not part.is_prefix
        and not part.is_exact
        and len(part.words) == 1
        and part.words[0] in _FUNCTION_WORDS
    )


# Folded. « sans », « contre », « plus » or « rien » change what is asked, and are none.
_FUNCTION_WORDS = frozenset({
    "a", "au", "aux", "ce", "ces", "cet", "cette", "dans", "de", "des", "du", "elle", "elles", "en", "est",
    "et", "eux", "il", "ils", "la", "le", "les", "leur", "leurs", "lui", "mais", "ma", "mes", "mon", "ne",
    "nos", "notre", "nous", "on", "ou", "par", "pour", "qu", "que", "qui", "sa", "se", "ses", "son", "sont",
    "sur", "un", "une", "vos", "votre", "vous", "y",
})  # fmt: skip


def match_expression(expression: Expression) -> str:
    """Return the FTS5 expression that finds the segments that `expression` asks for.

    The text itself is searched beside the keys, so that the very form asked for ranks first.

    >>> match_expression(parse("données NOT client*"))
    '((text : "donnees" OR singulars : "donnee" OR lemmas : "donnee") NOT (text : "client" *))'
    """
    if isinstance(expression, Term):
        return f"({' OR '.join(_alternatives(expression))})"
    if isinstance(expression, Except):
        return f"({match_expression(expression.wanted)} NOT {match_expression(expression.unwanted)})"
    joint = " AND " if isinstance(expression, Both) else " OR "
    return f"({joint.join(match_expression(part) for part in expression.parts)})"


def _alternatives(term: Term) -> Iterator[str]:
    begun = " *" if term.is_prefix else ""
    yield f'text : "{" ".join(term.words)}"{begun}'
    if term.is_prefix or term.is_exact:
        return
    singulars = term.singulars
    yield f'singulars : "{" ".join(singulars)}"'
    lemmas = term.lemmas or tuple(frozenset({one}) for one in singulars)
    for chosen in islice(product(*map(sorted, lemmas)), _MAXIMUM_PHRASES):
        yield f'lemmas : "{" ".join(chosen)}"'


def _pieces(text: str) -> Iterator[_Piece]:
    for found in _PIECE.finditer(text):
        chunk = found["chunk"]
        if found["bracket"] or chunk in _OPERATORS:
            yield _Piece(found.group())
        elif chunk is not None:
            yield from (_Piece("", term) for term in _chunk_terms(chunk))
        else:
            inner = next(filter(None, (found["a"], found["b"], found["c"])), "").rstrip()
            if phrase := _term(inner.rstrip("*")):
                begun, exact = inner.endswith("*"), bool(found["exact"])
                yield _Piece("", replace(phrase, is_prefix=begun, is_exact=exact))


def _chunk_terms(chunk: str) -> Iterator[Term]:
    """Yield the terms of a run without white space: « l'IA », « e-réputation », « market* », « ROI/KPI »."""
    exact = chunk.startswith("=")
    ended = chunk.lstrip("=").rstrip(_MARKS)
    bare = ended.rstrip("*")
    begun = bare != ended and bare[-1:].isalnum()
    parts = [_term(bare)] if _ONE_WORD.search(bare) else [_term(word.text) for word in words(bare)]
    there = [replace(term, is_exact=exact) for term in parts if term]
    yield from there[:-1] if begun else there
    if begun and there:
        yield replace(there[-1], is_prefix=True)


def _term(text: str) -> Term | None:
    folded = tuple(fold(word.text) for word in words(text))
    if not any(map(str.isalnum, "".join(folded))):
        return None
    return Term(" ".join(text.split()), folded)


def _meant(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield `pieces` with words for operators that join nothing, and without brackets that do not pair."""
    pieces = pieces if _is_balanced(pieces) else [piece for piece in pieces if piece.sign not in {"(", ")"}]
    before = ""
    for place, piece in enumerate(pieces):
        after = pieces[place + 1] if place + 1 < len(pieces) else _Piece(")")
        if before == "NOT" and after.term and piece.term and _is_function_word(piece.term):
            continue  # « NOT les clients »
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
