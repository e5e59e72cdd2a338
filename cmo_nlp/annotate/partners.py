"""Counterparts that the lexicon does not hold: « experts en technologies », « équipes externes »."""

import re
from collections.abc import Iterator, Sequence

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.phrases import noun_end

__all__ = ["described_partners"]

_SCORE = 0.5
_PEOPLE = (
    r"(?:expert|spécialiste|professionnel(?:le)?|ingénieure?|technicien(?:ne)?|consultante?|conseillère?|"
    r"vendeu(?:r|se)|fournisseu(?:r|se)|fabricante?|édit(?:eur|rice)|prestataire|sous - traitante?|"
    r"chercheu(?:r|se)|docteure?|stagiaire|apprentie?|homologue|correspondante?|virtuose|artisane?|"
    r"professeure?|juriste|analyste|développeu(?:r|se)|formateur|formatrice)"
)
_BODIES = (
    r"(?:équipe|service|département|société|entreprise|firme|start - up|startup|cabinet|groupe|filiale|"
    r"association|fédération|syndicat|institut|laboratoire)"
)
_WITH_COMPLEMENT = re.compile(rf" (?:{_PEOPLE}|{_BODIES})s? (?:en|de|d'|du|des|à la|à l') ")
_WITH_ADJECTIVE = re.compile(rf" (?:{_PEOPLE}|{_BODIES})s? (?=[\w-]+ )")
_NO_COMPLEMENT = listed(
    "la le les l' un une ce cet cette ces leur leurs son sa ses notre nos votre vos mon ma mes celui "
    "celle ceux celles tout toute tous toutes plus moins taille plusieurs deux trois quatre cinq dix "
    "mille moi nous vous eux fait cours interne charge question tête effet général marketing renom "
    "pointe qualité presse place"
)
_SAYS_NO_KIND = listed(
    "même mêmes propre propres nouveau nouveaux nouvelle nouvelles autre autres seul seule premier "
    "première actuel actuelle actuels actuelles marketing entier entière différent différente "
    "différents différentes concerné concernée concernés concernées capable capables grand grande "
    "grands grandes petit petite petits petites"
)
_LONGEST = 5  # words


def described_partners(passage: Passage) -> Iterator[Found]:
    """Yield people and bodies named by what they do: a head noun with its complement or its adjective.

    A complement opens with a bare noun (« spécialistes de l'informatique » apart): « l'équipe de cette
    marque » names no kind of team.
    """
    words = passage.words
    for first, last in passage.find(_WITH_COMPLEMENT):
        end = noun_end(words, last)
        opens = _opens_kind(words, last)
        if opens and last < end <= first + _LONGEST:
            yield Found("counterpart", None, first, end, "pattern", _SCORE)
    for first, last in passage.find(_WITH_ADJECTIVE):
        if last < len(words) and _is_kind(words[last]):
            yield Found("counterpart", None, first, last + 1, "pattern", _SCORE)


def _opens_kind(words: Sequence[Word], at: int) -> bool:
    if at >= len(words):
        return False
    contracted = words[at - 1].form in {"du", "des", "l'"}
    defined = words[at].form in {"la", "l'"} and words[at - 1].form in {"de", "à"}
    return contracted or defined or words[at].form not in _NO_COMPLEMENT


def _is_kind(word: Word) -> bool:
    return word.upos == "ADJ" and word.form not in _SAYS_NO_KIND and "VerbForm" not in word.morph
