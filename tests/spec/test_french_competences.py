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
    "Le CMO mange une pomme.",
    "La directrice marketing quitte la tribune.",
    "Le CMO va prendre le train.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_activity_is_no_competence(annotated: Annotated, text: str) -> None:
    assert not [m.surface for m in annotated(text).mentions if m.label == "skill" and m.origin == "pattern"]


NOT_WHOLE = [
    # About the job, not a competence for it.
    ("Le CMO devra méditer sur l’avenir du métier.", "métier"),
    ("Le directeur marketing doit décrire un poste hybride.", "poste"),
    # What becomes of somebody.
    ("Le directeur marketing subit encore la crise de la presse.", "subit"),
    ("Le CMO doit apprendre les données et les exploiter.", "les exploiter"),
]


@pytest.mark.parametrize(("text", "part"), NOT_WHOLE)
def test_the_job_and_its_fate_are_no_competence(annotated: Annotated, text: str, part: str) -> None:
    found = [m.surface for m in annotated(text).mentions if m.label == "skill" and m.origin == "pattern"]
    assert not [surface for surface in found if part in surface]


PARTNERS = [
    ("Le CMO travaille avec des experts en cryptographie.", "experts en cryptographie"),
    ("Le CMO travaille avec des spécialistes de l’optique.", "spécialistes de l’optique"),
    ("La directrice marketing recrute des vendeurs de machines-outils.", "vendeurs de machines-outils"),
    ("Le directeur marketing confie la tâche à des équipes externes.", "équipes externes"),
]


@pytest.mark.parametrize(("text", "surface"), PARTNERS)
def test_people_are_known_by_what_they_do(annotated: Annotated, text: str, surface: str) -> None:
    assert surface in [m.surface for m in annotated(text).mentions if m.label == "counterpart"]


@pytest.mark.parametrize("text", ["Le CMO parle de l’équipe de cette marque.", "Le CMO aime son entreprise."])
def test_no_kind_of_partner(annotated: Annotated, text: str) -> None:
    found = [m for m in annotated(text).mentions if m.label == "counterpart" and m.origin == "pattern"]
    assert not found
