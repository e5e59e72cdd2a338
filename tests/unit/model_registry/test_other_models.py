"""Names of the other kind of model, and models of other layouts than ours."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from cmo_nlp.errors import InputError
from cmo_nlp.model_registry import load_encoder, load_spacy, manifest

SENTENCES = manifest.models_folder() / "fr_cmo_sentences"


@pytest.mark.parametrize("path", [False, True])
def test_a_model_of_the_other_kind_is_called_by_its_kind(path: bool) -> None:  # noqa: FBT001
    pipeline, encoder = (
        str(manifest.models_folder() / name) if path else name for name in ("fr_cmo", "fr_cmo_sentences")
    )
    with pytest.raises(InputError, match=r"shipped is fr_cmo_sentences; that is a pipeline, not an encoder$"):
        load_encoder(pipeline)
    with pytest.raises(InputError, match=r"shipped is fr_cmo; that is an encoder, not a pipeline$"):
        load_spacy(encoder)


def test_a_folder_of_the_other_kind_is_called_by_its_kind(tmp_path: Path) -> None:
    (tmp_path / "modules.json").touch()
    with pytest.raises(InputError, match=r"that is an encoder, not a pipeline$"):
        load_spacy(str(tmp_path))


def test_a_download_without_modules_is_no_sentence_transformers_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    snapshot = tmp_path / "models--org--camembert" / "snapshots" / ("a" * 40)
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text("{}", encoding="utf-8")
    (snapshot.parents[1] / "refs").mkdir()
    (snapshot.parents[1] / "refs" / "main").write_text("a" * 40, encoding="utf-8")
    said = (
        rf"its download {re.escape(str(snapshot))} has no modules\.json: it is no sentence-transformers model"
    )
    with pytest.raises(InputError, match=said):
        load_encoder("org/camembert")


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """Return our encoder as sentence-transformers before 5 laid it out: the module in a folder of its own."""
    model = Path(shutil.copytree(SENTENCES, tmp_path / "nested"))
    (model / "0_StaticEmbedding").mkdir()
    for name in ("tokenizer.json", "model.safetensors"):
        (model / name).rename(model / "0_StaticEmbedding" / name)
    (module,) = json.loads((model / "modules.json").read_text(encoding="utf-8"))
    modules = json.dumps([{**module, "path": "0_StaticEmbedding"}])
    (model / "modules.json").write_text(modules, encoding="utf-8")
    return model


def test_a_table_in_the_folder_of_its_module_is_read_there(nested: Path) -> None:
    texts = ["La fidélisation des clients."]
    assert np.array_equal(
        load_encoder(str(nested)).encode(texts), load_encoder("fr_cmo_sentences").encode(texts)
    )


def test_tables_with_weights_per_token_are_those_of_sentence_transformers(nested: Path) -> None:
    file = nested / "0_StaticEmbedding" / "model.safetensors"
    (table,) = load_file(file).values()
    halves = np.full(len(table), 0.5, dtype=np.float32)
    rows = np.arange(len(table), dtype=np.int64)
    save_file({"embeddings": table, "weights": halves, "mapping": rows}, file)
    texts = ["La fidélisation des clients.", "L’IA transforme le métier."]
    ours = load_encoder("fr_cmo_sentences").encode(texts)
    assert np.allclose(load_encoder(str(nested)).encode(texts), ours, atol=2e-3)
