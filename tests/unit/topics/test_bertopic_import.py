"""BERTopic is imported without its heavy extras, and all the same where it cannot do without."""

import subprocess
import sys
from pathlib import Path

import pytest

LIGHT = """
import sys, warnings
filters = list(warnings.filters)
from cmo_nlp.topics.bertopic_import import import_bertopic
module = import_bertopic()
assert import_bertopic() is module
assert module.BERTopic
loaded = {"torch", "transformers", "umap", "hdbscan", "plotly", "spacy"} & set(sys.modules)
assert not loaded, loaded
assert [f for f in filters if f not in warnings.filters] == []
import json, plotly  # hidden only while BERTopic was imported
"""
NEEDY = """
from cmo_nlp.topics.bertopic_import import import_bertopic
import sys
assert import_bertopic().NEEDED == "plotly"
"""


def run(code: str, *path: str) -> None:
    start = f"import sys; sys.path[:0] = {list(path)!r}\n"
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_heavy_extras_are_not_loaded_and_can_be_later() -> None:
    run(LIGHT)


@pytest.mark.parametrize("error", ["ImportError", "AttributeError"])
def test_a_bertopic_that_needs_its_extras_is_imported_plainly(tmp_path: Path, error: str) -> None:
    package = tmp_path / "bertopic"
    package.mkdir()
    (package / "parts.py").write_text("")
    (package / "__init__.py").write_text(
        "import bertopic.parts\n"
        "try:\n    import plotly\n"
        f"except ImportError as missing:\n    raise {error} from missing\n"
        "NEEDED = plotly.__name__\n"
    )
    run(NEEDY, str(tmp_path))
