"""Exports of press archives → one article each: Europresse (HTML), Factiva (HTML and XML).

The archives change their markup without notice, and researchers keep exports for years. So every shape has
rules with a version, `metadata["rules"]` says which ones read an article, what they take is taken out of the
tree, and whatever is left over is counted and named in the article's warnings.
"""

import datetime as dt
from collections.abc import Iterator

from cmo_nlp.ingest.article import Part
from cmo_nlp.ingest.press_archives.europresse import looks_like_europresse, read_europresse
from cmo_nlp.ingest.press_archives.factiva import looks_like_factiva, read_factiva
from cmo_nlp.ingest.press_archives.factiva_xml import looks_like_factiva_xml, read_factiva_xml

__all__ = ["read_press_archive"]

_ARCHIVES = (
    (looks_like_europresse, read_europresse),
    (looks_like_factiva, read_factiva),
    (looks_like_factiva_xml, read_factiva_xml),
)


def read_press_archive(text: str, today: dt.date) -> Iterator[Part] | None:
    """Return the articles of an export of a press archive, None where `text` is none."""
    return next((read(text, today) for looks, read in _ARCHIVES if looks(text)), None)
