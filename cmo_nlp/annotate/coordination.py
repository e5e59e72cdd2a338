"""Where the next member of a coordination begins: « piloter la marque, fixer les prix et former »."""

from collections.abc import Sequence

from cmo_nlp.annotate.closed_classes import LINKS, listed
from cmo_nlp.annotate.passages import Word
from cmo_nlp.annotate.phrases import is_cut_by_verb, noun_end, opening, skip_clitics, stops
from cmo_nlp.annotate.verbs import is_infinitive

__all__ = ["next_infinitive", "next_noun"]

_REST_WORDS = 15
_SEPARATORS = frozenset({"et", "ou", ",", ";", "/"})
_ENDS_COORDINATION = listed("parce car si lorsqu' lorsque quand . : ! ? ( mais")
_OPENS_WITHIN = listed("qui que qu' dont où pour afin")


def next_noun(words: Sequence[Word], end: int) -> int | None:
    """Return where the next noun phrase of the coordination read up to `end` begins, or None."""
    end = _after_bracket(words, end)
    if end >= len(words) or words[end].form not in _SEPARATORS:
        return None
    i = opening(words, _after_separators(words, end + 1))
    if i >= len(words) or stops(words, i) or is_infinitive(words[i]):
        return None
    goes_on = words[end].form not in {",", ";"} or _list_goes_on(words, i)
    return i if goes_on else None


def next_infinitive(words: Sequence[Word], end: int) -> int | None:
    """Return where the next infinitive of the coordination read up to `end` begins, or None.

    What is left of the member before (« piloter les budgets dans tous les pays, … ») is passed over, with
    what it has in brackets; its relative and purpose clauses too, which a comma must close (« définir des
    offres qui plaisent, fixer les prix »); no finite verb of another kind.
    """
    within = False
    end = _after_bracket(words, end)
    for k in range(end, min(end + _REST_WORDS, len(words))):
        form = words[k].form
        if form in _ENDS_COORDINATION or (form not in LINKS and not within and is_cut_by_verb(words, k)):
            return None
        within = within or form in _OPENS_WITHIN
        if form in ({",", ";"} if within else _SEPARATORS):
            i = _after_separators(words, k + 1)
            verb = skip_clitics(words, i)
            if verb < len(words) and is_infinitive(words[verb]):
                return i
    return None


def _after_bracket(words: Sequence[Word], i: int) -> int:
    """Return `i`, or where it goes on behind the bracket that opens there."""
    if i >= len(words) or words[i].form != "(":
        return i
    closed = next((k for k in range(i, len(words)) if words[k].form == ")"), i - 1)
    return closed + 1


def _after_separators(words: Sequence[Word], i: int) -> int:
    while i < len(words) and words[i].form in {
        "et",
        "ou",
        "à",
        "de",
        "d'",
        "aussi",
        "même",
        "surtout",
        "enfin",
    }:
        i += 1
    return i


def _list_goes_on(words: Sequence[Word], i: int) -> bool:
    """Tell whether a comma, « et », « etc. » or the end of the sentence follows the noun phrase at `i`."""
    end = noun_end(words, i)
    return end > i and (
        end == len(words) or words[end].form in {",", ";", "et", "ou", "etc", "…", ")", ".", "»"}
    )
