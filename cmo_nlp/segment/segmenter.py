"""Segments of whole consecutive sentences, long enough to share words, short enough to speak of one thing."""

from cmo_nlp.records import Annotation, Document, Segment
from cmo_nlp.segment.atoms import Atom, atoms
from cmo_nlp.settings import SegmentSettings

__all__ = ["segment"]


def segment(document: Document, annotation: Annotation, settings: SegmentSettings) -> tuple[Segment, ...]:
    """Return the segments of `document`, sorted; every sentence is in exactly one.

    A segment has `minimum_words` to `maximum_words` of the settings where the sentences allow it: a single
    sentence over the maximum stands alone; a short document is one short segment, and what is left between
    two long sentences is short too. It ends at a paragraph or before a heading where it can; a heading is
    with what it heads, a list with its lead-in, unless they exceed the maximum.
    """
    groups: list[list[Atom]] = []
    for atom in atoms(document, annotation.sentences, settings.maximum_words):
        if not groups or _begins_anew(groups[-1], atom, settings):
            groups.append([atom])
        else:
            groups[-1].append(atom)
    _lengthen(groups, settings)
    return tuple(_segment(group) for group in groups)


def _words(group: list[Atom]) -> int:
    return sum(atom.words for atom in group)


def _begins_anew(group: list[Atom], atom: Atom, settings: SegmentSettings) -> bool:
    if _words(group) + atom.words > settings.maximum_words:
        return True
    return _words(group) >= settings.minimum_words and (atom.opens_section or atom.opens_block)


def _lengthen(groups: list[list[Atom]], settings: SegmentSettings) -> None:
    """Give a segment under the minimum the end of the one before, or join the two, if neither is harmed."""
    for i in range(len(groups) - 1, 0, -1):
        short, before = groups[i], groups[i - 1]
        if _words(short) >= settings.minimum_words:
            continue
        if _words(short) + _words(before) <= settings.maximum_words:
            before.extend(short)
            del groups[i]
        else:
            _borrow(short, before, settings)


def _borrow(short: list[Atom], before: list[Atom], settings: SegmentSettings) -> None:
    while len(before) > 1 and _words(short) < settings.minimum_words:
        last = before[-1]
        leaves_enough = _words(before) - last.words >= settings.minimum_words
        if not leaves_enough or _words(short) + last.words > settings.maximum_words:
            return
        short.insert(0, before.pop())


def _segment(group: list[Atom]) -> Segment:
    return Segment(group[0].sentences[0].start, group[-1].sentences[-1].end, _words(group))
