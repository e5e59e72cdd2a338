"""Measure the shipped sentence encoder: `python -m evaluation.sentence_encoder --data FOLDER`.

The only place that reads STS: what is measured here chose nothing. `--write` keeps the result in the model's
`scores.json`, with the SHA-256 of the weights that were measured.
"""

import argparse
import csv
import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.gate import gate
from training.inputs import require
from training.pairs import treebank
from training.sentence_scores import load, unit_vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["MODEL", "NAME", "main", "sentences_per_second", "sts_spearman"]

NAME = "fr_cmo_sentences"
MODEL = Path(__file__).parents[1] / "models" / NAME
_PAIRS = "sts/stsb-fr-dev.csv"
_SENTENCES = "ud/fr_sequoia-ud-dev.conllu"
_ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Print Spearman's correlation on STS-B French dev and sentences per second; exit 1 below a floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.sentence_encoder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with sts/ and ud/")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--write", action="store_true", help="keep the result in the model's scores.json")
    options = parser.parse_args(arguments)
    require("--data", options.data, _PAIRS, _SENTENCES)
    require("--model", options.model, "modules.json")
    encoder = load(options.model)
    found = {
        "sts_b_french_dev_spearman": sts_spearman(encoder, options.data / _PAIRS),
        "sentences_per_second": sentences_per_second(encoder, options.data),
    }
    if options.write:
        _write(options.model, found)
    raise SystemExit(gate(NAME, found))


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
