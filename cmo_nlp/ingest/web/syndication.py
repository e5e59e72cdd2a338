"""Lines that say where a text appeared first: « Article initialement paru dans Le Courrier des marques »."""

import re

from cmo_nlp.ingest.cleaning import clean_line

__all__ = ["find_first_publisher"]

_WITHIN = 1_200  # characters at each end of a text
_LONGEST_LINE = 400  # characters
_CUES = (
    "nitialement",
    "riginellement",
    "abord",
    "origine",
    "première",
    "epubli",
)  # found sooner than a pattern
_FIRST = r"(?:initialement|originellement|d[’']abord|[àa]\s+l[’']origine|pour\s+la\s+premi[èe]re\s+fois)"
_APPEARED = r"(?:(?:re)?publi[ée]e?s?|parue?s?|diffus[ée]e?s?|post[ée]e?s?|mise?s?\s+en\s+ligne)"
_IN = r"(?:sur|dans|par|chez)"
_PLACE = (
    r"(?:le\s+(?:site|blog)\s+(?:internet\s+|web\s+)?(?:de\s+|du\s+|d[’'])?|les\s+colonnes\s+(?:de\s+|du\s+|d[’']))?"
    r"[«“\"\s]*(?P<name>[^\s«»“”\"\n.,;()!?][^«»“”\"\n,;()!?]{1,80}?)"
)
_END = (
    r"(?=\s*(?:\.(?!\w)|[,;:()»”\"\n!?]|$)|\s+(?:le|du|en|de|daté\s+du)\s+(?:[0-9]|janv|f[ée]v|mars|avr|mai|juin|juil|ao|sept|oct"
    r"|nov|d[ée]c|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|\s+(?:sous|dans\s+le\s+cadre|avec|et\s+est|puis)\s)"
)
_LINE = re.compile(
    rf"(?:{_FIRST}\s+(?:[ée]t[ée]\s+)?{_APPEARED}|{_APPEARED}\s+{_FIRST})\s+{_IN}\s+{_PLACE}{_END}",
    re.IGNORECASE,
)
_REPRINT = re.compile(rf"\brepubli[ée]e?\s+[àa]\s+partir\s+de\s+{_PLACE}{_END}", re.IGNORECASE)


def find_first_publisher(text: str) -> str | None:
    """Return the newspaper or site where, as a short line near an end of `text` says, it appeared first.

    >>> find_first_publisher("Cet article a été publié initialement sur Le Carnet de l’étal, le 3 mai 2016.")
    'Le Carnet de l’étal'
    >>> find_first_publisher("Tribune d’abord parue dans « La Gazette » du 12 mai.")
    'La Gazette'
    >>> find_first_publisher("Le produit est d’abord paru cher.")
    """
    ends = text if len(text) <= 2 * _WITHIN else f"{text[:_WITHIN]}\n{text[-_WITHIN:]}"
    for line in ends.split("\n"):
        if len(line) > _LONGEST_LINE or not any(word in line for word in _CUES):
            continue
        found = _LINE.search(line) or _REPRINT.search(line)
        if found:
            return clean_line(found["name"]) or None
    return None
