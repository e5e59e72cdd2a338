"""Sentence encoders: a table of token vectors read with numpy, or any sentence-transformers model.

A StaticEmbedding is a mean of rows. Read so, the shipped model is there in a tenth of a second; through
sentence-transformers it waits 6 to 8 s for torch and transformers to be imported.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from cmo_nlp.model_registry.loading import Encoder

__all__ = ["StaticTable", "TransformerEncoder", "is_static", "open_encoder"]

_BATCH = 1024
_WEIGHTS = "model.safetensors"
_TABLE = "embedding.weight"


class StaticTable:
    """A sentence-transformers StaticEmbedding: each sentence is the mean of its tokens' rows, at length 1.

    `folder` is that of the module, with its tokenizer and its table (vocabulary, dimensions).
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._table = load_file(folder / _WEIGHTS)[_TABLE]

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Return float32 (sentences, dimensions); a sentence without a known token is a row of zeros."""
        rows = np.zeros((len(sentences), self._table.shape[1]), dtype=np.float32)
        for start in range(0, len(sentences), _BATCH):
            texts = list(sentences[start : start + _BATCH])
            encoded = self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
            for i, one in enumerate(encoded, start):
                if one.ids:
                    rows[i] = self._table[one.ids].mean(axis=0, dtype=np.float32)
        return _unit_rows(rows)


class TransformerEncoder:
    """Any other sentence-transformers model, from a folder; nothing is downloaded."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer

        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Return float32 (sentences, dimensions)."""
        encoded = self._model.encode(list(sentences), show_progress_bar=False)
        return _unit_rows(np.asarray(encoded, dtype=np.float32))


def open_encoder(folder: Path) -> "Encoder":
    """Return the encoder in `folder`, by what its `modules.json` names."""
    static = _static_folder(folder)
    return TransformerEncoder(folder) if static is None else StaticTable(static)


def is_static(folder: Path) -> bool:
    """Return whether the encoder in `folder` takes the mean of its tokens, in any order, and nothing more."""
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    return bool(modules) and str(modules[0]["type"]).rsplit(".", 1)[-1] == "StaticEmbedding"


def _static_folder(folder: Path) -> Path | None:
    """Return where the one module of `folder` is when it is a table that we read; None for any other model.

    Tables with weights of their own per token, as model2vec writes them, are left to sentence-transformers.
    """
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    if [module["type"].rsplit(".", 1)[-1] for module in modules] != ["StaticEmbedding"]:
        return None
    (module,) = modules
    place = folder / module["path"]
    return place if _tensors(place / _WEIGHTS) == {_TABLE} else None


def _tensors(weights: Path) -> set[str]:
    """Return the names of the tensors in a file; none where it is not there (weights of PyTorch's own)."""
    from safetensors import safe_open

    if not weights.is_file():
        return set()
    with safe_open(weights, framework="numpy") as opened:
        return set(opened.keys())


def _unit_rows(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))
