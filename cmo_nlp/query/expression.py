"""From what a user typed to terms, and from terms to an FTS5 expression. Raw text never reaches MATCH."""

import re
from dataclasses import dataclass

from cmo_nlp.errors import UsageError
from cmo_nlp.french import fold, search_keys, words

__all__ = ["Term", "match_expression", "parse"]

_PHRASE = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”')
_MAXIMUM_WORDS = 50


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words side by side: folded as they are, by search key, and by the key without accents."""

    words: tuple[str, ...]
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
    terms = tuple(term for term in alone + phrases if any(map(str.isalnum, "".join(term.keys))))
    if not terms:
        msg = f'the query {text[:40]!r} holds no word; try: cmo-nlp query "relation client"'
        raise UsageError(msg)
    if sum(len(term.keys) for term in terms) > _MAXIMUM_WORDS:
        msg = f"the query holds more than {_MAXIMUM_WORDS} words; shorten it"
        raise UsageError(msg)
    return terms


def match_expression(terms: tuple[Term, ...]) -> str:
    """Return the FTS5 expression that finds the segments holding all `terms`.

    The text itself is searched beside the keys, so that the very form asked for ranks first.

    >>> match_expression(parse("données"))
    '(text : "donnees" OR keys : "don" OR plain_keys : "donne")'
    """
    return " AND ".join(_alternatives(term) for term in terms)


def _alternatives(term: Term) -> str:
    columns = {"text": term.words, "keys": term.keys, "plain_keys": term.plain_keys}
    phrases = [f'{name} : "{" ".join(values)}"' for name, values in columns.items()]
    return f"({' OR '.join(phrases)})"


def _term(text: str) -> Term:
    found = [(fold(word.text), *search_keys(word.text)) for word in words(text)]
    return Term(*(tuple(column) for column in zip(*found, strict=True))) if found else Term((), (), ())
