"""Measure near-duplicates on edited texts of the sample corpus: `python -m evaluation.near_duplicates`.

Half of the texts chose the thresholds, the other half is reported.
"""

import argparse
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cmo_nlp.ingest.duplicates import (
    LEAST_CONTAINMENT,
    LEAST_JACCARD,
    Likeness,
    families,
    likeness,
    signature,
)
from cmo_nlp.ingest.templates import are_on_one_template
from evaluation.edited_texts import Pair, halves, pairs, pairs_beyond

__all__ = ["Figures", "figures", "floors", "main"]

CONTAINMENTS = (0.4, 0.5, 0.6, 0.63, 0.66, 0.69, 0.72, 0.8)
JACCARDS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


class Figures(NamedTuple):
    """Counts of pairs given to `families`: `found` of `same` edited pairs, `wrong` of `different`."""

    found: int
    same: int
    wrong: int
    different: int

    @property
    def recall(self) -> float:
        """The share of edited pairs that became a family."""
        return self.found / self.same

    @property
    def precision(self) -> float:
        """The share of families that are one text edited."""
        return self.found / (self.found + self.wrong)


def figures(made: Iterable[Pair]) -> Figures:
    """Return what `families` makes of each pair by itself, its signatures included."""
    counts = {True: [0, 0], False: [0, 0]}
    signed = cache(signature)
    for pair in made:
        texts = {"0 the earlier": pair.left, "1 the later": pair.right}
        signatures = {name: signed(text) for name, text in texts.items()}
        counts[pair.same][0] += bool(families(signatures, texts.__getitem__, lambda name: (name,)))
        counts[pair.same][1] += 1
    return Figures(*counts[True], *counts[False])


def _measured(made: Iterable[Pair]) -> list[tuple[Pair, Likeness]]:
    return [(pair, _alike(pair)) for pair in made]


def _alike(pair: Pair) -> Likeness:
    """Return how alike a pair is; two texts on one template are not, whatever the thresholds."""
    found = likeness(pair.left, pair.right)
    is_asked = found.containment >= min(CONTAINMENTS) and found.jaccard >= min(JACCARDS)
    return Likeness(0.0, 0.0) if is_asked and are_on_one_template(pair.left, pair.right) else found


def _shares(
    measured: Sequence[tuple[Pair, Likeness]], column: str, thresholds: Sequence[float]
) -> Iterator[str]:
    """Yield a Markdown table: the share of each kind of pair that is near at each threshold."""
    by_kind: defaultdict[tuple[bool, str], list[Likeness]] = defaultdict(list)
    for pair, found in measured:
        by_kind[not pair.same, pair.kind].append(found)
    yield f"| {column} at least | pairs | " + " | ".join(f"{threshold:g}" for threshold in thresholds) + " |"
    yield "|---|---|" + "---|" * len(thresholds)
    for (_, kind), alike in by_kind.items():
        shares = [_share_near(alike, column, threshold) for threshold in thresholds]
        yield f"| {kind} | {len(alike)} | " + " | ".join(f"{share:.3f}" for share in shares) + " |"


def _rates(
    measured: Sequence[tuple[Pair, Likeness]], column: str, thresholds: Sequence[float]
) -> Iterator[str]:
    for name, rate in (("recall", _recall), ("precision", _precision)):
        rates = [rate(measured, column, threshold) for threshold in thresholds]
        yield f"| **{name}** | | " + " | ".join(f"{value:.3f}" for value in rates) + " |"


def _is_near(found: Likeness, column: str, threshold: float) -> bool:
    """Return whether a pair is near with one threshold moved and the other as it ships."""
    if column == "containment":
        return found.containment >= threshold and found.jaccard >= LEAST_JACCARD
    return found.jaccard >= threshold and found.containment >= LEAST_CONTAINMENT


def _share_near(found: Sequence[Likeness], column: str, threshold: float) -> float:
    return sum(_is_near(one, column, threshold) for one in found) / len(found)


def _recall(measured: Sequence[tuple[Pair, Likeness]], column: str, threshold: float) -> float:
    return _share_near([found for pair, found in measured if pair.same], column, threshold)


def _precision(measured: Sequence[tuple[Pair, Likeness]], column: str, threshold: float) -> float:
    near = [pair.same for pair, found in measured if _is_near(found, column, threshold)]
    return sum(near) / max(1, len(near))


def floors() -> dict[str, float]:
    """Return what must be reached, by measure, from `floors.toml`."""
    path = Path(__file__).with_name("floors.toml")
    table: dict[str, float] = tomllib.loads(path.read_text("utf-8"))["near_duplicates"]
    return table


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables of one half and what `families` makes of its pairs; exit 1 below a floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.near_duplicates", description=__doc__)
    parser.add_argument("--half", choices=("choose", "report"), default="report")
    options = parser.parse_args(arguments)
    texts = halves()[options.half == "report"]
    made = list(pairs(texts))
    measured, beyond = _measured(made), _measured(pairs_beyond(texts))
    for column, thresholds in (("containment", CONTAINMENTS), ("jaccard", JACCARDS)):
        for lines in (_shares(measured, column, thresholds), _rates(measured, column, thresholds)):
            print("\n".join(lines))
        print("\n".join(_shares(beyond, column, thresholds)), end="\n\n")
    found = figures(made)
    print(found)
    least = floors()
    for measure in ("recall", "precision"):
        print(f"near_duplicates  {measure:<10} {getattr(found, measure):.4f}  floor {least[measure]}")
    raise SystemExit(any(getattr(found, measure) < least[measure] for measure in ("recall", "precision")))


if __name__ == "__main__":
    main()
