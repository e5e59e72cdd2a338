"""Which competences grammar finds in a sentence on the role, and their span: input and expected surfaces."""

from collections.abc import Callable

import pytest

from cmo_nlp.records import Annotation

Annotated = Callable[..., Annotation]

SENTENCES = [
    # What the role does, said by a finite verb and its object.
    ("Le directeur marketing prépare les campagnes.", "prépare les campagnes"),
    ("Le directeur marketing lit désormais les verbatims.", "lit désormais les verbatims"),
    # Infinitives, with what they take along.
    ("Le CMO passe sa vie à défendre des intuitions devant la direction.", "défendre des intuitions"),
    ("Le CMO doit décider ce qui paraît.", "décider ce qui paraît"),
    ("Le CMO doit avoir piloté des équipes.", "piloté des équipes"),
    # A bare product keeps its trigger.
    ("Le directeur marketing a besoin d’une bonne maîtrise d’Excel.", "maîtrise d’Excel"),
]


@pytest.mark.parametrize(("text", "surface"), SENTENCES)
def test_competence_is_found_with_this_span(annotated: Annotated, text: str, surface: str) -> None:
    found = [m.surface for m in annotated(text).mentions if m.label == "skill"]
    assert surface in found


NONE = [
    "Le directeur marketing dépend du directeur général.",
    "Le CMO raconte une anecdote.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_activity_is_no_competence(annotated: Annotated, text: str) -> None:
    assert not [m.surface for m in annotated(text).mentions if m.label == "skill" and m.origin == "pattern"]
