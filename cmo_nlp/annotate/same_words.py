"""Forms of two concepts that the matcher cannot tell apart: « étude de marché », « études du marché »."""

from collections.abc import Iterator
from typing import NamedTuple

from cmo_nlp.lexicons import Lexicon
from cmo_nlp.lexicons.ways import ways
from cmo_nlp.records import ConceptForm

__all__ = ["SameWords", "same_words"]


class SameWords(NamedTuple):
    """Two forms of two concepts of one label that the same words of a text would meet."""

    one: ConceptForm
    other: ConceptForm


def same_words(lexicon: Lexicon) -> Iterator[SameWords]:
    """Yield the forms that lead to two concepts of one label, once each pair, in order of the forms.

    `load` refuses forms that fold alike; these differ in number, articles or hyphens only, which matching
    passes over. Two forms that are met as written (`exact`) differ in that.
    """
    met: dict[tuple[str, ...], list[ConceptForm]] = {}
    told: set[SameWords] = set()
    for form in lexicon.forms:
        label = lexicon.concepts[form.concept_id].label
        for way in ways(form.form):
            for other in met.setdefault((label, *way), []):
                pair = SameWords(other, form)
                exact = form.case == other.case == "exact"
                if other.concept_id != form.concept_id and not exact and pair not in told:
                    told.add(pair)
                    yield pair
            met[label, *way].append(form)
