"""Names of products, firms and partners that are also words: with company, without it, and the look-alike."""

from collections.abc import Callable

import pytest

from cmo_nlp.records import Annotation

Annotated = Callable[..., Annotation]


def surfaces(annotation: Annotation, label: str) -> list[str]:
    return [m.surface for m in annotation.mentions if m.label == label]


# A sentence that gives the name company, the name, and a sentence with the same letters that names no tool.
WITH_AND_WITHOUT = [
    ("Le CMO ouvre Excel et son CRM.", "Excel", "Le CMO vise l’excellence."),
    ("Le CMO a une bonne maîtrise d’Excel.", "Excel", "Le CMO excelle à l’oral."),
    ("Le CMO connecte Segment à son CRM.", "Segment", "Segment par segment, le CMO avance."),
    ("Le CMO déploie Teams et Slack.", "Teams", "Les teams du CMO jouent gros."),
    ("Le CMO déploie Teams et Slack.", "Slack", "Ce slack dans le planning arrange le CMO."),
    ("Le CMO utilise Notion et Trello.", "Notion", "La notion de marque échappe au CMO."),
    ("Le CMO utilise Notion et Trello.", "Notion", "Notion floue, la marque échappe au CMO."),
    ("Le logiciel Drift répond aux visiteurs.", "Drift", "Le drift de la marque inquiète le CMO."),
    ("L’outil Buffer programme les tweets.", "Buffer", "Un buffer de deux jours protège le CMO."),
    ("L’outil Later programme les tweets.", "Later", "Too late, too later : le CMO soupire."),
    ("Le CMO utilise Zoom et Slack.", "Zoom", "Un zoom sur le CMO."),
    ("Le CMO utilise Zoom et Slack.", "Zoom", "Zoom sur une directrice marketing."),
    ("La plateforme Amplitude mesure les usages.", "Amplitude", "L’amplitude des horaires use le CMO."),
    ("L’outil Mention surveille la marque.", "Mention", "Il a une licence, mention bien."),
    ("L’outil Mention surveille la marque.", "Mention", "Mention spéciale au directeur marketing."),
    ("Le CMO connecte Tableau à Snowflake.", "Tableau", "Tableau noir pour le CMO."),
    ("Le CMO intègre Make à HubSpot.", "Make", "Make or buy, demande le CMO."),
    ("Le CMO utilise Word et PowerPoint.", "Word", "Le word of mouth plaît au CMO."),
    ("Le CMO utilise Python et SQL.", "Python", "Un python traverse la route du CMO."),
    ("La solution Batch envoie des notifications push.", "Batch", "Un batch de dossiers attend le CMO."),
    ("La plateforme Intercom répond aux visiteurs.", "Intercom", "L’intercom du bureau du CMO grésille."),
    ("L’appli Vine séduit les marques.", "Vine", "La vine du CMO est grande."),
    ("Le CMO utilise Miro et Figma.", "Miro", "Une toile de miro orne le bureau du CMO."),
    ("Le logiciel Sage tient la comptabilité.", "Sage", "Le CMO est sage."),
    ("Le logiciel Sage tient la comptabilité.", "Sage", "Sage et patient, le CMO attend."),
    ("La solution Oracle équipe le CMO.", "Oracle", "Le CMO n’est pas un oracle."),
    ("La plateforme Prosodie répond aux appels.", "Prosodie", "La prosodie du CMO est lente."),
    ("Le CMO utilise Figma et Sketch.", "Sketch", "Un sketch du CMO a fait rire."),
    ("Le CMO utilise Ahrefs et Moz.", "Moz", "Moz écrit au CMO."),
    ("La plateforme Domo affiche les ventes.", "Domo", "Domo était là."),
]


@pytest.mark.parametrize(("sentence", "name", "other"), WITH_AND_WITHOUT)
def test_a_product_that_is_also_a_word_is_a_tool_in_company_only(
    annotated: Annotated, sentence: str, name: str, other: str
) -> None:
    assert name in surfaces(annotated(sentence), "tool")
    assert surfaces(annotated(other), "tool") == []


# Names that are no French word are tools wherever they stand, however they are capitalised.
DISTINCT = [
    "Canva", "Sprinklr", "Hotjar", "HubSpot", "Hubspot", "Mailchimp", "MailChimp", "LinkedIn", "Linkedin",
    "YouTube", "Salesforce Marketing Cloud", "Adobe Campaign", "Matomo", "Piano Analytics", "ChatGPT",
    "Semrush", "SEMrush", "Wordpress", "Google Analytics 4", "TikTok", "Dailymotion", "Viadeo", "Eudonet",
    "Efficy", "Lengow", "Didomi", "Contentsquare", "Iconosquare", "PlayPlay", "Tradedoubler",
]  # fmt: skip


@pytest.mark.parametrize("name", DISTINCT)
def test_a_name_that_is_no_word_is_a_tool_by_itself(annotated: Annotated, name: str) -> None:
    assert surfaces(annotated(f"Le CMO découvre {name} avec plaisir."), "tool") == [name]


# Written as a common noun these are something else; with their capital they are a product.
BY_CASE = [
    ("Le CMO adopte Sarbacane.", "Sarbacane", "Le CMO souffle dans une sarbacane."),
    ("Le CMO adopte Cabestan.", "Cabestan", "Le CMO pousse un cabestan."),
    ("Le CMO adopte Bing.", "Bing", "Et bing, le CMO tombe."),
    ("Le CMO adopte Stripe.", "Stripe", "Une stripe rouge orne la tasse du CMO."),
    ("Le CMO adopte Asana.", "Asana", "Le CMO tient son asana."),
    ("Le CMO adopte Marigold.", "Marigold", "Le CMO peint en marigold."),
    ("Le CMO investit dans l’IA.", "IA", "Il ia tout vu, dit le CMO."),
    ("Le CMO choisit un DAM.", "DAM", "Le CMO marche sur le dam."),
    ("Le CMO choisit une CDP.", "CDP", "Le CMO écrit cdp."),
]


@pytest.mark.parametrize(("sentence", "name", "other"), BY_CASE)
def test_a_product_is_told_from_the_word_by_its_capitals(
    annotated: Annotated, sentence: str, name: str, other: str
) -> None:
    assert surfaces(annotated(sentence), "tool") == [name]
    assert surfaces(annotated(other), "tool") == []


# Facebook is met as a channel, Meta as the firm or not at all.
FIRMS = [
    ("Les marques sont sur Facebook.", "tool", ["Facebook"]),
    ("Le CMO achète sur Meta Ads.", "tool", ["Meta Ads"]),
    ("Le CMO négocie avec Meta.", "counterpart", ["Meta"]),
    ("Une meta-analyse le prouve.", "counterpart", []),
    ("La méta des jeux change.", "counterpart", []),
    ("Le CMO a travaillé chez Procter & Gamble.", "counterpart", ["Procter & Gamble"]),
    ("Le directeur marketing & digital arrive.", "title", ["directeur marketing & digital"]),
    ("Le CMO a travaillé chez Orange.", "counterpart", ["Orange"]),
    ("Le jus d’orange coule.", "counterpart", []),
    ("La base du métier change.", "tool", []),
    ("Les bases de données changent.", "tool", ["bases de données"]),
]


@pytest.mark.parametrize(("sentence", "label", "expected"), FIRMS)
def test_firms_and_channels(annotated: Annotated, sentence: str, label: str, expected: list[str]) -> None:
    assert surfaces(annotated(sentence), label) == expected


# Everyday words that only company makes a tool or a partner.
BARE = [
    "Les employés déjeunent.", "La technologie avance.", "Un livre blanc dort sur la table.",
    "Une infographie orne le mur.", "Les écrans fatiguent.", "Le papier jaunit.", "L’équipe déjeune.",
    "Les dirigeants dorment.", "La fonction marketing existe.", "Le téléphone sonne.",
    "Son ordinateur chauffe.",
    "Il demande son avis.", "La vitrine brille.", "Le journal paraît.", "Une affiche tombe.",
    "La brochure moisit.", "Le spot clignote.", "Le salon ferme.", "Le panier déborde.", "La prime tombe.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", BARE)
def test_bare_everyday_words_name_no_tool_and_no_partner(annotated: Annotated, sentence: str) -> None:
    found = annotated(sentence)
    assert [*surfaces(found, "tool"), *surfaces(found, "counterpart")] == []


FUNCTIONS = [
    "DSI", "DRH", "DAF", "directrice des systèmes d’information", "directeur·rice financier·e",
    "directeur commercial", "directrice commerciale", "directeur/directrice des achats",
    "directrice juridique",
    "régies publicitaires", "agence de publicité", "agences médias", "annonceurs", "actionnaires",
    "distributeurs", "partenaires", "directrice générale adjointe", "cheffe de produit", "chefs de rayon",
    "responsable du site web", "directeur de clientèle", "service après-vente", "chargée d’études",
    "commissaires aux comptes", "courtiers en données", "directrices de magasin",
]  # fmt: skip


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_and_partners_in_every_gender(annotated: Annotated, name: str) -> None:
    assert surfaces(annotated(f"Le CMO parle avec {name} chaque lundi."), "counterpart") == [name]


# Grammar makes the name: what it leans on, what stands beside it, what says what it is.
NAMED = [
    ("Le CMO ouvre EXCEL chaque matin.", ["EXCEL"]),
    ("Le CMO a écrit sur Slack.", ["Slack"]),
    ("Le CMO ouvre un fichier Excel.", ["fichier Excel"]),
    ("Le CMO a une réunion sur Zoom.", ["Zoom"]),
    ("Le CMO suit ses prospects dans Base.", ["Base"]),
    ("Le CMO a choisi le CRM Base.", ["CRM", "Base"]),
    ("Slack, une messagerie, séduit le CMO.", ["Slack"]),
    ("Notion reste un outil simple pour le CMO.", ["Notion"]),
    ("Excel et PowerPoint ne suffisent plus au CMO.", ["Excel", "PowerPoint"]),
    ("Le CMO délaisse Teams pour Slack.", ["Teams", "Slack"]),
    ("Le CMO passe à Notion.", ["Notion"]),
    ("L’usage de Slack gagne la direction du CMO.", ["Slack"]),
    ("LE CMO PASSE SES JOURNÉES SUR EXCEL", ["EXCEL"]),
    ("Un tableau Excel de pilotage guide le CMO.", ["tableau Excel"]),
    ("Le CMO sait se servir d’Excel.", ["Excel"]),
    ("Le CMO a choisi Segment comme CDP.", ["Segment", "CDP"]),
    ("Slack remplace le CRM du CMO.", ["Slack", "CRM"]),
    ("Drift permet au CMO de dialoguer.", ["Drift"]),
]
# A tool elsewhere in the sentence does not make a name of a word with a capital.
NO_NAMES = [
    ("Notion de base pour le CMO et son CRM.", ["CRM"]),
    ("Segment de clientèle : le CRM du CMO le dit.", ["CRM"]),
    ("Tableau 3 : les ventes du CMO dans le CRM.", ["CRM"]),
    ("Voir le Tableau 3 du CRM.", ["CRM"]),
    ("Le CMO compte sur Claude, son adjoint.", []),
    ("Le CMO insiste sur Mention dans son discours.", []),
    ("Le CMO zoome sur Base, sa ville.", []),
    ("Segment comme cible : le CRM du CMO le dit.", ["CRM"]),
    ("Claude remplace le directeur marketing.", []),
    ("Zoom sur le CRM du directeur marketing.", ["CRM"]),
    ("Les Segments du CRM du CMO sont clairs.", ["CRM"]),
    ("LE CMO UTILISE SON CRM : NOTION DE BASE ET SEGMENT DE CLIENTÈLE.", ["CRM"]),
    ("ZOOM SUR LE CRM DU CMO", ["CRM"]),
    ("Le CMO connaît la Base et le CRM.", ["CRM"]),
    ("Mention spéciale au CRM du CMO.", ["CRM"]),
    ("Le CRM de Monsieur Sage plaît au CMO.", ["CRM"]),
]


@pytest.mark.parametrize(("sentence", "expected"), [*NAMED, *NO_NAMES])
def test_grammar_tells_the_name_of_a_product_from_the_word(
    annotated: Annotated, sentence: str, expected: list[str]
) -> None:
    assert surfaces(annotated(sentence), "tool") == expected


# « droit » as what one may do, two verbs that are verbs; and the competences of the same letters.
VERBS, COMPETENCE = "verbs or a locution", "a competence"
HOMOGRAPHS = [
    ("Le CMO a le droit de choisir.", "droit", VERBS),
    ("Le CMO est en droit de refuser.", "droit", VERBS),
    ("Le CMO a droit à un budget.", "droit", VERBS),
    ("Le CMO doit connaître le droit et la finance.", "droit", COMPETENCE),
    ("Le CMO doit savoir être patient.", "savoir être", VERBS),
    ("Le CMO fait savoir que la campagne démarre.", "fait savoir", VERBS),
    ("Il faut le faire savoir, dit le CMO.", "faire savoir", VERBS),
    ("Le CMO soigne son savoir être.", "savoir être", COMPETENCE),
    ("Le CMO soigne son savoir-être.", "savoir-être", COMPETENCE),
    ("Le CMO doit maîtriser le faire savoir.", "faire savoir", COMPETENCE),
]


@pytest.mark.parametrize(("sentence", "words", "expected"), HOMOGRAPHS)
def test_verbs_and_locutions_that_look_like_a_competence_are_none(
    annotated: Annotated, sentence: str, words: str, expected: str
) -> None:
    assert (words in surfaces(annotated(sentence), "skill")) is (expected == COMPETENCE)
