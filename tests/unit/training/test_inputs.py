"""What a training script lacks is told before it starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from training import corpus, sentence_encoder

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"


def test_data_that_are_not_there_are_one_line() -> None:
    command = [sys.executable, "-m", "training.sentence_encoder", "--data", "/nope"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 2
    assert done.stderr.startswith("/nope/parallel/tatoeba.en-fr.tsv is not there: --data")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("lacking", corpus.FILES)
def test_no_file_is_missed_after_minutes_of_work(
    lacking: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in set(corpus.FILES) - {lacking}:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    with pytest.raises(SystemExit) as ended:
        sentence_encoder.main(["--data", str(tmp_path)])
    assert ended.value.code == 2
    assert str(tmp_path / lacking) in capsys.readouterr().err


@pytest.mark.skipif(not DATA.is_dir(), reason="the data are not beside the project")
def test_the_files_that_are_asked_for_are_all_that_is_read(tmp_path: Path) -> None:
    for file in corpus.FILES:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).symlink_to(DATA / file)
    assert corpus.read(tmp_path).training
