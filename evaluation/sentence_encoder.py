"""Measure the shipped sentence encoder: `python -m evaluation.sentence_encoder --data FOLDER`.

The only place that reads STS: what is measured here chose nothing. `--write` keeps the result in the model's
`scores.json`, with the SHA-256 of the weights that were measured.
"""

import argparse
import csv
import hashlib
import json
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from training.pairs import treebank
from training.sentence_scores import load, unit_vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["floors", "main", "sentences_per_second", "sts_spearman"]

NAME = "fr_cmo_sentences"
MODEL = Path(__file__).parents[1] / "models" / NAME
_ROUNDS = 3


def floors() -> dict[str, float]:
    """Return what the encoder must reach, by measure, from `floors.toml`."""
    table: dict[str, float] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))[NAME]
    return table


def main(arguments: Sequence[str] | None = None) -> None:
    """Print Spearman's correlation on STS-B French dev and sentences per second; exit 1 below a floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.sentence_encoder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with sts/ and ud/")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--write", action="store_true", help="keep the result in the model's scores.json")
    options = parser.parse_args(arguments)
    encoder = load(options.model)
    found = {
        "sts_b_french_dev_spearman": sts_spearman(encoder, options.data / "sts" / "stsb-fr-dev.csv"),
        "sentences_per_second": sentences_per_second(encoder, options.data),
    }
    least = floors()
    for measure, value in found.items():
        print(f"{NAME}  {measure:<26} {value:>10.4f}  floor {least[measure]}")
    if options.write:
        _write(options.model, found)
    raise SystemExit(any(value < least[measure] for measure, value in found.items()))


def sts_spearman(encoder: "SentenceTransformer", path: Path) -> float:
    """Return Spearman's rank correlation between cosines and scores of a file sentence1,sentence2,score."""
    from scipy.stats import spearmanr

    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    first, second = (unit_vectors(encoder, [row[column] for row in rows]) for column in (0, 1))
    return float(spearmanr((first * second).sum(1), [float(row[2]) for row in rows]).statistic)


def sentences_per_second(encoder: "SentenceTransformer", data: Path) -> float:
    """Return how many sentences of the Sequoia dev set are encoded in a second of one core's time.

    They have 22 words on average. Ten copies of the set, the best of three rounds after one to warm up. Time
    of the processor and not of the clock: the tokenizer would otherwise share its work among cores.
    """
    sentences = list(treebank(data / "ud" / "fr_sequoia-ud-dev.conllu")) * 10
    encoder.encode(sentences[:1000])
    times = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        encoder.encode(sentences, batch_size=256)
        times.append(time.process_time() - began)
    return len(sentences) / min(times)


def _write(model: Path, found: Mapping[str, float]) -> None:
    path = model / "scores.json"
    weights = hashlib.sha256((model / "model.safetensors").read_bytes()).hexdigest()
    measured = {
        "sts_b_french_dev_spearman": round(found["sts_b_french_dev_spearman"], 4),
        "sentences_per_second": round(found["sentences_per_second"]),
        "model.safetensors": weights,
    }
    record = json.loads(path.read_text(encoding="utf-8")) | {"measured": measured}
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
