"""Near-duplicates: the same article printed twice with cuts, another headline or a paragraph more."""

import hashlib
import re
import unicodedata
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cmo_nlp.french import fold
from cmo_nlp.ingest.templates import are_on_one_template

if TYPE_CHECKING:
    from datasketch import MinHash

__all__ = ["Likeness", "families", "likeness", "signature"]

LEAST_CONTAINMENT = 0.66
LEAST_JACCARD = 0.2
_COMPARED_WORDS = 2  # a misread or changed word costs two sequences
_SIGNED_WORDS = 3  # two unrelated articles share 0.2 % of these, and 2 % of those of two words
_LIKELY_CONTAINMENT = 0.5  # of sequences of three words: what 0.66 of those of two comes to at the least
_LIKELY_JACCARD = 0.15
_PERMUTATIONS = 256
_BAND_ROWS = 2  # of 256: 128 bands find 99.5 % of the pairs at a Jaccard index of 0.2
_SEED = 20_041
_MULTIPLIER = np.uint64(6_364_136_223_846_793_005)  # Knuth's, of MMIX
_DEVIATIONS = 3.0  # the estimate of a pair this far under the threshold spares reading the texts
_MOST_MET = 16  # texts, none near another: what more of them share is boilerplate
_BATCH = 256  # shingles permuted at once: what a processor's cache holds
_CACHED_SHINGLES = 25_000_000  # 100 MB: 20,000 articles of 1,250 words

_WORD = re.compile(r"\w+")
Shingles: TypeAlias = NDArray[np.uint32]


class Likeness(NamedTuple):
    """How much of two texts is the same, counted in different sequences of two words.

    `containment` is the share of the shorter text's sequences that the other holds too, `jaccard`
    the share of all their sequences that both hold. Both lie between 0 and 1; 0 for a text under two words.
    """

    containment: float
    jaccard: float

    @property
    def is_near(self) -> bool:
        """Whether the two are one text for whoever counts texts (docs/decisions/0010)."""
        return self.containment >= LEAST_CONTAINMENT and self.jaccard >= LEAST_JACCARD


def likeness(left: str, right: str) -> Likeness:
    """Return how alike two texts are; case, accents, punctuation and apostrophes make no difference.

    >>> likeness("L’équipe marketing arrive.", "l'equipe marketing arrive")
    Likeness(containment=1.0, jaccard=1.0)
    """
    return _likeness(_shingles(left, _COMPARED_WORDS), _shingles(right, _COMPARED_WORDS))


def _likeness(left: Shingles, right: Shingles) -> Likeness:
    if not len(left) or not len(right):
        return Likeness(0.0, 0.0)
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return Likeness(shared / min(len(left), len(right)), shared / (len(left) + len(right) - shared))


def _shingles(text: str, length: int) -> Shingles:
    """Return the sorted different 32-bit hashes of the sequences of `length` words in `text`.

    A word's hash is computed once, a sequence's from those of its words (Karp and Rabin 1987): hashing each
    sequence afresh took several times as long.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    hashes = np.fromiter(map(_word_hash, words), dtype=np.uint64, count=len(words))
    sequences = np.zeros(max(0, len(words) - length + 1), dtype=np.uint64)
    for place in range(length):
        sequences = sequences * _MULTIPLIER + hashes[place : place + len(sequences)]
    found = np.sort((sequences >> np.uint64(32)).astype(np.uint32))
    return found[np.flatnonzero(np.diff(found, prepend=~found[:1]))]  # np.unique takes three times as long


@lru_cache(maxsize=100_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.sha1(fold(word).encode(), usedforsecurity=False).digest()[:8], "little")


def signature(text: str) -> bytes:
    """Return what `families` needs of `text`: 1,028 bytes, the same on every machine.

    The number of its different sequences of three words, then their 256 minimum hashes, all unsigned 32-bit
    little-endian integers.
    Source of the method: Broder (1997), On the resemblance and containment of documents.
    """
    shingles = _shingles(text, _SIGNED_WORDS)
    minima = _empty().copy()
    for start in range(0, len(shingles), _BATCH):
        minima.update_batch(shingles[start : start + _BATCH].tolist())
    return np.concatenate(([len(shingles)], minima.hashvalues)).astype("<u4").tobytes()


@cache
def _empty() -> "MinHash":
    from datasketch import MinHash  # 0.7 s: only where something is signed

    return MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=int, scheme="affine32")


def families(
    signatures: Mapping[str, bytes], text_of: Callable[[str], str], rank: Callable[[str], tuple[Any, ...]]
) -> dict[str, str]:
    """Return the id of the representative of each document that has near-duplicates; it stands for itself.

    `signatures` maps document ids to what `signature` gave; `text_of` is asked for the texts of likely pairs
    only; the document with the smallest `rank` represents its family. Documents without a near-duplicate are
    not in the answer. The order of `signatures` never shows.

    Every member is near its representative: by rank, a document joins the nearest representative that is near
    it, or else represents itself. So in a chain A~B~C where C is not near A, C stays outside the family of A,
    though B is in it: two halves of one article that appeared before the whole are two texts.

    Raises ValueError for a signature that is none of ours.
    """
    ids = sorted(signatures, key=lambda document: (rank(document), document))
    table = _table([signatures[document] for document in ids])
    compared = _Compared(lambda row: text_of(ids[row]))
    joined: dict[str, str] = {}
    for row, representative in _joined(table, compared):
        joined[ids[row]] = joined[ids[representative]] = ids[representative]
    return joined


def _table(signatures: Sequence[bytes]) -> NDArray[np.uint32]:
    """Return (documents, 1 + 256): each row the number of shingles and the minimum hashes."""
    width = 4 * (1 + _PERMUTATIONS)
    if any(len(given) != width for given in signatures):
        message = f"a signature has {width} bytes"
        raise ValueError(message)
    return np.frombuffer(b"".join(signatures), dtype="<u4").reshape(-1, 1 + _PERMUTATIONS)


def _joined(table: NDArray[np.uint32], compared: "_Compared") -> Iterator[tuple[int, int]]:
    """Yield (row, row of its representative) for each row that joins another."""
    met = _Meetings(table[:, 1:])
    for row in range(len(table)):
        near = compared.near(row, _likely(table, row, met.representatives(row)))
        if near is None:
            met.add(row)
        else:
            yield row, near


class _Meetings:
    """Which representatives a row shares a bucket with: one a band in which the minimum hashes agree.

    A bucket with more than a few representatives, none near another, holds what many different texts share:
    the words about the company under its press releases. Nobody meets there any more. Without that, the pairs
    grow with the square of the texts on one template; reprints meet by what is their own.
    """

    def __init__(self, minima: NDArray[np.uint32]) -> None:
        self._buckets = _buckets(minima)
        self._representatives: defaultdict[int, list[int]] = defaultdict(list)
        self._crowded: set[int] = set()

    def representatives(self, row: int) -> list[int]:
        """Return the representatives that share a bucket with `row`, sorted."""
        return sorted({other for bucket in self._buckets[row] for other in self._representatives[bucket]})

    def add(self, row: int) -> None:
        """Make `row` a representative."""
        for bucket in self._buckets[row]:
            if bucket not in self._crowded:
                self._representatives[bucket].append(row)
            if len(self._representatives[bucket]) > _MOST_MET:
                self._representatives[bucket].clear()
                self._crowded.add(bucket)


def _buckets(minima: NDArray[np.uint32]) -> list[list[int]]:
    """Return by document the buckets that it shares with another."""
    keys = np.ascontiguousarray(minima).view(np.dtype(f"u{4 * _BAND_ROWS}"))
    buckets: list[list[int]] = [[] for _ in range(len(keys))]
    first = 0
    for band in keys.T:
        _, inverse, sizes = np.unique(band, return_inverse=True, return_counts=True)
        for row in np.flatnonzero(sizes[inverse] > 1).tolist():
            buckets[row].append(first + int(inverse[row]))
        first += len(sizes)
    return buckets


def _likely(table: NDArray[np.uint32], row: int, others: Sequence[int]) -> Iterable[int]:
    """Return those of `others` that by their signatures may be near `row`.

    A pair at the threshold has an estimate that far under it in one case of 700.
    """
    if not others or not table[row, 0]:
        return []
    given = table[list(others)]
    estimated = (given[:, 1:] == table[row, 1:]).mean(axis=1)
    sizes = given[:, 0].astype(float)
    shared = _LIKELY_CONTAINMENT * np.minimum(sizes, table[row, 0])
    needed = np.maximum(shared / (sizes + table[row, 0] - shared), _LIKELY_JACCARD)
    deviation = np.sqrt(needed * (1 - needed) / _PERMUTATIONS)
    return [others[at] for at in np.flatnonzero(estimated >= needed - _DEVIATIONS * deviation).tolist()]


class _Compared:
    """Texts by row as they are compared; the shingles used last are kept in memory."""

    def __init__(self, text_of: Callable[[int], str]) -> None:
        self._text_of = text_of
        self._kept: OrderedDict[int, Shingles] = OrderedDict()
        self._size = 0

    def near(self, row: int, others: Iterable[int]) -> int | None:
        """Return the nearest of `others` that `row` is a near-duplicate of."""
        found = ((_likeness(self._shingles(row), self._shingles(other)), other) for other in others)
        near = sorted((-alike.containment, -alike.jaccard, other) for alike, other in found if alike.is_near)
        texts = ((self._text_of(row), self._text_of(other), other) for *_, other in near)
        return next((other for one, two, other in texts if not are_on_one_template(one, two)), None)

    def _shingles(self, row: int) -> Shingles:
        if row not in self._kept:
            self._kept[row] = _shingles(self._text_of(row), _COMPARED_WORDS)
            self._size += len(self._kept[row])
        self._kept.move_to_end(row)
        while self._size > _CACHED_SHINGLES and len(self._kept) > 1:
            self._size -= len(self._kept.popitem(last=False)[1])
        return self._kept[row]
