"""An IRaMuTeQ corpus: texts in one file, each under a line of starred variables.

    **** *id_d0001 *source_lesechos *annee_2024 *am_202409 *date_20240911

What stands before the first such line is no text of the corpus; a line « -*theme » opens a part of a text.
Format: the manual of IRaMuTeQ 0.7 and the exports of Europarser and Europresse to IRaMuTeQ.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cmo_nlp.french import count_words
from cmo_nlp.ingest.article import Article, Part, RefusedContentError
from cmo_nlp.ingest.tables.columns import columns_for
from cmo_nlp.ingest.tables.rows import describe_row
from cmo_nlp.records import Description

__all__ = ["looks_like_iramuteq", "read_iramuteq"]

# Four asterisks alone are a rule in Markdown, and « **** *mot* » is emphasis: only a starred variable tells.
_OPENING = re.compile(r"^\*{4}(?:[ \t]+\*[^\s*]+)+[ \t]*$", re.MULTILINE)
_MARKER = re.compile(r"^\*{4}(?P<variables>[ \t][^\n]*)?$", re.MULTILINE)
_THEME = re.compile(r"^-\*(?P<theme>[^\s*]+)(?:[ \t]+|$)", re.MULTILINE)
_TOP_CHARS = 65_536
_STAND_IN = re.compile("∗(?P<selectors>\ufe0e*)")  # U+2217 for « * », which no text can hold: our export
_OWN_ID = re.compile(r"[0-9a-f]{16}")
_OWN = frozenset({"source", "type", "langue", "annee", "am", "date", "auteur"})


def looks_like_iramuteq(text: str) -> bool:
    r"""Return whether a line near the top of `text` opens a text of a corpus.

    >>> looks_like_iramuteq("**** *source_lemonde *annee_2024\nBonjour"), looks_like_iramuteq("****\n*mot*")
    (True, False)
    """
    return _OPENING.search(text[:_TOP_CHARS].replace("\r", "\n")) is not None


def read_iramuteq(text: str, today: dt.date) -> Iterator[Part]:
    """Yield the texts of a corpus with the suffix `#1`…; an empty one is refused with `empty`.

    Raises RefusedContentError with `no-text` where no line opens a text.
    """
    lined = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    marker = _MARKER.search(lined)
    if not marker:
        detail = "no line opens a text of an IRaMuTeQ corpus (**** *variable_modality)"
        raise RefusedContentError(reason="no-text", detail=detail)
    warnings = _left_out(lined[: marker.start()])
    number = 0
    while marker:
        number += 1
        following = _MARKER.search(lined, marker.end())
        body = lined[marker.end() : following.start() if following else len(lined)]
        part = _part(number, marker["variables"] or "", body, today, warnings)
        warnings = () if isinstance(part.content, Article) else warnings
        yield part
        marker = following


def _left_out(before: str) -> tuple[str, ...]:
    words = count_words(before)
    return (f"{words} words stand before the first line of **** and were left out",) if words else ()


def _part(number: int, written: str, body: str, today: dt.date, warnings: tuple[str, ...]) -> Part:
    variables = _variables(written)
    is_own = _is_own(variables)
    text = _THEME.sub("\n", body).strip("\n")
    text = _STAND_IN.sub(_star, text) if is_own else text
    if not text.strip():
        detail = f"nothing stands under the line **** {written.strip()[:100]}"
        return Part(f"#{number}", RefusedContentError(reason="empty", detail=detail))
    themes = ", ".join(dict.fromkeys(found["theme"] for found in _THEME.finditer(body)))
    described, remarks = _describe_own(variables, today) if is_own else _describe(variables, today)
    if themes:
        described = replace(described, metadata={**described.metadata, "themes": themes})
    return Part(f"#{number}", Article(text, described, warnings + remarks))


def _variables(written: str) -> dict[str, str | list[str]]:
    """Return variable → modality: « yes » where it can have none, a list where it stands several times.

    >>> _variables("*source_La_Croix *auteur_ *une *theme_a *theme_b")
    {'source': 'La_Croix', 'auteur': '', 'une': 'yes', 'theme': ['a', 'b']}
    """
    variables: dict[str, list[str]] = {}
    for starred in written.split("*"):
        name, underscore, modality = starred.strip().partition("_")
        if name:
            variables.setdefault(name, []).append(modality if underscore else "yes")
    return {name: several if len(several) > 1 else several[0] for name, several in variables.items()}


def _describe(
    variables: Mapping[str, str | list[str]], today: dt.date
) -> tuple[Description, tuple[str, ...]]:
    """Return what `variables` say; an underscore in a name or a title stands for a space."""
    month = next((name for name in variables if name.lower() == "am"), None)  # « année-mois »
    is_dated = bool(columns_for("published", variables, {}))
    mapping = {"published": month} if month and not is_dated else {}
    said, warnings = describe_row(variables, today, mapping)
    spaced = replace(
        said,
        title=_spaced(said.title),
        authors=tuple(filter(None, map(_spaced, said.authors))),
        publisher=_spaced(said.publisher),
        source_type=_spaced(said.source_type),
    )
    return spaced, warnings


def _is_own(variables: Mapping[str, str | list[str]]) -> bool:
    """Return whether our export wrote a text with these variables: it notes the id of the document."""
    identity = variables.get("id")
    return isinstance(identity, str) and _OWN_ID.fullmatch(identity) is not None and "reprise" in variables


def _describe_own(
    variables: Mapping[str, str | list[str]], today: dt.date
) -> tuple[Description, tuple[str, ...]]:
    """Return what the variables of our export say: those that it names are fields, all others metadata."""
    said, warnings = _describe({name: value for name, value in variables.items() if name in _OWN}, today)
    others = {name: value for name, value in variables.items() if name not in _OWN}
    written = {name: value if isinstance(value, str) else ", ".join(value) for name, value in others.items()}
    return replace(said, metadata=dict(sorted({**said.metadata, **written}.items()))), warnings


def _star(found: re.Match[str]) -> str:
    """Return what our export has written: an odd number of selectors marks « ∗ » of the text itself."""
    half, is_own = divmod(len(found["selectors"]), 2)
    return ("∗" if is_own else "*") + "\ufe0e" * half


def _spaced(written: str | None) -> str | None:
    return " ".join(written.replace("_", " ").split()) or None if written else None
