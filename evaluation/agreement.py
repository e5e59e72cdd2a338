"""Two readings of the sample corpus made into gold, and how far they agree: `python -m evaluation.agreement`.

`gold/passes/a` and `gold/passes/b` hold the readings as they were made, apart. What both marked is required,
with each reader's span as a variant; what only one marked is optional. Nothing is settled by discussion.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.score import LABELS, iou

__all__ = ["agreement", "merge"]

GOLD = Path(__file__).parent / "gold"
OVERLAP = 0.5  # intersection over union of characters, as score.py asks

Mark = dict[str, Any]
Pair = tuple[Mark | None, Mark | None]


def merge(a: Mark, b: Mark) -> Mark:
    """Return the gold of one document, in the shape that score.py reads, from two readings of it."""
    return {
        "file": a["file"],
        "chars": a["chars"],
        "mentions": _apart([_mention(*pair) for pair in _mentions(a, b)]),
        "statements": [_statement(*pair) for pair in _pairs(a["statements"], b["statements"])],
    }


def agreement(readings: Sequence[tuple[Mark, Mark]]) -> dict[str, float]:
    """Return what two readers share.

    By label, for the four together and for statements: F1 of one reading against the other. For horizon,
    reference year and negation: the share of things marked by both on which they say the same.
    """
    mentions = [pair for a, b in readings for pair in _mentions(a, b)]
    statements = [pair for a, b in readings for pair in _pairs(a["statements"], b["statements"])]
    by_label = {label: [pair for pair in mentions if _one(pair)["label"] == label] for label in LABELS}
    return {
        **{label: _f1(pairs) for label, pairs in by_label.items()},
        "all four": _f1(mentions),
        "statement": _f1(statements),
        "horizon": _same(statements, "horizon"),
        "reference year": _same(statements, "reference_year"),
        "negation": _same(mentions, "negated"),
    }


def _mentions(a: Mark, b: Mark) -> list[Pair]:
    pairs = [
        pair
        for label in LABELS
        for pair in _pairs(*([m for m in reading["mentions"] if m["label"] == label] for reading in (a, b)))
    ]
    return sorted(pairs, key=lambda pair: _span(_one(pair)))


def _apart(mentions: Sequence[Mark]) -> list[Mark]:
    """Leave out what one reader marked over what both did: spans of one label do not overlap."""
    agreed = [mention for mention in mentions if mention["required"]]
    return [m for m in mentions if m["required"] or not any(_overlap(m, other) for other in agreed)]


def _overlap(one: Mark, other: Mark) -> bool:
    (start, end), (first, last) = one["spans"][0], other["spans"][0]
    return bool(one["label"] == other["label"] and start < last and first < end)


def _pairs(a: Sequence[Mark], b: Sequence[Mark]) -> list[Pair]:
    """Pair the marks that overlap, the closest first; the others stay alone."""
    close = ((iou(_span(x), _span(y)), i, j) for i, x in enumerate(a) for j, y in enumerate(b))
    found = sorted((-overlap, i, j) for overlap, i, j in close if overlap >= OVERLAP)
    partner: dict[int, int] = {}
    for _, i, j in found:
        if i not in partner and j not in partner.values():
            partner[i] = j
    both = [(a[i], b[j]) for i, j in partner.items()]
    alone_a = [(x, None) for i, x in enumerate(a) if i not in partner]
    alone_b = [(None, y) for j, y in enumerate(b) if j not in partner.values()]
    return sorted([*both, *alone_a, *alone_b], key=lambda pair: _span(_one(pair)))


def _mention(a: Mark | None, b: Mark | None) -> Mark:
    marks = [mark for mark in (a, b) if mark]
    return {
        "label": marks[0]["label"],
        "required": len(marks) == 2,  # noqa: PLR2004 both of two readers
        "spans": _distinct([mark["start"], mark["end"]] for mark in marks),
        "text": marks[0]["text"],
        "negated": _distinct(mark["negated"] for mark in marks),
    }


def _statement(a: Mark | None, b: Mark | None) -> Mark:
    marks = [mark for mark in (a, b) if mark]
    return {
        "required": len(marks) == 2,  # noqa: PLR2004 both of two readers
        "start": marks[0]["start"],
        "end": marks[0]["end"],
        "text": marks[0]["text"],
        "horizons": _distinct(mark["horizon"] for mark in marks),
        "reference_years": _distinct(mark["reference_year"] for mark in marks),
    }


def _distinct(values: Iterable[Any]) -> list[Any]:
    kept: list[Any] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def _f1(pairs: Sequence[Pair]) -> float:
    """F1 of one reading against the other; 1.0 where neither marked anything."""
    both = sum(None not in pair for pair in pairs)
    return 2 * both / (len(pairs) + both) if pairs else 1.0


def _same(pairs: Sequence[Pair], field: str) -> float:
    told = [a[field] == b[field] for a, b in pairs if a and b]
    return sum(told) / len(told) if told else 1.0


def _one(pair: Pair) -> Mark:
    a, b = pair
    mark = a or b
    assert mark is not None, "a pair holds at least one mark"  # noqa: S101
    return mark


def _span(mark: Mark) -> tuple[int, int]:
    return mark["start"], mark["end"]


def _readings() -> Iterator[tuple[str, Mark, Mark]]:
    for path in sorted((GOLD / "passes" / "a").glob("*.json")):
        a, b = (
            json.loads((GOLD / "passes" / reader / path.name).read_text(encoding="utf-8")) for reader in "ab"
        )
        yield path.name, a, b


def main() -> None:
    """Write the gold files again and print the agreement."""
    readings = list(_readings())
    for name, a, b in readings:
        gold = json.dumps(merge(a, b), ensure_ascii=False, indent=1)
        (GOLD / name).write_text(gold + "\n", encoding="utf-8")
    for name, figure in agreement([(a, b) for _, a, b in readings]).items():
        print(f"{name:15} {figure:.3f}")


if __name__ == "__main__":
    main()
