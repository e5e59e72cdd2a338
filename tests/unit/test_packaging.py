"""What `pyproject.toml` says of licences and of the source distribution, against what is there."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from cmo_nlp.model_registry import shipped
from cmo_nlp.model_registry.manifest import models_folder

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SPDX = {"CC BY-SA 4.0": "CC-BY-SA-4.0", "LGPL-LR": "LGPLLR"}


def test_the_licence_of_every_model_is_stated_and_lies_beside_it() -> None:
    for name, entry in shipped().items():
        named = [spdx for licence, spdx in SPDX.items() if licence in entry["licence"]]
        assert named
        notice = (models_folder() / name / "LICENSE").read_text(encoding="utf-8")
        for spdx in named:
            assert spdx in PROJECT["project"]["license"].split(" AND ")
            assert f"SPDX: {spdx}\n" in notice
            assert (models_folder() / "LICENSES" / f"{spdx}.txt").is_file()


def test_the_source_distribution_holds_what_its_tests_import() -> None:
    imported = {
        name for file in (ROOT / "tests").rglob("*.py") for name in _imports(file) if (ROOT / name).is_dir()
    }
    assert {"cmo_nlp", "evaluation", "training"} <= imported
    assert imported <= set(PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"])


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
