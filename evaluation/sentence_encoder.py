"""Measure the shipped sentence encoder: `python -m evaluation.sentence_encoder --data FOLDER`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from evaluation.gate import gate
from training.inputs import require
from training.sentence_scores import load, sentences_per_second, sts_spearman

__all__ = ["MODEL", "NAME", "main"]

NAME = "fr_cmo_sentences"
MODEL = Path(__file__).parents[1] / "models" / NAME
_PAIRS = "sts/stsb-fr-dev.csv"
_SENTENCES = "ud/fr_sequoia-ud-dev.conllu"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print Spearman's correlation on STS-B French dev and sentences per second; exit 1 below a floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.sentence_encoder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with sts/ and ud/")
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args(arguments)
    require("--data", options.data, _PAIRS, _SENTENCES)
    require("--model", options.model, "modules.json")
    encoder = load(options.model)
    found = {
        "sts_b_french_dev_spearman": sts_spearman(encoder, options.data / _PAIRS),
        "sentences_per_second": sentences_per_second(encoder, options.data),
    }
    raise SystemExit(gate(NAME, found))


if __name__ == "__main__":
    main()
