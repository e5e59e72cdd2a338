"""What a process imports and loads once, before the time of its first document begins to count."""

import os
from functools import cache
from importlib import import_module

from cmo_nlp.ingest.discovery import Item

__all__ = ["warm"]

_PAGE = ("trafilatura", "htmldate", "lxml.html")
_LIBRARIES = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml"), _PAGE),
    **dict.fromkeys((".md", ".markdown"), ("markdown_it", "yaml")),
    ".pdf": ("pypdfium2",), ".docx": ("docx",), ".odt": ("lxml.etree",),
}  # fmt: skip
_SENTENCE = "Le directeur marketing lit des tableaux de bord, et il en tire ses décisions chaque lundi."


def warm(item: Item) -> None:
    """Import what files named like `item` need, and load the model of languages: about 2 s."""
    ending = os.path.splitext(item.location)[1].lower()  # noqa: PTH122 - a location is no path of this system
    _warm(".html" if item.is_address else ending)


@cache
def _warm(ending: str) -> None:
    from cmo_nlp.ingest.duplicates import signature
    from cmo_nlp.ingest.language import load_detector

    for library in _LIBRARIES.get(ending, ()):
        import_module(library)
    load_detector()
    signature(_SENTENCE)
