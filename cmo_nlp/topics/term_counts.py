"""The candidate terms of some units, counted: occurrences, units, documents, surface forms."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from cmo_nlp.topics.candidates import Occurrence

__all__ = ["TermCounts", "is_alone"]

_UNITS_FOR_REPEATED = 4
"""units from which a term must stand in two of them: one sentence does not make a theme."""
_NESTED = 0.75
"""share of its occurrences from which a term is only part of a longer one (« relation client »)."""
_LOWER = 0.25
"""share of its occurrences from which the form in lower case is shown for one with a capital."""


class TermCounts:
    """The terms of some units: `counts` of occurrences, `support` in units, `spread` over documents.

    `surfaces` are the forms of a term with their counts, `words` how many content words it has. The rows of
    one document stand together.
    """

    def __init__(self, rows: Sequence[Sequence[Occurrence]], documents: Sequence[str]) -> None:
        self.units = len(rows)
        self.documents = len({*documents})
        self.counts: Counter[str] = Counter()
        self.support: Counter[str] = Counter()
        self.surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.words: dict[str, int] = {}
        self._naming: Counter[str] = Counter()
        self.spread: Counter[str] = Counter()
        last: dict[str, str] = {}
        for row, document in zip(rows, documents, strict=True):
            keys = {occurrence.key for occurrence in row}
            self.support.update(keys)
            self.spread.update(key for key in keys if last.get(key) != document)
            last.update(dict.fromkeys(keys, document))
            for occurrence in row:
                self.counts[occurrence.key] += 1
                self.surfaces[occurrence.key][occurrence.surface] += 1
                self.words[occurrence.key] = occurrence.words
                self._naming[occurrence.key] += occurrence.names
        self.total = self.counts.total()

    def surface(self, key: str) -> str:
        """Return the commonest surface form of a term; of two as common, the one in lower case.

        « Banque » at the head of a sentence or of a name is « banque » where that is not rare.
        """
        forms = self.surfaces[key]
        best = min(forms, key=lambda form: (-forms[form], form != form.lower(), form))
        lower = best.lower()
        return lower if not best.isupper() and forms[lower] >= _LOWER * forms[best] else best

    def may_name(self, key: str) -> bool:
        """Return whether a term stands for a thing more often than not."""
        return 2 * self._naming[key] > self.counts[key]

    def nested(self) -> set[str]:
        """Return the terms that hardly occur outside a longer one."""
        longer = [key for key, words in self.words.items() if words > 1 and self.counts[key] > 1]
        return {
            part for key in longer for part in _parts(key) if self.counts[key] >= _NESTED * self.counts[part]
        }


def is_alone(key: str, texts: TermCounts) -> bool:
    """Return whether a term stands in one unit of several."""
    return texts.units >= _UNITS_FOR_REPEATED and texts.support[key] == 1


def _parts(key: str) -> set[str]:
    words = key.split(" ")
    spans = {(i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    return {" ".join(words[i:j]) for i, j in spans} - {key}
