"""Past, present or future: the tense of the main clause, then adverbials, then what the role is called."""

import re

from cmo_nlp.annotate.adverbials import adverbial, is_bygone
from cmo_nlp.annotate.clauses import Verb, clauses, verbs
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Passage, Subject, Word
from cmo_nlp.annotate.verbs import is_infinitive
from cmo_nlp.records import Horizon

__all__ = ["frame_of", "horizon_of"]

_HABIT = re.compile(
    r" (?:chaque|tous les|toutes les|désormais|aujourd'hui|régulièrement|toujours|quotidiennement) "
)
# Their simple past is another form than their present: « part » and « partit ».
_THIRD_GROUP = re.compile(
    r"(?:part|sort|sent|serv|dorm|ment|ouvr|offr|couvr|souffr|cueill|repent|vêt|ten|ven)ir$"
)
_PRESENTS = listed(
    "lit relit élit écrit décrit inscrit prescrit conduit produit traduit construit réduit séduit introduit "
    "suit poursuit sourit"
)
_AFTER_FUTURE = re.compile(
    r"^(?:[\w-]+ ){0,2}?(?:du futur|de demain|de l' avenir|d' après - demain|du xxie siècle|à venir|"
    r"du lendemain) "
)
_AFTER_PRESENT = re.compile(
    r"^(?:[\w-]+ )?(?:modernes?|d' aujourd'hui|actuel(?:le|s|les)?|contemporaine?s?) "
)
_AFTER_PAST = re.compile(
    r"^(?:[\w-]+ )?(?:classiques?|traditionnel(?:le|s|les)?|d' hier|d' antan|d' autrefois|historiques?|"
    r"à l' ancienne|d' avant|old school|de jadis|à papa) "
)
_BEFORE = {
    **dict.fromkeys(("futur", "future", "futurs", "futures", "prochain", "prochaine"), "future"),
    **dict.fromkeys(("ancien", "ancienne", "anciens", "anciennes"), "past"),
}
_ROLE_NOUN = re.compile(
    r" (?:profils?|modèles?|rôles?|figure|image|portrait|métiers?|postes?|fonctions?|missions?|patrons?|"
    r"dirigeants?) "
)
# « n'est plus seulement » says what the role is now.
_NO_LONGER = re.compile(
    r" (?:n'|ne) (?:se |s' )?(?:est|sont|limite|limitent|résume|résument|contente|contentent|réduit|"
    r"réduisent|borne|bornent|cantonne|cantonnent|a|ont|fait|font|incarne|incarnent) (?:[\w-]+ )?plus "
    r"(?!(?:seulement|uniquement|simplement|que|qu') )"
)
_TO_COME = re.compile(
    r"^(?:est|sont) (?:[\w-]+ )?(?:en passe|en voie|sur le point) (?:de|d') "
    r"|^risque(?:nt)? (?:fort )?(?:de|d') "
    r"|^(?:est|sont|semble|semblent|reste|restent) (?:donc |ainsi |aussi |également )?"
    r"(?:amenée?s?|appelée?s?|vouée?s?|destinée?s?|promise?s?|condamnée?s?|prédestinée?s?) (?:à|aux?) "
    r"|^apprête(?:nt)? à "
)
_COMPOUND = re.compile(
    r"^(?:(?:a|ont) (?:[\w-]+ ){0,2}?[\w-]+(?:é|i|u|is|it|ert)(?:e?s?) |"
    r"(?:est|sont) (?:[\w-]+ ){0,2}?(?:devenu|entré|arrivé|passé|né|mort|resté|parti|allé|venu|parvenu)e?s? )"
)
_HAS_BEEN = re.compile(r"^(?:a|ont) (?:d' abord |surtout )?été (?:un|une|le|la|l'|les|des) ")
_LATELY = re.compile(
    r" (?:le mois|l' an|l' année|la semaine|la décennie|l' été) (?:derni(?:er|ère)|passée?) "
)
_COMPOUND_ETRE = re.compile(
    r"^serai(?:t|ent) (?:[\w-]+ )?(?:devenu|entré|arrivé|passé|né|mort|resté|parti|allé|venu|parvenu)e?s? "
)
# « il serait temps », « il semblerait que » are polite presents.
_POLITE = re.compile(
    r"^(?:serait (?:grand )?temps|semblerait|dirait|faudrait|ferai(?:t|ent) (?:bien|mieux)|"
    r"(?:voudr|aimer|souhaiter)(?:ais|ions)) "
)
_ENOUGH_ADVERBS = 3
# The pipeline takes « j'en connais » for an imparfait.
_PRESENT_IN_AIS = frozenset({"connais", "reconnais", "fais", "sais", "vais", "parais", "apparais"})
_BEFORE_OTHERS = frozenset({"pour", "chez", "à", "au", "aux", "avec", "par", "selon", "entre"})
_ASIDE = re.compile(r"^(?:vrai|clair|certain|évident)$")
# A narrative present speaks of the year that it names; two years of grace for « depuis 2017 » and the like.
_GRACE_YEARS = 2


def horizon_of(
    passage: Passage, subject: Subject | None, frame: Horizon | None, year: int | None, published: int | None
) -> Horizon:
    """Return the horizon of a statement.

    `subject` is where the role is named; `frame` the horizon that a lead-in or the antecedent of a pronoun
    lends to a present tense; `year` what the sentence refers to, `published` when the text appeared.
    """
    verb = _main_verb(passage, subject)
    verb = _habitual(passage, verb)
    if verb is not None and subject is not None and _is_opinion(passage, subject, verb):
        verb = verb._replace(tense="present")
    if verb is not None and _cannot(passage, verb):
        verb = verb._replace(tense="present")
    if verb is not None and verb.tense != "present" and not _POLITE.match(_from(passage, verb)):
        return "past" if verb.tense == "past" or _is_past_conditional(passage, verb) else "future"
    if verb is not None and _is_to_come(passage, verb):
        return "future"
    if _is_no_longer(passage, subject) and not (verb is not None and _has_own_pronoun(passage, verb)):
        return "past"
    if is_bygone(passage, subject):
        return "past"
    said = frame_of(passage, subject) or adverbial(passage, subject, verb, year)
    said = said or ("past" if _is_over(passage, verb) else _of_year(passage, year, published))
    return said or (None if _is_accomplished(passage, verb) else frame) or "present"


def _habitual(passage: Passage, verb: Verb | None) -> Verb | None:
    """Return `verb` in the present where its form is of both tenses, « investit », and nothing tells a story.

    Another verb in the past tells one, unless a habit is told: « chaque lundi, elle réunit ceux qui ont… ».
    """
    if verb is None or verb.tense != "past" or not _is_of_both(passage.words[verb.at]):
        return verb
    told = any(v.tense == "past" and not _is_of_both(passage.words[v.at]) for v in verbs(passage.words))
    return verb if told and not _HABIT.search(passage.text) else verb._replace(tense="present")


def _cannot(passage: Passage, verb: Verb) -> bool:
    """Tell « ne saurait », which says « ne peut » and nothing of what will be."""
    saurait = passage.words[verb.at].form in {"saurait", "sauraient"}
    return saurait and any(word.form in {"ne", "n'"} for word in passage.words[max(0, verb.at - 3) : verb.at])


def _is_opinion(passage: Passage, subject: Subject, verb: Verb) -> bool:
    """Tell « Pour la directrice marketing, la télévision serait un caprice »: what she thinks of it now."""
    words = passage.words
    after = words[subject[1]].form if subject[1] < len(words) else ""
    opened = [word.form for word in words[: subject[0]]]
    serait = words[verb.at].form in {"serait", "seraient"} and not _COMPOUND_ETRE.match(_from(passage, verb))
    return serait and after == "," and opened[:1] == ["pour"] and len(opened) <= _ENOUGH_ADVERBS


def _is_of_both(word: Word) -> bool:
    """Tell « réunit », « conclut », present and simple past alike, and presents like « lit »."""
    if word.form in _PRESENTS or word.form.endswith("clut"):
        return True
    return (
        word.form == word.lemma[:-1] + "t"
        and word.lemma.endswith("ir")
        and not _THIRD_GROUP.search(word.lemma)
    )


def _is_accomplished(passage: Passage, verb: Verb | None) -> bool:
    """Tell whether `verb` opens a passé composé: a change that holds now, whoever the pronoun stands for."""
    return verb is not None and _COMPOUND.match(_from(passage, verb)) is not None


def _is_past_conditional(passage: Passage, verb: Verb) -> bool:
    """Tell whether `verb` opens « aurait dû », « serait devenu »; « serait bien vu » is no past."""
    if verb.tense != "conditional":
        return False
    if _COMPOUND_ETRE.match(_from(passage, verb)):
        return True
    if not passage.words[verb.at].form.startswith("aur"):
        return False
    for word in passage.words[verb.at + 1 : verb.at + 2 + _ENOUGH_ADVERBS]:
        if word.upos in {"VERB", "AUX"}:
            return "VerbForm=Part" in word.morph
        if word.upos not in {"ADV", "PRON"}:
            return False
    return False


def _is_over(passage: Passage, verb: Verb | None) -> bool:
    """Tell a passé composé of what is over: « a été un publicitaire », « a recruté l'an dernier »."""
    if verb is None:
        return False
    if _HAS_BEEN.match(_from(passage, verb)):
        return True
    return _is_accomplished(passage, verb) and _LATELY.search(passage.text) is not None


def _is_no_longer(passage: Passage, subject: Subject | None) -> bool:
    """Tell whether the role « n'est plus » what it was; « n'a plus de secret pour le CMO » is of a thing."""
    found = _NO_LONGER.search(passage.text)
    if found is None or subject is None or passage.index(found.start() + 1) >= subject[0]:
        return found is not None
    before = passage.words[max(0, subject[0] - 2) : subject[0]]
    return not any(word.form in _BEFORE_OTHERS for word in before)


def frame_of(passage: Passage, subject: Subject | None) -> Horizon | None:
    """Return the horizon that the name of the role carries: « le CMO de demain », « le profil classique »."""
    if subject is not None:
        before = passage.words[subject[0] - 1].form if subject[0] else ""
        if before in _BEFORE:
            return "future" if _BEFORE[before] == "future" else "past"
        named = _after_name(passage.text[_position(passage, subject[1]) :])
        if named is not None:
            return named
    for noun in _ROLE_NOUN.finditer(passage.text):
        named = _after_name(passage.text[noun.end() :])
        if named is not None:
            return named
    return None


def _from(passage: Passage, verb: Verb) -> str:
    return passage.text[passage.offsets[verb.at] :]


def _position(passage: Passage, word: int) -> int:
    return passage.offsets[word] if word < len(passage.words) else len(passage.text)


def _after_name(text: str) -> Horizon | None:
    if _AFTER_FUTURE.match(text):
        return "future"
    if _AFTER_PAST.match(text):
        return "past"
    return "present" if _AFTER_PRESENT.match(text) else None


def _main_verb(passage: Passage, subject: Subject | None) -> Verb | None:
    """Return the verb that decides: of the last main clause with a pronoun, else the first after the role."""
    found = [
        v._replace(tense="present") if passage.words[v.at].form in _PRESENT_IN_AIS else v
        for v in verbs(passage.words)
    ]
    main = [v for v in found if v.main] or found
    after = [v for v in main if subject is None or v.at >= subject[0]] or main[-1:]
    if not after:
        return None
    anew = [v for v in after[1:] if _has_own_pronoun(passage, v)]
    return anew[-1] if anew else after[0]


def _has_own_pronoun(passage: Passage, verb: Verb) -> bool:
    """Tell whether « , il » or « mais il » stands right before `verb`: another main clause."""
    words, i = passage.words, verb.at - 1
    while i > 0 and words[i].form in {"ne", "n'", "se", "s'", "le", "la", "l'", "lui", "leur", "y", "en"}:
        i -= 1
    if i <= 0 or words[i].form not in {"il", "elle", "ils", "elles"}:
        return False
    after = words[verb.at + 1].form if verb.at + 1 < len(words) else ""
    return words[i - 1].form in {",", ";", ":", "mais", "et", "puis"} and not _ASIDE.match(after)


def _is_to_come(passage: Passage, verb: Verb) -> bool:
    words = passage.words
    if _TO_COME.match(_from(passage, verb)):
        return True
    if words[verb.at].form not in {"va", "vont"}:
        return False
    following = words[verb.at + 1 : verb.at + 5]
    return any(is_infinitive(w) for w in following)


def _of_year(passage: Passage, year: int | None, published: int | None) -> Horizon | None:
    if year is None or published is None or _is_beside_the_point(passage, str(year)):
        return None
    if year > published:
        return "future"
    return "past" if year < published - _GRACE_YEARS else None


def _is_beside_the_point(passage: Passage, year: str) -> bool:
    """Tell whether `year` stands in a relative clause."""
    at = next((i for i, word in enumerate(passage.words) if word.form == year), None)
    return at is not None and clauses(passage.words)[at] == "relative"
