"""The folder of a shipped model, by whatever path: its files are those of the manifest, or none is read."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_nlp.errors import InputError
from cmo_nlp.model_registry import load_encoder, load_spacy, manifest, shipped

FR_CMO = '[fr_cmo]\nkind = "spacy"\nversion = "1"\nlicence = "MIT"\n'


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a copy of the shipped models the shipped ones, which a test may spoil."""
    copy = Path(shutil.copytree(manifest.models_folder(), tmp_path / "models"))
    monkeypatch.setattr(manifest, "models_folder", lambda: copy)
    shipped.cache_clear()
    yield copy
    shipped.cache_clear()


def flip_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_a_path_to_a_shipped_model_is_checked_as_its_name_is(models: Path, tmp_path: Path) -> None:
    flip_a_byte(models / "fr_cmo" / "parser" / "model")
    (tmp_path / "link").symlink_to(models / "fr_cmo")
    relative = os.path.relpath(models / "fr_cmo")
    for name in (
        "fr_cmo",
        str(models / "fr_cmo"),
        f"{models}/../models/fr_cmo/",
        str(tmp_path / "link"),
        relative,
    ):
        with pytest.raises(InputError, match=r"models/fr_cmo/parser/model is not as it was shipped"):
            load_spacy(name)
    flip_a_byte(models / "fr_cmo_sentences" / "tokenizer.json")
    with pytest.raises(InputError, match=r"tokenizer\.json is not as it was shipped"):
        load_encoder(str(models / "fr_cmo_sentences"))


def test_a_copy_of_a_shipped_model_elsewhere_is_its_owners(tmp_path: Path) -> None:
    mine = Path(shutil.copytree(manifest.models_folder() / "fr_cmo_sentences", tmp_path / "mine"))
    (mine / "notes.txt").write_text("à moi", encoding="utf-8")
    assert load_encoder(str(mine)).encode(["donnée"]).shape == (1, 256)


@pytest.mark.parametrize("name", ["fr_cmo", "fr_cmo_sentences"])
def test_a_file_that_the_manifest_omits_is_named(models: Path, name: str) -> None:
    (models / name / ".DS_Store").touch()
    load = load_spacy if name == "fr_cmo" else load_encoder
    load(name)
    (models / name / "vocab").mkdir(exist_ok=True)
    (models / name / "vocab" / "adapter.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=rf"{name}/vocab/adapter\.json was not shipped"):
        load(name)


@pytest.mark.parametrize(("name", "marker"), [("fr_cmo", "config.cfg"), ("fr_cmo_sentences", "modules.json")])
def test_a_shipped_model_that_lost_its_marker_lacks_a_file(models: Path, name: str, marker: str) -> None:
    (models / name / marker).unlink()
    load = load_spacy if name == "fr_cmo" else load_encoder
    for called in (name, str(models / name)):
        with pytest.raises(
            InputError, match=rf"^the model {name} lacks .*/{name}/{marker}; reinstall cmo-nlp$"
        ):
            load(called)
    shutil.rmtree(models / name)
    with pytest.raises(InputError, match=rf"^the model {name} lacks .*; reinstall cmo-nlp$"):
        load(name)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[", b"\xff", b"fr_cmo = 3", b"[fr_cmo]", FR_CMO.replace("kind", "sort").encode(),
        FR_CMO.replace("spacy", "prose").encode(), FR_CMO.encode(), f"{FR_CMO}sha256 = 3".encode(),
        f"{FR_CMO}[fr_cmo.sha256]".encode(), f"{FR_CMO}[fr_cmo.sha256]\n'config.cfg' = 3".encode(),
        FR_CMO.replace("licence", "price").encode(),
    ],
)  # fmt: skip
def test_a_damaged_manifest_is_one_line_that_names_it(models: Path, content: bytes) -> None:
    (models / "manifest.toml").write_bytes(content)
    for load, name in ((load_spacy, "fr_cmo"), (load_encoder, "ailleurs")):
        with pytest.raises(InputError, match=r"/manifest\.toml: .*; reinstall cmo-nlp$") as caught:
            load(name)
        assert "\n" not in str(caught.value)
    (models / "manifest.toml").unlink()
    with pytest.raises(InputError, match=r"/manifest\.toml: .*; reinstall cmo-nlp$"):
        load_spacy("fr_cmo")
