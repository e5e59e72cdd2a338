"""The student: a word's vector is the sum of its parts' vectors, a sentence's the weighted sum of its words'.

Only what words share makes so little parallel text go far. All is linear up to the length of a sentence's
vector, so parts are not trained by gradient steps but solved for: ridge regression by conjugate gradients,
with each sentence scaled by the length it had in the round before (iteratively reweighted least squares),
which makes the squared error one of cosines.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from training.french_words import kin, words

__all__ = ["Example", "Solver", "SolverSettings", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class SolverSettings:
    """How the student is solved for; the decision record has the figures behind the values."""

    dimensions: int = 256
    rounds: tuple[int, ...] = (10, 6)  # steps of conjugate gradients in each round of reweighting
    ridge: float = 3.0
    groups: int = 60_000  # how many groups of letters are kept, the commonest first
    smoothing: float = 1e-3  # a of the word weights a / (a + p(word)) (Arora et al. 2017)
    shortest: float = 0.05  # a sentence's vector counts as no shorter than this when it is scaled


@dataclass(frozen=True, slots=True)
class Example:
    """A text, the row of the unit vector that it should have, and how much it counts."""

    text: str
    goal: int
    weight: float


class Vocabulary:
    """Words and what they are made of.

    `words` are the `trained` ones of the training texts, which have a part of their own, then others, which
    have only what they share with those. `parts` is a sparse array (words, parts), with the commonest
    `groups` of letters; `share` (words,) is the share of each word in the training texts, 0..1.
    """

    def __init__(self, trained: Counter[str], others: Iterable[str], groups: int) -> None:
        self.words = [*sorted(trained), *sorted(set(others) - set(trained))]
        self.rows = {word: row for row, word in enumerate(self.words)}
        self.parts = _composition(self.words, trained, _shared_parts(trained, groups))
        self.trained = len(trained)
        self.share = np.array([trained[word] for word in self.words]) / trained.total()

    def bags(self, texts: Sequence[str], weights: np.ndarray) -> sparse.csr_array:
        """Return the words of each text by their `weights`, shape (len(texts), len(words)), float32."""
        rows = [[self.rows[word] for word in words(text) if word in self.rows] for text in texts]
        columns = np.array([row for found in rows for row in found], dtype=np.int64)
        starts = np.cumsum([0, *(len(found) for found in rows)])
        values = weights[columns].astype(np.float32)
        bags = sparse.csr_array((values, columns, starts), shape=(len(texts), len(self.words)))
        bags.sum_duplicates()
        return bags


class Solver:
    """Finds the vectors of the parts with which `examples` come near to `goals` (rows: unit vectors)."""

    def __init__(
        self, examples: Sequence[Example], goals: np.ndarray, vocabulary: Vocabulary, settings: SolverSettings
    ) -> None:
        self._settings = settings
        self._vocabulary = vocabulary
        self._weights = settings.smoothing / (settings.smoothing + vocabulary.share)
        bags = vocabulary.bags([example.text for example in examples], self._weights)
        self._bags = sparse.csr_array(bags[:, : vocabulary.trained])
        self._parts = sparse.csr_array(vocabulary.parts[: vocabulary.trained])
        self._roots = np.sqrt(np.array([example.weight for example in examples], dtype=np.float32))
        self._goals = goals[[example.goal for example in examples]] * self._roots[:, None]

    def solve(self, progress: Callable[[int, float], None]) -> np.ndarray:
        """Return the weighted vector of every word, shape (words, dimensions).

        `progress` gets the round and the mean cosine between texts and goals after it.
        """
        parts = self._parts
        vectors = np.zeros((parts.shape[1], self._goals.shape[1]), dtype=np.float32)
        lengths = np.sqrt(np.asarray(self._bags.multiply(self._bags).sum(axis=1)).ravel() + 1e-9)
        for number, steps in enumerate(self._settings.rounds):
            scaled = sparse.diags_array(self._roots / lengths).astype(np.float32) @ self._bags
            vectors = self._descend(sparse.csr_array(scaled), vectors, steps)
            texts = self._bags @ (parts @ vectors)
            lengths = np.maximum(np.linalg.norm(texts, axis=1), self._settings.shortest)
            progress(number + 1, self._cosine(texts / lengths[:, None]))
        table: np.ndarray = self._weights[:, None] * (self._vocabulary.parts @ vectors)
        return table

    def _cosine(self, texts: np.ndarray) -> float:
        return float((self._roots * (texts * self._goals).sum(axis=1)).sum() / (self._roots**2).sum())

    def _descend(self, bags: sparse.csr_array, vectors: np.ndarray, steps: int) -> np.ndarray:
        """Take `steps` of conjugate gradients on the normal equations, all dimensions side by side."""
        parts, ridge = self._parts, np.float32(self._settings.ridge)
        across, back = sparse.csr_array(parts.T), sparse.csr_array(bags.T)

        def normal(of: np.ndarray) -> np.ndarray:
            image: np.ndarray = across @ (back @ (bags @ (parts @ of)))
            return image + ridge * of

        scale = 1 / (_diagonal(bags, parts) + ridge)[:, None]
        rest = across @ (back @ self._goals) - normal(vectors)
        step = scale * rest
        size = (rest * step).sum(axis=0)
        direction = step
        for _ in range(steps):
            image = normal(direction)
            length = size / np.maximum((direction * image).sum(axis=0), 1e-12)
            vectors = vectors + length * direction
            rest = rest - length * image
            step = scale * rest
            before, size = size, (rest * step).sum(axis=0)
            direction = step + size / before * direction
        return vectors


def _diagonal(bags: sparse.csr_array, parts: sparse.csr_array) -> np.ndarray:
    """Return the diagonal of the normal equations as if no two words of a text shared a part."""
    seen = np.asarray(bags.multiply(bags).sum(axis=0)).ravel()
    diagonal: np.ndarray = parts.multiply(parts).T @ seen
    return diagonal.astype(np.float32)


def _composition(listed: Sequence[str], trained: Counter[str], shared: set[str]) -> sparse.csr_array:
    """Return the weight of each part in each word; a word of `trained` has itself as one more part."""
    numbers: dict[str, int] = {}
    rows = []
    for word in listed:
        weights = {part: weight for part, weight in kin(word).items() if part in shared}
        weights |= {f"word:{word}": 1.0} if word in trained else {}
        rows.append({numbers.setdefault(part, len(numbers)): weight for part, weight in weights.items()})
    columns = [part for row in rows for part in row]
    values = np.array([weight for row in rows for weight in row.values()], dtype=np.float32)
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return sparse.csr_array((values, columns, starts), shape=(len(listed), len(numbers)))


def _shared_parts(trained: Counter[str], groups: int) -> set[str]:
    """Return the parts worth a row: all stems and lemmas, and the commonest groups that two words share."""
    counts = Counter(part for word in trained for part in kin(word))
    letters = [part for part, count in counts.items() if part.startswith("group:") and count > 1]
    commonest = sorted(letters, key=lambda part: (-counts[part], part))[:groups]
    return {part for part in counts if not part.startswith("group:")} | set(commonest)
