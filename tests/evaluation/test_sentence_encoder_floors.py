"""The shipped sentence encoder stays above the floor pinned in evaluation/floors.toml."""

from pathlib import Path

import pytest

from evaluation.sentence_encoder import MODEL, floors, sts_spearman
from training.sentence_scores import load

PAIRS = Path(__file__).parents[3] / "shared" / "data" / "sts" / "stsb-fr-dev.csv"


@pytest.mark.skipif(not PAIRS.is_file(), reason="the sentence pairs are not beside the project")
def test_the_shipped_weights_reach_the_floor() -> None:
    assert sts_spearman(load(MODEL), PAIRS) >= floors()["sts_b_french_dev_spearman"]
