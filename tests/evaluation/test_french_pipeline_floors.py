"""The shipped French pipeline stays above the floors pinned in evaluation/floors.toml."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from evaluation.spacy_pipeline import figures, measure

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models" / "fr_cmo"
DATA = ROOT.parent / "shared" / "data"
FLOORS = tomllib.loads((ROOT / "evaluation" / "floors.toml").read_text(encoding="utf-8"))["fr_cmo"]


def below(scores: dict[str, Any]) -> list[str]:
    lows = [f"{name} {scores[name]} < {floor}" for name, floor in FLOORS.items() if name != "size_mb_at_most"]
    return [low for low in lows if scores[low.split()[0]] < FLOORS[low.split()[0]]]


def test_the_scores_on_record_reach_the_floors() -> None:
    scores = json.loads((MODEL / "scores.json").read_text(encoding="utf-8"))
    assert below(scores) == []
    assert scores["size_mb"] <= FLOORS["size_mb_at_most"]


def test_the_card_has_the_figures_on_record() -> None:
    scores = json.loads((MODEL / "scores.json").read_text(encoding="utf-8"))
    assert figures(scores) in (MODEL / "README.md").read_text(encoding="utf-8")


def test_card_manifest_and_pipeline_name_one_licence() -> None:
    manifest = tomllib.loads((MODEL.parent / "manifest.toml").read_text(encoding="utf-8"))
    licence = manifest["fr_cmo"]["licence"]
    assert json.loads((MODEL / "meta.json").read_text(encoding="utf-8"))["license"] == licence
    cards = [path.read_text(encoding="utf-8") for path in (MODEL / "README.md", MODEL.parent / "README.md")]
    assert all(licence in card for card in cards)


@pytest.mark.slow
@pytest.mark.skipif(not (DATA / "ud").is_dir(), reason="the treebanks are not beside the project")
def test_the_shipped_weights_reach_the_floors() -> None:
    missed = below(measure(MODEL, DATA))
    assert [low for low in missed if not low.startswith("words_per_second")] == []  # no timed test
