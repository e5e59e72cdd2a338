"""Which lemmas a word that was typed may have, by what the corpus says of its forms."""

import sqlite3
from dataclasses import replace

from cmo_nlp.french import masculine_singular, search_keys
from cmo_nlp.query.expression import Expression, Term, with_terms
from cmo_nlp.store import read

__all__ = ["lemmatised"]

_LEAST_SHARE = 0.2  # of the places of a form, for a lemma that is no slip of the tagger
_VERBS = ("er", "ir", "re")
_BEGINNING = 3  # letters that an inflected verb shares with its infinitive
_AGENT = "eur"  # « voyageur », « acheteur »: a noun, whatever verb it comes from


def lemmatised(connection: sqlite3.Connection, expression: Expression) -> Expression:
    """Return `expression` with the lemmas of its words: those that their forms have in the corpus.

    A word that is a lemma of the corpus is its own too. A form that the corpus lacks has those of its verbs
    whose stem it shares: « livrée » finds « livrait ».
    """

    def with_lemmas(term: Term) -> Term:
        if term.is_exact or term.is_prefix:
            return term
        return replace(term, lemmas=tuple(_lemmas(connection, word) for word in term.words))

    return with_terms(expression, with_lemmas)


def _lemmas(connection: sqlite3.Connection, word: str) -> frozenset[str]:
    singular = masculine_singular(word)
    own = {form for form in (word, singular) if read.is_lemma(connection, form)}
    counts = read.lemmas_of(connection, singular)
    least = _LEAST_SHARE * sum(counts.values())
    found = own | {lemma for lemma, n in counts.items() if n >= least}
    return frozenset(found or _verbs(connection, singular) or {singular})


def _verbs(connection: sqlite3.Connection, form: str) -> set[str]:
    """Return the verbs of the corpus that share the stem of a form that it lacks."""
    if form.endswith(_AGENT) or not form.isalpha():
        return set()
    stems = {search_keys(one)[1] for one in (form, form.rstrip("e"))}  # « livree »: its accents are folded
    near = read.lemmas_beginning(connection, form[:_BEGINNING])
    return {lemma for lemma in near if lemma.endswith(_VERBS) and search_keys(lemma)[1] in stems}
