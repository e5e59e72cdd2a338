"""Encoders downloaded from the Hugging Face hub before, found where sentence-transformers would find them.

huggingface_hub takes 0.2 s to import, and reads its variables then (HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE,
HF_HOME, XDG_CACHE_HOME): only a name that is neither shipped nor a folder comes here. No network is asked.
"""

import os
import shlex
from pathlib import Path

__all__ = ["cache_folder", "command", "repository", "snapshot"]

_HEADS = ("modules.json", "config.json")


def repository(name: str) -> str | None:
    """Return the hub's name of an encoder, with its organisation; None for what can be no name there."""
    from huggingface_hub.utils import validate_repo_id  # type: ignore[attr-defined]  # exported lazily

    full = name if "/" in name else f"sentence-transformers/{name}"
    try:
        validate_repo_id(full)
    except ValueError:
        return None
    return full


def cache_folder() -> Path:
    """Return the folder in which sentence-transformers keeps its downloads; it need not exist."""
    from huggingface_hub.constants import HF_HUB_CACHE

    return Path(os.environ.get("SENTENCE_TRANSFORMERS_HOME") or HF_HUB_CACHE).expanduser().absolute()


def snapshot(name: str) -> Path | None:
    """Return the snapshot that `refs/main` names, or None when no model is there.

    One with a `config.json` and no `modules.json` is a transformer alone, or a download that broke off.
    """
    # Not snapshot_download: even offline it refuses a snapshot without the files that loading does not read.
    from huggingface_hub import try_to_load_from_cache

    full = repository(name)
    if full is None:
        return None
    places = (try_to_load_from_cache(full, file, cache_dir=cache_folder()) for file in _HEADS)
    return next((Path(found).parent for found in places if isinstance(found, str)), None)


def command(full: str) -> str:
    """Return the command line that downloads a repository to where `snapshot` looks for it."""
    elsewhere = os.environ.get("SENTENCE_TRANSFORMERS_HOME")  # a variable that `hf` does not know
    into = f" --cache-dir {shlex.quote(str(cache_folder()))}" if elsewhere else ""
    return f"hf download {full}{into}"
