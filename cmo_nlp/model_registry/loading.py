"""From the folder of a model to something that annotates or encodes."""

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

    try:
        return spacy.load(folder)
    except Exception as error:  # whatever its parts raise on a damaged file
        raise _not_loaded(name, folder, error) from error


def load_encoder(name: str) -> Encoder:
    """Return the sentence encoder that `name` stands for: shipped, a folder, or in the Hugging Face cache.

    Raises InputError, in one line, when there is none or when its files are damaged.
    """
    folder = place(name, "encoder")
    from cmo_nlp.model_registry.encoders import open_encoder

    try:
        return open_encoder(folder)
    except Exception as error:
        raise _not_loaded(name, folder, error) from error


def takes_words(name: str) -> bool:
    """Return whether the encoder `name` is a mean of words, which needs no sentences.

    Raises InputError, in one line, when there is none or when its files are damaged.
    """
    folder = place(name, "encoder")
    from cmo_nlp.model_registry.encoders import is_static

    try:
        return is_static(folder)
    except Exception as error:
        raise _not_loaded(name, folder, error) from error


def _not_loaded(name: str, folder: Path, error: Exception) -> InputError:
    reason = " ".join(str(error).split())
    return InputError(f"the model {name!r} in {folder} cannot be loaded ({type(error).__name__}: {reason})")
