"""How a sentence goes on about the role without naming it: « il », « leur rôle », « ce poste »."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cmo_nlp.annotate.closed_classes import is_determiner, listed
from cmo_nlp.annotate.impersonal import IMPERSONAL
from cmo_nlp.annotate.passages import Passage, Subject, Word
from cmo_nlp.annotate.verbs import is_infinitive, tense_at

__all__ = [
    "ROLE_NOUNS", "Antecedent", "anaphor", "antecedent", "duty", "gone_on", "is_nominal", "office",
    "points_back",
]  # fmt: skip

ROLE_NOUNS = (
    r"(?:rôle|fonctions?|missions?|métier|poste|profil|équipes?|périmètre|compétences|interlocuteurs|"
    r"responsabilités?|quotidien|travail|position|place|légitimité|tâches?|champ|agenda|leadership|expertise|"
    r"influence|pouvoir|priorités?|palette|qualités|valeur ajoutée|feuille de route|terrain|statut|image|"
    r"autonomie|pairs|homologues|objectifs?|défis?|casquettes?|marge de manœuvre|collaborateurs|mandat)"
)
# What a firm or a brand has, too: only right after the role.
_NEAR_NOUNS = (
    r"(?:ambitions?|enjeux?|journées?|budgets?|prime|atouts?|formation|parcours|crédibilité|force|"
    r"obsession|préoccupations?|savoir - (?:faire|être)|décisions?|bureau|arsenal|regard|talent|réflexes?|"
    r"habitudes|connaissances?|capacités?|réussite|succès|carrière|salaire)"
)
_OPENING = (
    r"^ (?:(?:mais|et|or|car|donc|ainsi|aussi|enfin|surtout|pourtant|désormais|bref|demain|"
    r"aujourd'hui|hier) )?"
)
_PRONOUN = re.compile(
    _OPENING + r"(?:(?!il |elle |ils |elles |si |que |qu' )[^,;:]{1,120} , ){0,3}"
    r"(?:(?:alors|tandis|bien|dès lors) qu' |si |s' |quand |lorsqu' |puisqu' |au point qu' )?"
    r"(?P<pronoun>il|elle|ils|elles|celui - ci|celle - ci|ceux - ci|celles - ci|ce dernier|cette dernière|"
    r"ces derniers|ces dernières) "
    rf"(?!, |{IMPERSONAL}|m' |me |nous |vous )"
)
_ALONE = re.compile(_OPENING + r"(?P<pronoun>lui|elle|eux|elles) (?:seule?s?|aussi|- mêmes?) ")
_POSSESSIVE = re.compile(rf" (?P<pronoun>son|sa|ses) (?:[\w-]+ )?{ROLE_NOUNS} ")
_THEIRS = re.compile(rf" (?P<pronoun>leurs?) (?:[\w-]+ )?{ROLE_NOUNS} ")
_NEAR = re.compile(rf" (?P<pronoun>son|sa|ses|leurs?) (?:[\w-]+ )?{_NEAR_NOUNS} ")
_ANAPHOR = re.compile(
    r" (?P<pronoun>un (?:poste|métier|profil)|(?:ce|cette|cet|lequel|laquelle|le|la|l'|les) (?:même |"
    r"nouveau |nouvelle )?"
    r"(?:métier|poste|fonction|rôle|profil|dirigeante?|manager|manageuse|professionnel|responsable|décideur|"
    r"fonction marketing|homme - orchestre)|ces (?:nouveaux |mêmes )?(?:dirigeant|manager|professionnel|"
    r"responsable|décideur|profil)e?s) "
    r"(?!finance|de la marque|des? |du |d' |commercial|achats)"
)
# What stands for the role however far back it was named: « le titulaire du poste », « la fonction ».
_OFFICE = re.compile(
    r" (?P<pronoun>(?:le |la |les |l' |son |sa |ce |cette )?titulaires?|(?:le|la|l'|ce|cette|du|au) "
    r"(?:même )?(?:directeur|directrice|patronne?|dirigeante?|poste|métier|fonction|"
    r"profil (?:recherché|idéal|type)))"
    r" (?!de |du |des |d' |général|commercial|financi|administrat|artistique|techni|adjoint|industri|"
    r"régional|"
    r"informat|achats?|r ?h|juridique|marketing (?:et|direct|digital))"
)
_DATIVE = re.compile(
    r" (?!je |j' |nous |ne |n' )(?:[\w']*\w|qu'|l'|(?:on|il|qui|cela) ne) (?P<pronoun>lui) (?!ai |avons |"
    r"avais |en ai |y ai )(?:[\w']+) "
)
# « On lui demandait », « on leur demande »: one who is asked is a person.
_ASKED = re.compile(r" (?:on|l' on) (?:ne )?(?P<pronoun>lui|leur) [\w']+ ")
_RECRUITED = re.compile(
    r" (?P<pronoun>le|la|l'|les) (?:recrut|embauch|emploi|engag|nomm)(?:e|ent|ait|aient|era|eront) "
)
_OF_HIM = re.compile(
    r" (?P<pronoun>(?:de|d'|à|sur|pour|avec|chez) (?:lui|elle|eux|elles)) "
    r"(?:[.,;:!]|$|de|d'|une?|des|que|qu')"
)
_UP_TO = re.compile(
    _OPENING + r"(?:(?:libre|charge|reste) )?(?P<pronoun>(?:à|à charge pour) (?:lui|elle|eux|elles)) "
    r"(?:seule?s? |aussi |désormais |donc |ensuite |maintenant )?(?:de|d') "
)
_SOME = re.compile(
    r"^ (?:(?:mais|et|or|car|pourtant|certes|si|ainsi) (?:, )?)?(?P<pronoun>tous|toutes|certaine?s|beaucoup|"
    r"la plupart|d' autres|plusieurs|peu|nombre|les uns|les plus [\w-]+|(?:\d+ %|la moitié|un tiers|"
    r"(?:la plupart|beaucoup|certaine?s|nombre|plusieurs|peu|rares|deux|trois)) d' entre (?:eux|elles)) "
)
_AMONG = re.compile(r" (?P<pronoun>d' entre (?:eux|elles)) ")
_FURTHER = re.compile(
    _OPENING
    + r"(?P<pronoun>(?:une? |l' |le |la )?(?:autre|premi(?:er|ère)|deuxième|seconde?|troisième|dernier|"
    r"dernière|principale?) (?:[\w-]+ )?(?:qualité|compétence|mission|défi|enjeu|priorité|rôle|tâche|atout|"
    r"responsabilité|fonction|chantier|exigence|casquette|impératif|objectif|facette)) "
)
_SUPPOSES = re.compile(
    r"^ (?P<pronoun>ce qui|cela|ceci|tout cela) (?:suppose|implique|exige|nécessite|demande|requiert|impose) "
    r"(?:aussi |surtout |notamment |désormais )?(?:de|d'|une?|le|la|l'|les|des) "
)
_DEONTIC = re.compile(
    r"(?:^ (?:[\w-]+ ){0,3}| , )(?P<pronoun>il (?:ne |n' )?(?:lui |leur )?(?:faut|faudra|faudrait|convient))"
    r" (?!\d|attendre |dire |noter |rappeler |savoir que |reconnaître |y voir )"
)
_NEEDED = re.compile(
    r"^ (?:[\w'-]+ ){2,}(?P<pronoun>"
    r"(?:est|sont|sera|seront|devient|deviennent|reste|restent) (?:[\w-]+ )?(?:essentiel|indispensable|"
    r"nécessaire|"
    r"impérati(?:f|ve)|primordial|crucial|souhaitable|déterminant|vital|incontournable)(?:le|e)?s?) "
)
_SINGULAR_WORDS = listed("il elle lui son sa ses")
_PLURAL_WORDS = listed("ils elles eux leur leurs")
_MASCULINE = listed("il ce celui")
_FEMININE = listed("elle cette celle")
_PLURAL_PRONOUNS = listed("ils elles ceux celles ces")
_PLURALS = listed(
    "les des ces nos vos leurs aux certains certaines plusieurs deux trois quatre cinq dix mille %"
)
_MASCULINE_BEFORE, _FEMININE_BEFORE = listed("le un du au ce"), listed("la une cette")
_SUBJECT_PRONOUNS = listed("il elle ils elles")
_CLITICS = listed("ne n' se s' le la les l' y en lui leur")
_NEAR_TITLE = 3


class Antecedent(NamedTuple):
    """What a title tells of the pronouns that may stand for it."""

    plural: bool = False
    gender: str = ""  # "il", "elle", or "" where the title does not say
    last: bool = True  # nobody is named after it: « ce dernier » is the last one named
    outranked: bool = False  # the object of another's verb: « Les clients écoutent les CMO. Ils achètent. »

    def fits(self, pronoun: str) -> bool:
        """Tell whether « elle », « ils », « ce dernier » may stand for the title."""
        if self.plural != (pronoun in _PLURAL_PRONOUNS):
            return False
        if self.outranked if pronoun in _SUBJECT_PRONOUNS else not self.last:
            return False
        other = _FEMININE if self.gender == "il" else _MASCULINE if self.gender == "elle" else ()
        return pronoun not in other


def gone_on(passage: Passage, words: Subject, named: Antecedent) -> Antecedent:
    """Return `named` in the number of the pronoun that went on about it: « son rôle », « ils »."""
    form = passage.words[words[1] - 1].form if words[1] - words[0] > 1 else passage.words[words[0]].form
    if form in _PLURAL_WORDS:
        return named._replace(plural=True)
    return named._replace(plural=False) if form in _SINGULAR_WORDS else named


def antecedent(passage: Passage, title: Subject) -> Antecedent:
    """Return the number and gender of a title: « les CMO », « la directrice marketing »."""
    words = passage.words
    form = words[title[0]].form
    before = [word.form for word in words[max(0, title[0] - _NEAR_TITLE) : title[0]]]
    determiners = [w for w in before if w in _PLURALS | _MASCULINE_BEFORE | _FEMININE_BEFORE]
    nearest = determiners[-1] if determiners else ""
    plural = nearest in _PLURALS or (not nearest and form.endswith("s"))
    feminine = form.startswith("directrice") or nearest in _FEMININE_BEFORE
    gender = "elle" if feminine else "il" if nearest in _MASCULINE_BEFORE else ""
    return Antecedent(plural, gender, outranked=_is_object(words, title, plural=plural, gender=gender))


def _is_object(words: Sequence[Word], title: Subject, *, plural: bool, gender: str) -> bool:
    """Tell whether another noun, of like number and gender, is subject of the verb before the title."""
    at = title[0] - 2
    if at <= 1 or not is_determiner(words[title[0] - 1].form) or tense_at(words, at) is None:
        return False
    opens = words[0].form
    if plural:
        return opens in _PLURALS
    if opens not in _MASCULINE_BEFORE | _FEMININE_BEFORE:
        return False
    return not gender or (opens in _FEMININE_BEFORE) == (gender == "elle")


def anaphor(passage: Passage, named: Antecedent, *, close: bool) -> Subject | None:
    """Return the words by which `passage` goes on about the role, `named` before as the antecedent says.

    `close` means that the sentence right before spoke of the role.
    """
    if close:
        pronoun = _PRONOUN.search(passage.text)
        if pronoun and named.fits(pronoun["pronoun"].split()[0]):
            return _place(passage, pronoun)
        near = (_ALONE, _UP_TO, _OF_HIM, _DATIVE, _NEAR, _FURTHER, _SUPPOSES)
        found = _first(passage, near) or (_some(passage) if named.plural else None)
        if found:
            return found
    theirs = (_THEIRS, _AMONG) if named.plural else ()
    return _first(passage, (_POSSESSIVE, *theirs, _ANAPHOR, _RECRUITED, _ASKED, _DEONTIC, _NEEDED))


def _some(passage: Passage) -> Subject | None:
    """Return « certains », « beaucoup » where they are the subject: not « certains clients »."""
    found = _SOME.search(passage.text)
    if found is None:
        return None
    place = _place(passage, found)
    verb = place[1]
    while verb < len(passage.words) and passage.words[verb].form in _CLITICS:
        verb += 1
    is_subject = verb < len(passage.words) and tense_at(passage.words, verb) is not None
    return place if is_subject else None


def duty(passage: Passage) -> Subject | None:
    """Return the words by which `passage` says what is needed: « il faut », « est indispensable »."""
    return _first(passage, (_ANAPHOR, _DEONTIC, _NEEDED))


def office(passage: Passage) -> Subject | None:
    """Return the words that stand for the role wherever the document has named it: « le titulaire »."""
    found = _OFFICE.search(passage.text)
    return _place(passage, found) if found else None


def is_nominal(passage: Passage) -> bool:
    """Tell whether `passage` says something without a finite verb: « À lui de convaincre le DSI. »."""
    if _FURTHER.search(passage.text):
        return len(passage.words) > _NEAR_TITLE
    found = _UP_TO.search(passage.text)
    after = passage.index(found.end() - 2) + 1 if found else len(passage.words)
    return any(is_infinitive(word) for word in passage.words[after : after + _NEAR_TITLE])


def points_back(passage: Passage) -> Iterator[int]:
    """Yield the first word of each possessive and noun by which `passage` goes on about the role."""
    for pattern in (_POSSESSIVE, _ANAPHOR):
        for found in pattern.finditer(passage.text):
            yield _place(passage, found)[0]


def _first(passage: Passage, patterns: Sequence[re.Pattern[str]]) -> Subject | None:
    matches = (pattern.search(passage.text) for pattern in patterns)
    return next((_place(passage, found) for found in matches if found), None)


def _place(passage: Passage, found: re.Match[str]) -> Subject:
    return passage.index(found.start("pronoun")), passage.index(found.end("pronoun") - 1) + 1
