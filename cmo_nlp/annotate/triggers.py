"""The words that announce a competence, and those that look like one and are none."""

import re

from cmo_nlp.annotate.closed_classes import listed

__all__ = [
    "ABILITY",
    "ACTIVITY_NOUN",
    "ADDRESSED",
    "BEING",
    "BETWEEN_QUALITIES",
    "CHARGE_TRIGGER",
    "CLITICS",
    "CREDENTIAL",
    "DUTY_TRIGGER",
    "EMPTY_VERBS",
    "FILLERS",
    "GENERIC",
    "HANDS_OVER",
    "IMAGE",
    "MISSIONS",
    "NOUN_TRIGGER",
    "NO_QUALITY",
    "OWNS",
    "PLACES",
    "PURPOSE",
    "QUALITY",
    "RAW_MATERIAL",
    "STANDS_FOR_ANOTHER",
    "TOOL_CLASS",
    "TRAIT_TRIGGER",
    "VERB_TRIGGER",
    "WENT",
]

_DEGREE = (
    r"(?:(?:parfaite|bonne|fine|solide|réelle|forte|excellente|vraie|grande|approfondie|pointue|avérée)s? )?"
)
_OF = r"(?:de|d'|du|des)"
NOUN_TRIGGER = re.compile(
    rf" (?:ma[iî]trise {_DEGREE}{_OF}|compétences? (?:[\w-]+ )?(?:en|dans)|expertises? (?:[\w-]+ )?(?:en|"
    rf"dans|sur)|connaissances? {_DEGREE}(?:{_OF}|en)|savoir - faire (?:en|dans)|aisance (?:en|avec|dans)) "
)
# Said of anything and anybody: they need a sentence on the role.
TRAIT_TRIGGER = re.compile(
    rf" (?:(?:fait|font|faire|fera|devra faire) preuve {_OF}|formée?s? (?:à|aux?)|expérience {_DEGREE}en|"
    rf"douée?s? {_OF}|(?:est|sera|soit|être) dotée?s? {_OF}|apprentissage {_OF}|"
    r"(?<! peu )à l' aise (?:avec|dans)) "
)
# « est chargé de la définition des cibles, du choix des supports »; « responsable du marketing » is a title.
CHARGE_TRIGGER = re.compile(
    r" (?:(?:est|sont|sera|seront|était|serez|êtes|suis) (?:[\w-]+ )?(?:chargée?s?|responsables?|garante?s?)|"
    rf"(?:prend|prendra|prendrez|assure|assurera|assurez|assurerez) en charge|"
    rf"consistent?(?= en)|s' occupe(?:nt|ra|z|rez)?|en charge) (?:{_OF}|en|(?=les? |la |l' )) "
)
VERB_TRIGGER = re.compile(r" (?:ma[iî]triser|connaître|posséder|acquérir|disposer (?:de|d'|du|des)) ")
# These nouns are part of the competence that they open.
QUALITY = re.compile(
    rf" (?:sens {_OF}|culture (?:du|de la|de l'|des)|esprit (?:de|d')|goût (?:du|de la|de l'|des|pour)|"
    rf"compréhension {_OF}|(?<! à )force de) "
)
ABILITY = re.compile(
    r" (?:capables? (?:de|d')|(?:in)?capacités? (?:à|de|d')|aptes? à|aptitudes? à|habiletés? à|aisance à|"
    r"facultés? (?:de|d')|"
    r"savoir|sait|savent|saura|sauront|savait|sachant|(?:en )?mesure (?:de|d')|à même (?:de|d')) "
)
DUTY_TRIGGER = re.compile(
    r" (?:doi(?:t|vent)|dev(?:ra|ront|rait|raient|ait|aient)|va devoir|vont devoir|faut|faudra|faudrait|"
    r"(?:est|sont|sera|seront|était) (?:chargée?s?|responsables?|amenée?s?|appelée?s?|tenue?s?) (?:de|d'|à)|"
    r"(?:a|ont|aura|auront|avait) pour (?:mission|tâche|rôle|objectif|ambition|fonction|charge) (?:de|d')|"
    r"(?:mission|rôle|tâche|métier|travail|job|objectif|fonction|responsabilité)s? (?:[\w-]+ ){0,3}?"
    r"(?:est|sont|sera|consiste|consistent|consistera|était|consistait) (?:à|de|d')|consiste à|(?:vous|"
    r"lui|me) (?:faut|faudra)|(?:vous|lui|me|nous) (?:revient|reviendra|appartient|"
    r"appartiendra|incombe) (?:de|d')|à vous (?:de|d')|lui (?:faut|"
    r"faudra)) "
)
# « Pour prendre les bonnes décisions, le CMO doit… »: what opens the sentence is a duty too.
PURPOSE = re.compile(r"^ (?:pour|afin de|afin d') ")
BETWEEN_QUALITIES = listed("plus très à la fois et , ou aussi toujours avant tout")
BEING = re.compile(r" (?:doit|doivent|devra|devront|devrait|va devoir|faut|faudra) (?:[\w-]+ )?être ")
NO_QUALITY = re.compile(
    r"^(?:capables?|prête?s?|présente?s?|certaine?s?|nécessaires?|possibles?|seule?s?|plus|amenée?s?|"
    r".*(?:é|[^q]u)e?s?|"
    r"premi(?:er|ère)s?|différente?s?|importante?s?|conscient(?:e|es|s)?|attenti(?:f|ve)s?)$"
)
FILLERS = re.compile(
    r"^(?:aussi|donc|également|désormais|ainsi|alors|encore|toujours|même|surtout|abord|avant|tout|bien|"
    r"sans|doute|"
    r"maintenant|plus|à|la|fois|non|seulement|être|en|capable|de|d'|[\w-]+ment|continuer|savoir|pouvoir|"
    r"commencer|parvenir|réussir|chercher|aujourd'hui|demain|,)$"
)
# Verbs that announce a competence: what follows them is the mention.
HANDS_OVER = listed("maîtriser maitriser connaître posséder acquérir disposer")
# Of these, the ones that make no competence of a tool: « disposer d'un CRM », but « maîtriser le SEO ».
OWNS = listed("posséder acquérir disposer")
EMPTY_VERBS = listed(
    "être avoir devenir rester pouvoir devoir sembler paraître faire dire aller venir voir croire "
    "avancer passer mettre savoir falloir vouloir laisser"
)
ACTIVITY_NOUN = re.compile(
    rf" (?:gestion|pilotage|management|conduite|animation|analyse|définition|élaboration|coordination|"
    rf"supervision|"
    rf"lecture|optimisation|transformation|orchestration|conception|planification|négociation|détermination|"
    rf"études?|"
    rf"structuration|mesure|arbitrage|suivi|encadrement|construction|valorisation|exploitation|activation|"
    rf"accompagnement|recrutement|fidélisation|acquisition|segmentation|contribution|génération|"
    rf"promotion)s? {_OF} "
)
# « architecte de la donnée » is a competence; « chef d'orchestre » alone is an image and nothing.
IMAGE = re.compile(
    r" (?:architecte|garante?|gardienn?e?|stratège|pilote|coordina(?:teur|trice)|coordonna(?:teur|trice)|"
    r"déten(?:teur|trice)|chef d' orchestre|artisane?|bâtisseu(?:r|se)|média(?:teur|trice)|traduc(?:teur|"
    r"trice)|"
    r"catalyseur|moteur|anima(?:teur|trice)|créa(?:teur|trice)|concep(?:teur|trice)|décodeur|interprète|"
    r"défenseur|avocate?|gestionnaire|promo(?:teur|trice)|accéléra(?:teur|trice)|porte - parole) "
    r"(?:de|d'|du|des|en) "
)
MISSIONS = re.compile(
    r" (?:missions?|fonctions?|compétences?|qualités?|responsabilités?|tâches?|attributions?|savoir - faire|"
    r"atouts?|priorités?|aptitudes?|casquettes?|savoirs?|domaines?|leviers?|talents?|expertises?|piliers?|"
    r"facettes?|"
    r"chantiers?) (?:(?:[\w-]+|,) ){0,6}?(?::|\() "
)
TOOL_CLASS = re.compile(
    r"^(?:outil|logiciel|plateforme|solution|système|application|technologie|direction|agence)s?$"
)
# What an advertisement asks for that is no competence: diplomas, years in a trade.
CREDENTIAL = re.compile(
    r"^ \d|^ (?:[\w'-]+ ){0,4}(?:ans|années|mois|jours?) |^ (?:(?:une?|de|d'|la|le|au|titulaire|issue?|"
    r"[\w-]+e) ){0,4}"
    r"(?:formation(?! (?:du|de la|de l'|des|d'|interne) )|diplômes?|bac|master|licence|mba|bts|dut|"
    r"école|diplômée?|études supérieures|passage|permis|cursus|(?:première |solide |bonne )?expérience) "
)
# Where somebody has worked is no competence: « expérience en cabinet ».
PLACES = re.compile(
    r"^(?:cabinets?|agences?|entreprises?|sociétés?|start-?ups?|startups?|pme|eti|usines?|magasins?|groupes?|"
    r"maisons?|associations?|collectivités?|stages?|alternance|cdi|cdd|interne|externe|poste|équipe)$"
)
# What stands for a thing that another sentence names: « en chiffrer chacune », « en soutenir trois ».
STANDS_FOR_ANOTHER = listed(
    "chacun chacune ceci cela ça tout rien autant davantage celui celle ceux celles deux trois quatre cinq "
    "six sept huit neuf dix plusieurs certains certaines"
)
# Before an infinitive: where somebody went, or what was done to them (« s'est vu fixer des objectifs »).
WENT = re.compile(r"^(?:parti|venu|allé|vu)e?s?$")
# « Vous : pilotez l'acquisition »: job offers speak to the role.
ADDRESSED = re.compile(r"^[a-zà-ÿ]{3,}ez$")
CLITICS = listed("se s' le la les l' y en leur lui")
GENERIC = listed(
    "compétence compétences capacité capacités expertise connaissance connaissances métier rôle "
    "fonction fonctions poste chose choses part monde place temps jeu preuve moyen moyens fait cas "
    "manière façon point nombre niveau plus mieux tout mission missions marketing directeur "
    "entreprise entreprises ceci cela ça eux lui elle celui savoir-faire autant partie ensemble "
    "nouveau nouvelle présent besoin besoins aisance personne personnes"
)
RAW_MATERIAL = re.compile(
    r"^(?:données?|data|outils?|chiffres?|langues?|budgets?|coûts?|délais?|codes?|canaux)$"
)
