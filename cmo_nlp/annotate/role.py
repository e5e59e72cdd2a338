"""Whether a sentence speaks of the head of marketing: by title, by pronoun, or as an item under a lead-in."""

import re
from collections.abc import Sequence

from cmo_nlp.annotate.clauses import clauses, verbs
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.impersonal import IMPERSONAL
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage, Subject, Word
from cmo_nlp.annotate.verbs import is_infinitive

__all__ = [
    "anaphor", "continues_infinitive", "duty", "is_bare_lead_in", "is_question", "named_role", "office",
    "predicates", "speaks_of_duties",
]  # fmt: skip

_ROLE_NOUNS = (
    r"(?:rôle|fonctions?|missions?|métier|poste|profil|équipes?|périmètre|compétences|interlocuteurs|"
    r"responsabilités|"
    r"quotidien|travail|position|place|légitimité|tâches?|champ|agenda|leadership|expertise|influence|"
    r"pouvoir|"
    r"priorités?|palette|qualités|valeur ajoutée|feuille de route|terrain|statut|image|autonomie|pairs|"
    r"homologues)"
)
_OPENING = (
    r"^ (?:(?:mais|et|or|car|donc|ainsi|aussi|enfin|surtout|pourtant|désormais|bref|demain|"
    r"aujourd'hui|hier) )?"
)
_PRONOUN = re.compile(
    _OPENING + r"(?:(?!il |elle |si |que |qu' )[^,;:]+ , )?"
    r"(?:(?:alors|tandis|bien|dès lors) qu' |si |s' |quand |lorsqu' |puisqu' |au point qu' )?"
    r"(?P<pronoun>il|elle|ils|elles|celui - ci|celle - ci|ceux - ci|ce dernier|cette dernière|ces derniers) "
    rf"(?!, |{IMPERSONAL}|m' |me |nous |vous )"
)
_POSSESSIVE = re.compile(rf" (?P<pronoun>son|sa|ses) (?:[\w-]+ )?{_ROLE_NOUNS} ")
_ANAPHOR = re.compile(
    r" (?P<pronoun>un (?:poste|métier|profil)|(?:ce|cette|cet|lequel|laquelle|le|la|l'|les) (?:même |"
    r"nouveau |nouvelle )?"
    r"(?:métier|poste|fonction|rôle|profil|dirigeante?|manager|manageuse|professionnel|responsable|décideur|"
    r"fonction marketing|homme - orchestre)) (?!finance|de la marque|des? |du |d' |commercial|achats)"
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
    r" (?!je |j' |nous |ne |n' )(?:[\w']*\w|qu'|l') (?P<pronoun>lui) (?!ai |avons |avais |en ai |"
    r"y ai )(?:[\w']+) "
)
_RECRUITED = re.compile(
    r" (?P<pronoun>le|la|l'|les) (?:recrut|embauch|emploi|engag|nomm)(?:e|ent|ait|aient|era|eront) "
)
_OF_HIM = re.compile(r" (?P<pronoun>(?:de|à|sur|pour|avec) (?:lui|elle)) (?:[.,;:!]|$|une?|des|que|qu')")
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
_DUTIES = re.compile(
    r" (?:missions?|profil|job|boulot|compétences?|qualités?|responsabilités?|rôle|fonctions?|tâches?|"
    r"savoir - faire|"
    r"savoir - être|"
    r"attend(?:u|ons|re)?|attentes?|attributions?|requis(?:es)?|doi(?:t|vent)|dev(?:ra|ront)|maîtriser|"
    r"défis?|chantiers?|priorités?|atouts?|prérequis|vous|leviers|talents?|casquettes?|facettes?|piliers?|"
    r"activités?) "
)
_IMPERSONAL = re.compile(r" il (?:est|serait|sera) (?:grand )?temps ")
_RELATION = re.compile(
    r" (?:collaborations?|alliance|tandem|couple|relations?|rapprochement|partenariat|duo|entente|dialogue|"
    r"complicité|binôme|coopération|rivalité|concurrence|tensions?) (?:[\w-]+ )*(?:entre|avec|encre) "
)
_LISTED = re.compile(rf" {_ROLE_NOUNS} (?:[\w-]+ )*: [\w-]+")
_QUESTION_WORDS = re.compile(
    r"^ (?:\d+ )?(?:pourquoi|comment|quels?|quelles?|combien|qui|où|ce que|ce qu'|à quoi|en quoi|faut - il|"
    r"de quoi) "
)
_PUBLICATION = re.compile(
    r" (?:tribune|livre blanc|infographie|étude|article|billet|webinaire|post|conférence|vidéo|dossier|"
    r"enquête) "
)
# « : un métier » is the least that says what the role is.
_PREDICATE_WORDS = 2
_OPENS_PREDICATE = listed("un une le la l' nouveau nouvelle")
_CLITICS_AND_ADVERBS = listed("ne n' se s' le la les l' y en lui aussi désormais alors")
_AFTER_VERB = listed(
    "le la les l' un une des du de d' son sa ses leur leurs à au aux ce cette ces en dans sur avec"
)
_MAYBE_VERB = re.compile(r"^[^\W\d]{2,}(?:e|ent)$")
_STOPS = listed(". ! … » ;")
_CLOSERS = frozenset(["»", '"', "”", "'", ")", "]"])


def named_role(passage: Passage, found: Sequence[Found]) -> Subject | None:
    """Return the first title in `passage` that stands for the role, not for a person who holds it.

    « Anne Roy, directrice marketing de Valdor, » names a person; a title inside the quoted name of a
    publication names a text.
    """
    for title in (f for f in found if f.label == "title"):
        if not _is_holder(passage.words, title) and not _is_in_quoted_name(passage, title):
            return title.first, title.last
    return None


def anaphor(passage: Passage, *, close: bool) -> Subject | None:
    """Return the words by which `passage` goes on about the role; `close` means right after a statement."""
    pronouns = (_PRONOUN, _OF_HIM, _DATIVE) if close else ()
    return _first(passage, (*pronouns, _POSSESSIVE, _ANAPHOR, _RECRUITED, _DEONTIC, _NEEDED))


def duty(passage: Passage) -> Subject | None:
    """Return the words by which `passage` says what is needed: « il faut », « est indispensable »."""
    return _first(passage, (_ANAPHOR, _DEONTIC, _NEEDED))


def _first(passage: Passage, patterns: Sequence[re.Pattern[str]]) -> Subject | None:
    matches = (pattern.search(passage.text) for pattern in patterns)
    return next((_place(passage, found) for found in matches if found), None)


def office(passage: Passage) -> Subject | None:
    """Return the words that stand for the role wherever the document has named it: « le titulaire »."""
    found = _OFFICE.search(passage.text)
    return _place(passage, found) if found else None


def _place(passage: Passage, found: re.Match[str]) -> Subject:
    return passage.index(found.start("pronoun")), passage.index(found.end("pronoun") - 1) + 1


def continues_infinitive(passage: Passage) -> bool:
    """Tell whether `passage` is a fragment that hangs on the sentence before: « Et former les équipes. »."""
    forms = [w.form for w in passage.words]
    start = next((i for i, form in enumerate(forms) if form not in {"et", "ou", "mais", "aussi", "puis"}), 0)
    return 0 < start < len(forms) and is_infinitive(passage.words[start])


def is_question(passage: Passage) -> bool:
    """Tell whether `passage` asks; a heading also by its first word, « Comment le CMO doit évoluer »."""
    if _last_mark(passage) == "?":
        return True
    return passage.sentence.kind == "heading" and _QUESTION_WORDS.match(passage.text) is not None


def is_bare_lead_in(passage: Passage) -> bool:
    """Tell whether `passage` only announces what follows: « Cela suppose : »."""
    return _last_mark(passage) == ":"


def speaks_of_duties(passage: Passage) -> bool:
    """Tell whether a lead-in announces duties or qualities: « Profil recherché : »."""
    return _DUTIES.search(passage.text) is not None


def predicates(passage: Passage, subject: Subject) -> bool:
    """Tell whether something is said of the role: by a verb, or as in « Le CMO, un stratège »."""
    found = verbs(passage.words)
    aside = clauses(passage.words)[subject[0]] == "relative"
    states = any(verb.main for verb in found) or (bool(found) and not aside)
    states = states or (not found and _has_unknown_verb(passage, subject))
    if states and not _is_only_a_condition(passage, subject):
        return True
    return (
        _RELATION.search(passage.text) is not None
        or any(passage.index(_colon(m)) >= subject[1] for m in _LISTED.finditer(passage.text))
        or _has_apposition(passage, subject)
    )


def _colon(listed_after: re.Match[str]) -> int:
    return listed_after.start() + listed_after.group().rindex(" :") + 1


def _has_unknown_verb(passage: Passage, subject: Subject) -> bool:
    """Tell whether a whole sentence has its role followed by a form that the table takes for a noun only.

    « Le CMO orchestre un écosystème. »: without parts of speech « orchestre » is no verb.
    """
    words, i = passage.words, subject[1]
    while i < len(words) and words[i].form in _CLITICS_AND_ADVERBS:
        i += 1
    complement = i + _PREDICATE_WORDS < len(words) and words[i + 1].form in _AFTER_VERB
    return complement and _MAYBE_VERB.search(words[i].form) is not None and _last_mark(passage) in _STOPS


def _is_only_a_condition(passage: Passage, subject: Subject) -> bool:
    """Tell whether the role stands in a subordinate clause, and the main clause speaks of something else."""
    kinds = clauses(passage.words)
    if kinds[subject[0]] != "subordinate":
        return False
    places = [_place(passage, m) for p in (_POSSESSIVE, _ANAPHOR) for m in p.finditer(passage.text)]
    pronouns = [i for i, w in enumerate(passage.words) if w.form in {"il", "elle"} and i > subject[0]]
    impersonal = _IMPERSONAL.search(passage.text) is not None
    return impersonal or not any(kinds[i] == "main" for i in [*pronouns, *(first for first, _ in places)])


def _has_apposition(passage: Passage, subject: Subject) -> bool:
    """Tell whether a comma or colon after the role opens a noun phrase of more than one word."""
    words = passage.words
    after = range(subject[1], min(subject[1] + 5, len(words)))
    cut = next((i for i in after if words[i].form in {",", ":", "–", "—"}), None)
    if cut is None or subject[0] > 1:
        return False
    return cut + _PREDICATE_WORDS < len(words) and words[cut + 1].form in _OPENS_PREDICATE


def _last_mark(passage: Passage) -> str:
    for word in reversed(passage.words):
        if word.form not in _CLOSERS:
            return word.form
    return ""


def _is_holder(words: Sequence[Word], title: Found) -> bool:
    first, last = title.first, title.last
    if first and words[first - 1].form in {",", "("} and _is_name(words, first - 2):
        return True
    if last + 1 < len(words) and words[last].form in {"de", "d'", "chez", "du"}:
        return words[last + 1].surface[0].isupper() and not words[last + 1].surface.isupper()
    return False


def _is_name(words: Sequence[Word], i: int) -> bool:
    """Tell whether a person's name ends at word `i`: two capitalised words, neither a common first word."""
    return i >= 1 and all(
        words[k].surface[0].isupper() and not words[k].surface.isupper() for k in (i - 1, i)
    )


def _is_in_quoted_name(passage: Passage, title: Found) -> bool:
    """Tell whether `title` stands in quotes after a word like « tribune » or « livre blanc »."""
    opened = max((i for i in range(title.first) if passage.words[i].form == "«"), default=None)
    if opened is None or any(passage.words[i].form == "»" for i in range(opened, title.first)):
        return False
    before = "".join(f" {w.form}" for w in passage.words[:opened]) + " "
    return _PUBLICATION.search(before) is not None
