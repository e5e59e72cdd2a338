"""Train `models/fr_cmo_sentences`: `python -m training.sentence_encoder --data FOLDER`.

An English teacher encodes the English side of bilingual pairs; a French student without a transformer learns
to meet its vectors. Five to ten minutes on one core, most of them the teacher's. What is measured here are
the held-out pairs that chose the settings; `python -m evaluation.sentence_encoder` measures the rest.
"""

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from training import manifest
from training.corpus import FILES
from training.inputs import require
from training.sentence_material import Material, prepare
from training.sentence_scores import HeldOut, load, score
from training.shipped_model import ship
from training.student import Solver, SolverSettings
from training.teacher import WEIGHTS_SHA256

__all__ = ["WEIGHTS", "main", "train"]

OUTPUT = Path(__file__).parents[1] / "models" / "fr_cmo_sentences"
# How much a text counts, 1 where nothing is said: labels, guessed pairs and English say less of French than a
# translated sentence, a sentence of the field more.
WEIGHTS = {"esco": 0.1, "lexicon": 0.3, "cognate": 0.3, "english": 0.3, "marketing": 2.0}


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, measure on the held-out pairs and write the model."""
    options = _options(arguments)
    require("--data", options.data, *FILES)
    _train(options)
    manifest.renew(options.output)


def _train(options: argparse.Namespace) -> None:
    began = time.perf_counter()
    settings = SolverSettings()
    with threadpool_limits(1):  # one order of summing, hence the same vectors each time
        material = prepare(options.data, options.cache, settings.dimensions, settings.groups)
        _say(f"{len(material.pairs):,} pairs; the student learns")
        scores = train(material, settings, WEIGHTS, options.output)
    _write_scores(options, material, settings, scores)
    _say(f"{time.perf_counter() - began:.0f} s")


def train(
    material: Material, settings: SolverSettings, weights: Mapping[str, float], output: Path
) -> dict[str, HeldOut]:
    """Write the model that these settings give to `output` and return its scores on the held-out pairs."""
    vocabulary = material.vocabulary
    table = Solver(material.examples(weights), material.goals, vocabulary, settings).solve(_progress)
    _say(ship(table, vocabulary.rows, material.corpus, output))
    goals, teacher = material.held_out(material.goals), material.held_out(material.teacher)
    encoder = load(output)
    return {
        name: score(encoder, [pair.french for pair in found], goals[name], teacher[name])
        for name, found in material.corpus.held_out.items()
    }


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.sentence_encoder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with parallel/, ud/ and esco/")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--cache", type=Path, help=".npz file that keeps the teacher's vectors between runs")
    return parser.parse_args(arguments)


def _write_scores(
    options: argparse.Namespace, material: Material, settings: SolverSettings, scores: dict[str, HeldOut]
) -> None:
    record = {
        "selection": {name: asdict(found) for name, found in scores.items()},
        "settings": asdict(settings),
        "weights": WEIGHTS,
        "pairs": dict(sorted(Counter(pair.source for pair in material.pairs).items())),
        "teacher": WEIGHTS_SHA256,
        "data": {name: hashlib.sha256((options.data / name).read_bytes()).hexdigest() for name in FILES},
    }
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    (options.output / "scores.json").write_text(text, encoding="utf-8")
    _say(json.dumps(record["selection"]))


def _progress(number: int, cosine: float) -> None:
    _say(f"round {number}, mean cosine with the teacher {cosine:.4f}")


def _say(message: str) -> None:
    print(message, flush=True)


if __name__ == "__main__":
    main()
