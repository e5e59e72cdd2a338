"""The lexicon's forms in a passage: by lemma and by form, folded, longest first within a label."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.company import Candidate, Entry, has_company, is_name, names_of_tools
from cmo_nlp.annotate.homographs import is_homograph
from cmo_nlp.annotate.names import name_end
from cmo_nlp.annotate.passages import Passage, Word, split_words
from cmo_nlp.annotate.reading import normalise
from cmo_nlp.annotate.sources import is_cited
from cmo_nlp.french import fold
from cmo_nlp.lexicons import Lexicon
from cmo_nlp.lexicons.ways import ARTICLES, JOINERS, paths, ways, word_key
from cmo_nlp.records import Label

__all__ = ["Found", "Matcher"]

# Part of a name where they stand right behind its word: « dir. marketing », « Copy.ai », « Google+ ».
_NAME_MARKS = frozenset(".+!")
_SUBJECTS = listed("il elle on ils elles qui ne n' se s' je j' tu")
_MASTERS = listed("maîtrise maitrise maîtriser maitriser connaître")
_BEFORE_OBJECT = listed("de d' du des le la les l'")
# Articles and joiners in a row within a form: a text of « l'l'l'… » would else take quadratic time.
_MOST_SKIPPED = 4
_LEXICON_SCORE, _CONTEXT_SCORE = 1.0, 0.9


class Found(NamedTuple):
    """A mention in a passage: its words `first` to `last`, `last` excluded.

    A `doubtful` one is a form that names its concept only where the sentence speaks of the role.
    """

    label: Label
    concept_id: str | None
    first: int
    last: int
    origin: Literal["lexicon", "pattern"]
    score: float
    doubtful: bool = False


class Matcher:
    """All forms of a lexicon in one tree of folded, singular words, built once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._root: dict[str, Any] = {}
        self._unwanted = {(label, way) for label, form in lexicon.refused for way in ways(form)}
        for form in lexicon.forms:
            entry_label = lexicon.concepts[form.concept_id].label
            words = list(split_words(normalise(form.form).text))
            entry = Entry(form.concept_id, entry_label, form.case, _plain(words))
            for path in ways(form.form):
                self._add(path, entry)

    def find(self, passage: Passage) -> list[Found]:
        """Return the mentions in `passage`, sorted; sure ones of one label do not overlap, nor doubtful ones.

        A tool that needs company is left out where it has none; for the other labels, where only the role in
        the sentence can decide, such a form comes back as `doubtful`.
        """
        candidates = [c for c in self._candidates(passage) if _is_written_so(passage, c)]
        sure = _longest(c for c in candidates if c.entry.case != "context")
        doubtful = [c for c in candidates if c.entry.case == "context"]
        names = names_of_tools(passage, [c for c in doubtful if is_name(c.entry)], sure)
        beside = [*names, *(c for c in doubtful if not is_name(c.entry))]
        common = [c for c in beside if c.entry.label != "tool" or has_company(passage, c, sure, beside)]
        kept = _longest([*names, *(c for c in common if not is_name(c.entry))])
        return sorted(_found(passage, c) for c in [*sure, *kept])

    def wants(self, passage: Passage, found: Found) -> bool:
        """Tell whether what grammar found is none of the forms that the lexicon does not want to see."""
        if not self._unwanted:
            return True
        words = passage.words[found.first : found.last]
        written = paths(w.form for w in words)
        lemmas = paths(w.lemma or w.form for w in words)
        return not any((found.label, way) in self._unwanted for way in (*written, *lemmas))

    def linked(self, passage: Passage, found: Found) -> Found:
        """Return what grammar found with the concept that the lexicon has for it, or for its object.

        « outils comme Notion » shows that « Notion » is the tool of that name; « maîtrise de Photoshop » is
        the mastery of Photoshop, so that it leads to the tool.
        """
        if found.concept_id is not None or found.label not in {"tool", "skill"}:
            return found
        start = found.first if found.label == "tool" else _mastered_at(passage.words, found)
        if start is None:
            return found
        keys = [_keys_at(passage.words, i) for i in range(found.last)]
        ends = (c for c in self._walk(passage.words[: found.last], keys, start) if c.last == found.last)
        tools = sorted(
            {c.entry.concept_id for c in ends if c.entry.label == "tool" and _is_spelled(passage, c)}
        )
        return found._replace(concept_id=tools[0]) if len(tools) == 1 else found

    def _add(self, path: Sequence[str], entry: Entry) -> None:
        node = self._root
        for key in path:
            node = node.setdefault(key, {})
        node.setdefault("", []).append(entry)

    def _candidates(self, passage: Passage) -> Iterator[Candidate]:
        keys = [_keys_at(passage.words, i) for i in range(len(passage.words))]
        for first, alternatives in enumerate(keys):
            if any(key in self._root for key in alternatives):
                yield from self._walk(passage.words, keys, first)

    def _walk(
        self, words: Sequence[Word], keys: Sequence[tuple[str, ...]], first: int
    ) -> Iterator[Candidate]:
        nodes = [self._root]
        skipped = 0
        for i in range(first, len(words)):
            if i > first and _is_skipped(words, i) and skipped < _MOST_SKIPPED:
                skipped += 1
                continue
            skipped = 0
            reached = [node[key] for node in nodes for key in keys[i] if key in node]
            for node in reached:
                for entry in node.get("", ()):
                    yield Candidate(first, i + 1, entry)
            nodes = [*reached, *nodes] if i > first and _is_object_article(words, i) else reached
            if not nodes:
                return


def _mastered_at(words: Sequence[Word], found: Found) -> int | None:
    """Return where the object of « maîtrise de », « maîtriser le » stands: a name of one word."""
    at = found.last - 1
    between = [word.form for word in words[found.first + 1 : at]]
    named = words[at].surface[0].isupper() and at > found.first and _BEFORE_OBJECT.issuperset(between)
    return at if named and words[found.first].form in _MASTERS else None


def _is_spelled(passage: Passage, candidate: Candidate) -> bool:
    """Tell whether a name is written with its capitals, a common noun anyhow."""
    plain = candidate.entry.plain
    written = _plain(passage.words[candidate.first : candidate.last])
    return candidate.entry.case == "fold" or plain.islower() or written in {plain, plain.upper()}


def _keys_at(words: Sequence[Word], i: int) -> tuple[str, ...]:
    form = words[i].form
    if form in _NAME_MARKS:
        return (form,) if i and words[i].start == words[i - 1].end else ()
    return _keys(form, words[i].lemma)


@lru_cache(maxsize=50_000)
def _keys(form: str, lemma: str) -> tuple[str, ...]:
    """Return what the tree knows a word by; nothing for punctuation, which no form runs across."""
    if not any(c.isalnum() for c in form):
        return ()
    return tuple(dict.fromkeys((word_key(form), word_key(lemma))))


def _is_skipped(words: Sequence[Word], i: int) -> bool:
    form = words[i].form
    joined = form == "&" or words[i].start == words[i - 1].end
    return form in ARTICLES or (form in JOINERS and joined)


def _is_object_article(words: Sequence[Word], i: int) -> bool:
    """Tell whether « des » or « du » opens an object: « piloter des » is « piloter les campagnes »."""
    before = words[i - 1].lemma
    return words[i].form in {"des", "du"} and before.endswith(("er", "ir", "re"))


def _plain(words: Sequence[Word]) -> str:
    return "".join(w.surface for w in words if w.form not in JOINERS)


def _is_written_so(passage: Passage, candidate: Candidate) -> bool:
    """Tell whether the passage writes the candidate as its entry allows, and not as a verb or a locution.

    A form that needs company is met in its own number only: « pairs » is not « de pair ».
    """
    entry, words = candidate.entry, passage.words[candidate.first : candidate.last]
    if entry.label == "skill" and is_homograph(passage.words, candidate.first, candidate.last):
        return False
    if entry.label == "counterpart" and is_cited(passage.words, candidate.first, candidate.last):
        return False
    written = _plain(words)
    if entry.case == "fold" or (entry.case == "context" and entry.plain.islower()):
        before = passage.words[candidate.first - 1].form if candidate.first else ""
        noun = len(words) > 1 or before not in _SUBJECTS
        return noun and (entry.case == "fold" or _same_number(words, written, entry.plain))
    if is_name(entry):
        return written in {entry.plain, entry.plain.upper()}
    shouted = entry.plain.upper() if len(entry.plain) > 4 else entry.plain  # noqa: PLR2004 « META » is not « Meta »
    return written in {entry.plain, entry.plain + "s", shouted}


def _same_number(words: Sequence[Word], written: str, plain: str) -> bool:
    lemmas = "".join(w.lemma for w in words if w.form not in JOINERS)
    return (
        fold(plain) in {fold(written), fold(lemmas)} if plain.endswith("r") else fold(plain) == fold(written)
    )


def _longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    taken: set[tuple[Label, int]] = set()
    for c in sorted(candidates, key=lambda c: (c.first - c.last, c.first, c.entry)):
        places = {(c.entry.label, i) for i in range(c.first, c.last)}
        if not places & taken:
            taken |= places
            kept.append(c)
    return kept


def _found(passage: Passage, candidate: Candidate) -> Found:
    entry, last = (
        candidate.entry,
        name_end(passage.words, candidate.entry.label, candidate.first, candidate.last),
    )
    needs_company = entry.case == "context"
    score = _CONTEXT_SCORE if needs_company else _LEXICON_SCORE
    doubtful = needs_company and entry.label != "tool"
    return Found(entry.label, entry.concept_id, candidate.first, last, "lexicon", score, doubtful)
