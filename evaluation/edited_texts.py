"""Texts of the sample corpus, edited as newsrooms, archives and scanners edit, and texts that share a part.

The seed makes every pair what it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple

from cmo_nlp.ingest.cleaning import clean_characters, clean_layout

__all__ = ["EDITS", "HARDER_EDITS", "MORE_SHARED", "SHARED", "Pair", "halves", "pairs", "pairs_beyond"]

CORPUS = Path(__file__).parents[1] / "corpus"
SEED = 2026
LONG_WORDS = 30
# Reprints and a copy that the sample holds on purpose, and its English text.
NOT_OWN = {
    "Eloge du fichier (1)", "relais-metiers_querel", "beurre_gue-rouge_20mars2004",
    "le-rideau-et-le-standard-2", "harbour-review-may-2017",
}  # fmt: skip
QUESTIONS = (
    "Comment êtes-vous arrivé à ce poste ?",
    "Qu’est-ce qui a changé dans votre métier depuis vos débuts ?",
    "Quelles relations entretenez-vous avec la direction financière et avec les ventes ?",
    "De quelle décision êtes-vous le plus fier, et laquelle regrettez-vous ?",
    "Que conseilleriez-vous à quelqu’un qui débute aujourd’hui dans le marketing ?",
    "Où vous voyez-vous dans cinq ans ?",
)
CONFUSED = (
    ("rn", "m"), ("cl", "d"), ("e", "c"), ("l", "1"), ("i", "l"), ("o", "0"), ("n", "u"), ("é", "e"),
    ("è", "e"), ("à", "a"), ("s", "5"), ("t", "f"), (" ", ""), ("ê", "é"), ("u", "ii"),
)  # fmt: skip


class Pair(NamedTuple):
    """Two texts, whether they are one text edited, and what was done to them."""

    kind: str
    left: str
    right: str
    same: bool


def halves() -> tuple[list[str], list[str]]:
    """Return the texts that choose and those that report, title first: every other one by name."""
    found = {path.stem: path for path in [*CORPUS.glob("source/*/*.md"), *CORPUS.glob("sample/*.md")]}
    found |= {path.stem: path for path in CORPUS.glob("sample/*.txt")}
    own = [_text(found[name]) for name in sorted(found) if name not in NOT_OWN]
    return own[::2], own[1::2]


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    text = clean_layout(clean_characters(text))
    if not text.startswith("---\n"):
        return text
    _, front, body = text.split("---\n", 2)
    title = re.search(r'(?m)^title: *"?(.*?)"?$', front)
    return f"{title.group(1) if title else ''}\n\n{body.strip()}"


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]


def _kept(text: str, start: float, end: float) -> str:
    """Return the paragraphs of `text` whose middle lies between two shares of its words."""
    paragraphs = _paragraphs(text)
    total, before, kept = len(text.split()), 0, []
    for paragraph in paragraphs:
        words = len(paragraph.split())
        if start <= (before + words / 2) / total <= end:
            kept.append(paragraph)
        before += words
    return "\n\n".join(kept)


def _without_middle(text: str, _: str, __: Random) -> str:
    return _kept(text, 0, 0.3) + "\n\n" + _kept(text, 0.7, 1)


def _abridged(text: str, share: float, random: Random) -> str:
    """Return paragraphs of `text` in order, taken at random until they hold `share` of its words."""
    paragraphs = _paragraphs(text)
    needed, kept = share * len(text.split()), set[int]()
    for number in random.sample(range(len(paragraphs)), len(paragraphs)):
        if sum(len(paragraphs[at].split()) for at in kept) < needed:
            kept.add(number)
    return "\n\n".join(paragraphs[at] for at in sorted(kept))


def _other_headline(text: str, other: str, _: Random) -> str:
    return "\n\n".join([_paragraphs(other)[0], *_paragraphs(text)[1:]])


def _without_lead(text: str, _: str, __: Random) -> str:
    headline, _lead, *rest = _paragraphs(text)
    return "\n\n".join([f"(Agence) {headline}", *rest, "© Tous droits réservés. Reproduction interdite."])


def _long(text: str) -> list[str]:
    paragraphs = _paragraphs(text)
    return [paragraph for paragraph in paragraphs if len(paragraph.split()) >= LONG_WORDS] or paragraphs


def _added(text: str, other: str, random: Random) -> str:
    paragraphs = _paragraphs(text)
    paragraphs.insert(random.randrange(1, len(paragraphs) + 1), random.choice(_long(other)))
    return "\n\n".join(paragraphs)


def _framed(text: str, other: str, _: Random) -> str:
    """Return `text` in what a saved page may leave around it."""
    frame = _long(other)
    return "\n\n".join([frame[0], text, frame[-1]])


def _rewritten(text: str, share: float, random: Random) -> str:
    """Return `text` with `share` of its sentences turned: clauses swapped, one word of six left out."""

    def turned(found: re.Match[str]) -> str:
        if random.random() >= share:
            return found.group()
        clauses = found.group().strip().rstrip(".").split(", ")
        words = " ".join(["Ainsi", *reversed(clauses)]).split()
        return " " + " ".join(word for at, word in enumerate(words) if at % 6 != 5) + "."  # noqa: PLR2004

    return re.sub(r"[^.!?\n]+[.!?]*", turned, text)


def _other_marks(text: str, _: str, __: Random) -> str:
    pairs = (
        ("’", "'"),
        ("«\u00a0", '"'),
        ("\u00a0»", '"'),
        ("« ", '"'),
        (" »", '"'),
        ("…", "..."),
        ("œ", "oe"),
    )
    for old, new in (*pairs, ("\u00a0", " "), ("\u202f", " ")):
        text = text.replace(old, new)
    return text


def _scanned(text: str, share: float, random: Random) -> str:
    """Return `text` with about `share` of its characters misread, and lines of a column cut in words."""
    confused = dict(CONFUSED)
    pattern = "|".join(map(re.escape, sorted(confused, key=len, reverse=True)))
    likely = share * len(text) / max(1, len(re.findall(pattern, text)))
    read = re.sub(pattern, lambda f: confused[f.group()] if random.random() < likely else f.group(), text)
    return re.sub(
        r"(\w{4})(\w{4})", lambda f: "-\n".join(f.groups()) if random.random() < share else f.group(), read
    )


def _reprint(text: str, other: str, random: Random) -> str:
    """Return `text` as a fellow paper prints it: other headline, no lead, a third less, sentences turned."""
    shorter = _abridged(_without_lead(text, other, random), 0.65, random)
    return _rewritten(_other_headline(shorter, other, random), 0.15, random)


EDITS: Mapping[str, Callable[[str, str, Random], str]] = {
    "other quotes and apostrophes": _other_marks,
    "changed headline": _other_headline,
    "agency lead removed": _without_lead,
    "paragraph added": _added,
    "framed by two paragraphs": _framed,
    "cut at the start (40 %)": lambda text, _, __: _kept(text, 0.4, 1),
    "cut in the middle (40 %)": _without_middle,
    "cut at the end (50 %)": lambda text, _, __: _kept(text, 0, 0.5),
    "abridged to a half": lambda text, _, random: _abridged(text, 0.5, random),
    "abridged to a third": lambda text, _, random: _abridged(text, 0.33, random),
    "30 % of sentences rewritten": lambda text, _, random: _rewritten(text, 0.3, random),
    "1 % of characters misread": lambda text, _, random: _scanned(text, 0.01, random),
    "3 % of characters misread": lambda text, _, random: _scanned(text, 0.03, random),
    "reprint (all of it together)": _reprint,
}


def _template(left: str, right: str, others: Sequence[str], share: float) -> tuple[str, str]:
    """Return two texts around the same paragraphs, which hold `share` of the shorter one's words."""
    needed = share / (1 - share) * min(len(left.split()), len(right.split()))
    common = _kept_words("\n\n".join(others), needed)
    cut = len(common) // 2
    top, bottom = "\n\n".join(common[:cut]), "\n\n".join(common[cut:])
    return f"{top}\n\n{left}\n\n{bottom}", f"{top}\n\n{right}\n\n{bottom}"


def _kept_words(text: str, needed: float) -> list[str]:
    kept: list[str] = []
    for paragraph in _paragraphs(text):
        if sum(len(one.split()) for one in kept) < needed:
            kept.append(paragraph)
    return kept


def _interviews(left: str, right: str, others: Sequence[str]) -> tuple[str, str]:
    """Return two texts after the same portrait, with the same questions between their paragraphs."""
    portrait = "\n\n".join(_long(others[0])[:1])

    def asked(text: str) -> str:
        paragraphs = _paragraphs(text)
        step = max(1, len(paragraphs) // len(QUESTIONS))
        for number, question in enumerate(QUESTIONS):
            paragraphs.insert(min(len(paragraphs), number * (step + 1)), question)
        return "\n\n".join([portrait, *paragraphs])

    return asked(left), asked(right)


SHARED: Mapping[str, Callable[[str, str, Sequence[str]], tuple[str, str]]] = {
    "one template, 30 % in common": lambda left, right, others: _template(left, right, others, 0.3),
    "one template, 40 % in common": lambda left, right, others: _template(left, right, others, 0.4),
    "one template, 50 % in common": lambda left, right, others: _template(left, right, others, 0.5),
    "one template, 60 % in common": lambda left, right, others: _template(left, right, others, 0.6),
    "chapters with one preface (20 %)": lambda left, right, others: _template(left, right, others, 0.2),
    "interviews, same person and questions": _interviews,
    "one long passage quoted": lambda left, right, _: (
        left,
        f"{right}\n\n«\u00a0{max(_long(left), key=len)}\u00a0»",
    ),
}


# What lies beyond the thresholds: printed, in no rate.
HARDER_EDITS: Mapping[str, Callable[[str, str, Random], str]] = {
    "abridged to a fifth": lambda text, _, random: _abridged(text, 0.2, random),
    "5 % of characters misread": lambda text, _, random: _scanned(text, 0.05, random),
    "to a third, 3 % misread": lambda text, _, random: _scanned(_abridged(text, 0.33, random), 0.03, random),
    "90 % of sentences rewritten": lambda text, _, random: _rewritten(text, 0.9, random),
    "a third cut, paragraph added": lambda text, other, random: _added(
        _abridged(text, 0.66, random), other, random
    ),
    "abridged to a half, paragraph added": lambda text, other, random: _added(
        _abridged(text, 0.5, random), other, random
    ),
}
MORE_SHARED: Mapping[str, Callable[[str, str, Sequence[str]], tuple[str, str]]] = {
    "one template, 70 % in common": lambda left, right, others: _template(left, right, others, 0.7),
    "one template, 80 % in common": lambda left, right, others: _template(left, right, others, 0.8),
}


def pairs(texts: Sequence[str], seed: int = SEED) -> Iterator[Pair]:
    """Yield every text with its edits, with the next text and what both may share, and all texts by two."""
    yield from _made(texts, EDITS, SHARED, seed)
    for left, right in combinations(texts, 2):
        yield Pair("unrelated", left, right, same=False)


def pairs_beyond(texts: Sequence[str], seed: int = SEED) -> Iterator[Pair]:
    """Yield pairs that are harder than those `pairs` yields."""
    yield from _made(texts, HARDER_EDITS, MORE_SHARED, seed)


def _made(
    texts: Sequence[str],
    edits: Mapping[str, Callable[[str, str, Random], str]],
    shared: Mapping[str, Callable[[str, str, Sequence[str]], tuple[str, str]]],
    seed: int,
) -> Iterator[Pair]:
    for number, text in enumerate(texts):
        others = [texts[(number + step) % len(texts)] for step in range(1, 8)]
        for kind, edit in edits.items():
            random = Random(f"{seed} {number} {kind}")  # noqa: S311 - no secret
            yield Pair(kind, text, edit(text, others[0], random), same=True)
        for kind, share in shared.items():
            yield Pair(kind, *share(text, others[0], others[1:]), same=False)
