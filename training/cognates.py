"""French lemmas that an English word explains by its ending: « capitalisme » and capitalism.

Parallel text this small holds six thousand French word forms; regular endings lend a meaning to three
thousand lemmas more. Each such pair counts for less than a written one, because some are false friends.
"""

from collections.abc import Iterable, Iterator

from training.pairs import Pair

__all__ = ["cognates"]

# French ending, English ending, in the order tried.
_ENDINGS = (
    ("ique", "ic"), ("ique", "ical"), ("ite", "ity"), ("ete", "ety"), ("eur", "or"), ("eur", "er"),
    ("isme", "ism"), ("iste", "ist"), ("ement", "ly"), ("if", "ive"), ("eux", "ous"), ("aire", "ary"),
    ("ence", "ency"), ("ance", "ancy"), ("ie", "y"), ("iser", "ize"),
    ("iser", "ise"), ("er", "ate"), ("er", "e"), ("er", ""),
    ("e", ""), ("el", "al"), ("re", "er"), ("oire", "ory"), ("ifier", "ify"), ("ien", "ian"), ("ant", "ing"),
    ("", ""),
)  # fmt: skip
_SHORT_ENDINGS = {"ique", "ite", "isme"}
_FALSE_FRIENDS = {
    "actuellement", "assister", "attendre", "bride", "cave", "chair", "chat", "coin", "collier",
    "comment", "demander", "eventuellement", "formellement", "habit", "injure", "journee", "lecture",
    "librairie", "location", "monnaie", "occasion", "physicien", "quitter", "raisin", "rester",
    "sensible", "supplier", "user", "veste",
}  # fmt: skip
_SHORTEST = 6  # letters; shorter words that look alike are chance as often as kinship


def cognates(lemmas: Iterable[str], english: set[str], known: set[str]) -> Iterator[Pair]:
    """Yield each lemma that is not `known` with the first word of `english` that its ending leads to."""
    for lemma in sorted(set(lemmas)):
        if lemma not in known and lemma not in _FALSE_FRIENDS and lemma.isalpha():
            word = next(_candidates(lemma, english), None)
            if word is not None:
                yield Pair(lemma, word, "cognate")


def _candidates(lemma: str, english: set[str]) -> Iterator[str]:
    for french, ending in _ENDINGS:
        word = lemma.removesuffix(french) + ending
        long_enough = len(lemma) >= _SHORTEST or french in _SHORT_ENDINGS
        if lemma.endswith(french) and long_enough and word in english:
            yield word
