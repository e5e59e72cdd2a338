"""What is measured on a sentence encoder: likeness as people judge it, translations found, speed."""

import csv
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from training.pairs import Pair, treebank

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["Scores", "score", "sentences_per_second", "sts_spearman", "translations_found"]

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one encoder; each says what it was measured on.

    `sts_b_french_dev_spearman`: rank correlation in -1..1 between cosine and human score on 1,500 pairs.
    `translations_found`: share, 0..1, of held-out French sentences whose nearest English one, among the
    held-out ones and by the teacher's vectors, is their translation.
    `sentences_per_second`: in a second of one core's time, with SentenceTransformer.encode.
    """

    sts_b_french_dev_spearman: float
    translations_found: dict[str, float]
    sentences_per_second: int


def score(
    model: Path, data: Path, held_out: Mapping[str, Sequence[Pair]], goals: Mapping[str, np.ndarray]
) -> Scores:
    """Measure the model in the folder `model`; `goals` are the teacher's vectors of the held-out English."""
    encoder = load(model)
    found = {
        name: round(translations_found(encoder, [p.french for p in pairs], goals[name]), 4)
        for name, pairs in held_out.items()
    }
    spearman = sts_spearman(encoder, data / "sts" / "stsb-fr-dev.csv")
    return Scores(round(spearman, 4), found, round(sentences_per_second(encoder, data)))


def load(model: Path) -> "SentenceTransformer":
    """Return the encoder in the folder `model`, with one thread for torch."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    return SentenceTransformer(str(model), device="cpu", local_files_only=True)


def sts_spearman(encoder: "SentenceTransformer", path: Path) -> float:
    """Return Spearman's rank correlation between cosines and scores of a file sentence1,sentence2,score."""
    from scipy.stats import spearmanr

    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    first, second = (_unit(encoder, [row[column] for row in rows]) for column in (0, 1))
    return float(spearmanr((first * second).sum(1), [float(row[2]) for row in rows]).statistic)


def translations_found(encoder: "SentenceTransformer", french: Sequence[str], goals: np.ndarray) -> float:
    """Return the share of `french` whose nearest row of `goals` (n, d) is their own, or the same vector."""
    likeness = _unit(encoder, french) @ goals.T
    own = likeness[np.arange(len(french)), np.arange(len(french))]
    return float((own >= likeness.max(1) - 1e-6).mean())


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


def _unit(encoder: "SentenceTransformer", texts: Sequence[str]) -> np.ndarray:
    vectors: np.ndarray = encoder.encode(list(texts)).astype(np.float32)
    lengths: np.ndarray = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    units: np.ndarray = vectors / lengths
    return units
