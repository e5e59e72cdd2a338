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
    # Requirements in running prose, under a heading or « Profil : ».
    (
        "Directeur marketing (H/F)\n\nProfil :\n\nUn anglais courant est exigé. Rigueur et sens du client.",
        "Un anglais courant est exigé.",
    ),
    (
        "Directeur marketing (H/F)\n\nProfil :\n\nUn anglais courant est exigé. Rigueur et sens du client.",
        "Rigueur et sens du client.",
    ),
    (
        "Directeur marketing (H/F)\n\nVotre profil\n\nUne bonne maîtrise du SEO est indispensable.",
        "Une bonne maîtrise du SEO est indispensable.",
    ),
    (
        "Directeur marketing (H/F)\n\nVotre profil\n\nLa connaissance du luxe serait un vrai plus.",
        "La connaissance du luxe serait un vrai plus.",
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
    ("Directeur marketing (H/F)\n\nL’entreprise :\n\nUn anglais courant est exigé partout.", "Un anglais"),
    ("Directeur marketing (H/F)\n\nProfil :\n\nRigueur. Notre site est récent.", "Notre site"),
    ("Directeur marketing (H/F)\n\nProfil :\n\nRigueur. Votre candidature est attendue.", "Votre cand"),
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


def test_what_an_advertisement_requires_in_prose_is_a_competence(annotated: Annotated) -> None:
    text = "Directeur marketing (H/F)\n\nProfil :\n\nUn anglais courant et une appétence réelle sont exigés."
    skills = [m.surface for m in annotated(text).mentions if m.label == "skill"]
    assert skills[0] == "anglais courant"
    assert skills[1].startswith("appétence")


# What is said of the role in a clause in « que » counts, what it only qualifies does not.
THAT_CLAUSES = [
    ("Il faut que le CMO maîtrise le CRM.", True),
    ("On attend du marché que le CMO pilote la marque.", True),
    ("Voici les qualités que le CMO devra montrer.", True),
    ("La direction veut que la directrice marketing arbitre les budgets.", True),
    ("Un titre qui désigne le CMO.", False),
    ("L’outil dont le CMO se sert.", False),
    ("Les qualités que le CMO doit montrer.", True),
]


@pytest.mark.parametrize(("text", "states"), THAT_CLAUSES)
def test_a_clause_in_que_may_say_what_the_role_does(annotated: Annotated, text: str, *, states: bool) -> None:
    assert bool(annotated(text).statements) is states
