"""The two kinds of model, and the file by which a folder of each is known."""

from typing import Literal

from cmo_nlp.model_registry.manifest import shipped

__all__ = ["KINDS", "MARKERS", "Kind", "kind_shipped"]

Kind = Literal["pipeline", "encoder"]
KINDS: tuple[Kind, ...] = ("pipeline", "encoder")
MARKERS: dict[Kind, str] = {"pipeline": "config.cfg", "encoder": "modules.json"}


def kind_shipped(name: str) -> Kind:
    """Return the kind of a shipped model."""
    return "pipeline" if shipped()[name]["kind"] == "spacy" else "encoder"
