"""Which words the shipped table holds, and the pieces that other words are cut into."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from training.acronyms import MARK, pattern
from training.french_words import stem

__all__ = ["UNKNOWN", "choose_pieces", "choose_stems", "choose_words", "fit_pieces", "tokenizer"]

UNKNOWN = "[UNK]"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_LONGEST_PIECE = 6  # letters
_SHORTEST_STEM = 4  # letters


def choose_words(
    met: Counter[str], lemmas: Iterable[str], usage: Mapping[str, float], room: int
) -> list[str]:
    """Return up to `room` words: those `met` in French text, then other forms of `lemmas` by `usage`.

    Words are taken by falling frequency, ties by spelling, so that the list is the same each time.
    """
    words = sorted(met, key=lambda word: (-met[word], word))[:room]
    held = set(words)
    forms = [form for form in lemmas if form in usage and form not in held]
    forms.sort(key=lambda form: (-usage[form], form))
    return words + forms[: room - len(words)]


def choose_stems(
    words: Iterable[str], others: Iterable[str], families: Mapping[str, int], room: int
) -> dict[str, list[str]]:
    """Return up to `room` stems that begin the words of `others`, each with those words.

    Without them the longest shipped beginning of « coupait » would be « coup ». A stem counts by `families`,
    how often its kin was met; one that is a word itself stays that word.
    """
    held = set(words)
    found: dict[str, list[str]] = {}
    for other in others:
        begin = stem(other)
        if (
            len(begin) >= _SHORTEST_STEM
            and other.startswith(begin)
            and begin not in held
            and families.get(begin)
        ):
            found.setdefault(begin, []).append(other)
    ranked = sorted(found, key=lambda begin: (-families[begin], begin))[:room]
    return {begin: found[begin] for begin in ranked}


def choose_pieces(words: Iterable[str], others: Iterable[str], room: int) -> list[str]:
    """Return `room` pieces: letters and figures, then what most often is left of `others` after a word."""
    held = set(words)
    letters = [letter for letter in _LETTERS if letter not in held] + [f"##{letter}" for letter in _LETTERS]
    rests: Counter[str] = Counter()
    for other in others:
        start = max((i for i in range(1, len(other)) if other[:i] in held), default=0)
        rest = other[start:]
        if start and 1 < len(rest) <= _LONGEST_PIECE and other not in held:
            rests[rest] += 1
    ranked = sorted(rests, key=lambda rest: (-rests[rest], rest))
    return letters + [f"##{rest}" for rest in ranked[: room - len(letters)]]


def tokenizer(entries: Sequence[str]) -> Tokenizer:
    """Return the tokenizer whose rows are `entries`, the first of them the unknown word."""
    found = Tokenizer(
        models.WordPiece(
            {entry: row for row, entry in enumerate(entries)}, unk_token=UNKNOWN, max_input_chars_per_word=60
        )
    )
    # Plain steps: BertNormalizer does the last three a third slower, and opening « œ » here slower still.
    found.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(pattern(keep=r"\K")), MARK),
            normalizers.Lowercase(),
            normalizers.NFD(),
            normalizers.StripAccents(),
        ]
    )
    found.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), behavior="removed")
    return found


def fit_pieces(
    cutter: Tokenizer, table: np.ndarray, examples: Sequence[str], vectors: np.ndarray, ridge: float = 3.0
) -> np.ndarray:
    """Return `table` with the rows of pieces filled, so that cut words come near to their `vectors`.

    `table` (entries, d) holds the words' rows and zeros for pieces; `vectors` (len(examples), d) is what the
    student makes of each example as a whole word. Ridge regression on what the known rows leave over.
    """
    pieces = np.array([row for row in range(len(table)) if not table[row].any() and row > 0])
    column = {row: i for i, row in enumerate(pieces)}
    counts = np.zeros((len(pieces), len(pieces)))
    sums = np.zeros((len(pieces), table.shape[1]))
    for encoding, vector in zip(
        cutter.encode_batch(list(examples), add_special_tokens=False), vectors, strict=True
    ):
        mine = [column[row] for row in encoding.ids if row in column]
        left = vector - table[encoding.ids].sum(0)
        counts[np.ix_(mine, mine)] += 1
        sums[mine] += left
    solved = np.linalg.solve(counts + ridge * np.eye(len(pieces)), sums)
    filled = table.copy()
    filled[pieces] = solved
    return filled
