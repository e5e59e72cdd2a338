"""What a test says, in French: the direction, the effect with its interval, how sure it is."""

from cmo_nlp.records import Change
from cmo_nlp.report.french_periods import from_on, period_name, since

__all__ = [
    "certainty",
    "effect",
    "held",
    "number",
    "percent",
    "probability",
    "reason",
    "verdict",
    "with_interval",
]

_SMALLEST = 0.001
_LARGEST = 1_000
_LEVEL = 0.05
_WAYS = {
    ("trend", "up"): "en hausse",
    ("trend", "down"): "en baisse",
    ("step", "up"): "hausse {}",
    ("step", "down"): "baisse {}",
}
_HORIZON_WAYS = {
    "up": "davantage dans ce qui est dit de l’avenir",
    "down": "davantage dans ce qui est dit du passé",
}
_FIELDS = {
    "publisher": "publication constante",
    "source_type": "type de source constant",
    "language": "langue constante",
}
_REASONS = {
    "fewer than two periods": "moins de deux périodes ont des documents",
    "in no document": "aucun document n’en parle",
    "in every document": "tous les documents en parlent",
    "found in too few": "trop peu de documents en parlent, ou trop peu n’en parlent pas",
    "no outlet has": "aucune publication ne permet de comparer plusieurs périodes",
    "no document speaks": "aucun document n’en parle à un horizon sans en parler à un autre",
    "the periods separate": (
        "rapport de cotes sans valeur finie (entre documents comparables, le sens est le même partout)"
    ),
    "one of the two": "l’un des deux profils est vide",
    "at one of the plausible": "à l’une des ruptures possibles, le rapport de cotes n’a pas de borne finie",
}


def held(field: str | None) -> str:
    """Return what a test holds still, "" where nothing is.

    >>> held("source_type"), held("rubrique"), held(None)
    (', à type de source constant', ', à « rubrique » constant', '')
    """
    return f", à {_FIELDS.get(field, f'« {field} » constant')}" if field else ""


def verdict(change: Change) -> str:
    """Return which way a thing went, or that no change is established; "" where nothing could be tested."""
    if change.p is None:
        return ""
    if change.direction == "none":
        return "sans évolution établie" if change.clock == "publication" else "sans écart établi"
    if change.clock == "horizon":
        return _HORIZON_WAYS[change.direction]
    way = _WAYS[change.test, change.direction].format(from_on(change.change_point or ""))
    if change.test == "trend" or change.change_first is None or change.change_last is None:
        return way
    first, last = period_name(change.change_first), period_name(change.change_last)
    return f"{way} (à 95 %, {f'entre {first} et {last}' if first != last else first})"


def effect(change: Change) -> str:
    """Return the odds ratio with its interval, or of a test why there is none."""
    if change.effect is None:
        return reason(change.reason) if change.p is not None and change.reason else ""
    between = "d’un horizon à l’autre" if change.clock == "horizon" else "par an"
    what = between if change.test == "trend" else since(change.change_point or "")
    return f"rapport de cotes {what} {with_interval(change)}"


def with_interval(change: Change) -> str:
    """Return the size of the effect with its 95 % interval, "" where there is none."""
    if change.effect is None:
        return ""
    if change.test == "distance":
        return number(change.effect)
    low = "]0" if change.low is None else f"[{number(change.low)}"
    high = "+∞[" if change.high is None else f"{number(change.high)}]"
    return f"{number(change.effect)} {low} ; {high}"


def certainty(change: Change) -> str:
    """Return the q-value, or why there is none."""
    if change.q is None:
        return f"non testable ({reason(change.reason or '')})"
    return f"q {probability(change.q)}"


def reason(english: str) -> str:
    """Return a reason of the tests in French."""
    return next((french for start, french in _REASONS.items() if english.startswith(start)), english)


def probability(value: float) -> str:
    """Return a p- or q-value.

    A value under the level of .05 never looks like it.

    >>> probability(0.0104), probability(0.00001), probability(0.0497)
    ('= 0,010', '< 0,001', '= 0,0497')
    """
    if value < _SMALLEST:
        return "< 0,001"
    digits = 3
    while value < _LEVEL <= round(value, digits):
        digits += 1
    return f"= {value:.{digits}f}".replace(".", ",")


def number(value: float, digits: int = 2) -> str:
    """Return a number as French writes it.

    >>> number(1.476)
    '1,48'
    """
    return "> 1\u202f000" if value > _LARGEST else f"{value:.{digits}f}".replace(".", ",")


def percent(share: float) -> str:
    """Return a share as French writes it, without decimals.

    >>> percent(0.254).split()
    ['25', '%']
    """
    return f"{share:.0%}".replace("%", "\u202f%")
