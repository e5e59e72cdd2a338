"""The year that a sentence speaks of: « d'ici 2030 », « au tournant des années 2000 », « il y a dix ans »."""

import re

__all__ = ["reference_year"]

_NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40,
    "cinquante": 50,
}  # fmt: skip
_GROUPS = {"dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "cinquantaine": 50}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAMED = re.compile(
    rf" (?:d' ici (?:à |fin |l' an )?|à (?:l' )?horizon |horizon |en |dès |vers |pour |fin |jusqu' en |"
    rf"l' an |de l' année |à partir de |avant |après |janvier |mars |juin |septembre |octobre |"
    rf"décembre ){_YEAR} "
)
_DECADE = re.compile(r" (?:les|des|aux) années (?P<decade>(?:19|20)?\d0) ")
_COUNT = (
    r"(?:(?:une |un )?(?P<group>dizaine|quinzaine|vingtaine|trentaine|cinquantaine) d' (?:ans|années)|"
    r"(?P<number>\d{1,2}|" + "|".join(_NUMBERS) + r") (?P<unit>ans?|années|décennies?|siècles?))"
)
_AGO = re.compile(
    rf" (?:il y a|voici|voilà) (?:à peine |environ |plus de |près de |encore )?{_COUNT} (?!que |qu' )"
)
_AHEAD = re.compile(
    rf" (?:(?:d' ici|dans)(?: à)? (?:à peine |environ |moins de |les )?{_COUNT}|dans les (?P<next>\d{{1,2}}|"
    + "|".join(_NUMBERS)
    + r") prochaines années) "
)
_UNITS = {"décennie": 10, "décennies": 10, "siècle": 100, "siècles": 100}


def reference_year(text: str, published: int | None) -> int | None:
    """Return the year that a passage's `text` speaks of, or None.

    A year or a decade that is named comes first (« les années 2000 » gives 2000); « il y a dix ans » and
    « dans cinq ans » count from the year of publication, and give nothing where it is unknown.
    """
    named = _NAMED.search(text)
    if named:
        return int(named["year"])
    decade = _DECADE.search(text)
    if decade:
        return _full_decade(decade["decade"])
    if published is None:
        return None
    ago, ahead = _AGO.search(text), _AHEAD.search(text)
    if ago:
        return published - _years(ago)
    return published + _years(ahead) if ahead else None


def _full_decade(decade: str) -> int:
    """Return the first year of a decade: « les années 80 » are of the last century, « 20 » of this one."""
    value = int(decade)
    if value >= 100:  # noqa: PLR2004 four digits: the century is said
        return value
    return 2000 + value if value <= 20 else 1900 + value  # noqa: PLR2004


def _years(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("group"):
        return _GROUPS[groups["group"]]
    word = groups.get("number") or groups["next"]
    count = int(word) if word.isdigit() else _NUMBERS[word]
    return count * _UNITS.get(groups.get("unit") or "", 1)
