"""The shipped French pipeline stays above the floors pinned in evaluation/floors.toml.

Its speed is measured by `make evaluate-models`, not by a test.
"""

import json
import tomllib
from pathlib import Path

import pytest
import spacy

from evaluation.gate import floors, rows
from evaluation.spacy_pipeline import MODEL, NAME, SENTENCES_PER_DOCUMENT, TEST, accuracy, figures, megabytes

TREEBANK = Path(__file__).parents[3] / "shared" / "data" / "ud" / f"{TEST}.conllu"
TIMED = "words_per_second_one_core"
beside = pytest.mark.skipif(not TREEBANK.is_file(), reason="the treebanks are not beside the project")


def test_the_scores_on_record_reach_the_floors() -> None:
    scores = json.loads((MODEL / "scores.json").read_text(encoding="utf-8"))
    assert [str(row) for row in rows(scores, floors(NAME)) if not row.reached] == []


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
@beside
def test_the_shipped_weights_reach_the_floors() -> None:
    found = accuracy(spacy.load(MODEL), TREEBANK, SENTENCES_PER_DOCUMENT)
    limits = {name: limit for name, limit in floors(NAME).items() if name != TIMED}
    assert [str(row) for row in rows({**found, "size_mb": megabytes(MODEL)}, limits) if not row.reached] == []
