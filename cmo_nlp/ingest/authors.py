"""Bylines → names: « Propos recueillis par Claire Vasseur et Jean Le Goff (à Lyon) »."""

import re
from collections.abc import Iterator

from cmo_nlp.ingest.cleaning import clean_line

__all__ = ["read_author_field", "read_authors"]

_LONGEST = 400  # characters; a byline of eight names has 200
_LONGEST_NAME = 60  # characters
_LEAD = re.compile(
    r"^(?:(?:(?:propos\s+|entretien\s+|interview\s+)?recueillie?s?|texte|textes|article|enqu[êe]te|reportage|dossier|entretien|interview"
    r"|r[ée]alis[ée]e?s?|r[ée]dig[ée]e?s?|[ée]crite?s?|publi[ée]e?s?|written|story)\s*(?::\s*)?(?:par|by)?"
    r"|par|by|de\s+notre\s+correspondante?|signature|auteurs?|authors?)(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|\S+@\S+|(?<!\w)@\w+|https?://\S+"
    r"|\b(?:[àa]|from|in)\s+(?=[A-ZÀ-Ý])[^,;]*$|^\W+|[\s,;:|()–—/-]+$"
)
_WITH = re.compile(r"\s*(?:,\s*)?\b(?:avec|with)\s+(?:l[’']|la\s+|le\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:;|\||/|\n|•|·|&|\bet\b|\band\b)\s*", re.IGNORECASE)
_FIELD_SEPARATORS = re.compile(r"[;|\n]")
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+[\w.’'-]+){0,5}")
_AGENCIES = frozenset({"AFP", "AP", "Reuters", "Belga", "ATS", "Bloomberg"})


def read_authors(byline: str) -> tuple[str, ...]:
    """Return the names that `byline` gives, in its order, without places, functions and addresses.

    A family name before its comma changes places with the first name: that is how archives sort.

    >>> read_authors("Propos recueillis par Claire Vasseur et Jean Le Goff (à Lyon)")
    ('Claire Vasseur', 'Jean Le Goff')
    >>> read_authors("Vasseur, Claire; Le Goff, Jean"), read_authors("Claire Vasseur, avec AFP")
    (('Claire Vasseur', 'Jean Le Goff'), ('Claire Vasseur', 'AFP'))
    >>> read_authors("Claire Vasseur, Jean Le Goff"), read_authors("Claire Vasseur, directrice des études")
    (('Claire Vasseur', 'Jean Le Goff'), ('Claire Vasseur',))
    """
    line = _LEAD.sub("", clean_line(byline.replace("\n", ";")[:_LONGEST]))
    parts = _BETWEEN.split(_WITH.sub(";", line))
    names = [name for part in parts for name in _names(part, sorted_by_family=";" in line)]
    return tuple(dict.fromkeys(names))


def read_author_field(written: str) -> tuple[str, ...]:
    """Return the names in a field for authors, of a table or of front matter.

    Unlike a byline, the field may name an office or an account: where not all of it reads as names of people,
    only semicolons, bars and line ends part it.

    >>> read_author_field("Paul DURAND et Anne Le Goff"), read_author_field("Garnaud, Élise ; Saïd Karim")
    (('Paul DURAND', 'Anne Le Goff'), ('Élise Garnaud', 'Saïd Karim'))
    >>> read_author_field("Direction marketing et communication"), read_author_field("actency")
    (('Direction marketing et communication',), ('actency',))
    """
    parts = tuple(filter(None, map(clean_line, _FIELD_SEPARATORS.split(written))))
    names = read_authors(written) if len(written) <= _LONGEST else ()
    pieces = list(filter(None, _BETWEEN.split(_WITH.sub(";", clean_line(written.replace("\n", ";"))))))
    are_people = all(
        name[0].isupper() and (" " in name or name in parts or name in _AGENCIES) for name in names
    )
    return names if are_people and len(names) >= len(pieces) else parts


def _names(part: str, *, sorted_by_family: bool) -> Iterator[str]:
    pieces = [_cleaned(piece) for piece in part.split(",")]
    if len(pieces) == 2 and _is_inverted(*pieces, sorted_by_family=sorted_by_family):  # noqa: PLR2004 - a pair
        pieces = [f"{pieces[1]} {pieces[0]}"]
    for number, name in enumerate(pieces):
        if _is_name(name) and (number == 0 or " " in name or name in _AGENCIES):
            yield name


def _cleaned(piece: str) -> str:
    bare = _NO_NAME.sub("", _LEAD.sub("", piece.strip())).strip()
    return _NO_NAME.sub("", bare).strip()


def _is_inverted(family: str, first: str, *, sorted_by_family: bool) -> bool:
    alone = " " not in first and first.casefold() not in {name.casefold() for name in _AGENCIES}
    return alone and first[:1].isupper() and (sorted_by_family or " " not in family) and _is_name(family)


def _is_name(text: str) -> bool:
    if len(text) > _LONGEST_NAME or not _NAME.fullmatch(text):
        return False
    return text[0].isupper() or text.split(maxsplit=1)[0] in {
        "de",
        "d’",
        "d'",
        "du",
        "le",
        "la",
        "van",
        "von",
    }
