"""The shipped sentence encoder stays above the floors pinned in evaluation/floors.toml.

Its speed is measured by `make evaluate-models`, not by a test.
"""

import json
from pathlib import Path

import pytest

from evaluation.gate import floors, rows
from evaluation.sentence_encoder import MODEL, NAME, sts_spearman
from training.sentence_scores import load

DATA = Path(__file__).parents[3] / "shared" / "data"
PAIRS = DATA / "sts" / "stsb-fr-dev.csv"


def test_the_scores_on_record_reach_the_floors() -> None:
    scores = json.loads((MODEL / "scores.json").read_text(encoding="utf-8"))["measured"]
    assert [str(row) for row in rows(scores, floors(NAME)) if not row.reached] == []


@pytest.mark.skipif(not PAIRS.is_file(), reason="the sentence pairs are not beside the project")
def test_the_shipped_weights_reach_the_floor() -> None:
    assert sts_spearman(load(MODEL), PAIRS) >= floors(NAME)["sts_b_french_dev_spearman"]
