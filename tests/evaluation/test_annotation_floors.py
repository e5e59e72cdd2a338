"""Mentions, statements and horizons stay above the pinned floors, and above the baseline, on our own gold."""

import pytest

from evaluation.annotation import NAME, ROOT, evaluate
from evaluation.gate import floors


@pytest.mark.slow
def test_figures_reach_the_floors_and_beat_the_baseline() -> None:
    ours, baseline = evaluate(ROOT / "evaluation" / "gold", ROOT / "corpus" / "sample")
    missed = {name: ours[name] for name, floor in floors(NAME).items() if ours[name] < floor}
    assert not missed
    for name in ("skill_f1", "counterpart_f1", "pooled_f1", "statement_f1", "moved_f1", "future_recall"):
        assert ours[name] > baseline[name]
