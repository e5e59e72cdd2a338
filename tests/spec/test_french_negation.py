"""What a negation reaches, and what only looks like one: input, what is mentioned, whether it is denied."""

from collections.abc import Callable

import pytest

from cmo_nlp.records import Annotation

Annotated = Callable[..., Annotation]

NEGATED = [
    # It ends at « et » and a finite verb, goes on at « et » and a noun.
    ("Le CMO ne maîtrise pas Excel et pilote la marque.", "Excel", True),
    ("Le CMO ne maîtrise pas Excel et pilote la marque.", "pilote la marque", False),
    ("Le CMO ne maîtrise pas Excel et le CRM.", "CRM", True),
    ("Le CMO travaille sans Excel et utilise le CRM.", "CRM", False),
    # Two negations deny nothing.
    ("Le CMO ne peut plus ignorer la data.", "data", False),
    ("Le CMO ne doit pas négliger le CRM.", "CRM", False),
    ("Le CMO ne peut pas se passer de CRM.", "CRM", False),
    ("Le CMO ne peut pas l’oublier, et n’oublie jamais le CRM.", "CRM", False),
    ("Le CMO pilote la marque sans oublier le CRM.", "CRM", False),
    ("Le CMO ne cesse de piloter la marque.", "piloter la marque", False),
    ("Le CMO n’a pas renoncé au CRM.", "CRM", False),
    ("Aucune publicité ne part sans l’avis de la DSI.", "DSI", False),
    ("Pas de croissance sans CRM pour le CMO.", "CRM", False),
    ("Le CMO n’hésite pas à utiliser le CRM.", "CRM", False),
    ("Le CMO ne manque pas de créativité.", "créativité", False),
    ("Le CMO manque de créativité.", "créativité", True),
    ("Le CMO n’a jamais eu autant besoin de créativité.", "créativité", False),
    ("Le CMO ne se contente pas de gérer les médias sociaux.", "médias sociaux", False),
    ("Sans la créativité, le directeur marketing n’est rien.", "créativité", False),
    ("Sans CRM, le directeur marketing écrit des lettres.", "CRM", True),
    ("Rien ne remplace la créativité du directeur marketing.", "créativité", False),
    ("On ne saurait être directeur marketing sans leadership.", "leadership", False),
    ("Il est impossible d’être directeur marketing sans maîtriser le CRM.", "CRM", False),
    ("Aucun directeur marketing ne peut se passer du CRM.", "CRM", False),
    ("Le CMO applique l’arrêté de mars au CRM.", "CRM", False),
    # Fixed phrases.
    ("Le CMO mise sur le paiement sans contact et le CRM.", "CRM", False),
    ("Le CMO utilise sans excès le CRM.", "CRM", False),
    ("Le CMO choisit sans doute le CRM.", "CRM", False),
    ("Le CMO améliore sans cesse le CRM.", "CRM", False),
    ("Le CMO relie sans fil le CRM.", "CRM", False),
    # No one does it, or no longer.
    ("Aucun CMO ne maîtrise le SEO.", "SEO", True),
    ("Nul CMO ne maîtrise le SEO.", "SEO", True),
    ("Nul ne peut ignorer le SEO.", "SEO", False),
    ("Personne ne demande au CMO de maîtriser Excel.", "Excel", True),
    ("La personne ne sait que le CRM.", "CRM", False),
    ("Le CMO a cessé d’acheter de la publicité.", "acheter de la publicité", True),
    ("Le CMO renonce au CRM.", "CRM", True),
    ("Le CMO arrête de piloter la marque.", "piloter la marque", True),
    ("Jamais le CMO ne maîtrise Excel.", "Excel", True),
    ("Jamais le CMO n’a eu autant besoin du CRM.", "CRM", False),
    ("Le CMO n’aura personne à manager.", "manager", True),
    ("Le CMO ne connaît rien au SEO.", "SEO", True),
    ("Le CMO ignore le SEO.", "SEO", True),
    ("Le CMO n’ignore rien du CRM.", "CRM", False),
    ("Nul besoin de maîtriser le CRM pour un CMO.", "CRM", True),
    ("Le CMO peut se passer du CRM.", "CRM", True),
    ("Le CMO est dispensé de SEO.", "SEO", True),
    ("Délivré du CRM, le CMO écoute.", "CRM", True),
    ("Le CMO, délivré du CRM et rendu à sa vision, écoute.", "vision", False),
    ("Le CMO peut agir sans attendre le CRM.", "CRM", False),
    ("Une équipe sans CRM ne vend rien : le CMO le sait.", "CRM", True),
    # « plus de » without « ne » is more of it, unless nothing has a verb.
    ("Il faut plus de créativité au directeur marketing.", "créativité", False),
    ("Le CMO doit faire preuve de plus de leadership et d’agilité.", "agilité", False),
    ("Le CMO passe plus de temps avec la DSI.", "DSI", False),
    ("Le CMO consacre plus de la moitié de son budget au CRM.", "CRM", False),
    ("Les directeurs marketing passeront plus de temps sur le CRM.", "CRM", False),
    ("Le CMO a plus besoin de leadership que de créativité.", "leadership", False),
    ("Avec plus de leadership, le CMO convaincrait.", "leadership", False),
    ("Plus de leadership et moins de publicité : voilà le CMO.", "leadership", False),
    ("Plus de CRM que de DMP chez le CMO.", "CRM", False),
    ("Le CMO n’a plus de CRM.", "CRM", True),
    ("Le CMO veut ne plus dépendre de la DSI.", "DSI", True),
    ("Le CMO veut ne pas dépendre de la DSI.", "DSI", True),
    ("Plus question de CRM pour le CMO.", "CRM", True),
    ("Plus question pour le CMO de gérer le CRM.", "CRM", True),
    ("Plus besoin de CRM pour le CMO.", "CRM", True),
    ("Plus de CRM : le CMO l’a supprimé.", "CRM", True),
    # What dates the denied thing, an act beside it and the object of a denied judgement are not denied.
    ("Le métier de CMO n’a pas bougé depuis le lancement du CRM.", "CRM", False),
    ("Nul n’aurait osé parler au CMO du temps du CRM.", "CRM", False),
    ("Le CMO devra se passer de SEO et animer les médias sociaux.", "SEO", True),
    ("Le CMO devra se passer de SEO et animer les médias sociaux.", "médias sociaux", False),
    ("Le CMO ne sait pas gérer le CRM et animer les médias sociaux.", "médias sociaux", True),
    ("Le CMO cesse de prendre la comptabilité pour une météo.", "comptabilité", False),
    ("Le CMO ne voit plus la DSI comme un obstacle.", "DSI", False),
    ("CMO, n’allez jamais voir le directeur financier avec une espérance.", "directeur financier", False),
    ("Le CMO vise une lecture sans crainte d’un compte d’exploitation.", "compte d’exploitation", False),
    ("Le CMO n’a pas peur du CRM.", "CRM", False),
    # A question that expects a yes, a lack that cannot be or is over.
    ("N’est-ce pas du service après-vente, monsieur le CMO ?", "service après-vente", False),
    ("Impossible pour un CMO d’ignorer le CRM et le RTB.", "RTB", False),
    ("Il est impossible au CMO d’ignorer le CRM.", "CRM", False),
    ("Le CMO ne peut se permettre d’ignorer le CRM.", "CRM", False),
    ("Le CMO n’est pas roi et ignore le CRM.", "CRM", True),
    ("Fini le temps où le CMO pouvait ignorer le code HTML et le RTB.", "HTML", False),
    # A contrast has no verb of its own.
    ("Le CMO pilote par le CRM, pas par la DMP.", "DMP", True),
    ("Le CMO pilote par le CRM et pas par la DMP.", "CRM", False),
    ("Le CMO recrute non par la DMP mais par le CRM.", "DMP", True),
    ("Le CMO recrute non par la DMP mais par le CRM.", "CRM", False),
    ("Le CMO utilise non seulement Excel mais aussi le CRM.", "Excel", False),
    ("Le CMO anime le CRM et non la DMP.", "DMP", True),
    ("Le CMO délaisse Excel au profit du CRM.", "Excel", True),
    ("Le CMO délaisse Excel au profit du CRM.", "CRM", False),
    ("Le CMO n’est plus un publicitaire mais un expert du CRM.", "publicitaire", True),
    ("Le CMO n’est plus un publicitaire mais un expert du CRM.", "expert du CRM", False),
    ("Loin d’être un expert du CRM, le CMO écoute.", "expert du CRM", True),
    ("Le CMO n’est pas loin de maîtriser le CRM.", "CRM", False),
    ("Le CMO vit loin de la DSI.", "DSI", False),
    ("Le CMO ne maîtrise ni Excel ni le CRM.", "CRM", True),
    # What is denied is said of the subject; « requis » denies its subject.
    ("Aucune automatisation ne corrige le positionnement du CMO.", "automatisation", False),
    ("Aucune automatisation ne corrige le positionnement du CMO.", "positionnement", True),
    ("Aucune compétence en SEO n’est requise du CMO.", "SEO", True),
    ("On n’attend pas du CMO qu’il maîtrise le CRM.", "CRM", True),
    # It ends with the relative clause, and before another clause.
    ("Le CMO qui n’a pas d’équipe pilote le CRM.", "pilote le CRM", False),
    ("Un CMO qui ne connaît pas le CRM doit apprendre le SEO.", "CRM", True),
    ("Un CMO qui ne connaît pas le CRM doit apprendre le SEO.", "SEO", False),
    ("Un CMO qui pilote la marque ne connaît pas le CRM.", "pilote la marque", False),
    ("Un CMO qui pilote et n’utilise pas le CRM doit apprendre le SEO.", "CRM", True),
    ("Le CMO ne code pas puisque la DSI gère le CRM.", "CRM", False),
    ("Le CMO ne dort pas quand le CRM tombe en panne.", "CRM", False),
    # Without « pas »; « ne sait que » affirms.
    ("Le CMO ne sait utiliser le CRM.", "CRM", True),
    ("Le CMO ne peut utiliser que le CRM.", "CRM", False),
    ("Le CMO ne saurait négliger le CRM.", "CRM", False),
    # Verbs that refuse, and a verb that ends a lack.
    ("Le CMO refuse d’utiliser le CRM.", "CRM", True),
    ("Le CMO ne refuse pas d’utiliser le CRM.", "CRM", False),
    ("Le CMO évite d’acheter de la publicité.", "acheter de la publicité", True),
    ("Le CMO s’interdit d’utiliser le CRM.", "CRM", True),
    ("Le CMO doit cesser de négliger le CRM.", "CRM", False),
    # What stands before: the subject of a passive, the object that « le » takes up.
    ("Le SEO n’est pas maîtrisé par le CMO.", "SEO", True),
    ("Le SEO n’est plus exigé du CMO, qui pilote le CRM.", "SEO", True),
    ("Le SEO n’est plus exigé du CMO, qui pilote le CRM.", "CRM", False),
    ("Le SEO n’est pas seulement utilisé par le CMO.", "SEO", False),
    ("Le SEO est maîtrisé par le CMO.", "SEO", False),
    ("Le SEO, le CMO ne le maîtrise pas.", "SEO", True),
    ("Le SEO, le CMO le maîtrise.", "SEO", False),
    # The role is denied where someone is not it.
    ("On n’attend pas du CMO qu’il maîtrise le CRM.", "CMO", False),
    ("Le CMO n’est pas un DSI.", "CMO", False),
    ("Aucun CMO ne maîtrise le SEO.", "CMO", False),
    ("Ce n’est pas le CMO qui pilote le CRM.", "CMO", True),
    ("Une entreprise sans CMO perd sa boussole.", "CMO", True),
]


@pytest.mark.parametrize(("sentence", "surface", "negated"), NEGATED)
def test_a_mention_is_negated_where_the_sentence_denies_it(
    annotated: Annotated, sentence: str, surface: str, *, negated: bool
) -> None:
    found = {m.surface: m.negated for m in annotated(sentence).mentions}
    assert found[surface] is negated
