"""What chooses the settings of the sentence encoder, and what must not."""

from pathlib import Path

import numpy as np
import pytest

import training
from training import corpus
from training.sentence_scores import HeldOut, choice, likeness_ranks, translations_found


@pytest.fixture
def units() -> np.ndarray:
    vectors = np.random.default_rng(1).normal(size=(60, 8))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_the_same_vectors_find_all_translations_and_rank_alike(units: np.ndarray) -> None:
    assert translations_found(units, units) == 1.0
    assert likeness_ranks(units, units) == pytest.approx(1.0)


def test_strangers_find_next_to_nothing(units: np.ndarray) -> None:
    others = np.roll(units, 1, axis=0)
    assert translations_found(units, others) < 0.1
    assert abs(likeness_ranks(units, np.random.default_rng(2).permutation(units))) < 0.15


def test_the_choice_is_the_mean_of_both_measures_over_the_sets() -> None:
    assert choice({"a": HeldOut(10, 0.9, 0.5), "b": HeldOut(1000, 0.7, 0.3)}) == pytest.approx(0.6)


def test_training_reads_neither_the_similarity_pairs_nor_the_news() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(training.__file__).parent.glob("*.py"))
    assert "stsb" not in code
    assert "spearman(" not in code.replace("sts_spearman", "")
    assert not any(name.startswith(("sts/", "news/")) for name in corpus.FILES)
