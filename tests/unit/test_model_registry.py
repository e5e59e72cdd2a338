"""A model's name gives a pipeline, or one line that says what to do."""

import socket
import sys
from pathlib import Path

import pytest
import spacy

from cmo_nlp import model_registry
from cmo_nlp.errors import InputError
from cmo_nlp.model_registry import digest, load_spacy


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "fr_saved"
    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(folder)
    return folder


def test_the_blank_pipeline_looks_lemmas_up() -> None:
    assert [token.lemma_ for token in load_spacy("fr_blank")("ils maîtrisaient")] == ["il", "maîtriser"]


def test_the_blank_pipeline_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert load_spacy("fr_blank").pipe_names == ["sentencizer", "lemmatizer"]


def test_a_folder_is_loaded(saved: Path) -> None:
    assert load_spacy(str(saved)).pipe_names == ["sentencizer"]


def test_an_installed_package_is_loaded(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "fr_packaged"
    saved.rename(tmp_path / "data")
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        f"import spacy\ndef load(**_):\n    return spacy.load({str(tmp_path / 'data')!r})\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.delitem(sys.modules, "fr_packaged", raising=False)
    monkeypatch.setattr(spacy.util, "is_package", lambda name: name == "fr_packaged")
    assert load_spacy("fr_packaged").pipe_names == ["sentencizer"]


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("fr_core_news_xx", "python -m spacy download fr_core_news_xx"),
        ("no/such/folder", "model = 'fr_blank'"),
    ],
)
def test_an_unknown_name_gives_one_line_with_what_where_and_the_command(name: str, command: str) -> None:
    for function in (load_spacy, digest):
        with pytest.raises(InputError) as error:
            function(name)
        line = str(error.value)
        assert "\n" not in line
        assert repr(name) in line
        assert str(Path(name).absolute()) in line
        assert command in line


def test_a_damaged_folder_gives_one_line(saved: Path) -> None:
    (saved / "config.cfg").write_text("[nlp]\nlang = 'xx", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be loaded") as error:
        load_spacy(str(saved))
    assert "\n" not in str(error.value)


def test_missing_lemma_tables_give_the_command_that_gets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(model_registry, "version", missing)
    with pytest.raises(InputError, match="pip install spacy-lookups-data"):
        load_spacy("fr_blank")


def test_the_digest_changes_with_the_files_and_not_with_the_place(saved: Path, tmp_path: Path) -> None:
    before = digest(str(saved))
    moved = saved.rename(tmp_path / "moved")
    assert digest(str(moved)) == before
    changed = moved.rename(tmp_path / "changed")
    (changed / "meta.json").write_text("{}", encoding="utf-8")
    assert digest(str(changed)) != before


def test_the_digest_of_the_blank_pipeline_is_a_sha256() -> None:
    assert len(digest("fr_blank")) == 64
    assert digest("fr_blank") == digest("fr_blank")
