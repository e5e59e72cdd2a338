"""Who holds the role in a document, and which of its sentences are statements for it."""

from collections.abc import Callable

import pytest

from cmo_nlp.records import Annotation

Annotated = Callable[..., Annotation]

DOCUMENTS = [
    # One who is named goes on as a pronoun, and speaks in quotes.
    (
        "Anne Roy, directrice marketing de Valdor, prend la parole. Elle fixe le budget chaque année.",
        "Elle fixe le budget chaque année.",
    ),
    (
        "Paul Roy dirige depuis 2003 le marketing de Valdor. « J’étais payé pour promettre. »",
        "« J’étais payé pour promettre. »",
    ),
    # The office stands for the role in a document that is about it.
    (
        "Le CMO pilote la marque. La pluie tombe. Il neige. Le titulaire du poste doit arbitrer.",
        "Le titulaire du poste doit arbitrer.",
    ),
    # An advertisement: the sexes beside the title tell it, items under a lead-in are duties.
    (
        "Directeur marketing (H/F)\n\nMissions\n\n- Commander les études d’usage.\n- Préparer les cycles.",
        "Commander les études d’usage.",
    ),
    (
        "Hugo Vasseur arrive. Il y occupe le poste de directeur marketing.\n\n« Je négocie les prix. »",
        "« Je négocie les prix. »",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), DOCUMENTS)
def test_sentence_is_a_statement(annotated: Annotated, text: str, sentence: str) -> None:
    said = [text[s.start : s.end] for s in annotated(text).statements]
    assert any(one.endswith(sentence) for one in said), said


OTHERS = [
    ("Fiche métier : responsable marketing\n\nTexte.", "Fiche métier"),
    ("Directeur marketing (H/F)\n\nNous recrutons notre futur directeur marketing.", "Nous recrutons"),
    ("Le directeur marketing veut une appli. Je lui ai demandé pourquoi.", "Je lui ai demandé pourquoi."),
    ("Le directeur marketing veut une appli. Il m’a répondu hier.", "Il m’a répondu hier."),
    ("Le CMO pilote la marque. Le directeur financier tient les comptes.", "Le directeur financier tient"),
]


@pytest.mark.parametrize(("text", "sentence"), OTHERS)
def test_sentence_is_no_statement(annotated: Annotated, text: str, sentence: str) -> None:
    said = [text[s.start : s.end] for s in annotated(text).statements]
    assert not any(one.startswith(sentence) for one in said), said


def test_every_surface_is_the_text_at_its_offsets(annotated: Annotated) -> None:
    for text, _ in (*DOCUMENTS, *OTHERS):
        result = annotated(text)
        assert all(text[m.start : m.end] == m.surface for m in result.mentions)
        assert result == annotated(text)
