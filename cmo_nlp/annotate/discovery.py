"""Competences that the lexicon does not hold, found by the words that announce them."""

import re
from collections.abc import Iterator, Sequence

from cmo_nlp.annotate.activities import participle_at
from cmo_nlp.annotate.clauses import clauses
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.phrases import (
    infinitive_end,
    next_infinitive,
    next_noun,
    noun_end,
    opening,
    skip_clitics,
)
from cmo_nlp.annotate.verbs import is_infinitive, tense_at
from cmo_nlp.annotate.work_verbs import HAPPENINGS, WORK_VERBS, speaks_of_the_job

__all__ = ["announced_skills", "item_skills", "skills_of_the_role"]

# How sure each way to find a competence is; all stay under the lexicon's 0.9. Announced means by a trigger
# (« maîtrise de »), duty by a modal verb (« devra »), activity by a noun of action (« pilotage de »).
_ANNOUNCED, _DUTY, _ACTIVITY, _ITEM, _SAID = 0.7, 0.5, 0.5, 0.5, 0.4

_DEGREE = (
    r"(?:(?:parfaite|bonne|fine|solide|réelle|forte|excellente|vraie|grande|approfondie|pointue|avérée)s? )?"
)
_OF = r"(?:de|d'|du|des)"
_NOUN_TRIGGER = re.compile(
    rf" (?:ma[iî]trise {_DEGREE}{_OF}|compétences? (?:[\w-]+ )?(?:en|dans)|expertises? (?:[\w-]+ )?(?:en|"
    rf"dans|sur)|connaissances? {_DEGREE}(?:{_OF}|en)|savoir - faire (?:en|dans)|aisance (?:en|avec|dans)|"
    rf"(?:fait|font|faire|fera|devra faire) preuve {_OF}|formée?s? (?:à|aux?)|expérience {_DEGREE}en|"
    rf"(?:doué|dotée?)s? {_OF}|apprentissage {_OF}|à l' aise (?:avec|dans)) "
)
_VERB_TRIGGER = re.compile(r" (?:ma[iî]triser|connaître|posséder|acquérir|disposer (?:de|d'|du|des)) ")
# These nouns are part of the competence that they open.
_QUALITY = re.compile(
    rf" (?:sens {_OF}|culture (?:du|de la|de l'|des)|esprit (?:de|d')|goût (?:du|de la|de l'|des|pour)|"
    rf"compréhension {_OF}|force de) "
)
_ABILITY = re.compile(
    r" (?:capables? (?:de|d')|(?:in)?capacités? (?:à|de|d')|aptes? à|aptitudes? à|habiletés? à|aisance à|"
    r"facultés? (?:de|d')|"
    r"savoir|sait|savent|saura|sauront|savait|sachant|(?:en )?mesure (?:de|d')|à même (?:de|d')) "
)
_DUTY_TRIGGER = re.compile(
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
_PURPOSE = re.compile(r"^ (?:pour|afin de|afin d') ")
_BETWEEN_QUALITIES = listed("plus très à la fois et , ou aussi toujours avant tout")
_BEING = re.compile(r" (?:doit|doivent|devra|devront|devrait|va devoir|faut|faudra) (?:[\w-]+ )?être ")
_NO_QUALITY = re.compile(
    r"^(?:capables?|prête?s?|présente?s?|certaine?s?|nécessaires?|possibles?|seule?s?|plus|amenée?s?|"
    r".*(?:é|[^q]u)e?s?|"
    r"premi(?:er|ère)s?|différente?s?|importante?s?|conscient(?:e|es|s)?|attenti(?:f|ve)s?)$"
)
_FILLERS = re.compile(
    r"^(?:aussi|donc|également|désormais|ainsi|alors|encore|toujours|même|surtout|abord|avant|tout|bien|"
    r"sans|doute|"
    r"maintenant|plus|à|la|fois|non|seulement|être|en|capable|de|d'|[\w-]+ment|continuer|savoir|pouvoir|"
    r"commencer|parvenir|réussir|chercher|aujourd'hui|demain|,)$"
)
# Verbs that announce a competence: what follows them is the mention.
_HANDS_OVER = listed("maîtriser maitriser connaître posséder acquérir disposer")
_EMPTY_VERBS = listed(
    "être avoir devenir rester pouvoir devoir sembler paraître faire dire aller venir voir croire "
    "avancer passer mettre savoir falloir vouloir laisser"
)
_ACTIVITY_NOUN = re.compile(
    rf" (?:gestion|pilotage|management|conduite|animation|analyse|définition|élaboration|coordination|"
    rf"supervision|"
    rf"lecture|optimisation|transformation|orchestration|conception|planification|négociation|détermination|"
    rf"études?|"
    rf"structuration|mesure|arbitrage|suivi|encadrement|construction|valorisation|exploitation|activation|"
    rf"accompagnement|recrutement|fidélisation|acquisition|segmentation|contribution|génération|"
    rf"promotion)s? {_OF} "
)
# « architecte de la donnée » is a competence; « chef d'orchestre » alone is an image and nothing.
_IMAGE = re.compile(
    r" (?:architecte|garante?|gardienn?e?|stratège|pilote|coordina(?:teur|trice)|coordonna(?:teur|trice)|"
    r"déten(?:teur|trice)|chef d' orchestre|artisane?|bâtisseu(?:r|se)|média(?:teur|trice)|traduc(?:teur|"
    r"trice)|"
    r"catalyseur|moteur|anima(?:teur|trice)|créa(?:teur|trice)|concep(?:teur|trice)|décodeur|interprète|"
    r"défenseur|avocate?|gestionnaire|promo(?:teur|trice)|accéléra(?:teur|trice)|porte - parole) "
    r"(?:de|d'|du|des|en) "
)
_MISSIONS = re.compile(
    r" (?:missions?|fonctions?|compétences?|qualités?|responsabilités?|tâches?|attributions?|savoir - faire|"
    r"atouts?|priorités?|aptitudes?|casquettes?|savoirs?|domaines?|leviers?|talents?|expertises?|piliers?|"
    r"facettes?|"
    r"chantiers?) (?:(?:[\w-]+|,) ){0,6}?(?::|\() "
)
_TOOL_CLASS = re.compile(
    r"^(?:outil|logiciel|plateforme|solution|système|application|technologie|direction|agence)s?$"
)
# What an advertisement asks for that is no competence: diplomas, years in a trade.
_CREDENTIAL = re.compile(
    r"^ \d|^ (?:[\w-]+ ){0,2}(?:ans|années|mois|jours?) |^ (?:[\w-]+ ){0,2}(?:formation|diplômes?|bac|"
    r"master|école|"
    r"diplômée?|études supérieures|passage|permis|cursus) "
)
# « Vous : pilotez l'acquisition »: job offers speak to the role.
_ADDRESSED = re.compile(r"^[a-zà-ÿ]{3,}ez$")
_CLITICS = listed("se s' le la les l' y en leur lui")
_GENERIC = listed(
    "compétence compétences capacité capacités expertise connaissance connaissances métier rôle "
    "fonction fonctions poste chose choses part monde place temps jeu preuve moyen moyens fait cas "
    "manière façon point nombre niveau plus mieux tout mission missions marketing directeur "
    "entreprise entreprises ceci cela ça eux lui elle celui savoir-faire autant partie ensemble "
    "nouveau nouvelle besoin besoins aisance personne personnes"
)
_RAW_MATERIAL = re.compile(
    r"^(?:données?|data|outils?|chiffres?|langues?|budgets?|coûts?|délais?|codes?|canaux)$"
)


def announced_skills(passage: Passage, *, of_role: bool) -> Iterator[Found]:
    """Yield the competences that « maîtrise de », « compétences en » announce.

    Where the sentence speaks of the role (`of_role`), also those of « capable de », « savoir », « sens de »,
    which elsewhere are said of software and of firms.
    """
    for first, last in passage.find(_NOUN_TRIGGER):
        if not of_role and first and passage.words[first - 1].form in {"leur", "leurs", "notre", "votre"}:
            continue
        yield from _noun_phrases(passage.words, last, _ANNOUNCED, whole_from=first)
    if not of_role:
        return
    for first, last in passage.find(_VERB_TRIGGER):
        yield from _noun_phrases(passage.words, last, _ANNOUNCED, whole_from=first)
    for first, last in passage.find(_QUALITY):
        yield from _kept_whole(passage.words, first, last, _ANNOUNCED)
    for _, last in passage.find(_ABILITY):
        yield from _infinitives(passage.words, last, _ANNOUNCED)


def skills_of_the_role(passage: Passage) -> Iterator[Found]:
    """Yield the duties, activities and images that a sentence on the role ascribes to it."""
    for pattern in (_DUTY_TRIGGER, _PURPOSE):
        for _, last in passage.find(pattern):
            yield from _infinitives(passage.words, last, _DUTY)
    for at in _infinitives_said(passage.words):
        yield from _infinitives(passage.words, at, _SAID)
    for _, last in passage.find(_BEING):
        yield from _qualities(passage.words, last)
    for pattern in (_ACTIVITY_NOUN, _IMAGE):
        for first, last in passage.find(pattern):
            if not _is_purpose_of_a_tool(passage.words, first):
                yield from _kept_whole(passage.words, first, last, _ACTIVITY)
    for _, last in passage.find(_MISSIONS):
        yield from _enumeration(passage.words, last)


def _infinitives_said(words: Sequence[Word]) -> Iterator[int]:
    """Yield where the infinitives of the main clauses begin, their pronouns with them."""
    kinds = clauses(words)
    for i, word in enumerate(words):
        if is_infinitive(word) and kinds[i] == "main" and word.form in WORK_VERBS:
            first = i
            while first and words[first - 1].form in _CLITICS:
                first -= 1
            yield first


def item_skills(passage: Passage) -> Iterator[Found]:
    """Yield the competence that a list item names, where its lead-in speaks of the role."""
    words = passage.words
    verb = skip_clitics(words, 0)
    if verb < len(words) and is_infinitive(words[verb]):
        yield from _infinitives(words, 0, _ITEM)
    elif verb < len(words) and _ADDRESSED.match(words[verb].form):
        end = infinitive_end(words, 0)
        if end > verb + 1:
            yield Found("skill", None, 0, end, "pattern", _ITEM)
    elif not _CREDENTIAL.search(passage.text) and not any(tense_at(words, i) for i in range(len(words))):
        yield from _noun_phrases(_before_colon(words), 0, _ITEM, whole_from=None)


def _before_colon(words: Sequence[Word]) -> Sequence[Word]:
    """Return what an item says first: after its colon or in brackets it explains."""
    return words[: next((i for i, w in enumerate(words) if w.form in {"(", ";", ":"}), len(words))]


def _is_purpose_of_a_tool(words: Sequence[Word], first: int) -> bool:
    """Tell whether the noun at `first` says what a tool is for: « logiciel de gestion de campagnes »."""
    return (
        first > 1
        and words[first - 1].form in {"de", "d'"}
        and _TOOL_CLASS.match(words[first - 2].form) is not None
    )


def _qualities(words: Sequence[Word], i: int) -> Iterator[Found]:
    """Yield the single words that say how the role must be: « agile, créatif et analytique »."""
    while i < len(words):
        if words[i].form in _BETWEEN_QUALITIES:
            i += 1
            continue
        if not words[i].form.isalpha() or _NO_QUALITY.match(words[i].form):
            return
        ends = i + 1 == len(words) or words[i + 1].form in {",", "et", ".", ";", "!", "»"}
        if not ends:
            return
        yield Found("skill", None, i, i + 1, "pattern", _DUTY)
        i += 1


def _infinitives(words: Sequence[Word], i: int, score: float) -> Iterator[Found]:
    """Yield the infinitive phrases of the coordination that begins at `i`, fillers passed over."""
    start: int | None = i
    in_series = False
    while start is not None:
        while start < len(words) and _FILLERS.match(words[start].form):
            start += 1
        verb = skip_clitics(words, start)
        if verb >= len(words) or not is_infinitive(words[verb]):
            return
        end = infinitive_end(words, start)
        following = next_infinitive(words, end) if end > start else None
        in_series = in_series or following is not None
        yield from _infinitive(words, start, end, score, alone=not in_series)
        start = following


def _infinitive(words: Sequence[Word], start: int, end: int, score: float, *, alone: bool) -> Iterator[Found]:
    """Yield the phrase, unless the verb says nothing (« être »), or a trigger takes what follows it.

    A bare verb is a duty only in a series (« trancher, former et convaincre »), not in « doit avancer ».
    """
    verb = skip_clitics(words, start)
    if words[verb].form == "avoir" and participle_at(words, verb) > verb and end > verb + 2:
        yield Found("skill", None, participle_at(words, verb), end, "pattern", score)
        return
    has_object = end > verb + 1 or not alone
    takes_over = words[verb].form in _HANDS_OVER
    if end == verb + 1 and verb > start and words[verb - 1].form not in {"se", "s'"}:
        return  # « les exploiter » : what, another sentence says
    if words[verb].form in HAPPENINGS or speaks_of_the_job(words, verb + 1, end):
        return
    if (has_object and not takes_over and words[verb].form not in _EMPTY_VERBS) or (
        words[verb].form == "faire" and end > verb + 1 and is_infinitive(words[verb + 1])
    ):
        yield Found("skill", None, start, end, "pattern", score)


def _noun_phrases(words: Sequence[Word], i: int, score: float, whole_from: int | None) -> Iterator[Found]:
    """Yield the noun phrases of the coordination at `i`; a bare raw material keeps its trigger."""
    start: int | None = opening(words, i)
    first = True
    while start is not None and start < len(words):
        end = noun_end(words, start)
        if end == start:
            return
        if whole_from is not None and first and end == start + 1 and _is_material(words[start]):
            yield Found("skill", None, whole_from, end, "pattern", score)
        elif _says_something(words, start, end):
            yield Found("skill", None, start, end, "pattern", score)
        start, first = next_noun(words, end), False


def _is_material(word: Word) -> bool:
    """Tell whether a word alone is no competence: « données », or the name of a product, « Excel »."""
    product = word.surface[0].isupper() and not word.surface.isupper()
    return product or _RAW_MATERIAL.match(word.form) is not None


def _kept_whole(words: Sequence[Word], first: int, complement: int, score: float) -> Iterator[Found]:
    """Yield the noun at `first` with its complement, and with a second one like it (« et des marges »)."""
    start = opening(words, complement)
    end = noun_end(words, start)
    if end > start and _says_something(words, start, end):
        yield Found("skill", None, first, max(end, noun_end(words, first)), "pattern", score)


def _enumeration(words: Sequence[Word], i: int) -> Iterator[Found]:
    verb = skip_clitics(words, i)
    if verb < len(words) and is_infinitive(words[verb]):
        yield from _infinitives(words, i, _ACTIVITY)
    else:
        yield from _noun_phrases(words, i, _ACTIVITY, whole_from=None)


def _says_something(words: Sequence[Word], start: int, end: int) -> bool:
    content = [w.form for w in words[start:end] if any(c.isalpha() for c in w.form) and len(w.form) > 1]
    return any(form not in _GENERIC for form in content) and content[0] not in {
        "ce",
        "celui",
        "celle",
        "ceux",
    }
