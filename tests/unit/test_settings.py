"""Settings from a TOML file."""

from pathlib import Path

import pytest

from cmo_nlp.errors import InputError
from cmo_nlp.settings import Settings, read_settings


def _file(folder: Path, text: str) -> Path:
    file = folder / "cmo-nlp.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_the_defaults_hold() -> None:
    assert read_settings(None) == Settings()


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    settings = read_settings(_file(tmp_path, "[trends]\nminimum_documents = 5\nfalse_discovery_rate = 1\n"))
    assert settings.trends.minimum_documents == 5
    assert settings.topics == Settings().topics


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[trend]\n", "'trend'"),
        ("[trends]\nminimum = 5\n", "'minimum'"),
        ("[trends]\nminimum_documents = 'cinq'\n", "type int"),
        ("[trends]\nminimum_documents = true\n", "type int"),
        ("[annotate]\nbatch_documents = 0\n", "between 1 and"),
        ("[topics]\nseed = -1\n", "between 0 and"),
        ("[trends]\nconfidence = nan\n", "between 0.5 and"),
        ("trends = 5\n", "must be a table"),
        ("[trends\n", "cannot read"),
    ],
)
def test_a_file_that_says_nothing_sensible_is_refused_in_one_line(
    tmp_path: Path, text: str, word: str
) -> None:
    with pytest.raises(InputError, match=word) as caught:
        read_settings(_file(tmp_path, text))
    assert "\n" not in str(caught.value).replace(" (at line", "")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        read_settings(tmp_path / "absent.toml")
