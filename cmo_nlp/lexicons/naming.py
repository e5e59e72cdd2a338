"""Which concepts a line without syntax names: the title of a document, read by the forms alone."""

import unicodedata
from collections.abc import Sequence

from cmo_nlp.french import plain_signs
from cmo_nlp.lexicons.loader import Lexicon
from cmo_nlp.lexicons.ways import JOINERS, Way, paths
from cmo_nlp.raw_words import raw_words
from cmo_nlp.records import ConceptForm, Label

__all__ = ["Names"]


class Names:
    """The forms of one label. A form that needs its sentence (case "context") names nothing here."""

    def __init__(self, lexicon: Lexicon, label: Label) -> None:
        self._forms: dict[Way, list[ConceptForm]] = {
            way: [form for form in forms if form.case != "context"]
            for (of, way), forms in lexicon.by_way().items()
            if of == label
        }
        self._longest = max(map(len, self._forms), default=0)

    def count(self, line: str) -> int:
        """Return how many times `line` names a concept of the label; of names that overlap, the longest.

        >>> from cmo_nlp.lexicons import load
        >>> Names(load(), "title").count("Directrice ou directeur marketing (F/H)")
        1
        """
        words = _words(line)
        taken, count = 0, 0
        for first in range(len(words)):
            if first >= taken and (last := self._end(words, first)):
                taken, count = last, count + 1
        return count

    def _end(self, words: Sequence[tuple[str, str]], first: int) -> int:
        """Return where the longest name that begins at a word ends, 0 where none does."""
        # Articles and joiners within a name are no words of its way: twice its length has room for them.
        for last in range(min(len(words), first + 2 * self._longest), first, -1):
            meant = words[first:last]
            written = _written(meant)
            found = (form for way in paths(form for _, form in meant) for form in self._forms.get(way, ()))
            if any(one.case == "fold" or _written(_words(one.form)) == written for one in found):
                return last
        return 0


def _words(text: str) -> list[tuple[str, str]]:
    """Return the surface and the form of each word and mark."""
    plain = plain_signs(unicodedata.normalize("NFC", text))
    return [(surface, form) for _, _, surface, form in raw_words(plain, 0, len(plain))]


def _written(words: Sequence[tuple[str, str]]) -> str:
    return "".join(surface for surface, form in words if form not in JOINERS)
