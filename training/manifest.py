"""Write `models/manifest.toml`: what is shipped, under which licence, with the SHA-256 of every file.

python -m training.manifest
"""

import hashlib
from pathlib import Path

from training.finishing import LICENCE

__all__ = ["main", "manifest"]

MODELS = Path(__file__).parents[1] / "models"
_ENTRIES: dict[str, dict[str, str | int]] = {
    "fr_cmo": {
        "kind": "spacy",
        "version": "1.0.0",
        "licence": LICENCE,
    },
    "fr_cmo_sentences": {
        "kind": "sentence-transformers",
        "version": "1.0.0",
        "licence": "CC BY-SA 4.0",
        "dimension": 256,
    },
}


def manifest(folder: Path = MODELS) -> str:
    """Return the text of the manifest of the models in `folder`."""
    lines = ["# Written by `python -m training.manifest`. A file that does not match is never loaded."]
    for name, entry in _ENTRIES.items():
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in entry.items())]
        lines += ["", f"[{name}.sha256]", *_checksums(folder / name)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the manifest."""
    (MODELS / "manifest.toml").write_text(manifest(), encoding="utf-8")


def _toml(value: str | int) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _checksums(folder: Path) -> list[str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return [
        f'"{path.relative_to(folder).as_posix()}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"'
        for path in files
        if path.name != "scores.json"
    ]


if __name__ == "__main__":
    main()
