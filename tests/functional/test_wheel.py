"""What users install: the built wheel, in an environment of its own, with nothing of this checkout in it."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.functional.conftest import ROOT, SAMPLE


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(build, check=True)
    (built,) = folder.glob("cmo_nlp-*.whl")
    return built


def test_the_wheel_holds_what_the_package_reads_at_run_time(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "cmo_nlp/py.typed",
        "cmo_nlp/export/schema_v1.json",
        "cmo_nlp/lexicons/concepts.csv",
        "cmo_nlp/lexicons/forms.csv",
    } <= names
    assert {"cmo_nlp/models/manifest.toml", "cmo_nlp/models/fr_cmo/config.cfg"} <= names
    assert not any(name.startswith(("tests/", "corpus/")) for name in names)


def test_the_wheel_says_and_carries_the_licences_of_all_that_is_in_it(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (information,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = archive.read(information).decode()
    assert "\nLicense-Expression: MIT AND CC0-1.0 AND CC-BY-SA-4.0 AND LGPLLR\n" in metadata
    for file in ("LICENSE", "models/LICENSES/LGPLLR.txt", "models/LICENSES/CC-BY-SA-4.0.txt"):
        assert f"\nLicense-File: {file}\n" in metadata
    for file in ("LICENSES/LGPLLR.txt", "fr_cmo/LICENSE", "fr_cmo_sentences/LICENSE"):
        assert f"cmo_nlp/models/{file}" in archive.namelist()


@pytest.mark.slow
def test_the_wheel_does_the_main_job_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "clean", with_pip=True)
    binaries = tmp_path / "clean" / "bin"
    constraints = str(ROOT / "constraints.txt")
    subprocess.run([binaries / "pip", "install", "--quiet", "-c", constraints, wheel], check=True)
    loaded = (
        "from cmo_nlp.model_registry import load_encoder, load_spacy\n"
        "assert load_spacy('fr_cmo')('les données')[1].lemma_ == 'donnée'\n"
        "assert load_encoder('fr_cmo_sentences').encode(['donnée']).shape == (1, 256)"
    )
    subprocess.run([binaries / "python", "-c", loaded], check=True, cwd=tmp_path)
    command = [binaries / "cmo-nlp", "run", SAMPLE, "--workspace", tmp_path / "w"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert "Corpus : 78 documents" in done.stdout
    assert (tmp_path / "w" / "export.json").stat().st_size > 100_000
