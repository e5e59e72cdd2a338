"""Which sentences say something of the role, and of which time: input and expected horizon."""

from collections.abc import Callable

import pytest

from cmo_nlp.records import Annotation

Annotated = Callable[..., Annotation]

SENTENCES = [
    # Tense of the main clause.
    ("Le directeur marketing pilote la stratégie de marque.", "present"),
    ("Depuis 2012, le CMO pilote.", "present"),
    ("Le CMO arbitre.", "present"),
    ("Le CMO contrôle 60 % du budget.", "present"),
    ("L’ex-directeur marketing pilotait la marque.", "past"),
    ("Le directeur marketing doit maîtriser les données.", "present"),
    ("Le CMO devra maîtriser l’intelligence artificielle.", "future"),
    ("La directrice marketing va devoir arbitrer entre marque et performance.", "future"),
    ("Le CMO sera un chef d’orchestre.", "future"),
    ("Les directeurs marketing seront jugés sur la croissance.", "future"),
    ("Le CMO pourrait disparaître des comités de direction.", "future"),
    ("Le directeur marketing est amené à travailler avec la DSI.", "future"),
    ("Le directeur marketing s’apprête à prendre la tête du digital.", "future"),
    ("Le directeur marketing incarnait la voix de la marque.", "past"),
    ("Le directeur marketing était un homme de publicité.", "past"),
    ("Le directeur marketing devait surtout acheter de l’espace.", "past"),
    ("Les directeurs marketing passaient leurs journées avec les agences.", "past"),
    ("Le directeur marketing exclut la publicité.", "present"),
    ("Le CMO conclut les contrats et inclut la data dans son plan.", "present"),
    ("En 2009, le directeur marketing conclut les contrats.", "past"),
    ("N’étant pas technicien, le CMO délègue le CRM à la DSI.", "present"),
    ("Le CMO ne saurait négliger le CRM.", "present"),
    ("Le CMO saurait négocier avec les régies.", "future"),
    ("Je voudrais que le CMO maîtrise le CRM.", "present"),
    ("Nous aimerions que le directeur marketing parle au DSI.", "present"),
    # Forms of two tenses are present, unless a story or a year of the past is told.
    ("Le directeur marketing investit la stratégie de marque.", "present"),
    ("Le directeur marketing réussit à piloter la marque.", "present"),
    ("Le directeur marketing bâtit la stratégie de marque.", "present"),
    ("Le CMO investit dans le CRM et le SEO.", "present"),
    # Forms whose ending says their tense, whatever the pipeline reads in them.
    ("Le directeur marketing saura piloter le CRM.", "future"),
    ("Le directeur marketing convaincra le comité de direction.", "future"),
    ("Le CMO verra l’IA générer ses contenus.", "future"),
    ("Le directeur marketing réduira ses budgets publicitaires.", "future"),
    ("Les directeurs marketing prenaient leurs décisions à l’intuition.", "past"),
    ("Les directeurs marketing vendaient des espaces à la télévision.", "past"),
    ("Les directeurs marketing obtinrent un siège au comité de direction.", "past"),
    # A change that holds now.
    ("Le directeur marketing est devenu un expert de la donnée.", "present"),
    ("Le digital a transformé le métier de directeur marketing.", "present"),
    ("Le CMO a pris la main sur l’expérience client.", "present"),
    # Adverbials decide where the tense is present.
    ("Aujourd’hui, le directeur marketing parle à la DSI.", "present"),
    ("Demain, le CMO orchestre un écosystème de partenaires.", "future"),
    ("D’ici 2030, le CMO devient le bras droit du PDG.", "future"),
    ("À l’avenir, la directrice marketing pilote aussi les ventes.", "future"),
    ("Désormais, le CMO rend compte au directeur financier.", "present"),
    ("Autrefois, le directeur marketing lance une campagne par an.", "past"),
    # What the role is called.
    ("Le CMO de demain doit comprendre la technologie.", "future"),
    ("Le futur directeur marketing est un data scientist.", "future"),
    ("Le directeur marketing du futur est un stratège.", "future"),
    ("Le directeur marketing moderne est un chef d’orchestre.", "present"),
    ("Le directeur marketing à l’ancienne vit de ses intuitions.", "past"),
    ("Le profil classique du directeur marketing disparaît.", "past"),
    # The role as it no longer is.
    ("Le directeur marketing n’est plus un simple publicitaire.", "past"),
    ("Le CMO ne se limite plus à la communication.", "past"),
    # Two horizons: the main clause counts, and the last one that has its own subject.
    ("Alors que le directeur marketing était un publicitaire, il sera demain un ingénieur.", "future"),
    ("Le CMO, qui pilotait la publicité, gère désormais l’expérience client.", "present"),
    ("Le directeur marketing qui maîtrisera la donnée garde sa place au comité.", "present"),
    ("Si le CMO ne change pas, il perdra sa place.", "future"),
    ("Hier il fallait séduire, mais le CMO doit aujourd’hui prouver.", "present"),
    # What would have been is past; nothing but the role itself is no longer what it was.
    ("Le directeur marketing aurait dû prévenir la DSI.", "past"),
    ("Le CMO aurait répondu autrement.", "past"),
    ("Le CMO serait devenu un ingénieur.", "past"),
    ("Le CMO aurait besoin de la DSI.", "future"),
    ("Excel n’a plus de secret pour le CMO.", "present"),
    ("Chaque lundi, le CMO réunit les chefs de produit.", "present"),
    ("Ce n’est plus le directeur marketing, c’est un ingénieur.", "past"),
    ("Depuis dix ans, le CMO pilote la donnée.", "present"),
    ("Le CMO n’est plus un publicitaire, il est un stratège.", "present"),
    ("Le CMO n’est plus seulement le gardien de la marque.", "present"),
    # An adverbial of an apposition or of a clause under the main one is not the sentence's.
    ("Le CMO, hier cantonné à la publicité, devient un stratège.", "present"),
    ("Longtemps considéré comme un dépensier, le CMO devient un investisseur.", "present"),
    ("Le directeur marketing, jadis roi, doit composer avec le DSI.", "present"),
    ("Le CMO pilote la donnée, alors qu’il achetait hier de l’espace.", "present"),
    ("Le CMO utilise des outils qui étaient réservés à la DSI.", "present"),
    ("Le CMO gère des budgets que la direction générale contrôlait.", "present"),
    ("Historiquement, le directeur marketing est rattaché à la direction commerciale.", "past"),
    # Times that are over.
    ("Le temps où le CMO décidait seul est révolu.", "past"),
    ("Il est loin le temps où le directeur marketing choisissait seul son agence.", "past"),
    ("C’est l’époque où le directeur marketing achetait de l’espace.", "past"),
    ("Le CMO a été un publicitaire.", "past"),
    ("Le CMO a été contraint de s’adapter.", "present"),
    ("Le mois dernier, le CMO a lancé le CRM.", "past"),
    # What is to come, in the present.
    ("Le mois prochain, le CMO lance le CRM.", "future"),
    ("Sous dix ans, le CMO est un ingénieur.", "future"),
    ("Dans les dix ans à venir, le CMO est un ingénieur.", "future"),
    ("Le CMO est en passe de devenir directeur général.", "future"),
    ("Le CMO risque de disparaître.", "future"),
    # « que » after a noun opens a clause on it, not what the sentence says.
    ("Les directeurs marketing que j’ai rencontrés achetaient de l’espace.", "past"),
    ("Tous les directeurs marketing que j’ai connus croyaient à la publicité.", "past"),
    ("Le CMO pilote une équipe que son prédécesseur dirigeait seul dans les années 1990.", "present"),
    ("La directrice marketing maîtrise le CRM, que ses prédécesseurs ignoraient.", "present"),
    # For someone it would be so: a guess, no prediction.
    ("Pour la directrice marketing, la télévision serait un caprice.", "present"),
    # What falls to the role, or hails it, without a finite verb.
    ("Impossible pour un directeur marketing d’ignorer l’A/B testing.", "present"),
    ("Au directeur marketing, désormais, de prouver la valeur de la marque.", "present"),
    ("Aux directeurs marketing de convaincre la DSI.", "present"),
    ("Place au CMO data-driven, à l’aise avec le code comme avec la création.", "present"),
    # Polite presents are no predictions.
    ("Il semblerait que le CMO est un vendeur déguisé.", "present"),
]

NOT_STATEMENTS = [
    "À quoi ressemblera le directeur marketing du futur ?",
    "Comment le CMO peut-il prouver sa valeur ?",
    "Pour le directeur marketing, cela suppose :",
    "Le CMO doit :",
    "Le marketing change à grande vitesse.",
    "La direction marketing recrute des profils techniques.",
    "1 CMO : Chief Marketing Officer",
    "« Nos clients changent », explique Anne Roy, directrice marketing de Valdor.",
    "Une étude qui détaille le salaire du directeur marketing.",
    "Retrouvez la tribune « Adieu au directeur marketing ».",
    "Quand le directeur marketing change, la DSI tremble.",
    "Les ex-directeurs marketing deviennent consultants.",
    "Au directeur marketing de Valdor.",
    "Pour le directeur marketing, une lettre de Nantes.",
    "L’ancien directeur marketing pilote désormais une start-up.",
    "Sous la responsabilité du directeur marketing, le chef de produit gère une gamme.",
    "Rattaché au directeur marketing, le chef de produit gère une gamme.",
]


@pytest.mark.parametrize(("sentence", "horizon"), SENTENCES)
def test_a_statement_has_the_horizon_of_its_main_clause(
    annotated: Annotated, sentence: str, horizon: str
) -> None:
    assert [s.horizon for s in annotated(sentence).statements] == [horizon]


@pytest.mark.parametrize("sentence", NOT_STATEMENTS)
def test_a_sentence_that_says_nothing_of_the_role_is_no_statement(
    annotated: Annotated, sentence: str
) -> None:
    assert annotated(sentence).statements == ()


CONTINUED = [
    ("Le directeur marketing change. Il doit comprendre la donnée.", ["present", "present"]),
    ("Le CMO de demain est un stratège. Il pilote la donnée.", ["future", "future"]),
    ("Le CMO de demain est un stratège. Désormais, il pilote la donnée.", ["future", "present"]),
    ("Le CMO va devoir dialoguer avec la DSI. Et maîtriser la donnée.", ["future", "future"]),
    ("Je suis CMO. Le devis est à 44 euros, et j’en connais le calcul.", ["present", "present"]),
    ("Le CMO change. Son rôle devient central.", ["present", "present"]),
    ("Le CMO change. Ses équipes seront hybrides.", ["present", "future"]),
    ("Le CMO change. Le poste attire des ingénieurs.", ["present", "present"]),
    ("Le CMO change. Il faut apprendre en continu.", ["present", "present"]),
    ("Le CMO change. On attend de lui des résultats.", ["present", "present"]),
    ("Le CMO change. Il y a vingt ans, tout passait par la télévision.", ["present"]),
    ("Le CMO change. Il est temps de réagir.", ["present"]),
    ("Le CMO change. Il était 15 h 35.", ["present"]),
    ("Le CMO change. Il pleut sur la ville.", ["present"]),
    ("Le CMO change. Il faut 22 000 euros.", ["present"]),
    ("Le CMO change. Il est difficile de le suivre.", ["present"]),
    ("Le CMO change. Les clients aussi. Les médias suivent. Son rôle reste flou.", ["present"]),
    # Number and gender of what the role was last called.
    ("Les CMO changent. Leur rôle évolue. Ils devront convaincre.", ["present", "present", "future"]),
    ("Les CMO changent. Certains recrutent des ingénieurs.", ["present", "present"]),
    ("Les CMO changent. Certains clients partent.", ["present"]),
    ("Le CMO change. Elle séduit les clients.", ["present"]),
    ("Le CMO change. Ils séduisent les clients.", ["present"]),
    ("Les CMO changent. Le nombre de ses alliés croît. Il devra convaincre.", ["present"]),
    # Whoever was named last, or is the subject, comes first in mind.
    ("Le CMO parle au DSI. Ce dernier maîtrise le cloud.", ["present"]),
    ("Le CMO change. Ce dernier maîtrise le cloud.", ["present", "present"]),
    ("Les clients écoutent les CMO. Ils achètent en ligne.", ["present"]),
    ("Les CMO écoutent les clients. Ils doivent convaincre.", ["present", "present"]),
    ("La direction conseille le directeur marketing. Il doit convaincre.", ["present", "present"]),
    # By what he is, by what is asked of him, by what is left to him.
    ("Le CMO change. Polyvalent, créatif, il doit convaincre.", ["present", "present"]),
    ("Le CMO change. Chef d’orchestre de la marque, il doit convaincre.", ["present", "present"]),
    ("Le CMO change. Lui seul choisit les agences.", ["present", "present"]),
    ("Le CMO change. À lui de convaincre la DSI.", ["present", "present"]),
    ("Le CMO change. Autre qualité indispensable : le sens de l’écoute.", ["present", "present"]),
    ("Le CMO change. Ce qui suppose de travailler avec la DSI.", ["present", "present"]),
    ("Le CMO était roi. La télévision suffisait. On lui demandait des affiches.", ["past", "past"]),
    ("Le CMO était roi. On ne lui demandait aucun chiffre. Sa journée commençait tard.", ["past"] * 3),
    # What was asked, or a heading that names the role, is gone on about.
    ("Que fait le directeur marketing ? Il définit la stratégie.", ["present"]),
    ("Directeur marketing\n\nIl définit la stratégie marketing.", ["present"]),
]


@pytest.mark.parametrize(("text", "horizons"), CONTINUED)
def test_pronouns_and_possessives_go_on_about_the_role(
    annotated: Annotated, text: str, horizons: list[str]
) -> None:
    assert [s.horizon for s in annotated(text).statements] == horizons


LISTS = [
    ("Demain, le CMO devra :\n- piloter la donnée\n- former ses équipes", ["future", "future"]),
    ("Directeur marketing\n\nOn attendra de lui demain :\n- piloter la donnée", ["future"]),
    # Lines without bullets that are built alike.
    ("Le CMO arrive.\nSes missions :\ndéfinir la stratégie\nanimer les équipes", ["present"] * 3),
    ("Le CMO arrive.\n\nSes missions :\n\nDéfinir l’offre\nAnimer les équipes", ["present"] * 3),
    ("Le CMO arrive.\nSes missions :\nDéfinir l’offre.\nAnimer les équipes.", ["present"] * 3),
    ("Le CMO a pour mission de :\n\n  définir l’offre ;\n  vendre.\n\nIl recrute aussi.", ["present"] * 3),
    ("Le CMO arrive. Il explique :\n\nLa donnée est reine.\n\nLe monde change.", ["present"]),
    ("Le CMO d’hier devait :\n• acheter de l’espace\n• choisir une agence", ["past", "past"]),
    ("Le CMO arrive.\nSes missions :\n– définir la stratégie\n– animer les équipes", ["present"] * 3),
    ("Le CMO arrive.\n\nProfil recherché :\n\n- leadership\n- esprit d’analyse", ["present"] * 3),
    ("Les clients veulent :\n- des prix bas\n- du service", []),
]


@pytest.mark.parametrize(("text", "horizons"), LISTS)
def test_list_items_take_the_horizon_of_their_lead_in(
    annotated: Annotated, text: str, horizons: list[str]
) -> None:
    assert [s.horizon for s in annotated(text).statements] == horizons


HEADINGS = [
    ("Le CMO, un stratège de la donnée", ["present"]),
    ("Le CMO de demain : un stratège de la donnée", ["future"]),
    ("Une alliance nécessaire entre le CMO et le DSI", ["present"]),
    ("Le CMO de demain", []),
    ("Comment le CMO doit évoluer", []),
]


@pytest.mark.parametrize(("heading", "horizons"), HEADINGS)
def test_a_heading_is_a_statement_when_it_says_what_the_role_is(
    annotated: Annotated, heading: str, horizons: list[str]
) -> None:
    assert [s.horizon for s in annotated(heading).statements] == horizons


YEARS = [
    ("D’ici 2030, le CMO sera un ingénieur.", 2018, 2030),
    ("À l’horizon 2025, le CMO pilotera tout.", 2018, 2025),
    ("En 2005, le directeur marketing achetait de l’espace.", 2018, 2005),
    ("Au tournant des années 2000, le directeur marketing découvrait le web.", 2018, 2000),
    ("Dans les années 80, le directeur marketing régnait sur la publicité.", 2018, 1980),
    ("Il y a dix ans, le directeur marketing achetait de l’espace.", 2018, 2008),
    ("Il y a une quinzaine d’années, le directeur marketing achetait de l’espace.", 2018, 2003),
    ("Dans cinq ans, le CMO pilotera des algorithmes.", 2018, 2023),
    ("Il y a deux décennies, le CMO n’existait pas en France.", 2020, 2000),
    ("Il y a dix ans, le directeur marketing achetait de l’espace.", None, None),
    ("Depuis 2016, le directeur marketing gère la donnée.", 2018, None),
    ("La directrice marketing maîtrise le CRM, que d’autres ignoraient dans les années 1990.", 2018, None),
    # What only dates something beside, or is compared with.
    ("Le CMO gère un budget plus élevé qu’en 2010.", 2018, None),
    ("Le CMO gère dix agences, contre vingt en 2010.", 2018, None),
    ("Le CMO gère dix agences, contre vingt il y a dix ans.", 2018, None),
    ("Selon une étude publiée en 2015, le CMO manque de temps.", 2018, None),
    ("Né en 2005, le CMO pilote la donnée.", 2018, None),
    ("En 2015, le CMO dépensait plus qu’en 2010.", 2018, 2015),
    # The year that a prediction is for, not the one it was made in.
    ("En 2012, Gartner prédisait que le CMO dépenserait plus en 2017.", 2022, 2017),
    ("Le CMO pense qu’en 2025 il pilotera la donnée.", 2018, 2025),
    # No year before 1900 or after 2100.
    ("Il y a 150 ans, le directeur marketing n’existait pas.", 2018, None),
    ("Il y a 100 siècles, le directeur marketing n’existait pas.", 2018, None),
    ("Il y a vingt siècles, le directeur marketing n’existait pas.", 2018, None),
    ("Dans deux siècles, le CMO sera un robot.", 2018, None),
    ("Sous dix ans, le CMO sera un ingénieur.", 2018, 2028),
    ("D’ici cinq à dix ans, le CMO sera un ingénieur.", 2018, 2023),
    ("Le directeur marketing possède des adresses, ramassées depuis 1999.", 2018, None),
    ("Le directeur marketing gère 2000 campagnes.", 2018, None),
    ("Le directeur marketing a un budget pour 2000 magasins.", 2018, None),
    ("Le directeur marketing gère en 2000 points de vente la même offre.", 2018, None),
    ("En 2012 les directeurs marketing achetaient de l’espace.", 2018, 2012),
    ("En avril 2012, le directeur marketing achetait de l’espace.", 2018, 2012),
    ("En mai 2012, le directeur marketing achetait de l’espace.", 2018, 2012),
    ("En août 2019, le directeur marketing achetait de l’espace.", 2021, 2019),
    ("Depuis 2012, le CMO doit, d’ici 2030, devenir un ingénieur.", 2018, 2030),
    ("Le CMO de 2035 sera un ingénieur.", 2018, 2035),
    ("Entre 2010 et 2015, le directeur marketing achetait de l’espace.", 2018, 2010),
    ("Dans la décennie 2010, le directeur marketing achetait de l’espace.", 2020, 2010),
    ("Dans les années quatre-vingt, le directeur marketing achetait de l’espace.", 2018, 1980),
    ("Dans les années quatre-vingt-dix, le directeur marketing achetait de l’espace.", 2018, 1990),
    ("Dans les années soixante-dix, le directeur marketing achetait de l’espace.", 2018, 1970),
    ("Dans les années soixante, le directeur marketing achetait de l’espace.", 2018, 1960),
    ("Il y a vingt-cinq ans, le directeur marketing achetait de l’espace.", 2018, 1993),
    ("Il y a vingt et un ans, le directeur marketing achetait de l’espace.", 2018, 1997),
    ("Il y a soixante-dix ans, le directeur marketing achetait de l’espace.", 2018, 1948),
    ("Il y a cent ans, le directeur marketing n’existait pas.", 2018, 1918),
    ("L’année dernière, le directeur marketing achetait de l’espace.", 2018, 2017),
    ("L’année dernière, le directeur marketing achetait de l’espace.", None, None),
    ("L’an prochain, le directeur marketing achètera de l’espace.", 2018, 2019),
    ("Courant 2027, le CMO pilotera tout.", 2025, 2027),
    ("Le CMO pilotera tout à l’horizon 2030.", 2018, 2030),
]


@pytest.mark.parametrize(("sentence", "published", "year"), YEARS)
def test_a_statement_names_the_year_that_it_speaks_of(
    annotated: Annotated, sentence: str, published: int | None, year: int | None
) -> None:
    (statement,) = annotated(sentence, published).statements
    assert statement.reference_year == year


@pytest.mark.parametrize(
    ("sentence", "published", "horizon"),
    [
        ("En 2005, le directeur marketing pilote la publicité.", 2018, "past"),
        ("En 2018, le directeur marketing pilote la publicité.", 2018, "present"),
        ("En 2025, le directeur marketing pilote la publicité.", 2018, "future"),
        ("En 2025, le directeur marketing pilote la publicité.", 2025, "present"),
        ("En 2025, le directeur marketing pilote la publicité.", None, "present"),
        ("En 2017, nommé depuis peu directeur marketing, j’ai supprimé la télévision.", 2020, "past"),
        ("Depuis 2012, le directeur marketing pilote la publicité.", 2018, "present"),
        ("Depuis 2012, le directeur marketing a pris la main sur la donnée.", 2018, "present"),
        ("Gartner veut que d’ici 2017 les directeurs marketing dépensent plus.", 2013, "future"),
        ("Avant 2027 un directeur marketing sans data scientist fera sourire.", 2022, "future"),
        ("Le CMO de 2035 est un ingénieur.", 2018, "future"),
    ],
)
def test_a_narrative_present_belongs_to_the_year_that_it_names(
    annotated: Annotated, sentence: str, published: int | None, horizon: str
) -> None:
    (statement,) = annotated(sentence, published).statements
    assert statement.horizon == horizon
