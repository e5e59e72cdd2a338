"""From what a user typed to terms, and from terms to an FTS5 expression. Raw text never reaches MATCH."""

import re
from dataclasses import dataclass

from cmo_nlp.errors import UsageError
from cmo_nlp.french import search_keys, words

__all__ = ["Term", "match_expression", "parse"]

_PHRASE = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”')
_MAXIMUM_WORDS = 50


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words side by side, by their search keys: accented, and as written without accents."""

    keys: tuple[str, ...]
    plain_keys: tuple[str, ...]


def parse(text: str) -> tuple[Term, ...]:
    """Return the terms of a query, all of which must match; quotation marks of any kind make a phrase.

    Raises UsageError when there is no word or more than 50.

    >>> [term.plain_keys for term in parse("l'IA « parcours client »")]
    [('ia',), ('parcour', 'client')]
    """
    phrases = [_term(next(filter(None, found.groups()), "")) for found in _PHRASE.finditer(text)]
    alone = [_term(word.text) for word in words(_PHRASE.sub(" ", text))]
    terms = tuple(term for term in alone + phrases if term.keys)
    if not terms:
        msg = f'the query {text[:40]!r} holds no word; try: cmo-nlp query "relation client"'
        raise UsageError(msg)
    if sum(len(term.keys) for term in terms) > _MAXIMUM_WORDS:
        msg = f"the query holds more than {_MAXIMUM_WORDS} words; shorten it"
        raise UsageError(msg)
    return terms


def match_expression(terms: tuple[Term, ...]) -> str:
    """Return the FTS5 expression that finds the segments holding all `terms`.

    >>> match_expression(parse("données"))
    '(keys : "don" OR plain_keys : "donne")'
    """
    return " AND ".join(
        f'(keys : "{" ".join(term.keys)}" OR plain_keys : "{" ".join(term.plain_keys)}")' for term in terms
    )


def _term(text: str) -> Term:
    both = [search_keys(word.text) for word in words(text)]
    return Term(tuple(key for key, _ in both), tuple(plain for _, plain in both))
