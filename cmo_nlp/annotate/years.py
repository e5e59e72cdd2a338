"""The year that a sentence speaks of: « d'ici 2030 », « au tournant des années 2000 », « il y a dix ans »."""

import re

__all__ = ["reference_year"]

_UNITS_SAID = (
    *("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix - sept", "dix - huit", "dix - neuf"),
)
_TENS_SAID = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "quatre - vingt": 80,
}


def _numbers() -> dict[str, int]:
    """Return the numbers from one to a hundred as passages spell them: « vingt - cinq », « vingt et un »."""
    units = {word: value for value, word in enumerate(_UNITS_SAID, 1)}
    numbers = {"une": 1, **units, "quatre - vingts": 80, "cent": 100}
    for ten, worth in _TENS_SAID.items():
        numbers[ten] = worth
        last = 19 if worth in {60, 80} else 9  # soixante-dix-neuf, quatre-vingt-dix-neuf
        for unit, value in units.items():
            if value <= last:
                numbers[f"{ten} - {unit}"] = worth + value
                if unit in {"un", "onze"}:
                    numbers[f"{ten} et {unit}"] = worth + value
    return numbers


_NUMBERS = _numbers()
_SAID = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_GROUPS = {"dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "cinquantaine": 50}
# « pour 2000 magasins », « 2000 € » count things: a plural follows that is none of these little words.
_NOT_COUNTED = (
    r"(?! (?!(?:les|des|ses|ces|nos|vos|mes|tes|leurs|dans|sous|vers|dès|sans|nous|vous|ils|elles|plus|pas|"
    r"puis|mais|alors|depuis|après|très|moins|jamais|toujours|désormais|plusieurs|certaine?s|tous|toutes|"
    r"deux|trois|dix|six|lorsqu|lors|suis|avons|sommes|étions|avions|quelques|parfois|aux|ceux|celles|"
    r"chez|près|volontiers|quelles?|quels) )"
    r"(?:[^\W\d_]{3,}[sx]|€|%|k€|m€|mds?|km|m2|m²|kg) )"
)
_YEAR = rf"(?P<year>(?:19|20)\d\d)(?!\d){_NOT_COUNTED}"
_MONTHS = "janvier|f[eé]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre"
_ROLES = (
    "cmos?|cdos?|marketing|digital|communication|marketeurs?|directeurs?|directrices?|dirigeants?|"
    "patrons?|métiers?|postes?|rôles?|fonctions?|profils?"
)
_NAMED = re.compile(
    rf" (?:d' ici (?:à |fin |l' an )?|à (?:l' )?horizon (?:de )?|horizon (?:de )?|en |dès |vers |pour |fin |"
    rf"jusqu' en |l' an |de l' année |à partir de |avant |après |courant |début |entre (?=\d{{4}} et \d)|"
    rf"(?:{_MONTHS}) |(?:{_ROLES}) (?:de |en )){_YEAR} "
)
# « des adresses, ramassées depuis 1999, » dates what stands aside, not the sentence.
_SINCE = re.compile(rf"(?P<aside> , (?:[\w-]+ )?[\w-]+(?:é|i|u|is|it|ert)e?s?)? depuis {_YEAR} ")
_SAID_DECADES = {
    word: 1900 + value for word, value in _NUMBERS.items() if value in {20, 30, 40, 50, 60, 70, 80, 90}
}
_DECADE = re.compile(
    r" (?:(?:les|des|aux) années|(?:la|cette|une) décennie) (?:(?P<decade>(?:19|20)?\d0)|(?P<said>"
    + "|".join(sorted(_SAID_DECADES, key=len, reverse=True))
    + r")) "
)
_COUNT = (
    r"(?:(?:une |un )?(?P<group>dizaine|quinzaine|vingtaine|trentaine|cinquantaine) d' (?:ans|années)|"
    rf"(?P<number>\d{{1,2}}|{_SAID}) (?P<unit>ans?|années|décennies?|siècles?))"
)
_AGO = re.compile(
    rf" (?:il y a|voici|voilà) (?:à peine |environ |plus de |près de |encore )?{_COUNT} (?!que |qu' )"
)
_AHEAD = re.compile(
    rf" (?:(?:d' ici|dans)(?: à)? (?:à peine |environ |moins de |les )?{_COUNT}|"
    rf"dans les (?P<next>\d{{1,2}}|{_SAID}) prochaines années) "
)
_LAST_YEAR = re.compile(r" l' (?:année dernière|année passée|an dernier|an passé) ")
_NEXT_YEAR = re.compile(r" l' (?:année prochaine|an prochain) ")
_UNITS = {"décennie": 10, "décennies": 10, "siècle": 100, "siècles": 100}


def reference_year(text: str, published: int | None) -> int | None:
    """Return the year that a passage's `text` speaks of, or None.

    A year or a decade that is named comes first (« les années 2000 » gives 2000, « entre 2010 et 2015 » its
    first), « depuis 2012 » after any other; « il y a dix ans » and « dans cinq ans » count from the year of
    publication, and give nothing where it is unknown.
    """
    named = _NAMED.search(text)
    if named:
        return int(named["year"])
    decade = _DECADE.search(text)
    if decade:
        return _SAID_DECADES[decade["said"]] if decade["said"] else _full_decade(decade["decade"])
    since = _SINCE.search(text)
    if since and not since["aside"]:
        return int(since["year"])
    return None if published is None else _counted_year(text, published)


def _counted_year(text: str, published: int) -> int | None:
    """Return the year that `text` counts from that of publication: « l'année dernière », « dans dix ans »."""
    if _LAST_YEAR.search(text):
        return published - 1
    if _NEXT_YEAR.search(text):
        return published + 1
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
