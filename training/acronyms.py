"""Acronyms that only their capitals tell from a word: « le ROI » and « le roi », « le CA » and « ça ».

Everything else is folded to lower case, where these would be lost. They are marked before that, both in the
recipe and, with the same pattern, by the tokenizer that ships. Among other words in capitals nothing tells
them apart (« LE ROI EST NU »), so there they stay words.
"""

import re
from functools import cache
from pathlib import Path

__all__ = ["MARK", "acronyms", "mark", "pattern"]

MARK = "ᴬ"
"""What a marked acronym ends with, a letter that no French word holds: « roiᴬ »."""

LIST = Path(__file__).parent / "bilingual" / "acronyms.fr-en.tsv"
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_ACCENT = "\u0300-\u036f"  # on the letter before it, in NFD
_NO_WORD_BEFORE = r"(?<!\w)"
_NO_CAPITALS_BEFORE = rf"(?<![{_CAPITAL}][\s-])(?<![A-Z][{_ACCENT}][\s-])(?<![JN]['’])"
_NO_CAPITALS_AFTER = rf"(?!\w)(?![\s'’-][{_CAPITAL}][{_ACCENT}]?[{_CAPITAL}])"


@cache
def acronyms(path: Path = LIST) -> tuple[str, ...]:
    """Return the acronyms that our list explains, each once: the entries of one word."""
    entries = [line.partition("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(dict.fromkeys(entry for entry in entries if entry.isalpha()))


def pattern(keep: str = "") -> str:
    r"""Return a regular expression for the acronyms in a text that is not all in capitals.

    `keep`, for Oniguruma `\K`, stands behind the acronym: what matches is then the empty place after it.
    """
    names = "|".join(sorted(acronyms()))
    return rf"{_NO_WORD_BEFORE}{_NO_CAPITALS_BEFORE}(?:{names}){keep}{_NO_CAPITALS_AFTER}"


def mark(text: str) -> str:
    """Return `text` with `MARK` behind its acronyms.

    >>> mark("Le ROI du roi, LE ROI DU ROI")
    'Le ROIᴬ du roi, LE ROI DU ROI'
    """
    return _compiled().sub(lambda found: found.group() + MARK, text)


@cache
def _compiled() -> re.Pattern[str]:
    return re.compile(pattern())
