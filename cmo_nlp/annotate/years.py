"""The year that a sentence speaks of: « d'ici 2030 », « au tournant des années 2000 », « il y a dix ans »."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cmo_nlp.annotate.clauses import clauses
from cmo_nlp.annotate.closed_classes import listed
from cmo_nlp.annotate.passages import Passage, Word

__all__ = ["is_compared", "reference_year"]

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
    rf"(?P<number>\d{{1,3}}|{_SAID}) (?:à (?:\d{{1,2}}|{_SAID}) )?(?P<unit>ans?|années|décennies?|siècles?))"
)
_AGO = re.compile(
    rf" (?:il y a|voici|voilà) (?:à peine |environ |plus de |près de |encore )?{_COUNT} (?!que |qu' )"
)
_AHEAD = re.compile(
    rf" (?:(?:d' ici|dans|sous)(?: à)? (?:à peine |environ |moins de |les )?{_COUNT}|"
    rf"dans les (?P<next>\d{{1,2}}|{_SAID}) prochaines années) "
)
_LAST_YEAR = re.compile(r" l' (?:année dernière|année passée|an dernier|an passé) ")
_NEXT_YEAR = re.compile(r" l' (?:année prochaine|an prochain) ")
_UNITS = {"décennie": 10, "décennies": 10, "siècle": 100, "siècles": 100}
# Nobody led a marketing department before; what is said of later times is said of no year.
_FIRST, _LAST = 1900, 2100
# « contre 40 % en 2015 », « plus qu'en 2010 », « par rapport à 2015 »
_COMPARED = re.compile(
    r" (?:contre|par rapport à|comparée?s? à|au lieu de|(?:plus|moins|autant|aussi|mieux|davantage) "
    r"(?:[\w'-]+ ){0,4}?(?:qu'|que)) (?:[\w€%-]+ ){0,4}?$"
)
_FORETELLS = re.compile(
    r" (?:prédi\w+|promet\w*|promis\w*|annon[cç]\w+|prév(?:oi|oy|u)\w*|pronostiqu\w+|"
    r"estim\w+|pari\w+|imagin\w+|anticip\w+) "
)
_AUXILIARIES = listed("avoir être")
_WORDS_TO_AUXILIARY = 4


class _Named(NamedTuple):
    """A year and where its phrase opens in the text of a passage."""

    year: int
    at: int


def reference_year(passage: Passage, published: int | None) -> int | None:
    """Return the year that a passage speaks of, from 1900 to 2100, or None.

    A year or a decade that is named comes first (« les années 2000 » gives 2000, « entre 2010 et 2015 » its
    first); where something is foretold, the one that it is foretold for. « il y a dix ans » and « dans cinq
    ans » count from the year of publication, and give nothing where it is unknown. « depuis 2012 » lasts
    until now and names no year, nor does what dates something beside: « contre 40 % en 2015 », « une étude
    publiée en 2015 ».
    """
    named = [found for found in _named(passage.text) if not _is_beside(passage, found.at)]
    if named:
        return _bounded(_foretold(passage, named))
    return None if published is None else _bounded(_counted_year(passage, published))


def is_compared(text: str, at: int) -> bool:
    """Tell whether what stands at `at` in the text of a passage is only compared with."""
    return _COMPARED.search(text[: at + 1]) is not None


def _bounded(year: int | None) -> int | None:
    return year if year is not None and _FIRST <= year <= _LAST else None


def _named(text: str) -> Iterator[_Named]:
    """Yield the years that `text` names, then its decades."""
    for found in _NAMED.finditer(text):
        yield _Named(int(found["year"]), found.start())
    for found in _DECADE.finditer(text):
        year = _SAID_DECADES[found["said"]] if found["said"] else _full_decade(found["decade"])
        yield _Named(year, found.start())


def _foretold(passage: Passage, named: list[_Named]) -> int:
    """Return the first year; where one dates a prediction, the last: « en 1994, … promettait pour 2000 »."""
    return named[-1].year if _FORETELLS.search(passage.text) else named[0].year


def _is_beside(passage: Passage, at: int) -> bool:
    """Tell whether the phrase at `at` dates what is compared with, or a participle: « née en 2005 »."""
    if is_compared(passage.text, at):
        return True
    words, i = passage.words, passage.index(at + 1)
    if any(word.form in {"que", "qu'"} for word in _relative_words(words, i)):
        return True
    before = i - 1
    if before < 0 or not _is_participle(words[before], opens=before == 0):
        return False
    near = words[max(0, before - _WORDS_TO_AUXILIARY) : before]
    return not any(word.lemma in _AUXILIARIES for word in near)


def _relative_words(words: Sequence[Word], at: int) -> Sequence[Word]:
    """Return the words before `at` of the relative clause that it stands in, if it stands in one."""
    kinds, first = clauses(words), at
    while first and kinds[first] == "relative":
        first -= 1
    return words[first + 1 : at]


def _is_participle(word: Word, *, opens: bool) -> bool:
    """Tell a past participle, also one that `opens` the sentence and whose capital hides it: « Née en… »."""
    told = "VerbForm=Part" in word.morph and "Tense=Pres" not in word.morph
    return told or (opens and word.form.endswith(("é", "ée", "és", "ées")))


def _counted_year(passage: Passage, published: int) -> int | None:
    """Return the year that is counted from that of publication: « l'année dernière », « dans dix ans »."""
    text = passage.text
    for pattern, years in ((_LAST_YEAR, -1), (_NEXT_YEAR, 1)):
        found = pattern.search(text)
        if found and not is_compared(text, found.start()):
            return published + years
    ago, ahead = _AGO.search(text), _AHEAD.search(text)
    if ago and not is_compared(text, ago.start()):
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
