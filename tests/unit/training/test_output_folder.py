"""A training replaces a pipeline when its successor is whole, and nothing that is no pipeline."""

import shutil
from pathlib import Path

import pytest
import spacy

from evaluation.spacy_pipeline import MODEL
from training import output_folder, spacy_pipeline, treebanks


def refused(folder: Path) -> bool:
    try:
        output_folder.require_model_or_nothing(folder)
    except SystemExit as ended:
        return ended.code == 2
    return False


def test_nothing_an_empty_folder_a_card_and_a_model_may_be_replaced(tmp_path: Path) -> None:
    assert not refused(tmp_path / "new")
    assert not refused(tmp_path)
    (tmp_path / "README.md").touch()
    assert not refused(tmp_path)
    assert not refused(MODEL)


@pytest.mark.parametrize("foreign", [".git", "thesis.docx", "vocab"])
def test_a_folder_with_anything_else_is_refused(foreign: str, tmp_path: Path) -> None:
    (tmp_path / foreign).mkdir()
    assert refused(tmp_path)


def test_a_model_with_something_beside_it_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spacy.blank("fr").to_disk(tmp_path)
    assert not refused(tmp_path)
    (tmp_path / "notes.txt").touch()
    assert refused(tmp_path)
    told = f"{tmp_path / 'notes.txt'} is no part of a model: --output takes a folder to be replaced\n"
    assert capsys.readouterr().err == told
    assert refused(tmp_path / "notes.txt")


def test_the_script_refuses_before_it_trains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ud").mkdir()
    for name in (*treebanks.TRAIN, treebanks.DEV, treebanks.TEST):
        (tmp_path / "ud" / f"{name}.conllu").touch()
    monkeypatch.setattr(spacy_pipeline, "read", lambda _: pytest.fail("went on"))
    with pytest.raises(SystemExit):
        spacy_pipeline.main(["--data", str(tmp_path), "--output", str(tmp_path)])
    assert (tmp_path / "ud").is_dir()


def test_card_and_licence_stay_and_the_rest_goes(tmp_path: Path) -> None:
    model = Path(shutil.copytree(MODEL, tmp_path / "model"))
    (model / "LICENSE").write_text("CC", encoding="utf-8")
    card = (model / "README.md").read_bytes()
    output_folder.replace(model, spacy.blank("fr").to_disk)
    assert spacy.load(model).pipe_names == []
    assert (model / "README.md").read_bytes() == card
    assert (model / "LICENSE").read_text(encoding="utf-8") == "CC"
    assert not (model / "scores.json").exists()
    assert list(tmp_path.iterdir()) == [model]


def test_a_model_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    spacy.blank("fr").to_disk(tmp_path / "model")

    def fail(folder: Path) -> None:
        folder.mkdir()
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 the very one
        output_folder.replace(tmp_path / "model", fail)
    assert spacy.load(tmp_path / "model").lang == "fr"
    assert list(tmp_path.iterdir()) == [tmp_path / "model"]
    output_folder.replace(tmp_path / "deep" / "new", spacy.blank("fr").to_disk)
    assert spacy.load(tmp_path / "deep" / "new").lang == "fr"
