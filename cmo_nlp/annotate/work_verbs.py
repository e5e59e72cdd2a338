"""Verbs of the work of a head of marketing, by lemma: what holders do under one of them is a competence.

« Elle arbitre les budgets » names an activity of the role, « elle quitte la tribune » an event. Ours, as job
descriptions and the trade press use them.
"""

from collections.abc import Sequence

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Word

__all__ = ["HAPPENINGS", "WORK_VERBS", "speaks_of_the_job"]

WORK_VERBS = listed(
    # lead, decide, organise
    "accompagner administrer aligner animer anticiper arbitrer attribuer cadrer chapeauter conduire "
    "coordonner décider déléguer départager diriger encadrer engager fédérer former gérer gouverner "
    "harmoniser hiérarchiser impulser incarner insuffler manager mener mobiliser motiver orchestrer "
    "organiser orienter piloter planifier prioriser programmer recruter réorganiser répartir représenter "
    "responsabiliser structurer superviser trancher valider veiller accélérer transformer réinventer "
    "repenser refondre moderniser décloisonner "
    # know the market
    "analyser ausculter cartographier chiffrer cibler collecter comparer comprendre connaître croiser "
    "décoder décortiquer décrypter détecter diagnostiquer écouter enquêter estimer étudier évaluer "
    "explorer exploiter identifier interpréter interroger lire mesurer modéliser observer prévoir "
    "projeter quantifier recueillir repérer segmenter sonder surveiller suivre tester qualifier scruter "
    "calculer compter auditer benchmarker "
    # strategy, offer, brand
    "adapter affiner bâtir concevoir construire créer définir déployer développer dessiner différencier "
    "élaborer élargir enrichir établir façonner fixer formuler imaginer innover inventer lancer "
    "monter nommer ouvrir positionner préparer référencer renouveler retravailler simplifier tarifer "
    "valoriser rajeunir relancer repositionner étendre décliner conceptualiser proposer protéger défendre "
    "renforcer consolider "
    # communicate, sell, advertise
    "acheter acquérir afficher alimenter annoncer argumenter briefer commander communiquer concentrer "
    "conquérir convaincre convertir convier diffuser distribuer écrire éditorialiser émettre envoyer "
    "expliquer fidéliser générer illustrer influencer informer investir maximiser médiatiser négocier "
    "nourrir optimiser parler parrainer partager personnaliser persuader présenter promouvoir prospecter "
    "publier rédiger relire réseauter séduire sensibiliser sponsoriser tourner toucher traduire "
    "vendre vulgariser "
    # data, tools, money
    "activer allouer amortir automatiser brancher budgéter centraliser chercher clarifier codifier "
    "configurer connecter contrôler corriger dématérialiser dépenser digitaliser documenter financer "
    "industrialiser installer instrumenter intégrer internaliser externaliser justifier maîtriser "
    "nettoyer normaliser numériser outiller paramétrer prototyper rationaliser réduire relier "
    "rentabiliser réconcilier sécuriser scorer synchroniser tracer unifier utiliser vérifier économiser "
    "couper augmenter "
    # work with others
    "associer collaborer conseiller consulter coopérer dialoguer échanger embarquer encourager faciliter "
    "guider impliquer inspirer jongler instaurer marier rapprocher rassembler rassurer rencontrer "
    "répondre réunir servir soutenir solliciter rallier relayer résoudre améliorer assurer "
    "garantir maintenir contribuer participer favoriser stimuler tisser entretenir traiter surmonter "
    "équilibrer conjuguer concilier combiner articuler "
)
HAPPENINGS = listed(
    "subir changer évoluer exister apparaître disparaître survivre durer arriver tomber naître mourir vivre "
    "peiner traverser impliquer dépendre ressembler souffrir perdre gagner connaître basculer glisser"
)
"""verbs, as infinitive and lemma, that say what becomes of somebody, not what one is able to do."""
_JOB = listed("rôle métier poste fonction profession")


def speaks_of_the_job(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether the phrase is about the role: « décrire un poste », « méditer sur l'avenir du métier ».

    « définir les postes de son équipe » is a duty: only the singular speaks of one's own.
    """
    return any(word.form in _JOB for word in words[first:last])
