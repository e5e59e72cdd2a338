"""Which marks may stand in a form: matching goes by words, and runs across few of them."""

import re

__all__ = ["dead_mark"]

# What names hold: « dir. marketing », « Yahoo! », « A/B testing », inclusive endings, decimals.
_WITHIN = re.compile(
    r"(?<=\w) ?\((?:-?t?rice|e|fe|ne|euse|ère|s|se)\)s?|(?<=\w)[•](?=\w)|(?<=\d),(?=\d)|(?<=\S)[.+!]"
    r"|(?<=\S)[-–/&·'’ʼ`´‘′]|[&/-] "
)
_MARK = re.compile(r"[^\w\s\u0300-\u036f]")


def dead_mark(form: str) -> str:
    """Return the mark that keeps a form from ever being met, "" where it can be.

    >>> dead_mark("relation client (CRM)"), dead_mark("marketeur(se) B2B"), dead_mark("tester, mesurer")
    ('(', '', ',')
    """
    found = _MARK.search(_WITHIN.sub(" ", form))
    return found.group() if found else ""
