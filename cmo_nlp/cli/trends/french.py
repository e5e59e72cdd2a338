"""French as it is printed: no-break spaces, curly apostrophes, a minus that is one."""

import re

__all__ = ["typeset"]

_NARROW, _WIDE = "\u202f", "\u00a0"


def typeset(line: str) -> str:
    """Return a line of ours with its no-break spaces and apostrophes; a quotation stays as it is.

    >>> typeset("l'effet : « oui » ; -2,5").replace(chr(0x202F), "|").replace(chr(0xA0), "_")
    'l’effet_: «_oui_»|; −2,5'
    """
    line = re.sub(r"(?<=\w)'(?=\w)", "’", line)
    line = re.sub(r" (?=[;?!%])", _NARROW, line)
    line = re.sub(r"(?<=«) | (?=[:»])", _WIDE, line)
    return re.sub(r"(?<![\w–-])-(?=\d)", "−", line)
