"""How near a term is in meaning to a topic: what tells « salle » and « dossier » from the name of a theme.

Words that many texts use for many things are specific to a topic by accident of the sample, and far from what
its passages have in common. The idea is that of KeyBERT (Grootendorst 2020): a good name lies where the
passages lie.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cmo_nlp.topics.clusters import unit_rows

__all__ = ["Meaning"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """`sentences` (n, d) are the vectors of the units by one encoder, `encode` gives those of other texts."""

    sentences: np.ndarray
    encode: Callable[[Sequence[str]], np.ndarray]

    def of(self, rows: Sequence[int]) -> "Meaning":
        """Return the meaning of the units numbered `rows` alone, in their order."""
        return Meaning(self.sentences[list(rows)], self.encode)

    def nearness(self, members: Sequence[int], terms: Sequence[str]) -> list[float]:
        """Return how near each of `terms` is to the units numbered `members`, -1 to 1.

        Definition: the mean of two cosines, with what the units speak of (the mean of their vectors), and
        with what tells them from the others (that mean less the mean of all); the first alone where they are
        all.
        """
        if not terms:
            return []
        vectors = unit_rows(np.asarray(self.encode(terms), dtype=np.float64))
        sentences = self.sentences.astype(np.float64)
        own = sentences[list(members)].mean(axis=0)
        directions = [own] if len(members) == len(sentences) else [own, own - sentences.mean(axis=0)]
        return [float(n) for n in (vectors @ unit_rows(np.array(directions)).T).mean(axis=1).round(6)]
