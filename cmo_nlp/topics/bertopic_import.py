"""BERTopic without what it imports for nothing.

On import it loads transformers, torch, umap, hdbscan, plotly and spaCy, should they be used: 11 to 14 s and
643 MB on two cores. It also works where they are not installed, so they are hidden while it is imported,
unless they are loaded already: 1.8 to 2.2 s and 170 MB, nearly all of it scikit-learn, scipy and pandas.
"""

import importlib
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["import_bertopic"]

_NEEDED = (
    "pandas",
    "scipy.stats",
    "sklearn.cluster",
    "sklearn.decomposition",
    "sklearn.feature_extraction.text",
)
"""loaded first: scipy asks sys.modules for torch, and stumbles over a module that is hidden."""
_HIDDEN = (
    "hdbscan", "huggingface_hub", "PIL", "plotly", "sentence_transformers", "spacy", "torch", "transformers",
    "umap",
)  # fmt: skip


def import_bertopic() -> Any:
    """Return the module `bertopic`, imported lightly if its guards allow it, plainly if they do not.

    Call it from one thread: another that imports torch meanwhile would not find it.
    """
    if "bertopic" in sys.modules:
        return sys.modules["bertopic"]
    for name in _NEEDED:
        importlib.import_module(name)
    with warnings.catch_warnings():  # it turns warnings off for the whole process
        try:
            with _hidden(_HIDDEN):
                return importlib.import_module("bertopic")
        except (ImportError, AttributeError):
            for name in [name for name in sys.modules if name.partition(".")[0] == "bertopic"]:
                del sys.modules[name]
            return importlib.import_module("bertopic")


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Make `import name` fail inside, for those of `names` that are not loaded."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None tells import "not there"
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)
