"""The manifest is written anew when a shipped model was trained again, and not for a trial."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cmo_nlp.model_registry import load_encoder, shipped
from cmo_nlp.model_registry import manifest as registry
from training import manifest, sentence_encoder, spacy_pipeline

MODELS = registry.models_folder()


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copytree(MODELS, tmp_path / "models"))
    monkeypatch.setattr(manifest, "MODELS", copy)
    return copy


def test_the_manifest_in_the_repository_is_the_one_that_is_written() -> None:
    assert manifest.manifest(MODELS) == (MODELS / "manifest.toml").read_text(encoding="utf-8")


def test_a_trial_leaves_the_manifest_alone(models: Path, tmp_path: Path) -> None:
    (models / "manifest.toml").unlink()
    manifest.renew(tmp_path / "trial")
    assert not (models / "manifest.toml").exists()


def test_both_scripts_write_it_for_the_shipped_folder(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_scores(folder: Path) -> None:
        (folder / "modules.json").write_text("[]", encoding="utf-8")

    monkeypatch.setattr(sentence_encoder, "require", lambda *_: None)
    monkeypatch.setattr(sentence_encoder, "_train", lambda options: write_scores(options.output))
    before = (models / "manifest.toml").read_text(encoding="utf-8")
    sentence_encoder.main(["--data", ".", "--output", str(models / "fr_cmo_sentences")])
    after = (models / "manifest.toml").read_text(encoding="utf-8")
    changed = [line for line in after.splitlines() if line not in before]
    assert [line.partition(" ")[0] for line in changed] == ['"modules.json"']

    def finish(_sentences: Any, _trained: Path, output: Path) -> None:
        (output / "config.cfg").write_text("[nlp]", encoding="utf-8")

    monkeypatch.setattr(spacy_pipeline, "_file", lambda *_: Path(__file__))
    monkeypatch.setattr(spacy_pipeline, "read", lambda _: {})
    monkeypatch.setattr(spacy_pipeline, "train", lambda *_, **__: None)
    monkeypatch.setattr(spacy_pipeline, "finish", finish)
    monkeypatch.setattr(spacy_pipeline.spacy_evaluation, "measure", lambda *_: {})
    monkeypatch.setattr(spacy_pipeline.spacy_evaluation, "table", str)
    monkeypatch.setattr(spacy_pipeline.spacy_evaluation, "with_figures", lambda card, _: card)
    spacy_pipeline.main(["--data", ".", "--output", str(models / "fr_cmo")])
    last = (models / "manifest.toml").read_text(encoding="utf-8")
    changed = [line for line in last.splitlines() if line not in after]
    assert [line.partition(" ")[0] for line in changed] == ['"config.cfg"']


def test_what_was_trained_again_loads(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = models / "fr_cmo_sentences" / "config_sentence_transformers.json"
    settings.write_text(json.dumps({"prompts": {}}), encoding="utf-8")
    manifest.renew(models / "fr_cmo_sentences")
    monkeypatch.setattr(registry, "models_folder", lambda: models)
    shipped.cache_clear()
    assert load_encoder("fr_cmo_sentences").encode(["donnée"]).shape == (1, 256)
    shipped.cache_clear()
