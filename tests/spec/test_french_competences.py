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
    # The third and later members of a coordination, after brackets, relative and purpose clauses too.
    (
        "Le CMO est chargé de la définition des cibles, du choix des prix et du suivi des retombées.",
        "suivi des retombées",
    ),
    ("Le CMO doit négocier les tarifs et du même coup limer les délais.", "négocier les tarifs"),
    ("Le CMO s’occupe de la négociation des tarifs et du suivi des retombées.", "suivi des retombées"),
    (
        "Le CMO doit piloter les coûts (média compris), relire les contrats et trier les fiches.",
        "trier les fiches",
    ),
    (
        "Le CMO devra trier les fiches qui comptent, chiffrer les retours et relire les contrats.",
        "relire les contrats",
    ),
    (
        "Le CMO doit trier les fiches pour gagner du temps, relire les contrats et chiffrer les retours.",
        "chiffrer les retours",
    ),
    # Objects that share their verb stay with it.
    (
        "Le directeur marketing prépare les cycles, les argumentaires et la PLV.",
        "prépare les cycles, les argumentaires et la PLV",
    ),
    # How long and how often is no part of it.
    ("Le CMO doit relire les verbatims deux heures par jour.", "relire les verbatims"),
    # A bare product keeps its trigger.
    ("Le directeur marketing a besoin d’une bonne maîtrise d’Excel.", "maîtrise d’Excel"),
    ("Le CMO doit maîtriser le SEO, le SEA et le social ads.", "maîtriser le SEO"),
    ("Le CMO doit avoir une bonne maîtrise du SEO et de Photoshop.", "maîtrise du SEO"),
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
    # Products are tools, or nothing.
    "Le CMO doit maîtriser Zorblux et Klapio.",
    "Le CMO doit connaître Zorblux et Klapio.",
    "Le directeur marketing utilise Zorblux.",
    # What stands for a thing that another sentence names.
    "Le CMO doit en soutenir trois.",
    "Le CMO doit chiffrer chacune.",
    # Said of a thing, and how often somebody did something.
    "Le CMO organise à l’étage un concours doté d’une console, à force de répéter.",
    # The firm of an advertisement, and what it asks for that is no competence.
    "Directeur marketing (H/F)\n\nCréée en 1974, la société dispose d’un savoir-faire en verrerie d’art.",
    "Directeur marketing (H/F)\n\nVotre profil :\n- au moins dix ans d’expérience ;\n- un master.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_activity_is_no_competence(annotated: Annotated, text: str) -> None:
    assert not [m.surface for m in annotated(text).mentions if m.label == "skill" and m.origin == "pattern"]


PRODUCTS = [
    ("Le CMO doit maîtriser Zorblux et Klapio.", ["Zorblux", "Klapio"]),
    (
        "Nos directeurs marketing utilisent Zorblux pour le catalogue et Klapio pour les devis.",
        ["Zorblux", "Klapio"],
    ),
    ("Le directeur marketing a une bonne maîtrise de Zorblux.", ["Zorblux"]),
    ("Les agences utilisent Zorblux.", []),
    # What has an article is no product, nor is an acronym that the lexicon does not hold.
    ("Le CMO doit maîtriser l’Europe et l’Asie.", []),
    ("Le CMO doit maîtriser le ROI, le CAC et la LTV.", []),
    ("Le CMO maîtrise la RSE et le RGPD.", []),
    ("Le CMO doit maîtriser l’UX et les RP.", []),
]


@pytest.mark.parametrize(("text", "names"), PRODUCTS)
def test_unknown_names_that_the_role_uses_are_tools(
    annotated: Annotated, text: str, names: list[str]
) -> None:
    found = [m.surface for m in annotated(text).mentions if m.label == "tool" and m.origin == "pattern"]
    assert found == names


def test_the_agencies_recruit_not_the_role(annotated: Annotated) -> None:
    text = "Le CMO pilote la marque. Les agences, elles, recrutent des profils hybrides."
    assert "recrutent des profils" not in [m.surface for m in annotated(text).mentions]


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Sans maîtriser Excel, le CMO est perdu.",
        "Outils : CRM, DAF et CMO.",
        "Le CMO utilise HubSpot, le DSI Oracle et la DRH SAP.",
    ],
)
def test_who_is_named_is_no_tool(annotated: Annotated, sentence: str) -> None:
    tools = {m.surface for m in annotated(sentence).mentions if m.label == "tool"}
    assert tools
    assert not any(name in tool for tool in tools for name in ("CMO", "DAF", "DSI", "DRH"))


def test_what_grammar_finds_leads_to_the_tool_that_the_lexicon_holds(annotated: Annotated) -> None:
    found = annotated("Le CMO a une bonne maîtrise de Photoshop et des outils tels que Notion.").mentions
    assert {(m.label, m.surface): m.concept_id for m in found if m.label in {"skill", "tool"}} == {
        ("skill", "maîtrise de Photoshop"): "tool/photoshop",
        ("tool", "Photoshop"): "tool/photoshop",
        ("tool", "Notion"): "tool/notion",
    }


# What is said of another noun, or is a shop and no software.
NO_MENTIONS = [
    "Le directeur marketing compare ceux du voisin.",
    "Le directeur marketing a acheté un magasin.",
    "Le directeur marketing mesure deux mètres.",
    "Le directeur marketing s’est vu fixer des objectifs.",
    "Partie ouvrir une librairie à Bayonne, la directrice marketing dort.",
    "Le directeur marketing devra demander les siennes à la régie.",
    "La plateforme de meubles d’occasion connaît le CMO.",
]


def test_shops_and_what_stands_for_another_noun_are_nothing(annotated: Annotated) -> None:
    found = [m for sentence in NO_MENTIONS for m in annotated(sentence).mentions if m.origin == "pattern"]
    assert found == []


def test_a_platform_of_work_is_a_tool(annotated: Annotated) -> None:
    found = annotated("Le CMO choisit une plateforme de calcul des marges.").mentions
    assert "plateforme de calcul des marges" in {m.surface for m in found if m.label == "tool"}


def test_tools_after_a_trigger_are_no_competences_by_themselves(annotated: Annotated) -> None:
    found = annotated("Le CMO doit maîtriser le SEO, le SEA et le social ads.").mentions
    assert [(m.label, m.surface) for m in found if m.label in {"skill", "tool"}] == [
        ("skill", "maîtriser le SEO"),
        ("tool", "SEO"),
        ("tool", "SEA"),
        ("tool", "social ads"),
    ]


def test_a_tool_that_one_disposes_of_is_no_competence(annotated: Annotated) -> None:
    found = annotated("Le CMO doit disposer d’un CRM.").mentions
    assert [(m.label, m.surface) for m in found] == [("title", "CMO"), ("tool", "CRM")]
