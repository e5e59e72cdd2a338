"""The language that a text is written in, and those of its parts. Offline, deterministic."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cmo_nlp.french import count_words

__all__ = ["LANGUAGES", "UNDETERMINED", "Language", "detect_language", "load_detector"]

UNDETERMINED = "und"
LANGUAGES = (
    "fr", "en", "es", "it", "pt", "de", "nl", "sv", "pl", "ro", "tr", "ar", "fa", "he", "el", "ru",
    "zh", "ja", "ko",
)  # fmt: skip
"""What a text may be told to be, ISO 639-1. Each further one in Latin script costs French (decision 8)."""

# Under 8 words one French sentence of 35 is taken for another language, from 8 on one of 430, and with this
# confidence one of 630, most of which are English titles in French lists (decision 8).
_FEWEST_WORDS = 8
_LEAST_PASSAGE_CONFIDENCE = 0.9
_LEAST_CONFIDENCE = 0.5
_LONGEST_PART = 1_000
_PART = re.compile(r".{1,1000}(?=\s|$)|.{1,1000}")  # a line of a whole article is read as several
# Frequent words that no other of the languages has among its own, as far as they are spelled alike.
_FRENCH_WORDS = frozenset({
    "les", "du", "une", "est", "dans", "pour", "qui", "pas", "avec", "cette", "aux", "au", "sont", "été",
    "ses", "leur", "leurs", "ont", "nous", "vous", "elle", "elles", "où", "comme", "cet", "ces", "c’est",
    "c'est", "qu’il", "qu'il", "d’un", "d'un", "d’une", "d'une", "n’est", "n'est", "ils", "et", "à",
    "sur", "plus", "par", "mais", "était", "être", "fait", "même", "sans", "tout", "tous", "toute",
    "deux", "peut", "puis", "chez", "encore", "quand", "votre", "notre", "dont", "afin", "ainsi", "donc",
    "cela", "ceux", "celle", "celui", "aussi", "très", "après", "depuis", "pendant", "sous", "doit",
    "doivent", "faire", "avait", "avaient", "étaient", "soit", "chaque", "quelques", "plusieurs", "selon",
    "moins", "beaucoup", "rien", "mes", "trois", "quatre", "cinq", "dix", "vingt", "années", "année",
    "jours", "mois", "faut", "fois", "avant", "aucun", "aucune", "quel", "quelle", "ça", "suis", "avez",
    "celles", "trop",
})  # fmt: skip
# Frequent words of the other languages that French has not.
_FOREIGN_WORDS = frozenset({
    "the", "of", "and", "to", "is", "in", "for", "with", "that", "are", "was", "be", "by", "from", "this",
    "it", "has", "have", "will", "we", "our", "you", "your", "they", "their", "at", "not", "its", "were",
    "been", "which", "who", "can", "more", "el", "los", "las", "y", "del", "con", "para", "una", "como",
    "más", "pero", "sus", "al", "lo", "fue", "ha", "este", "está", "di", "che", "della", "delle", "dei",
    "degli", "per", "sono", "gli", "nel", "nella", "alla", "anche", "più", "ed", "questo", "loro", "o",
    "os", "do", "da", "em", "uma", "não", "com", "dos", "das", "ao", "pela", "pelo", "foi", "são", "na",
    "der", "die", "und", "ist", "den", "von", "mit", "für", "ein", "eine", "nicht", "auf", "dem", "im",
    "sich", "auch", "werden", "wird", "het", "een", "van", "dat", "op", "zijn", "met", "voor", "niet",
    "ook", "aan", "bij", "wordt", "och", "att", "det", "som", "är", "på", "för", "av", "med", "inte",
    "till", "și", "în", "cu", "pe", "care", "mai", "din", "sau", "w", "z", "się", "jest", "nie", "że",
    "od", "przez", "ve", "bir", "bu", "için", "ile", "olarak",
})  # fmt: skip
_FRENCH_ELISION = re.compile(r"\b(?:[jn]|qu)[’'](?=\w)", re.IGNORECASE)  # « l' » and « d' » are Italian too
_PLAIN_SHARE = 0.18  # of the words of a passage; French prose has 0.25, half a passage in French 0.12
_SHARE_AMONG_NONE = 0.08  # where no word is another language's
_FRENCH: Mapping[str, float] = {"fr": 1.0}
_LONGEST_NGRAM = 6  # bytes
_BATCH = 1 << 16  # bytes read at once
_APART = b"\xff"  # no UTF-8 holds this byte: it leads the automaton back to its start
_QUOTES = frozenset('«“"')
_QUOTATION = re.compile('«[^«»]+»|“[^“”]+”|"[^"]+"')


class Language(NamedTuple):
    """What language a text is in.

    `code` is ISO 639-1, or "und" where no language reaches half of the words. `confidence` (0 to 1) is the
    probability that a word of the text stands in a passage in `code`. `others` holds, by language, the share
    of words (0 to 1) in passages that are in another one, the largest first; empty where there are none.
    """

    code: str
    confidence: float
    others: Mapping[str, float]


def detect_language(text: str) -> Language:
    """Return the language of `text`, judged passage by passage: lines, and quotations within a line.

    Passages of fewer than 8 words (headings, items such as « Growth hacking ») are judged together, and do
    not make a text mixed. A passage with enough French function words is French, and so are the short ones
    of a text of such passages, unless another language's words stand among them; a model judges the others.
    Time is linear in the text.

    Source of the method: Lui and Baldwin (2012), langid.py: multinomial naive Bayes over byte n-grams.
    """
    passages, short = _passages(text)
    everything = _judged(passages, short)
    judged = everything[: len(passages)]
    total = sum(passage.words for passage in everything)
    if not total:
        return Language(UNDETERMINED, 0.0, {})
    weights: defaultdict[str, float] = defaultdict(float)
    for passage in everything:
        for code, probability in passage.probabilities.items():
            weights[code] += passage.words * probability
    code, weight = min(weights.items(), key=lambda item: (-item[1], item[0]))
    confidence = round(weight / total, 2)  # the last digits of a sum of floats differ between machines
    if confidence < _LEAST_CONFIDENCE:
        return Language(UNDETERMINED, confidence, {})
    return Language(code, confidence, _others(judged, code, total))


class _Judged(NamedTuple):
    words: int
    probabilities: Mapping[str, float]


def _judged(passages: Sequence[tuple[str, int]], short: str) -> list[_Judged]:
    """Return what the passages are, each with its number of words, and after them the short ones, if any.

    Six of seven passages of French articles are plainly French by their words; the model judges the others.
    """
    plain = [_is_plainly_french(passage, words) for passage, words in passages]
    if short:
        words = count_words(short)
        follows = bool(plain) and all(plain) and _FOREIGN_WORDS.isdisjoint(short.lower().split())
        plain.append(follows or _is_plainly_french(short, words))
        passages = [*passages, (short, words)]
    doubtful = [passage for (passage, _), is_plain in zip(passages, plain, strict=True) if not is_plain]
    found = iter(_probabilities(doubtful))
    return [
        _Judged(words, _FRENCH if is_plain else next(found))
        for (_, words), is_plain in zip(passages, plain, strict=True)
    ]


def _is_plainly_french(passage: str, words: int) -> bool:
    if words < _FEWEST_WORDS:
        return False
    pieces = passage.lower().split()
    known = sum(map(_FRENCH_WORDS.__contains__, pieces)) + len(_FRENCH_ELISION.findall(passage))
    if known >= _PLAIN_SHARE * words:
        return True
    return known >= max(2, _SHARE_AMONG_NONE * words) and _FOREIGN_WORDS.isdisjoint(pieces)


def _others(judged: list[_Judged], code: str, total: int) -> dict[str, float]:
    found: Counter[str] = Counter()
    for words, probabilities in judged:
        best = max(probabilities, key=lambda language: probabilities[language])
        if best != code and probabilities[best] >= _LEAST_PASSAGE_CONFIDENCE:
            found[best] += words
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {language: round(words / total, 3) for language, words in ranked}


def _passages(text: str) -> tuple[list[tuple[str, int]], str]:
    """Return the passages of 8 words or more in `text`, each with its words, and all shorter ones as one."""
    long, short = [], []
    for line in text.split("\n"):
        for part in _PART.findall(line) if len(line) > _LONGEST_PART else [line]:
            for passage in _apart(part):
                words = count_words(passage)
                if words >= _FEWEST_WORDS:
                    long.append((passage, words))
                elif any(map(str.isalpha, passage)):
                    short.append(passage)
    return long, " ".join(short)


def _apart(part: str) -> Iterator[str]:
    """Yield each quotation of 8 words or more in `part`, and what stands around them."""
    if _QUOTES.isdisjoint(part):
        yield part
        return
    rest, end = [], 0
    for found in _QUOTATION.finditer(part):
        if count_words(found.group()) >= _FEWEST_WORDS:
            yield found.group()
            rest.append(part[end : found.start()])
            end = found.end()
    yield " ".join([*rest, part[end:]])


def _probabilities(passages: Sequence[str]) -> list[Mapping[str, float]]:
    """Return for each passage the probability of each of `LANGUAGES`, in the order of the passages."""
    if not passages:
        return []
    model = _model()
    encoded = list(map(_encoded, passages))
    rows, features = _read(model, encoded)
    lengths = np.array([max(1, len(text)) for text in encoded], dtype=np.float64)
    # py3langid's temperature: the root of the length in bytes keeps probabilities alike for all lengths
    scores = _scores(model, rows, features, len(encoded)) / np.sqrt(lengths)[:, None]
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = exponentials / exponentials.sum(axis=1, keepdims=True)
    return [dict(zip(model.languages, share, strict=True)) for share in shares.tolist()]


def _encoded(passage: str) -> bytes:
    """Return `passage` as the model was trained to read it, never in capitals throughout."""
    lowered = passage.lower() if passage.isupper() else passage
    return unicodedata.normalize("NFC", lowered).encode("utf-8", "surrogatepass")


def _read(model: "_Model", texts: Sequence[bytes]) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Return (number of the text, feature) for each n-gram of the model that ends in one of `texts`.

    The library walks its automaton byte by byte, which took a third of the time of an ingestion. The state
    after a byte depends on the last six bytes alone, so that all places are walked at once, in six steps.
    """
    written = np.frombuffer(_APART.join(texts), dtype=np.uint8)
    found = np.concatenate([_features(model, written, start) for start in range(0, len(written), _BATCH)])
    places = np.flatnonzero(found >= 0)
    ends = np.cumsum([len(text) + 1 for text in texts])
    return np.searchsorted(ends, places, side="right"), found[places]


def _features(model: "_Model", written: NDArray[np.uint8], start: int) -> NDArray[np.int32]:
    """Return the feature that ends at each of the places from `start`, at most `_BATCH`, or -1."""
    before = min(start, _LONGEST_NGRAM - 1)
    part = written[start - before : start + _BATCH]
    states = np.zeros(len(part), dtype=np.intp)
    for back in range(min(_LONGEST_NGRAM, len(part)) - 1, -1, -1):
        states[back:] = model.moves[model.rows[states[back:]] + part[: len(part) - back]]
    return model.features[states[before:]]


def _scores(
    model: "_Model", rows: NDArray[np.intp], features: NDArray[np.int32], count: int
) -> NDArray[np.float64]:
    """Return (texts, languages): the logarithms of the probabilities, up to a constant for each text."""
    scores = np.zeros((count, len(model.languages)))
    keys = np.sort(rows * len(model.weights) + features)
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    often = np.log1p(np.diff(firsts, append=len(keys)).astype(np.float32))
    texts, kinds = np.divmod(keys[firsts], len(model.weights))
    ends = np.searchsorted(texts, np.arange(count + 1))
    for text, (start, end) in enumerate(pairwise(ends.tolist())):
        if start < end:  # without anything to go by, all languages are alike
            scores[text] = often[start:end] @ model.weights[kinds[start:end]] + model.priors
    return scores


class _Model(NamedTuple):
    """py3langid's model over `LANGUAGES`: an automaton that reads bytes, and weights of its features.

    `moves` holds rows of 256 next states, by byte; `rows` (states) is where the row of a state begins;
    `features` (states) is the feature that ends in a state, or -1; `weights` is (features, languages).
    """

    languages: tuple[str, ...]
    weights: NDArray[np.float32]
    priors: NDArray[np.float32]
    moves: NDArray[np.uint32]
    rows: NDArray[np.intp]
    features: NDArray[np.int32]


def load_detector() -> None:
    """Load the model now, and not in the time of the first document that needs it: 0.7 s once."""
    _model()


@cache
def _model() -> _Model:
    """Return the model: 0.7 s once."""
    from py3langid.langid import MODEL_DIR, MODEL_FILE
    from py3langid.modelio import load_model

    weights, priors, codes, moves, rows, features = load_model(MODEL_DIR / MODEL_FILE)
    kept = [number for number, code in enumerate(codes) if code in LANGUAGES]
    return _Model(
        tuple(codes[number] for number in kept),
        weights[:, kept].astype(np.float32),
        priors[kept],
        np.asarray(moves),
        np.asarray(rows, dtype=np.intp) << 8,
        np.asarray(features, dtype=np.int32),
    )
