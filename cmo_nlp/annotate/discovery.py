"""Competences that the lexicon does not hold, found by the words that announce them."""

from collections.abc import Collection, Iterator, Sequence

from cmo_nlp.annotate.activities import participle_at
from cmo_nlp.annotate.adverts import required
from cmo_nlp.annotate.clauses import clauses
from cmo_nlp.annotate.closed_classes import OWNED
from cmo_nlp.annotate.coordination import next_infinitive, next_noun
from cmo_nlp.annotate.matching import Found
from cmo_nlp.annotate.passages import Passage, Word
from cmo_nlp.annotate.phrases import infinitive_end, noun_end, opening, opens_infinitive, skip_clitics
from cmo_nlp.annotate.products import is_product
from cmo_nlp.annotate.sources import is_cited_study
from cmo_nlp.annotate.triggers import (
    ABILITY,
    ACTIVITY_NOUN,
    ADDRESSED,
    BEING,
    BETWEEN_QUALITIES,
    CHARGE_TRIGGER,
    CLITICS,
    CREDENTIAL,
    DUTY_TRIGGER,
    EMPTY_VERBS,
    FILLERS,
    GENERIC,
    HANDS_OVER,
    IMAGE,
    MISSIONS,
    NO_QUALITY,
    NOUN_TRIGGER,
    OWNS,
    PLACES,
    PURPOSE,
    QUALITY,
    RAW_MATERIAL,
    STANDS_FOR_ANOTHER,
    TOOL_CLASS,
    TRAIT_TRIGGER,
    VERB_TRIGGER,
    WENT,
)
from cmo_nlp.annotate.verbs import is_infinitive, tense_at
from cmo_nlp.annotate.work_verbs import HAPPENINGS, WORK_VERBS, speaks_of_the_job

__all__ = ["announced_skills", "item_skills", "skills_of_the_role"]

# How sure each way to find a competence is; all stay under the lexicon's 0.9. Announced means by a trigger
# (« maîtrise de »), duty by a modal verb (« devra »), activity by a noun of action (« pilotage de »).
_ANNOUNCED, _DUTY, _ACTIVITY, _ITEM, _SAID = 0.7, 0.5, 0.5, 0.5, 0.4


_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "je", "j'", "nous", "vous", "on", "ne", "n'"})


def announced_skills(passage: Passage, tools: Collection[int], *, of_role: bool) -> Iterator[Found]:
    """Yield the competences that « maîtrise de », « compétences en » announce.

    Where the sentence speaks of the role (`of_role`), also those of « capable de », « savoir », « sens de »,
    which elsewhere are said of software and of firms. Before a tool of the lexicon (`tools` are the words of
    those) the trigger is kept: « maîtrise d'Excel », « maîtriser le SEO ».
    """
    for first, last in passage.find(NOUN_TRIGGER):
        if not of_role and first and passage.words[first - 1].form in {"leur", "leurs", "notre", "votre"}:
            continue
        yield from _noun_phrases(passage.words, last, _ANNOUNCED, whole_from=first, tools=tools)
    if not of_role:
        return
    for _, last in passage.find(TRAIT_TRIGGER):
        if last < len(passage.words) and not PLACES.match(passage.words[last].form):
            yield from _noun_phrases(passage.words, last, _ANNOUNCED, whole_from=None)
    for first, last in passage.find(VERB_TRIGGER):
        yield from _noun_phrases(passage.words, last, _ANNOUNCED, whole_from=first, tools=tools)
    for first, last in passage.find(QUALITY):
        yield from _kept_whole(passage.words, first, last, _ANNOUNCED)
    for _, last in passage.find(ABILITY):
        yield from _infinitives(passage.words, last, _ANNOUNCED)


def skills_of_the_role(passage: Passage) -> Iterator[Found]:
    """Yield the duties, activities and images that a sentence on the role ascribes to it."""
    kinds = clauses(passage.words)
    for pattern in (DUTY_TRIGGER, PURPOSE):
        for first, last in passage.find(pattern):
            if kinds[first] == "subordinate" and passage.words[first - 1].form not in _PRONOUNS:
                continue  # « quand tout employeur devra proposer »
            yield from _infinitives(passage.words, last, _DUTY)
    yield from _charges(passage)
    for at in _infinitives_said(passage.words):
        yield from _infinitives(passage.words, at, _SAID)
    for _, last in passage.find(BEING):
        yield from _qualities(passage.words, last)
    for pattern in (ACTIVITY_NOUN, IMAGE):
        for first, last in passage.find(pattern):
            if not (
                _is_purpose_of_a_tool(passage.words, first) or is_cited_study(passage.words, first, last)
            ):
                yield from _kept_whole(passage.words, first, last, _ACTIVITY)
    for _, last in passage.find(MISSIONS):
        yield from _enumeration(passage.words, last)


def _charges(passage: Passage) -> Iterator[Found]:
    for _, last in passage.find(CHARGE_TRIGGER):
        if not opens_infinitive(passage.words, last - 1):
            yield from _noun_phrases(passage.words, last, _DUTY, whole_from=None)


def _infinitives_said(words: Sequence[Word]) -> Iterator[int]:
    """Yield where the infinitives of the main clauses begin, their pronouns with them."""
    kinds = clauses(words)
    for i, word in enumerate(words):
        if is_infinitive(word) and kinds[i] == "main" and word.form in WORK_VERBS:
            first = i
            while first and words[first - 1].form in CLITICS:
                first -= 1
            if not _is_means(words, first):
                yield first


def _is_means(words: Sequence[Word], i: int) -> bool:
    """Tell whether the infinitive at `i` stands after « à force de », or after « partie », « s'est vu »."""
    before = [word.form for word in words[max(0, i - 2) : i]]
    return before[:1] == ["force"] or any(map(WENT.match, before[-1:]))


def item_skills(passage: Passage) -> Iterator[Found]:
    """Yield the competence that a list item names, where its lead-in speaks of the role."""
    words = passage.words
    verb = skip_clitics(words, 0)
    if verb < len(words) and is_infinitive(words[verb]):
        yield from _infinitives(words, 0, _ITEM)
        return
    if verb < len(words) and ADDRESSED.match(words[verb].form):
        end = infinitive_end(words, 0)
        if end > verb + 1:
            yield Found("skill", None, 0, end, "pattern", _ITEM)
        return
    said = words[: required(passage)]
    if not CREDENTIAL.search(passage.text) and not any(tense_at(said, i) for i in range(len(said))):
        yield from _noun_phrases(_before_colon(said), 0, _ITEM, whole_from=None)


def _before_colon(words: Sequence[Word]) -> Sequence[Word]:
    """Return what an item says first: after its colon or in brackets it explains."""
    return words[: next((i for i, w in enumerate(words) if w.form in {"(", ";", ":"}), len(words))]


def _is_purpose_of_a_tool(words: Sequence[Word], first: int) -> bool:
    """Tell whether the noun at `first` says what a tool is for: « logiciel de gestion de campagnes »."""
    return (
        first > 1
        and words[first - 1].form in {"de", "d'"}
        and TOOL_CLASS.match(words[first - 2].form) is not None
    )


def _qualities(words: Sequence[Word], i: int) -> Iterator[Found]:
    """Yield the single words that say how the role must be: « agile, créatif et analytique »."""
    while i < len(words):
        if words[i].form in BETWEEN_QUALITIES:
            i += 1
            continue
        if not words[i].form.isalpha() or NO_QUALITY.match(words[i].form):
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
        while start < len(words) and FILLERS.match(words[start].form):
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
    takes_over = words[verb].form in HANDS_OVER
    if _is_said_elsewhere(words, verb, end):
        return
    if words[verb].form in HAPPENINGS or speaks_of_the_job(words, verb + 1, end):
        return
    if (has_object and not takes_over and words[verb].form not in EMPTY_VERBS) or (
        words[verb].form == "faire"
        and end > verb + 1
        and is_infinitive(words[verb + 1])
        and words[verb + 1].form != "savoir"
    ):
        yield Found("skill", None, start, end, "pattern", score)


def _is_said_elsewhere(words: Sequence[Word], verb: int, end: int) -> bool:
    """Tell whether a pronoun or a number is all that the verb has: « les trier », « chiffrer chacune »."""
    leans = verb > 0 and words[verb - 1].form in CLITICS - {"se", "s'"}
    opens_clause = end < len(words) and words[end].form in {"que", "qu'"}
    bare = all(word.form in STANDS_FOR_ANOTHER for word in words[verb + 1 : end])
    if any(word.form in OWNED for word in words[verb + 1 : verb + 3]):
        return True
    return bare and (leans or opens_clause or end > verb + 1)


def _noun_phrases(
    words: Sequence[Word], i: int, score: float, whole_from: int | None, tools: Collection[int] = ()
) -> Iterator[Found]:
    """Yield the noun phrases of the coordination at `i`; a bare raw material or tool keeps its trigger."""
    start: int | None = opening(words, i)
    first = True
    while start is not None and start < len(words):
        end = noun_end(words, start)
        if end == start:
            return
        if all(k in tools for k in range(start, end)):
            # The tools after the first stand for themselves.
            if first and whole_from is not None and words[whole_from].form not in OWNS:
                yield Found("skill", None, whole_from, end, "pattern", score)
        elif is_product(words, start, end):
            pass  # « Zorblux »: a tool, where a trigger of tools says so
        elif not first and end == start + 1 and words[start].form in {"outil", "outils"}:
            pass  # « Photoshop et des outils tels que Figma »: the names say which
        elif whole_from is not None and first and end == start + 1 and _is_material(words[start]):
            yield Found("skill", None, whole_from, end, "pattern", score)
        elif _says_something(words, start, end):
            yield Found("skill", None, start, end, "pattern", score)
        start, first = next_noun(words, end), False


def _is_material(word: Word) -> bool:
    """Tell whether a word alone is no competence: « données »."""
    return RAW_MATERIAL.match(word.form) is not None


def _kept_whole(words: Sequence[Word], first: int, complement: int, score: float) -> Iterator[Found]:
    """Yield the noun at `first` with its complement, and with a second one like it (« et des marges »)."""
    start = opening(words, complement)
    end = noun_end(words, start)
    if end > start and _says_something(words, start, end) and not speaks_of_the_job(words, start, end):
        yield Found("skill", None, first, max(end, noun_end(words, first)), "pattern", score)


def _enumeration(words: Sequence[Word], i: int) -> Iterator[Found]:
    verb = skip_clitics(words, i)
    if verb < len(words) and is_infinitive(words[verb]):
        yield from _infinitives(words, i, _ACTIVITY)
    else:
        yield from _noun_phrases(words, i, _ACTIVITY, whole_from=None)


def _says_something(words: Sequence[Word], start: int, end: int) -> bool:
    content = [w.form for w in words[start:end] if any(c.isalpha() for c in w.form) and len(w.form) > 1]
    return any(form not in GENERIC for form in content) and content[0] not in {
        "ce",
        "celui",
        "celle",
        "ceux",
    }
