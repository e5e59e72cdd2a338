"""What is said of a name under which there is no model: what was looked for, where, and what would get it."""

import re

from cmo_nlp.model_registry import downloads
from cmo_nlp.model_registry.kinds import MARKERS, Kind, kind_shipped
from cmo_nlp.model_registry.manifest import shipped

__all__ = ["missing", "mistaken"]

_LONGEST_NAME = 200
# As spaCy names those that `spacy download` knows: fr_core_news_md, fr_dep_news_trf, xx_ent_wiki_sm.
_DOWNLOADED_BY_SPACY = re.compile(r"[a-z]{2,3}_(core|dep|ent|sent)_[a-z]+_(sm|md|lg|trf)")
_WITH_ARTICLE: dict[Kind, str] = {"pipeline": "a pipeline", "encoder": "an encoder"}
_NAMES: dict[Kind, str] = {
    "pipeline": "a spaCy pipeline is taken by shipped name, path or package name, "
    "for example fr_core_news_md after: python -m spacy download fr_core_news_md",
    "encoder": "an encoder is taken by shipped name, path or Hugging Face name (organisation/model)",
}


def mistaken(name: str, kind: Kind, other: Kind) -> str:
    """Return what is said of a name under which there is a model, but of the other kind."""
    return f"{_opening(name, kind)}; that is {_WITH_ARTICLE[other]}, not {_WITH_ARTICLE[kind]}"


def missing(name: str, kind: Kind) -> str:
    """Return what is said of a name under which there is no model at all."""
    known = _on_package(name) if kind == "pipeline" else _on_download(name)
    sought = known or f"no folder of that name holds a {MARKERS[kind]}; {_NAMES[kind]}"
    return f"{_opening(name, kind)}; {sought}"


def _opening(name: str, kind: Kind) -> str:
    shown = " ".join(name.split())[:_LONGEST_NAME]
    ours = [one for one in shipped() if kind_shipped(one) == kind]
    return f"there is no {kind} {shown!r}: shipped is {', '.join(ours)}"


def _on_package(name: str) -> str | None:
    """Return where a pipeline was sought and what gets it; None for a name that no package can have."""
    if not name.isidentifier() or len(name) > _LONGEST_NAME:
        return None
    sought = f"no folder or installed package of that name holds a {MARKERS['pipeline']}"
    if _DOWNLOADED_BY_SPACY.fullmatch(name):
        return f"{sought}; get it with: python -m spacy download {name}"
    return f"{sought}; {_NAMES['pipeline']}"


def _on_download(name: str) -> str | None:
    """Return where an encoder was sought and what gets it; None for a name that only a folder can have."""
    full = downloads.repository(name)
    if full is None:
        return None
    marker, fetched = MARKERS["encoder"], downloads.snapshot(name)
    if fetched is not None:
        return (
            f"its download {fetched} has no {marker}: it is no sentence-transformers model, "
            f"or not complete; complete it with: {downloads.command(full)}"
        )
    cached = f"the branch main of {full} in the cache {downloads.cache_folder()}"
    sought = f"neither a folder of that name nor {cached} holds a {marker}"
    return f"{sought}; get it with: {downloads.command(full)}"
