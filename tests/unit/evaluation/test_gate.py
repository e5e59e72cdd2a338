"""The gate of the models: every limit is a row, and one that is missed fails the command."""

import math
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation import gate, sentence_encoder, spacy_pipeline

ROOT = Path(__file__).parents[3]
LIMITS = {"las": 0.81, "words_per_second_one_core": 4000, "size_mb_at_most": 20}
ENOUGH = {"las": 0.85, "words_per_second_one_core": 12_624, "size_mb": 17.3}


def missed(figures: dict[str, float]) -> list[str]:
    return [row.measure for row in gate.rows(figures, LIMITS) if not row.reached]


def test_a_figure_at_its_limit_reaches_it() -> None:
    assert missed(ENOUGH) == []
    assert missed({"las": 0.81, "words_per_second_one_core": 4000, "size_mb": 20}) == []


@pytest.mark.parametrize(
    ("figures", "names"),
    [
        ({"las": 0.8099}, ["las"]),
        ({"words_per_second_one_core": 3999.9}, ["words_per_second_one_core"]),
        ({"size_mb": 20.1}, ["size_mb"]),
        ({"las": math.nan}, ["las"]),
    ],
)
def test_a_figure_on_the_wrong_side_misses(figures: dict[str, float], names: list[str]) -> None:
    assert missed(ENOUGH | figures) == names


def test_a_measure_that_was_not_taken_misses() -> None:
    assert missed({}) == ["las", "words_per_second_one_core", "size_mb"]


def test_the_gate_prints_each_figure_beside_its_limit_and_gives_the_exit_code(
    capsys: pytest.CaptureFixture[str],
) -> None:
    fast = {"sts_b_french_dev_spearman": 0.7824, "sentences_per_second": 11_925.4}
    assert gate.gate("fr_cmo_sentences", fast) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["fr_cmo_sentences", "sts_b_french_dev_spearman", "0.7824", "floor", "0.73", "ok"],
        ["fr_cmo_sentences", "sentences_per_second", "11,925", "floor", "5,000", "ok"],
    ]
    assert gate.gate("fr_cmo_sentences", fast | {"sentences_per_second": 4999}) == 1
    assert "4,999  floor 5,000    MISSED" in capsys.readouterr().out


@pytest.mark.parametrize("module", [spacy_pipeline, sentence_encoder])
def test_both_commands_end_with_the_code_of_the_gate(
    module: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "gate", lambda _model, figures: 1 if figures else 0)
    monkeypatch.setattr(module, "require", lambda *_: None)
    if module is spacy_pipeline:
        monkeypatch.setattr(module, "measure", lambda *_: ENOUGH)
        monkeypatch.setattr(module, "table", str)
    else:
        for name in ("load", "sts_spearman", "sentences_per_second"):
            monkeypatch.setattr(module, name, lambda *_: 0.0)
    with pytest.raises(SystemExit) as ended:
        module.main(["--data", str(tmp_path)])  # type: ignore[attr-defined]
    assert ended.value.code == 1


@pytest.mark.parametrize("command", ["evaluation.spacy_pipeline", "evaluation.sentence_encoder"])
def test_data_or_a_model_that_is_not_there_is_one_line(command: str, tmp_path: Path) -> None:
    files = ("ud/fr_sequoia-ud-test.conllu", "ud/fr_sequoia-ud-dev.conllu", "sts/stsb-fr-dev.csv")
    for file in files:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    for options in (["--data", "/nope"], ["--data", str(tmp_path), "--model", "/nope"]):
        run = [sys.executable, "-m", command, *options]
        done = subprocess.run(run, capture_output=True, encoding="utf-8", cwd=ROOT)
        assert done.returncode == 2
        assert done.stderr.startswith("/nope/")
        assert done.stderr.count("\n") == 1
        assert options[-2] in done.stderr
