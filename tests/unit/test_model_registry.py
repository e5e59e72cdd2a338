"""From a name to a model: shipped, a folder, a package, a download; or one line that says what to do."""

import os
import shutil
import socket
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
import spacy
from spacy.language import Language

from cmo_nlp.errors import InputError
from cmo_nlp.model_registry import Encoder, digest, load_encoder, load_spacy, manifest, places, shipped

MODELS = manifest.models_folder()
CACHE_VARIABLES = {
    "HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "SENTENCE_TRANSFORMERS_HOME", "XDG_CACHE_HOME",
}  # fmt: skip
AWKWARD = {
    "empty": "",
    "one line of 100,000 characters": "Le directeur marketing pilote la donnée. " * 2440,
    "emoji": "Le CMO 👩🏽‍💼 pilote 🚀 la donnée.",
    "decomposed accents": unicodedata.normalize("NFD", "L’été, la stratégie évolue."),
    "Arabic": "مدير التسويق يقود التحول الرقمي",
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_spacy("fr_cmo")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder("fr_cmo_sentences")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt to reach a network fail the test."""

    def refuse(*_: object) -> NoReturn:
        pytest.fail("a model asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
def test_the_shipped_models_load_and_work_without_a_network() -> None:
    assert [token.pos_ for token in load_spacy("fr_cmo")("Le directeur pilote la donnée.")][:3] == [
        "DET", "NOUN", "VERB",
    ]  # fmt: skip
    assert load_encoder("fr_cmo_sentences").encode(["la donnée client"]).shape == (1, 256)


def test_the_manifest_names_every_file_of_every_shipped_model() -> None:
    assert set(shipped()) == {"fr_cmo", "fr_cmo_sentences"}
    for name, entry in shipped().items():
        files = {p.relative_to(MODELS / name).as_posix() for p in (MODELS / name).rglob("*") if p.is_file()}
        assert set(entry["sha256"]) == files - {"LICENSE", "README.md", "scores.json"}
        assert entry["licence"]


def test_every_card_says_version_and_licence_and_how_to_cite_them() -> None:
    for name, entry in shipped().items():
        card = (MODELS / name / "README.md").read_text(encoding="utf-8")
        head, _, citation = card.partition("## How to cite")
        licence = entry["licence"].partition(";")[0]
        assert f"\nVersion {entry['version']}. Licence: {licence}" in head
        assert f"@software{{{name}," in citation
        assert f"version = {{{entry['version']}}}" in citation
        assert f"license = {{{licence}" in citation


@pytest.mark.parametrize("name", ["fr_cmo", "fr_cmo_sentences"])
def test_a_file_that_is_not_as_it_was_shipped_is_named_and_never_loaded(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(MODELS, tmp_path / "models")
    largest = max((tmp_path / "models" / name).rglob("*"), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)
    monkeypatch.setattr(manifest, "models_folder", lambda: tmp_path / "models")
    with pytest.raises(InputError, match="checksum") as caught:
        (load_spacy if name == "fr_cmo" else load_encoder)(name)
    assert str(largest) in str(caught.value)
    largest.unlink()
    with pytest.raises(InputError, match="lacks"):
        (load_spacy if name == "fr_cmo" else load_encoder)(name)


@pytest.mark.parametrize("name", ["fr_core_news_md", "fr_dep_news_trf", "xx_sent_ud_sm"])
def test_a_pipeline_named_as_spacy_names_its_own_gives_one_line_with_the_command_that_gets_it(
    name: str,
) -> None:
    with pytest.raises(InputError, match="there is no pipeline") as caught:
        load_spacy(name)
    assert "shipped is fr_cmo;" in str(caught.value)
    assert str(caught.value).endswith(f"get it with: python -m spacy download {name}")


@pytest.mark.parametrize(
    "name",
    [
        "spacy/fr_core_news_md", "no/such/folder", "", "__main__.py", "x" * 5000, "a\nb", "numpy", "fr", "os",
        "un_modèle",
    ],
)  # fmt: skip
def test_a_pipeline_that_spacy_could_not_download_gives_one_line_with_what_names_a_pipeline(
    name: str,
) -> None:
    with pytest.raises(InputError, match="there is no pipeline") as caught:
        load_spacy(name)
    message = str(caught.value)
    assert "\n" not in message
    assert "taken by shipped name, path or package name" in message
    assert message.endswith("python -m spacy download fr_core_news_md")


@pytest.mark.parametrize("name", ["", "a/b/c", "/ailleurs/petit", "un modèle", "x" * 5000, "a\nb"])
def test_an_encoder_that_could_not_be_on_the_hub_gives_one_line_with_what_names_an_encoder(name: str) -> None:
    with pytest.raises(InputError, match="there is no encoder") as caught:
        load_encoder(name)
    assert "\n" not in str(caught.value)
    assert "taken by shipped name, path or Hugging Face name" in str(caught.value)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", ["petit", "sentence-transformers/petit", "org/petit"])
def test_an_encoder_that_is_not_there_gives_one_line_with_where_it_was_sought_and_the_command_that_gets_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path / "les modèles"))
    full = name if "/" in name else f"sentence-transformers/{name}"
    with pytest.raises(InputError, match="there is no encoder") as caught:
        load_encoder(name)
    assert f"main of {full} in the cache {tmp_path / 'les modèles'} holds" in str(caught.value)
    assert str(caught.value).endswith(f"hf download {full} --cache-dir '{tmp_path / 'les modèles'}'")
    monkeypatch.delenv("SENTENCE_TRANSFORMERS_HOME")
    with pytest.raises(InputError, match=f"get it with: hf download {full}$"):
        load_encoder(name)


def test_a_folder_is_loaded_by_its_path(tmp_path: Path) -> None:
    spacy.blank("fr").to_disk(tmp_path / "pipeline")
    assert load_spacy(str(tmp_path / "pipeline")).lang == "fr"
    shutil.copytree(MODELS / "fr_cmo_sentences", tmp_path / "encoder")
    assert load_encoder(str(tmp_path / "encoder")).encode(["donnée"]).shape == (1, 256)


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"XDG_CACHE_HOME": "a"}, "a/huggingface/hub"),
        ({"HF_HOME": "b", "XDG_CACHE_HOME": "a"}, "b/hub"),
        ({"HUGGINGFACE_HUB_CACHE": "c", "HF_HOME": "b"}, "c"),
        ({"HF_HUB_CACHE": "d", "HUGGINGFACE_HUB_CACHE": "c"}, "d"),
        ({"SENTENCE_TRANSFORMERS_HOME": "e", "HF_HUB_CACHE": "d"}, "e"),
    ],
)
def test_a_download_of_earlier_is_found_where_the_variables_say(
    variables: dict[str, str], folder: str, tmp_path: Path
) -> None:
    _downloaded(tmp_path / folder / "models--org--petit", "a" * 40)
    unset = {name: value for name, value in os.environ.items() if name not in CACHE_VARIABLES}
    paths = {name: str(tmp_path / value) for name, value in variables.items()}
    code = "import sys; from cmo_nlp.model_registry import load_encoder; load_encoder(sys.argv[1])"
    command = [sys.executable, "-c", code, "org/petit"]  # huggingface_hub reads them once in a process
    subprocess.run(command, check=True, env={**unset, **paths})


@pytest.mark.usefixtures("no_network")
def test_of_several_downloads_the_one_that_main_names_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    repository = tmp_path / "models--sentence-transformers--petit"
    for commit in ("b" * 40, "c" * 40, "a" * 40, "b" * 40):
        _downloaded(repository, commit)
        assert places.place("petit", "encoder") == repository / "snapshots" / commit
        assert places.place("sentence-transformers/petit", "encoder").name == commit
    (repository / "refs" / "main").write_text("d" * 40, encoding="utf-8")
    with pytest.raises(InputError, match="the branch main of sentence-transformers/petit"):
        load_encoder("petit")


def _downloaded(repository: Path, commit: str) -> None:
    """Leave what a download of that commit leaves in a cache of Hugging Face."""
    shutil.copytree(MODELS / "fr_cmo_sentences", repository / "snapshots" / commit, dirs_exist_ok=True)
    (repository / "refs").mkdir(exist_ok=True)
    (repository / "refs" / "main").write_text(commit, encoding="utf-8")


def test_damaged_files_outside_the_manifest_are_one_line_too(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "config.cfg").write_text("[nlp]\nlang = 3", encoding="utf-8")
    (tmp_path / "p" / "modules.json").write_text("[", encoding="utf-8")
    for load in (load_spacy, load_encoder):
        with pytest.raises(InputError, match="cannot be loaded"):
            load(str(tmp_path / "p"))


def test_the_digest_is_that_of_the_files(tmp_path: Path) -> None:
    assert len(digest("fr_cmo", "pipeline")) == 64
    assert digest("fr_cmo", "pipeline") != digest("fr_cmo_sentences", "encoder")
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "config.cfg").write_bytes(b"1")
    before = digest(str(tmp_path / "m"), "pipeline")
    digest.cache_clear()
    (tmp_path / "m" / "config.cfg").write_bytes(b"2")
    assert digest(str(tmp_path / "m"), "pipeline") != before
    with pytest.raises(InputError, match="there is no encoder"):
        digest("nothing_of_the_kind", "encoder")


def test_the_table_read_with_numpy_is_the_model_that_sentence_transformers_loads(encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["La fidélisation des clients.", "L’IA transforme le métier.", "Un tout autre sujet : la cuisine"]
    model = SentenceTransformer(str(MODELS / "fr_cmo_sentences"), device="cpu").float()
    theirs = model.encode(texts, normalize_embeddings=True)
    assert np.allclose(encoder.encode(texts), theirs, atol=2e-3)


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_no_text_makes_a_model_fail_and_tokens_stand_where_they_say(
    nlp: Language, encoder: Encoder, text: str
) -> None:
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in nlp(text))
    vectors = encoder.encode([text])
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors) == pytest.approx(1, abs=1e-5) or not vectors.any()
