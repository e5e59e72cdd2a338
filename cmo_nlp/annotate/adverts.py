"""Job advertisements for the role: what tells one, and which of its sections speak of the role."""

import re
from collections.abc import Sequence
from typing import Literal

from cmo_nlp.annotate.clauses import verbs
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.verbs import is_infinitive

__all__ = [
    "Section",
    "is_advert",
    "is_requirement",
    "opens_section",
    "opens_with_clause",
    "opens_with_infinitive",
    "recruits",
    "required",
    "section",
    "speaks_of_conditions",
]

Section = Literal["role", "other"]

_SEXES = re.compile(r" [hf] / [hf](?: / [hfx])? ")
_CONTRACT = re.compile(r" (?:cdi|cdd|rémunération|candidatures?|postuler|offre d' emploi|poste à pourvoir) ")
_ADDRESS = re.compile(r" (?:vous|vos|votre|tu|tes|ton) ")
_SECOND = listed("êtes faites dites as es sais fais")
_SHORTEST, _EARLY, _LEAST_PROSE = 2, 6, 6
_AFTERTHOUGHTS = listed(", ( ; : car")
_DEFINITE = listed("le la les l' aucun aucune")
_OPENING = 4
_ADDRESSES = 3
_ROLE_SECTION = re.compile(
    r" (?:missions?|rôle|job|boulot|responsabilités|attributions|fonctions?|tâches|profil|compétences|"
    r"qualités|savoir - faire|"
    r"savoir - être|attend(?:ons|ez|ues?|us|ent)?|exigences|prérequis|(?<!ne )(?:re)?cherchons|ferez|"
    r"aurez|serez|"
    r"piloterez|feras|auras|seras|quotidien|défis?|chantiers?|enjeux|objectifs) "
    r"|^ (?:vous|toi) $|^ le poste $|^ (?:votre|le) (?:futur )?(?:poste|métier|mandat) $"
)
_OTHER_SECTION = re.compile(
    r" (?:conditions?|rémunération|salaire|deal|package|contrepartie|avantages|candidatures?|candidater|"
    r"postuler|recrutement|processus|"
    r"entreprise|société|maison|groupe|qui sommes|contact|modalités|calendrier|moyens|équipe|offrons|"
    r"proposons|"
    r"ne (?:re)?cherchons|pourquoi|ensuite|lieu) "
)
_RECRUITS = re.compile(r" (?:nous |on )(?:(?:re)?cherch|recrut|embauch)(?:ons|e) ")
_SAYS_MORE = listed("qui capable capables pour dont chargé chargée ayant sachant : doté dotée")
_CONDITIONS = re.compile(
    r" (?:salaires?|rémunération|rémunérée?|candidatures?|candidater|postuler|postulez|cv|"
    r"lettre de motivation|"
    r"entretiens?|télétravail|véhicule|intéressement|mutuelle d' entreprise|congés|rtt|tickets?|cdi|"
    r"référence de l' annonce|statut cadre|poste (?:à|basé|ouvert)|prise de fonctions?|"
    r"(?:votre|vos|ton|leur|du) dossiers?|dossiers? de candidature|joignez|"
    r"adressez|envoyez|écrivez - nous|rejoignez|rejoindrez|k€|€ brut) "
)


# « L'anglais courant est exigé », « une appétence pour la donnée sera un plus ».
_REQUIRED = re.compile(
    r" (?:est|sont|sera|seront|serait|seraient) (?:(?:aussi|également|fortement|vivement|très) )?"
    r"(?:(?:exig|requi|demand|attendu|souhait|appréci|recherch)(?:ée?|se?|e)?s?|(?:indispensable|nécessaire|"
    r"obligatoire)s?|impérati(?:f|ve)s?|un (?:vrai |réel )?(?:plus|atout)) "
)


def is_advert(
    passages: Sequence[Passage], titles: Sequence[Sequence[Found]], *, titled: bool, declared: bool
) -> bool:
    """Tell whether a document recruits a head of marketing: named on top, and the reader is spoken to.

    `titled` says that the role stands in the title that the source gives, `declared` that the source calls
    the document an advertisement.
    """
    top = titled or any(of_passage for of_passage in titles[:_OPENING])
    if not top:
        return False
    sexes = any(_SEXES.search(passage.text) for passage in passages[:_OPENING])
    if any(
        of_passage and _SEXES.search(p.text)
        for p, of_passage in zip(passages[:_OPENING], titles, strict=False)
    ):
        return True
    if sum(len(_ADDRESS.findall(passage.text)) for passage in passages) < _ADDRESSES:
        return False
    if declared:
        return True
    contract = sum(_CONTRACT.search(passage.text) is not None for passage in passages)
    return sexes or contract > 1


def opens_section(passage: Passage) -> bool:
    """Tell whether a passage is a heading, or stands for one: « Profil : »."""
    if passage.sentence.kind == "heading":
        return True
    return len(passage.words) <= _OPENING + 1 and passage.words[-1].form == ":"


def section(heading: Passage) -> Section | None:
    """Return what the section under `heading` speaks of, None where the heading does not say."""
    if _OTHER_SECTION.search(heading.text):
        return "other"
    return "role" if _ROLE_SECTION.search(heading.text) else None


def is_requirement(passage: Passage) -> bool:
    """Tell whether a sentence of a section on the role is a duty or a quality: no clause on something else.

    « Piloter la marque », « pilotez la marque », « Une plume précise », « vous savez écrire », not « Le site
    est ancien ».
    """
    words = passage.words
    if passage.sentence.kind == "heading" or len(words) < _SHORTEST or speaks_of_conditions(passage):
        return False
    if opens_with_infinitive(words):
        return True
    if not opens_with_clause(passage):
        bare = passage.sentence.kind == "prose" and (len(words) < _LEAST_PROSE or words[0].form in _DEFINITE)
        return not bare
    if required(passage) is not None:
        return True
    at = next(verb.at for verb in verbs(words) if verb.main)
    if words[at].lemma == "devoir":  # « Le coût d'acquisition doit baisser. »
        return True
    return (words[at].form.endswith("ez") or words[at].form in _SECOND) and at <= _EARLY


def required(passage: Passage) -> int | None:
    """Return where the verb stands in « Un anglais courant est exigé »; what is required stands before it."""
    found = _REQUIRED.search(passage.text)
    return passage.index(found.start() + 1) if found else None


def opens_with_clause(passage: Passage) -> bool:
    """Tell whether a finite verb stands in what an item says first, before it explains."""
    words = passage.words
    opening = next((k for k, word in enumerate(words) if k and word.form in _AFTERTHOUGHTS), len(words))
    clause = any(verb.main and verb.at < opening and (verb.at or opening > 1) for verb in verbs(words))
    return clause and not opens_with_infinitive(words)


def opens_with_infinitive(words: Sequence[Word]) -> bool:
    """Tell whether a sentence opens with an infinitive, whatever the pipeline reads in its capital."""
    return is_infinitive(words[0]) or (
        words[0].upos in {"PROPN", "NOUN", "X"} and is_infinitive(words[0]._replace(upos="", morph=""))
    )


def recruits(passage: Passage, subject: tuple[int, int]) -> bool:
    """Tell whether a sentence says only that the role is sought: « Nous recrutons un directeur marketing. ».

    What follows the title, a relative clause or « capable de », would say something of it.
    """
    found = _RECRUITS.search(passage.text)
    if found is None or not 0 < subject[0] - passage.index(found.end() - 2) <= _OPENING + 1:
        return False
    after = {word.form for word in passage.words[subject[1] :]}
    return not after & _SAYS_MORE


def speaks_of_conditions(passage: Passage) -> bool:
    """Tell whether a sentence is about pay, contract or how to apply."""
    return _CONDITIONS.search(passage.text) is not None
