"""From the folder of a model to something that annotates or encodes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cmo_nlp.errors import InputError
from cmo_nlp.model_registry.places import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from spacy.language import Language

__all__ = ["Encoder", "load_encoder", "load_spacy", "takes_words"]


class Encoder(Protocol):
    """Whatever turns sentences into vectors."""

    def encode(self, sentences: "Sequence[str]") -> "np.ndarray":
        """Return float32 (sentences, dimensions), rows of length 1, or 0 without a known token."""


def load_spacy(name: str) -> "Language":
    """Return the spaCy pipeline that `name` stands for: shipped, a folder, or an installed package.

    Raises InputError, in one line, when there is none or when its files are damaged.
    """
    folder = place(name, "pipeline")
    import spacy

    with _loading(name, folder):
        return spacy.load(folder)


def load_encoder(name: str) -> Encoder:
    """Return the sentence encoder that `name` stands for: shipped, a folder, or in the Hugging Face cache.

    Raises InputError, in one line, when there is none or when its files are damaged.
    """
    folder = place(name, "encoder")
    from cmo_nlp.model_registry.encoders import open_encoder

    with _loading(name, folder):
        return open_encoder(folder)


def takes_words(name: str) -> bool:
    """Return whether the encoder `name` is a mean of words, which needs no sentences.

    Raises InputError, in one line, when there is none or when its files are damaged.
    """
    folder = place(name, "encoder")
    from cmo_nlp.model_registry.encoders import is_static

    with _loading(name, folder):
        return is_static(folder)


@contextmanager
def _loading(name: str, folder: Path) -> Iterator[None]:
    """Turn whatever the parts of a model raise on a damaged file into an InputError of one line."""
    try:
        yield
    except Exception as error:
        reason = " ".join(str(error).split())
        msg = f"the model {name!r} in {folder} cannot be loaded ({type(error).__name__}: {reason})"
        raise InputError(msg) from error
