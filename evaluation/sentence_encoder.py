"""Measure the shipped sentence encoder: `python -m evaluation.sentence_encoder --data FOLDER`."""

import argparse
import tomllib
from collections.abc import Sequence
from pathlib import Path

from training.sentence_scores import load, sentences_per_second, sts_spearman

__all__ = ["floors", "main"]

NAME = "fr_cmo_sentences"
MODEL = Path(__file__).parents[1] / "models" / NAME


def floors() -> dict[str, float]:
    """Return what the encoder must reach, by measure, from `floors.toml`."""
    table: dict[str, float] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))[NAME]
    return table


def main(arguments: Sequence[str] | None = None) -> None:
    """Print Spearman's correlation on STS-B French dev and sentences per second; exit 1 below a floor."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.sentence_encoder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with sts/ and ud/")
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args(arguments)
    encoder = load(options.model)
    found = {
        "sts_b_french_dev_spearman": sts_spearman(encoder, options.data / "sts" / "stsb-fr-dev.csv"),
        "sentences_per_second": sentences_per_second(encoder, options.data),
    }
    least = floors()
    for measure, value in found.items():
        print(f"{NAME}  {measure:<26} {value:>10.4f}  floor {least[measure]}")
    raise SystemExit(any(value < least[measure] for measure, value in found.items()))


if __name__ == "__main__":
    main()
