"""Competences in what holders of the role do: « vous pilotez l'acquisition », « elle lit les panels »."""

from collections.abc import Iterator, Sequence

from cmo_nlp.annotate.clauses import verbs
from cmo_nlp.annotate.closed_classes import LINKS, STANDS_FOR_NOUN, listed
from cmo_nlp.annotate.doers import Doer
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.phrases import infinitive_end, opens_infinitive, trim
from cmo_nlp.annotate.speech import CLOSING
from cmo_nlp.annotate.work_verbs import WORK_VERBS, speaks_of_the_job

__all__ = ["activities"]

_SCORE = 0.4
_SEPARATORS = frozenset({",", ";", "et", "puis", "ou"})
_CLITICS = listed("ne n' se s' me m' vous nous le la les l' lui leur y en")
# « Il a acheté un magasin » tells what happened once; « vous avez piloté » asks for experience.
_NARRATED = listed("a ai ont avait avais avaient")
_OF_ONE_OCCASION = listed("un une des son sa ses leur leurs mon ma mes")
_MEASURES = listed("mesurer peser compter coûter valoir durer")
_NUMBERS = listed(
    "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cent"
)
_OBJECT_OPENS = listed(
    "le la les l' un une des du de d' son sa ses leur leurs mon ma mes votre vos notre nos au aux"
)


def activities(passage: Passage, doers: Sequence[Doer]) -> Iterator[Found]:
    """Yield verb and object of what each of `doers` does, and of the verbs coordinated with it."""
    words = passage.words
    finite = {verb.at for verb in verbs(words)}
    taken: set[int] = set()
    for doer in doers:
        at: int | None = participle_at(words, doer.verb.at)
        while at is not None and at not in taken:
            taken.add(at)
            opens = _object_at(words, at)
            end = _before_number(words, at, infinitive_end(words, opens - 1))
            if _names_activity(words, at, opens, end):
                yield Found("skill", None, at, end, "pattern", _SCORE)
            at = _next(words, max(end, at + 1), finite)


def participle_at(words: Sequence[Word], at: int) -> int:
    """Return the participle of a compound tense whose auxiliary stands at `at`, else `at`."""
    if words[at].lemma != "avoir":
        return at
    after = at + 1
    while after < len(words) and words[after].upos == "ADV":
        after += 1
    is_participle = after < len(words) and "VerbForm=Part" in words[after].morph
    return after if is_participle else at


def _object_at(words: Sequence[Word], at: int) -> int:
    """Return where the object of the verb at `at` opens: after « aussi », « désormais », « chaque matin »."""
    i = at + 1
    while i < len(words):
        if words[i].form == "chaque":
            i += 2
        elif words[i].upos == "ADV" and words[i].form not in {"ne", "pas", "plus"}:
            i += 1
        else:
            break
    return min(i, len(words))


def _names_activity(words: Sequence[Word], at: int, opens: int, end: int) -> bool:
    if any(word.form in STANDS_FOR_NOUN for word in words[opens : opens + 2]):
        return False  # « rapproche de celui du voisin »: what it is, another sentence says
    if _is_event(words, at, opens) or _says_how_much(words, at, opens):
        return False
    has_object = end > opens + 1 and _opens_object(words[opens]) and not opens_infinitive(words, opens)
    return has_object and words[at].lemma in WORK_VERBS and not speaks_of_the_job(words, at + 1, end)


def _is_event(words: Sequence[Word], at: int, opens: int) -> bool:
    """Tell whether a compound past with an object of that one occasion is told: « a ouvert son agenda »."""
    auxiliary = next((w for w in reversed(words[max(0, at - 3) : at]) if w.lemma == "avoir"), None)
    narrated = auxiliary is not None and auxiliary.form in _NARRATED and "VerbForm=Part" in words[at].morph
    one = opens < len(words) and (words[opens].form in _OF_ONE_OCCASION or words[opens].upos == "NUM")
    return narrated and one


def _says_how_much(words: Sequence[Word], at: int, opens: int) -> bool:
    """Tell whether a verb of measure has its measure: « mesure vingt mètres », not « mesure les ventes »."""
    number = opens < len(words) and (words[opens].form in _NUMBERS or words[opens].form[0].isdigit())
    return number and words[at].lemma in _MEASURES


def _opens_object(word: Word) -> bool:
    return word.form in _OBJECT_OPENS or word.upos == "NUM"


def _before_number(words: Sequence[Word], at: int, end: int) -> int:
    """Return `end` moved before « au 1er mars », « de 71 € à 45 € »: dates and figures are no competence."""
    for k in range(at + 2, end):
        if words[k].form[0].isdigit() and words[k - 1].form in LINKS:
            return trim(words, at, k)
    return end


def _has_own_subject(words: Sequence[Word], verb: int) -> bool:
    """Tell whether « nous » or « vous » right before the verb is its subject: « ; nous étudions »."""
    before, form = words[verb - 1].form, words[verb].form
    return (before == "nous" and form.endswith("ons")) or (before == "vous" and form.endswith("ez"))


def _next(words: Sequence[Word], end: int, finite: set[int]) -> int | None:
    """Return the verb coordinated with the phrase that ends at `end`: « …, connaît la marge et relit »."""
    for k in range(end, min(end + 12, len(words))):
        if words[k].form in CLOSING:
            return None  # « …, explique la directrice »
        if words[k].form not in _SEPARATORS:
            continue
        following = k + 1
        while following < len(words) and words[following].form in _CLITICS | _SEPARATORS:
            following += 1
        if following in finite and not _has_own_subject(words, following):
            return following
    return None
