"""Which words of a sentence are taken, under which label: input and expected mentions."""

from collections.abc import Callable

import pytest

from cmo_nlp.records import Annotation

Annotated = Callable[..., Annotation]


def surfaces(annotation: Annotation, label: str) -> list[str]:
    return [m.surface for m in annotation.mentions if m.label == label]


MATCHED = [
    # Folding: case, accents, apostrophes, elision, number.
    ("Le directeur marketing arrive.", "title", ["directeur marketing"]),
    ("LE DIRECTEUR MARKETING ARRIVE.", "title", ["DIRECTEUR MARKETING"]),
    ("La directrice marketing arrive.", "title", ["directrice marketing"]),
    ("Les directeurs marketing arrivent.", "title", ["directeurs marketing"]),
    ("Le·la directeur·rice marketing arrive.", "title", ["directeur·rice marketing"]),
    ("Le directeur(trice) marketing arrive.", "title", ["directeur(trice) marketing"]),
    ("Le directeur du marketing arrive.", "title", ["directeur du marketing"]),
    ("Le C M O arrive.", "title", ["C M O"]),
    ("Le C.M.O. arrive.", "title", ["C.M.O."]),
    ("Le CMO1 arrive.", "title", ["CMO"]),
    ("Le CMO² arrive.", "title", ["CMO"]),
    ("Le CMO's club arrive.", "title", ["CMO"]),
    ("Le C-M-O arrive.", "title", ["C-M-O"]),
    ("La Dir. Mktg arrive.", "title", ["Dir. Mktg"]),
    ("Le directeur (trice) marketing arrive.", "title", ["directeur (trice) marketing"]),
    ("Le·la directeur\u22c5rice marketing arrive.", "title", ["directeur\u22c5rice marketing"]),
    ("Le·la directeur\u2027rice marketing arrive.", "title", ["directeur\u2027rice marketing"]),
    ("Le·la directeur\u2219rice marketing arrive.", "title", ["directeur\u2219rice marketing"]),
    ("Le CMO vit d’e\u2011mailing.", "tool", ["e\u2011mailing"]),
    ("Le CMO vit d’e\u2010mailing.", "tool", ["e\u2010mailing"]),
    ("Le dir\u2060ecteur mar\u200dket\u200cing arrive.", "title", ["dir\u2060ecteur mar\u200dket\u200cing"]),
    ("Le direc\u00adteur marketing arrive.", "title", ["direc\u00adteur marketing"]),
    ("Le CMO augmenté arrive.", "title", ["CMO augmenté"]),
    ("L’IA change le métier du CMO.", "tool", ["IA"]),
    ("Le CMO vit d’e-mailing.", "tool", ["e-mailing"]),
    ("Le CMO adopte l’intelligence\u00a0artificielle.", "tool", ["intelligence\u00a0artificielle"]),
    ("Le CMO parle au DSI et à l’agence.", "counterpart", ["DSI", "agence"]),
    # Acronyms match by case.
    ("Le CMO ouvre le crm.", "title", ["CMO"]),
    ("On est au coma.", "title", []),
    ("Le Cmo ouvre le Crm et le Seo.", "tool", ["Crm", "Seo"]),
    # Those that are read as words are written as words.
    ("Le CMO siège au comex, au Codir et au COPIL.", "counterpart", ["comex", "Codir", "COPIL"]),
    ("Le CMO dépend du pdg.", "counterpart", ["pdg"]),
    ("Le CMO choisit un routeur d’e-mailing.", "tool", ["routeur d’e-mailing"]),
    ("Le CMO choisit un routeur d’e-mailing.", "counterpart", []),
    # Ambiguous names need company.
    ("Le CMO ouvre Excel et son CRM.", "tool", ["Excel", "CRM"]),
    ("Le CMO vise l’excellence.", "tool", []),
    ("Le CMO vise chaque segment du marché.", "tool", []),
    # Longest first within a label; labels may overlap.
    ("Le CMO soigne la gestion de la relation client.", "skill", ["gestion de la relation client"]),
    # Addresses are no words.
    ("Écrivez à cmo@marketing.fr ou sur www.crm.com.", "tool", []),
]


@pytest.mark.parametrize(("sentence", "label", "expected"), MATCHED)
def test_the_lexicon_is_matched_as_french_is_written(
    annotated: Annotated, sentence: str, label: str, expected: list[str]
) -> None:
    assert surfaces(annotated(sentence), label) == expected


DISCOVERED = [
    ("Le CMO doit avoir une parfaite maîtrise des enchères inversées.", "skill", "enchères inversées"),
    ("Le CMO a des compétences en balistique orbitale.", "skill", "balistique orbitale"),
    ("Le CMO est capable de dompter les tableaux dynamiques.", "skill", "dompter les tableaux dynamiques"),
    ("Le CMO doit savoir chorégraphier les lancements.", "skill", "chorégraphier les lancements"),
    ("Le CMO devra simplifier les tunnels de vente.", "skill", "simplifier les tunnels de vente"),
    (
        "Sa capacité à osciller entre marque et rendement distingue le CMO.",
        "skill",
        "osciller entre marque et rendement",
    ),
    ("Le CMO doit simplifier les tunnels qui fatiguent.", "skill", "simplifier les tunnels"),
    ("Le CMO doit simplifier les tunnels pour vendre.", "skill", "simplifier les tunnels"),
    ("Le CMO doit trier et classer les signaux faibles.", "skill", "trier et classer les signaux faibles"),
    ("Le CMO, architecte de la promesse, rassure les clients.", "skill", "architecte de la promesse"),
    ("Le CMO utilise des outils tels que Zorglub, Piwou et Brax3.", "tool", "Piwou"),
    ("Des plateformes comme Zorglub séduisent le CMO.", "tool", "Zorglub"),
    ("Le CMO choisit un logiciel de calcul des marges.", "tool", "logiciel de calcul des marges"),
]


@pytest.mark.parametrize(("sentence", "label", "expected"), DISCOVERED)
def test_what_the_lexicon_does_not_hold_is_found_by_its_trigger(
    annotated: Annotated, sentence: str, label: str, expected: str
) -> None:
    found = {m.surface: m for m in annotated(sentence).mentions if m.label == label}
    assert expected in found
    assert (found[expected].origin, found[expected].concept_id) == ("pattern", None)
    assert 0 < found[expected].score < 0.9


COORDINATED = [
    (
        "Le CMO doit simplifier les tunnels, trier les signaux et dompter les tableaux.",
        ["simplifier les tunnels", "trier les signaux", "dompter les tableaux"],
    ),
    (
        "Ses missions au CMO : simplifier les tunnels dans tous les pays, trier les signaux.",
        ["simplifier les tunnels", "trier les signaux"],
    ),
    ("Le CMO doit être agile, loyal et analytique.", ["agile", "loyal", "analytique"]),
]


@pytest.mark.parametrize(("sentence", "expected"), COORDINATED)
def test_each_member_of_a_coordination_that_can_stand_alone_is_one_mention(
    annotated: Annotated, sentence: str, expected: list[str]
) -> None:
    assert surfaces(annotated(sentence), "skill") == expected


LISTED = [
    ("Ses missions au CMO :\n- dompter les tableaux\n- charmes et philtres, selon le jour", "skill",
     ["dompter les tableaux", "charmes", "philtres"]),
    ("Le CMO arrive.\nVos missions :\n- domptez les tableaux", "skill", ["domptez les tableaux"]),
    ("Le CMO arrive.\nSes outils :\n- Zorglub\n- le Piwou", "tool", []),
    ("Les outils du CMO :\n- Zorglub\n- le Piwou\n- quelque chose de très long et sans nom", "tool",
     ["Zorglub", "Piwou"]),
    ("Le CMO a des outils (Zorglub, Piwou, et les autres).", "tool", ["Zorglub", "Piwou"]),
    ("Le CMO a des outils comme tous les autres.", "tool", []),
    ("Le CMO a des plateformes, dont il se moque.", "tool", []),
    ("Le CMO a un outil digital comme une lampe.", "tool", ["outil digital"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label", "expected"), LISTED)
def test_lists_and_brackets_name_what_their_lead_in_announces(
    annotated: Annotated, text: str, label: str, expected: list[str]
) -> None:
    assert surfaces(annotated(text), label) == expected


SPANS = [
    ("Le CMO doit avoir une solide maîtrise des données.", "maîtrise des données"),
    ("Le CMO doit acquérir une culture du chiffre solide.", "culture du chiffre"),
    ("Le CMO doit cultiver le sens du rythme et du contretemps.", "sens du rythme et du contretemps"),
    ("Le CMO doit maîtriser les leviers d’acrobatie et de voltige.", "leviers d’acrobatie et de voltige"),
    (
        "Le CMO doit dompter les tableaux dynamiques et statiques.",
        "dompter les tableaux dynamiques et statiques",
    ),
    (
        "Le CMO doit s’accorder vite aux caprices du climat.",
        "s’accorder vite aux caprices du climat",
    ),
    ("Le CMO doit dompter les tableaux en accélérant.", "dompter les tableaux"),
    ("Le CMO doit dompter les tableaux tout en dormant.", "dompter les tableaux"),
    ("Pour dompter les tableaux, le CMO dort.", "dompter les tableaux"),
    ("Le CMO a pour mission de faire danser les tableaux.", "faire danser les tableaux"),
]


@pytest.mark.parametrize(("sentence", "expected"), SPANS)
def test_a_competence_is_the_shortest_phrase_that_still_names_it(
    annotated: Annotated, sentence: str, expected: str
) -> None:
    assert expected in surfaces(annotated(sentence), "skill")


NOT_FOUND = [
    "Le CMO doit avancer.",
    "Le CMO doit être présent.",
    "Ce logiciel est capable de dompter les tableaux.",
    "Le CMO est un mouton à cinq pattes.",
    "La solution comme un remède.",
    "Le CMO a des compétences.",
]


@pytest.mark.parametrize("sentence", NOT_FOUND)
def test_what_names_no_competence_and_no_tool_is_not_discovered(annotated: Annotated, sentence: str) -> None:
    assert [m.surface for m in annotated(sentence).mentions if m.origin == "pattern"] == []


NEGATED = [
    ("Le CMO n’a pas de CRM.", "CRM", True),
    ("Le CMO travaille sans CRM.", "CRM", True),
    ("Le CMO avance sans maîtriser le CRM.", "CRM", True),
    ("Le CMO n’utilise plus le CRM.", "CRM", True),
    ("Le CMO n’utilise que le CRM.", "CRM", False),
    ("Le CMO ne choisit pas seulement le CRM.", "CRM", False),
    ("Le CRM ne suffit pas au CMO.", "CRM", False),
    ("Le CMO ne dort pas, il choisit le CRM.", "CRM", False),
    ("Le CMO a, sans doute, un CRM.", "CRM", False),
    ("Le CMO manque de leadership.", "leadership", True),
    ("Le CMO n’est plus un simple publicitaire mais un as du CRM.", "CRM", False),
]


@pytest.mark.parametrize(("sentence", "surface", "negated"), NEGATED)
def test_a_negation_reaches_to_the_end_of_its_clause(
    annotated: Annotated, sentence: str, surface: str, *, negated: bool
) -> None:
    found = {m.surface: m.negated for m in annotated(sentence).mentions}
    assert found[surface] is negated


CITED = [
    "Selon une étude de Bain, les directeurs marketing négligent le CRM.",
    "Une étude de l’Adetem montre que le directeur marketing doit former ses équipes.",
    "Une étude du cabinet Forrester publiée en mai décrit le CMO.",
    "D’après Forrester et Gartner, le CMO pilotera la data.",
    "Gartner prévoit que le CMO pilotera la data.",
    "Nielsen a estimé que le directeur marketing dépense plus en télévision.",
    "Le CMO changera de métier, prédit l’institut Kantar.",
    "Un sondage Ifop interroge les directeurs marketing.",
]


@pytest.mark.parametrize("sentence", CITED)
def test_whom_the_text_cites_is_no_counterpart_and_no_study_of_the_role(
    annotated: Annotated, sentence: str
) -> None:
    found = annotated(sentence)
    assert surfaces(found, "counterpart") == []
    assert not [surface for surface in surfaces(found, "skill") if "étude" in surface]


WORKED_WITH = [
    ("Le directeur marketing travaille avec Nielsen et Kantar.", ["Nielsen", "Kantar"]),
    ("Le directeur marketing confie ses enquêtes à Ipsos.", ["Ipsos"]),
    ("Selon le DSI, le CMO doit piloter la data.", ["DSI"]),
    ("Selon la DRH, le CMO doit piloter la data.", ["DRH"]),
]


@pytest.mark.parametrize(("sentence", "expected"), WORKED_WITH)
def test_whom_the_role_works_with_stays_a_counterpart(
    annotated: Annotated, sentence: str, expected: list[str]
) -> None:
    assert surfaces(annotated(sentence), "counterpart") == expected
