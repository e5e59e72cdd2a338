"""Write `models/manifest.toml`: what is shipped, under which licence, with the SHA-256 of every file.

python -m training.manifest. Both training scripts do it too, when what they wrote is what is shipped.
"""

import hashlib
from pathlib import Path

from cmo_nlp.model_registry.manifest import model_files
from training.finishing import LICENCE

__all__ = ["main", "manifest", "renew"]

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


def manifest(folder: Path) -> str:
    """Return the text of the manifest of the models in `folder`."""
    lines = ["# Written by `python -m training.manifest`. A file that does not match is never loaded."]
    for name, entry in _ENTRIES.items():
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in entry.items())]
        lines += ["", f"[{name}.sha256]", *_checksums(folder / name)]
    return "\n".join(lines) + "\n"


def renew(output: Path) -> None:
    """Write the manifest if `output`, just trained, is the folder of a shipped model; else leave it."""
    if output.resolve() in [(MODELS / name).resolve() for name in _ENTRIES]:
        main()


def main() -> None:
    """Write the manifest."""
    (MODELS / "manifest.toml").write_text(manifest(MODELS), encoding="utf-8")


def _toml(value: str | int) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _checksums(folder: Path) -> list[str]:
    return [
        f'"{name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"'
        for name, path in model_files(folder).items()
    ]


if __name__ == "__main__":
    main()
