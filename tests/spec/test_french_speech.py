"""Who speaks in quotes, and who acts under a title and a firm: a text, which sentences are heard."""

from collections.abc import Callable

import pytest

from cmo_nlp.records import Annotation

Annotated = Callable[..., Annotation]

SAID = [
    ("« Je fixe les prix chaque mois », explique la directrice marketing de Valdor.", "« Je fixe les prix"),
    ("« Je dirige les campagnes », confie Anne Roy, directrice marketing de Valdor.", "« Je dirige"),
    ("« Mon métier consiste à écouter », nous raconte le CMO de Valdor.", "« Mon métier"),
    ("« Nous devons apprendre le SEO », reconnaît le CMO de Valdor, Paul Roy.", "« Nous devons"),
    ("Selon la directrice marketing de Valdor, « nous devons maîtriser le CRM ».", "Selon la directrice"),
    ("La directrice marketing de Valdor précise : « Je pilote le CRM. »", "La directrice marketing"),
    # A quotation over several sentences is its speaker's from its first; the next one goes on.
    ("« Je lis les chiffres. Je fixe les prix », dit le CMO de Valdor.", "« Je lis les chiffres."),
    ("« Je lis les chiffres », dit le CMO de Valdor. « Je fixe les prix. »", "« Je fixe les prix. »"),
    # The pronoun that ends a quotation, and the one after it, go on about who was named.
    ("Anne Roy a été nommée directrice marketing. « Je fixe les prix », confie-t-elle.", "« Je fixe"),
    (
        "Anne Roy a été nommée directrice marketing. « Il faut oser », dit-elle. Elle fixe les prix.",
        "Elle fixe les prix.",
    ),
    ("Anne Roy a été nommée directrice marketing.", "Anne Roy a été nommée"),
    ("Le CMO doit innover. « Je fixe les prix », résume-t-il. Il maîtrise le CRM.", "Il maîtrise le CRM."),
    ("Le CMO doit innover. « Quelle époque ! » Il maîtrise le CRM.", "Il maîtrise le CRM."),
    # Title and firm name who acts.
    ("La directrice marketing de Valdor fixe les prix.", "La directrice marketing"),
    ("La directrice marketing de Valdor lit peu. Elle négocie avec les régies.", "Elle négocie"),
    ("Le CMO du XXIe siècle pilote la data.", "Le CMO du XXIe"),
    ("Le CMO maîtrise Klapio.", "Le CMO maîtrise"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "opening"), SAID)
def test_a_holder_is_heard(annotated: Annotated, text: str, opening: str) -> None:
    said = [text[s.start : s.end] for s in annotated(text).statements]
    assert any(one.startswith(opening) for one in said), said


OTHERS = [
    ("« Je dirige la DSI », explique le directeur informatique de Valdor. Le CMO écoute.", "« Je dirige"),
    ("« Je fixe les prix », explique l’adjoint du directeur marketing de Valdor.", "« Je fixe"),
    ("« Je fixe les prix », explique Paul Roy, ancien directeur marketing de Valdor.", "« Je fixe"),
    ("Anne Roy est directrice marketing de Valdor. « Je fixe les prix », répond Paul Le Gall.", "« Je fixe"),
    (
        "Anne Roy, directrice marketing, voit le DSI. « Je règle tout », dit ce DSI. « Je gère tout. »",
        "« Je gère",
    ),
    ("Le CMO doit innover. « Je fixe les prix », tranche-t-elle.", "« Je fixe"),
    ("« Le marché recule », constate la directrice marketing de Valdor.", "« Le marché"),
    ("Le CMO de Valdor a rencontré hier celui de Klapio.", "Le CMO de Valdor"),
    ("Le fondateur parle au CMO de Valdor.", "Le fondateur"),
    ("Le CMO de Valdor pilote la marque. Le marché stagne. Il pleut.", "Le marché"),
    ("Le CMO de Valdor pilote la marque. Le marché stagne. Il pleut.", "Il pleut"),
]


@pytest.mark.parametrize(("text", "opening"), OTHERS)
def test_somebody_else_is_not(annotated: Annotated, text: str, opening: str) -> None:
    said = [text[s.start : s.end] for s in annotated(text).statements]
    assert not any(one.startswith(opening) for one in said), said


def test_the_verb_that_quotes_is_no_competence(annotated: Annotated) -> None:
    text = "« Mon métier exige d’écouter », explique la directrice marketing de Valdor."
    assert not [m for m in annotated(text).mentions if m.surface.startswith("explique")]
