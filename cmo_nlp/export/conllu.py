"""CoNLL-U (Universal Dependencies, version 2): the tokens of every sentence, with what was found in them.

MISC holds `TokenRange=START:END`, code points into the text of the document, and `Mention=B-skill:CONCEPT` or
`I-…` for each mention around the token. A sentence has one root: where the parser saw several clauses side by
side the others hang on the first as `parataxis`, and a token whose head stands in another sentence as `dep`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cmo_nlp.export.files import replacing
from cmo_nlp.export.sections import Row, Sections
from cmo_nlp.records import Annotation, Document, Mention, Sentence, Token

__all__ = ["write_conllu"]

_TAGS = frozenset(
    ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
     "SCONJ", "SYM", "VERB", "X")
)  # fmt: skip
_SPACE = re.compile(r"\s")
_NONE = "_"


def write_conllu(sections: Sections, file: Path, _run: Row, *, force: bool) -> None:
    """Write the sentences of the annotated documents, by id and place."""
    with replacing(file, force=force) as stream:
        for document, annotation in sections.annotated():
            for line in _lines(document, annotation, lexicon_only=sections.selection.lexicon_only):
                stream.write(line + "\n")


def _lines(document: Document, annotation: Annotation, *, lexicon_only: bool) -> Iterator[str]:
    yielded = 0
    block: int | None = None
    marks = _marks(
        annotation.tokens, [m for m in annotation.mentions if m.origin == "lexicon" or not lexicon_only]
    )
    statements = {(s.start, s.end): s for s in annotation.statements}
    for sentence, places in _sentences(document.text, annotation):
        if not places:
            continue
        yielded += 1
        if yielded == 1:
            yield f"# newdoc id = {document.id}"
        if sentence.block != block:
            yield f"# newpar id = {document.id}-p{sentence.block}"
        block = sentence.block
        yield f"# sent_id = {document.id}-{yielded}"
        words = _words(document.text, annotation.tokens, places)
        yield "# text = " + "".join(form + " " * spaced for form, spaced in words).rstrip(" ")
        yield f"# span = {sentence.start}:{sentence.end}"
        yield f"# kind = {sentence.kind}"
        if said := statements.get((sentence.start, sentence.end)):
            yield f"# horizon = {said.horizon}"
            if said.reference_year is not None:
                yield f"# reference_year = {said.reference_year}"
        heads = _heads(annotation.tokens, places, sentence.start)
        yield from _rows(annotation.tokens, heads, words, marks)
        yield ""


def _sentences(text: str, annotation: Annotation) -> Iterator[tuple[Sentence, list[int]]]:
    """Yield each sentence with the places of its tokens; white space is no token of CoNLL-U.

    The bullet or number before an item is no part of our sentences: it goes with the item.
    """
    place = 0
    last = annotation.sentences[-1] if annotation.sentences else None
    for sentence in annotation.sentences:
        first = place
        while place < len(annotation.tokens) and (
            sentence is last or annotation.tokens[place].start < sentence.end
        ):
            place += 1
        tokens = enumerate(annotation.tokens[first:place], first)
        yield sentence, [i for i, token in tokens if not text[token.start : token.end].isspace()]


def _words(text: str, tokens: Sequence[Token], places: Sequence[int]) -> list[tuple[str, bool]]:
    """Return each form, and whether white space or the end of the text follows it."""
    found = []
    for place in places:
        token = tokens[place]
        following = text[token.end : token.end + 1]
        found.append((_SPACE.sub(" ", text[token.start : token.end]), not following or following.isspace()))
    return found


def _rows(
    tokens: Sequence[Token],
    heads: Mapping[int, tuple[int, str]],
    words: Sequence[tuple[str, bool]],
    marks: Mapping[int, Sequence[str]],
) -> Iterator[str]:
    for number, ((place, (head, relation)), (form, spaced)) in enumerate(
        zip(heads.items(), words, strict=True), 1
    ):
        token = tokens[place]
        misc = [
            *([f"Mention={','.join(marks[place])}"] if place in marks else []),
            *([] if spaced else ["SpaceAfter=No"]),
            f"TokenRange={token.start}:{token.end}",
        ]
        yield "\t".join((
            str(number), form, _SPACE.sub(" ", token.lemma).strip() or form,
            token.upos if token.upos in _TAGS else "X", _NONE, _features(token.morph), str(head), relation,
            _NONE, "|".join(misc),
        ))  # fmt: skip


def _heads(tokens: Sequence[Token], places: Sequence[int], start: int) -> dict[int, tuple[int, str]]:
    """Return the number of each token's head in the sentence, 0 for the one root, and its relation.

    What the parser took for a root is one sooner than another, and what stands before `start` later.
    """
    numbers = {place: number for number, place in enumerate(places, 1)}
    above = {place: _above(tokens, place, numbers) for place in places}
    own = {place for place in places if tokens[place].head == place}
    free = (place for place in places if above[place] is None)
    root = min(free, key=lambda place: (tokens[place].start < start, place not in own))
    heads = {}
    for place in places:
        head = above[place]
        if place == root:
            heads[place] = (0, "root")
        elif head is None:
            heads[place] = (numbers[root], "parataxis" if place in own and tokens[place].relation else "dep")
        else:
            heads[place] = (numbers[head], tokens[place].relation or "dep")
    return heads


def _above(tokens: Sequence[Token], place: int, numbers: Mapping[int, int]) -> int | None:
    """Return the head of a token where it is in the sentence; one that hangs on white space has its head."""
    head = tokens[place].head
    while head not in numbers and tokens[head].head != head and tokens[head].upos == "SPACE":
        head = tokens[head].head
    return head if head in numbers and head != place else None


def _features(morph: str) -> str:
    """Return the features in the order of UD.

    >>> _features("VerbForm=Fin|Mood=Ind"), _features("")
    ('Mood=Ind|VerbForm=Fin', '_')
    """
    return "|".join(sorted(filter(None, morph.split("|")), key=str.lower)) or _NONE


def _marks(tokens: Sequence[Token], mentions: Sequence[Mention]) -> dict[int, list[str]]:
    """Return, by token, the mentions around it: B at the first token of each, then I."""
    marks: defaultdict[int, list[str]] = defaultdict(list)
    place = 0
    for mention in mentions:
        while place < len(tokens) and tokens[place].end <= mention.start:
            place += 1
        inside = place
        while inside < len(tokens) and tokens[inside].start < mention.end:
            letter = "B" if inside == place else "I"
            negated = "-negated" * mention.negated
            concept = f":{mention.concept_id}" if mention.concept_id else ""
            marks[inside].append(f"{letter}-{mention.label}{negated}{concept}")
            inside += 1
    return marks
