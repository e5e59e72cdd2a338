"""Try settings of the sentence encoder: `python -m training.sentence_trials --data FOLDER --cache FILE`.

One setting after the other is tried at the values of `_GRID`, all others as they are chosen so far, the whole
model trained and shipped each time. The rule, set down before the first trial: the highest `choice` wins, the
mean of `found` and `ranks` over Tatoeba, marketing and PUD; no value has a bonus for having stood before.
Nothing else is read, in particular no STS.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from training.sentence_encoder import WEIGHTS, train
from training.sentence_material import Material, prepare
from training.sentence_scores import choice
from training.student import SolverSettings

__all__ = ["main"]

_GRID: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("rounds", ((10, 6), (10, 6, 6), (10, 6, 6, 6))),
    ("ridge", (1.0, 0.3, 3.0)),
    ("smoothing", (1e-3, 3e-3)),
    ("english", (0.3, 0.1)),
    ("esco", (0.1, 0.3)),
    ("lexicon", (0.3, 1.0)),
    ("words", (1.0, 0.5)),
    ("marketing", (2.0, 1.0)),
    ("field", (1.0, 0.3)),
)
"""Settings in the order they are tried; the first value of each holds until its turn."""


@dataclass(frozen=True, slots=True)
class _Trial:
    solver: SolverSettings = field(default_factory=SolverSettings)
    weights: dict[str, float] = field(default_factory=lambda: dict(WEIGHTS))

    def with_value(self, name: str, value: Any) -> "_Trial":
        if name in asdict(self.solver):
            return replace(self, solver=replace(self.solver, **{name: value}))
        return replace(self, weights=self.weights | {name: value})


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line per trial and, at the end, what was chosen."""
    parser = argparse.ArgumentParser(prog="python -m training.sentence_trials", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument(
        "--log", type=Path, required=True, help="JSON lines; a trial that is there is not run"
    )
    options = parser.parse_args(arguments)
    settings = SolverSettings()
    with threadpool_limits(1):
        material = prepare(options.data, options.cache, settings.dimensions, settings.groups)
        _search(material, options.log)


def _search(material: Material, log: Path) -> None:
    best = _Trial()
    for name, (first, *_) in _GRID:
        best = best.with_value(name, first)
    for name, values in _GRID:
        reached = {value: _measure(material, best.with_value(name, value), log) for value in values}
        best = best.with_value(name, max(reached, key=lambda value: reached[value]))
        print(f"{name}: {reached}", flush=True)
    print(f"chosen: {best}", flush=True)


def _measure(material: Material, trial: _Trial, log: Path) -> float:
    """Return the trial's `choice`, from the log where it was run before."""
    key = json.dumps(asdict(trial), sort_keys=True)
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    known = {record["trial"]: record["choice"] for record in map(json.loads, lines)}
    if key in known:
        return float(known[key])
    with tempfile.TemporaryDirectory() as folder:
        scores = train(material, trial.solver, trial.weights, Path(folder))
    found = choice(scores)
    sets = {name: asdict(score) for name, score in scores.items()}
    with log.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"trial": key, "choice": found, "sets": sets}) + "\n")
    print(f"{found:.4f} {json.dumps(sets)} {key}", flush=True)
    return found


if __name__ == "__main__":
    main()
