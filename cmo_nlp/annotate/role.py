"""Whether a sentence speaks of the head of marketing: by title, by pronoun, or as an item under a lead-in."""

import re
from collections.abc import Sequence

from cmo_nlp.annotate.adverbials import is_bygone
from cmo_nlp.annotate.anaphora import ROLE_NOUNS, is_nominal, points_back
from cmo_nlp.annotate.clauses import clauses, verbs
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.offices import is_held_at
from cmo_nlp.annotate.passages import Passage, Subject, Word
from cmo_nlp.annotate.verbs import is_infinitive
from cmo_nlp.annotate.work_verbs import WORK_VERBS

__all__ = [
    "continues_infinitive", "is_bare_lead_in", "is_question", "named_role", "predicates", "speaks_of_duties",
]  # fmt: skip

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
_PLACES = re.compile(
    r" (?:sous (?:la|l') (?:responsabilité|autorité|direction|houlette|tutelle|supervision|conduite)|"
    r"rattachée?s?(?: [\w-]+)?) (?:de (?:la |l' |votre |notre )?|d' (?:une? )?|du |des |à (?:la |l' |notre |"
    r"un |une )?|aux? )$"
)
# « Impossible pour un CMO d'ignorer… », « Au CMO de prouver… » owe something without a finite verb.
_OWED = re.compile(
    r"^ (?:(?:impossible|difficile|interdit|inutile|indispensable|essentiel|(?:plus|pas) question|nul besoin|"
    r"charge|libre|reste) )?(?:pour|aux?|à) (?:[\w-]+ )?$"
)
_OF_ACT = re.compile(r"^(?:[\w-]+ ){0,3}?(?:, [^,;:.!?]{1,40} , )?(?:de|d') ")
_PLACE_TO = re.compile(r"^ (?:place|honneur) (?:aux?|à) (?:[\w-]+ )?$")
_ACT_WORDS = 4
_LISTED = re.compile(rf" {ROLE_NOUNS} (?:[\w-]+ )*: [\w-]+")
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
_FORMER = listed("ex ancien ancienne anciens anciennes")
_STOPS = listed(". ! … » ;")
_CLOSERS = frozenset(["»", '"', "”", "'", ")", "]"])


def named_role(passage: Passage, found: Sequence[Found]) -> Subject | None:
    """Return the first title in `passage` that stands for the role, not for a person who holds it.

    « Anne Roy, directrice marketing de Valdor, » names a person; a title inside the quoted name of a
    publication names a text; « l'ex-CMO » does something else now.
    """
    for title in (f for f in found if f.label == "title"):
        named = not _is_holder(passage.words, title) and not _is_in_quoted_name(passage, title)
        if named and not _is_former(passage, title):
            return title.first, title.last
    return None


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
    if _is_beside(passage, subject):
        return False
    if is_nominal(passage) or is_bygone(passage, subject) or _is_owed(passage, subject):
        return True
    found = verbs(passage.words)
    before = {word.form for word in passage.words[: subject[0]]}
    # « les qualités que le CMO devra montrer » says so of the role, without a main clause.
    aside = clauses(passage.words)[subject[0]] == "relative" and not before & {"que", "qu'"}
    states = any(verb.main for verb in found) or (bool(found) and not aside)
    states = states or (not found and _has_unknown_verb(passage, subject))
    if states and not _is_only_a_condition(passage, subject):
        return True
    return (
        _RELATION.search(passage.text) is not None
        or any(passage.index(_colon(m)) >= subject[1] for m in _LISTED.finditer(passage.text))
        or _has_apposition(passage, subject)
    )


def _is_owed(passage: Passage, subject: Subject) -> bool:
    """Tell whether a sentence without a finite verb says what falls to the role, or hails what it is now."""
    if subject[1] >= len(passage.words):
        return False
    before = passage.text[: passage.offsets[subject[0]]]
    after = passage.text[passage.offsets[subject[1]] :]
    if _PLACE_TO.match(before):
        return len(passage.words) > subject[1] + _PREDICATE_WORDS
    act = _OF_ACT.match(after)
    if act is None or not _OWED.match(before):
        return False
    first = passage.index(passage.offsets[subject[1]] + act.end() - 1) + 1
    return any(is_infinitive(word) for word in passage.words[first : first + _ACT_WORDS])


def _colon(listed_after: re.Match[str]) -> int:
    return listed_after.start() + listed_after.group().rindex(" :") + 1


def _has_unknown_verb(passage: Passage, subject: Subject) -> bool:
    """Tell whether a whole sentence has its role followed by a form that the table takes for a noun only.

    « Le CMO orchestre un écosystème. »: without parts of speech « orchestre » is no verb.
    """
    words, i = passage.words, subject[1]
    while i < len(words) and words[i].form in _CLITICS_AND_ADVERBS:
        i += 1
    if i + 1 >= len(words) or words[i].upos == "ADP":
        return False
    after = words[i + 1].form
    if after in _STOPS or words[i + 1].surface[0].isupper():  # « le CMO pilote. », « maîtrise Klapio »
        form = words[i].form.removesuffix("nt")
        return form.endswith("e") and form + "r" in WORK_VERBS
    complement = i + _PREDICATE_WORDS < len(words) and (after in _AFTER_VERB or after[0].isdigit())
    return complement and _MAYBE_VERB.search(words[i].form) is not None and _last_mark(passage) in _STOPS


def _is_beside(passage: Passage, subject: Subject) -> bool:
    """Tell whether the role only places somebody else: « sous la responsabilité du CMO, vous… »."""
    before = passage.text[: passage.offsets[subject[0]]]
    return _PLACES.search(before) is not None


def _is_only_a_condition(passage: Passage, subject: Subject) -> bool:
    """Tell whether the role stands in a subordinate clause, and the main clause speaks of something else."""
    kinds = clauses(passage.words)
    if kinds[subject[0]] != "subordinate":
        return False
    pronouns = [i for i, w in enumerate(passage.words) if w.form in {"il", "elle"} and i > subject[0]]
    impersonal = _IMPERSONAL.search(passage.text) is not None
    return impersonal or not any(kinds[i] == "main" for i in [*pronouns, *points_back(passage)])


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
    first = title.first
    if first and words[first - 1].form in {",", "("} and _is_name(words, first - 2):
        return True
    return is_held_at(words, title)


def _is_former(passage: Passage, title: Found) -> bool:
    """Tell whether « ex- » or « ancien » stands before the title, and nothing is told of those days."""
    words, i = passage.words, title.first - 1
    i -= i > 0 and words[i].form == "-"
    if i < 0 or words[i].form not in _FORMER:
        return False
    then = next((verb.tense for verb in verbs(words) if verb.at >= title.last), "past")
    return then != "past"


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
