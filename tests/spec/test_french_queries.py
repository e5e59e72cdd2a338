"""What a query finds and what it does not, in French as it is written."""

import sqlite3
from collections.abc import Iterator

import pytest

from cmo_nlp import pipeline
from cmo_nlp.query import Question, search
from cmo_nlp.records import Description, Document, document_id
from cmo_nlp.settings import Settings
from cmo_nlp.store import open_store, snapshot, transaction, write

SENTENCES = {
    "ia": "L’IA écrit déjà les courriels de l’équipe marketing.",
    "equipe": "Ses ÉQUIPES se retrouvent chaque lundi à Lyon.",
    "donnee": "Une donnée fausse vaut moins que pas de donnée du tout.",
    "donnees": "Les données clients dorment dans trois logiciels.",
    "travail": "Le travail du directeur marketing commence par les chiffres.",
    "travaux": "Ces travaux ont duré deux ans et coûté trop cher.",
    "yeux": "Il garde les yeux sur le tableau de bord.",
    "oeil": "Un œil neuf voit ce que l’habitude cache.",
    "oeuvre": "La mise en œuvre du plan revient à la directrice marketing.",
    "devra": "Demain, le CMO devra parler la langue de la finance.",
    "doivent": "Les directeurs doivent rendre des comptes au comité.",
    "ereputation": "L’e-réputation de l’enseigne se joue le soir.",
    "reputation": "Sa réputation le précède dans tous les salons.",
    "ecole": "L'école de commerce n’apprend pas à vendre.",
    "hotel": "Ils dînent à l’hôtel avec les annonceurs.",
    "nfd": "Le développeur a livre\u0301 la bibliothèque.".replace("é", "e\u0301"),
    "guillemets": "Elle vend du « parcours client » à des industriels.",
    "parcours": "Le client suit un parcours que nul n’avait prévu.",
    "brand": "Le brand content remplace peu à peu la publicité.",
    "cmo_points": "Le C.M.O. répond devant les actionnaires.",
    "journaux": "Les journaux locaux ont perdu leurs annonceurs.",
    "journal": "Le journal paraît tous les matins.",
    "national": "Un plan national pour les magasins.",
    "nationaux": "Des objectifs nationaux que personne ne tient.",
    "nouvelle": "Une nouvelle offre pour les abonnés.",
    "nouveau": "Le nouveau contrat lie les deux maisons.",
    "aujourdhui": "Aujourd’hui, tout se mesure et rien ne se compare.",
    "prudhommes": "L’affaire ira aux prud’hommes au printemps.",
    "lecteurs": "Les lectrices et les lecteurs attendent le numéro de mai.",
    "acheteuse": "L’acheteuse compare huit devis avant de signer.",
    "du": "Le fournisseur a dû reprendre sa copie.",
    "article": "Le prix du panier moyen baisse encore.",
    "marketeur": "Chaque marketeur·euse suit son budget.",
    "taux": "Un taux d’ouverture de 21 % suffit-il ?",
    "roi": "Le ROI se calcule campagne par campagne.",
    "negatif": "La publicité ne paie plus comme autrefois.",
    "numerique": "Le marketing numérique a avalé le marketing direct.",
    "direct": "Le marketing direct reste rentable en province.",
    "abtest": "L’A/B testing tranche les querelles de goût.",
    "boeuf": "Le bœuf bourguignon au menu du séminaire.",
    "coeur": "Le cœur du métier reste l’écoute.",
    "achete": "Ils achetaient des espaces à la télévision.",
    "donne": "Il donne son avis, un don précieux, et le donnait déjà.",
    "devant": "Elle parle devant les vendeurs.",
    "devis": "Deux devis sont arrivés hier.",
    "date": "La date du salon a changé.",
    "data": "La data ne dit rien des acheteurs.",
    "avenant": "Un avenant au bail, signé en mars.",
    "avenir": "L’avenir appartient aux vendeuses.",
    "publique": "La somme publique finance une publication.",
    "organisatrice": "Une organisatrice bien organisée.",
    "organisation": "L’organisation en silos rassure.",
    "communes": "Les communes ont un intérêt commun.",
    "communication": "La communication interne passe avant tout.",
    "pays": "Un pays où l’on paie comptant.",
    "paye": "Personne n’a payé la facture.",
    "objection": "Une objection levée par écrit.",
    "objectif": "L’objectif n’est pas chiffré.",
    "rois": "Les rois mages au rayon des jouets.",
    "finir": "Il faut finir la maquette avant midi.",
    "fin": "La fin du trimestre est longue.",
    "newsletters": "Trois newsletters par semaine lassent.",
    "salaries": "Les salariés répondent au baromètre.",
    "email": "L’e-mail part le mardi.",
    "ca": "C&A ferme deux magasins.",
    "insecable": "Budget\u00a0: 40\u00a0000\u202f€ par trimestre.",
}

TABLE = [
    ("l'IA", {"ia"}, {"oeil"}),
    ("IA", {"ia"}, set()),
    ("l’ia", {"ia"}, set()),
    ("equipe", {"ia", "equipe"}, {"donnee"}),
    ("équipes", {"ia", "equipe"}, set()),
    ("données", {"donnee", "donnees"}, {"nouvelle"}),
    ("donnee", {"donnee", "donnees"}, set()),
    ("donne\u0301es", {"donnee", "donnees"}, set()),
    ("travail", {"travail", "travaux"}, {"devra"}),
    ("travaux", {"travail", "travaux"}, set()),
    ("œil", {"yeux", "oeil"}, {"coeur"}),
    ("oeil", {"yeux", "oeil"}, set()),
    ("yeux", {"yeux", "oeil"}, set()),
    ("mise en oeuvre", {"oeuvre"}, set()),
    ("MISE EN ŒUVRE", {"oeuvre"}, set()),
    ("devoir", {"devra", "doivent"}, {"article"}),
    ("doivent", {"devra", "doivent", "du"}, {"article"}),
    ("e-réputation", {"ereputation"}, {"reputation"}),
    ("e-reputation", {"ereputation"}, {"reputation"}),
    ("réputation", {"ereputation", "reputation"}, set()),
    ("ecole", {"ecole"}, set()),
    ("hotel", {"hotel"}, set()),
    ("bibliotheque livrée", {"nfd"}, set()),
    ('"parcours client"', {"guillemets"}, {"parcours"}),
    ("« parcours client »", {"guillemets"}, {"parcours"}),
    ("parcours client", {"guillemets", "parcours"}, {"donnees"}),
    ("brand content", {"brand"}, set()),
    ("C.M.O.", {"cmo_points"}, {"devra"}),
    ("journal", {"journal", "journaux"}, set()),
    ("nationaux", {"national", "nationaux"}, set()),
    ("nouveau", {"nouveau", "nouvelle"}, set()),
    ("aujourd'hui", {"aujourdhui"}, set()),
    ("prud'homme", {"prudhommes"}, set()),
    ("lecteur", {"lecteurs"}, set()),
    ("acheteur", {"acheteuse"}, set()),
    ("directrice", {"travail", "oeuvre", "doivent"}, {"direct"}),
    ("du", {"article"}, {"brand", "doivent", "devra"}),
    ("marketeurs", {"marketeur"}, {"brand"}),
    ("taux d'ouverture", {"taux"}, set()),
    ("21 %", {"taux"}, set()),
    ("market*", {"ia", "travail", "oeuvre", "marketeur", "numerique", "direct"}, {"hotel"}),
    ("l'innov* OR ROI", {"roi"}, {"boeuf"}),
    ("marketing NOT direct", {"ia", "travail", "oeuvre"}, {"numerique", "direct"}),
    ("marketing AND numérique", {"numerique"}, {"direct"}),
    ("bœuf OR cœur", {"boeuf", "coeur"}, {"oeil"}),
    ("marketing (numérique OR équipe)", {"numerique", "ia"}, {"direct"}),
    ("A/B testing", {"abtest"}, {"brand"}),
    ("acheter télévision", {"achete"}, {"acheteuse"}),
    ("40 000 €", {"insecable"}, set()),
    ("publicité NOT paie", {"brand"}, {"negatif"}),
    ("données", {"donnee", "donnees"}, {"donne"}),
    ("donner", {"donne"}, {"donnee", "donnees"}),
    ("données NOT donner", {"donnee", "donnees"}, {"donne"}),
    ("devis", {"devis", "acheteuse"}, {"devant", "devra"}),
    ("data", {"data"}, {"date"}),
    ("dates", {"date"}, {"data"}),
    ("avenir", {"avenir"}, {"avenant"}),
    ("publicité", {"brand", "negatif"}, {"publique"}),
    ("organisation", {"organisation"}, {"organisatrice"}),
    ("communication", {"communication"}, {"communes"}),
    ("pays", {"pays"}, {"paye"}),
    ("payer", {"paye", "pays", "negatif"}, {"acheteuse"}),
    ("objectifs", {"objectif", "nationaux"}, {"objection"}),
    ("ROI", {"roi"}, {"acheteuse"}),
    ("fin", {"fin"}, {"finir"}),
    ("newsletter", {"newsletters"}, {"taux"}),
    ("salarié·e·s", {"salaries"}, {"equipe"}),
    ("acheteur·euse", {"acheteuse", "data"}, {"achete"}),
    ("vendeur", {"avenir", "devant"}, {"ecole"}),
    ("C&A", {"ca"}, {"ia"}),
    ("e-mails", {"email"}, {"ereputation"}),
    ("=directrice", {"oeuvre"}, {"travail", "doivent"}),
    ("la fin du trimestre", {"fin"}, {"finir", "brand"}),
    ("le prix de la marque OR le salon", {"date"}, {"article", "donne"}),
    ("plan NOT (national OR nationaux)", {"oeuvre"}, {"national"}),
]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Return a workspace that holds each sentence as a document of its own, annotated."""
    with open_store(tmp_path_factory.mktemp("queries"), write=True) as opened:
        with transaction(opened):
            for name, text in SENTENCES.items():
                document = Document(document_id(text), text, len(text.split()), (name,), Description())
                write.record_file(opened, [write.LedgerEntry(name, name, name, "f", document)])
        pipeline.annotate(opened, Settings(), pipeline.Silence())
        with snapshot(opened):
            yield opened


@pytest.mark.parametrize(("query", "finds", "not_found"), TABLE, ids=[query for query, *_ in TABLE])
def test_a_query_finds_what_a_french_reader_means(
    connection: sqlite3.Connection, query: str, finds: set[str], not_found: set[str]
) -> None:
    answer = search(connection, Question(query, mode="text", limit=100))
    found = {hit.source for hit in answer.hits}
    assert finds <= found, f"missed: {finds - found}"
    assert not not_found & found
    assert answer.found == len(answer.hits)


@pytest.mark.parametrize(("query", "finds", "_not"), TABLE, ids=[query for query, *_ in TABLE])
def test_what_made_a_passage_answer_is_marked_in_its_quotation(
    connection: sqlite3.Connection, query: str, finds: set[str], _not: set[str]
) -> None:
    for hit in search(connection, Question(query, mode="text", limit=100)).hits:
        assert hit.source not in finds or hit.hits
        assert all(0 <= start < end <= len(hit.quotation) for start, end in hit.hits)
