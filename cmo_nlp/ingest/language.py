"""The language that a text is written in, and those of its parts. Offline, deterministic."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cmo_nlp.french import count_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["LANGUAGES", "UNDETERMINED", "Language", "detect_language"]

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
_PART = re.compile(r".{1,1000}(?=\s|$)|.{1,1000}")  # a line of a whole article is read as several
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
    not make a text mixed. Time is linear in the text: about 1 MB a second.

    Source of the method: Lui and Baldwin (2012), langid.py: multinomial naive Bayes over byte n-grams.
    """
    long, short = _passages(text)
    judged = [_Judged(count_words(passage), _probabilities(passage)) for passage in long]
    everything = [*judged, _Judged(count_words(short), _probabilities(short))] if short else judged
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


def _others(judged: list[_Judged], code: str, total: int) -> dict[str, float]:
    found: Counter[str] = Counter()
    for words, probabilities in judged:
        best = max(probabilities, key=lambda language: probabilities[language])
        if best != code and probabilities[best] >= _LEAST_PASSAGE_CONFIDENCE:
            found[best] += words
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {language: round(words / total, 3) for language, words in ranked}


def _passages(text: str) -> tuple[list[str], str]:
    """Return the passages of 8 words or more in `text`, and all shorter ones as one."""
    long, short = [], []
    for line in text.split("\n"):
        for part in _PART.findall(line):
            for passage in _apart(part):
                if count_words(passage) >= _FEWEST_WORDS:
                    long.append(passage)
                elif any(c.isalpha() for c in passage):
                    short.append(passage)
    return long, " ".join(short)


def _apart(part: str) -> Iterator[str]:
    """Yield each quotation of 8 words or more in `part`, and what stands around them."""
    rest, end = [], 0
    for found in _QUOTATION.finditer(part):
        if count_words(found.group()) >= _FEWEST_WORDS:
            yield found.group()
            rest.append(part[end : found.start()])
            end = found.end()
    yield " ".join([*rest, part[end:]])


def _probabilities(passage: str) -> Mapping[str, float]:
    return dict(_detector().rank(passage))


@cache
def _detector() -> "LanguageIdentifier":
    """Return the detector over `LANGUAGES` alone: 0.6 s once, and 57 MB where all 140 languages take 80."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    full = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    full.set_languages(LANGUAGES)
    return LanguageIdentifier(
        full.nb_ptc,
        full.nb_pc,
        full.nb_classes,
        full.tk_nextmove,
        full.tk_output,
        norm_probs=True,
        tk_row=full.tk_row,
    )
