"""Messages in two languages, French typography, and pictures that a page can hold."""

import re
import string
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from cmo_nlp.records import PublicationDate
from cmo_nlp.report.charts import BarRow, Caption, Dot, DotRow, LinePoint, bars, dots, in_greys, lines
from cmo_nlp.report.pages import LANGUAGES, Language
from cmo_nlp.report.pages.environment import content_security_policy, environment
from cmo_nlp.report.view.evidence import on_one_line, shortened

SVG = "{http://www.w3.org/2000/svg}"
NARROW, NO_BREAK = "\u202f", "\u00a0"


def messages(language: str) -> dict[str, str]:
    text = files("cmo_nlp.report.pages").joinpath(f"messages/{language}.toml").read_text(encoding="utf-8")
    return dict(flat(tomllib.loads(text)))


def flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield before + key, value


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    french, english = messages("fr"), messages("en")
    assert french.keys() == english.keys()
    for key, message in french.items():
        assert fields(message) == fields(english[key]), key
        assert set(re.findall("`[^`]+`", message)) <= {*re.findall("`[^`]+`", english[key]),
                                                       "`cmo-nlp show DOCUMENT:DÉBUT-FIN`"}  # fmt: skip


def fields(message: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_french_messages_have_the_spaces_that_french_asks_for() -> None:
    for key, message in messages("fr").items():
        words = re.sub("`[^`]*`|%s", "", message)
        assert all(found.group()[0] in NARROW + NO_BREAK for found in re.finditer("[^…][;!?%»]", words)), key
        assert all(found.group()[0] == NO_BREAK for found in re.finditer(r".:(?=\s|$)", words)), key
        assert all(found.group()[1] == NO_BREAK for found in re.finditer("«.", words)), key
        assert "'" not in words, key


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "fr",
            ("12\u202f345", "1,50", "25\u202f%", "=\u00a00,012", "<\u00a00,001", "=\u00a00,0499", "T3 2018"),
        ),
        ("en", ("12,345", "1.50", "25%", "=\u00a00.012", "<\u00a00.001", "=\u00a00.0499", "Q3 2018")),
    ],
)
def test_numbers_and_periods_are_written_as_the_language_does(
    language: str, expected: tuple[str, ...]
) -> None:
    of = Language(language)
    q = (of.probability(value) for value in (0.0123, 0.0001, 0.0499))
    assert (of.number(12345), of.number(1.5, 2), of.share(0.25), *q, of.period("2018-Q3")) == expected


@pytest.mark.parametrize(
    ("language", "low", "high", "written"),
    [
        ("fr", 1.0, 2.5, "[1,00 ; 2,50]"),
        ("fr", None, 2.5, "]0 ; 2,50]"),
        ("fr", 1.41, None, "[1,41 ; +∞["),
        ("en", 1.41, None, "[1.41, +∞)"),
    ],
)
def test_an_interval_without_a_bound_is_open(
    language: str, low: float | None, high: float | None, written: str
) -> None:
    shown = Language(language).interval(low, high)
    assert shown.replace(NARROW, " ").replace(NO_BREAK, " ") == written


def test_a_date_is_written_as_far_as_it_is_known() -> None:
    french = Language("fr")
    dates = {"2018": "2018", "2018-10": "octobre 2018", "2018-10-01": "1er octobre 2018"}
    for iso, written in dates.items():
        assert french.date(PublicationDate(iso, "day", "user", 1.0)) == written
    assert french.date(None) == "sans date"


def test_french_has_a_singular_for_nothing_and_for_one() -> None:
    wanted = {0: "document", 1: "document", 2: "documents"}
    for n, noun in wanted.items():
        assert Language("fr").t("corpus.undated.lead", n=n).split()[1] == noun
    assert Language("en").t("corpus.undated.lead", n=0).split()[1] == "documents"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - ours


def pictures(name: str) -> Iterator[ET.Element]:
    caption = Caption(name, f"Image de {name}", "one")
    points = [LinePoint(str(2000 + i), 1, 2, 0.5, 0.1, 0.9, is_sparse=i == 1) for i in range(3)]
    points.append(LinePoint("2003", 0, 0, None, None, None, is_sparse=True))
    yield parsed(lines(points, caption, percent=str, breaks=[1]).svg)
    rows = [DotRow(name, (Dot(0, 0.5, 0.2, 0.8), Dot(1, None)), "1/2")]
    yield parsed(dots(rows, caption, marks=("now", "before"), percent=str).svg)
    yield parsed(bars(["2000", "2001"], [BarRow(name, (1, 0), "1")], caption).svg)


@pytest.mark.parametrize(
    "name", ["données", "</svg><script>", "$\\frac{1}{0}$", "a\u202eb\x00\ud800", "t" * 2000]
)
def test_a_picture_has_no_style_no_foreign_id_and_the_words_of_its_name(name: str) -> None:
    for root in pictures(name):
        for element in root.iter():
            assert element.tag.removeprefix(SVG) in {
                "svg",
                "title",
                "desc",
                "g",
                "path",
                "use",
                "text",
                "defs",
            }
            assert "style" not in element.attrib
            assert element.get("id", "one-").startswith("one-")
        assert root.findtext(f"{SVG}title") == re.sub("[\u202e\x00\ud800]+", " ", name).strip()
        assert root.get("role") == "img"


def test_an_empty_picture_is_a_picture() -> None:
    caption = Caption("rien", "rien", "none")
    for chart in (lines([], caption, percent=str), dots([], caption, marks=("now",), percent=str),
                  bars([], [], caption)):  # fmt: skip
        assert parsed(chart.svg).get("viewBox")


def test_a_picture_in_greys_has_no_colour() -> None:
    for root in pictures("données"):
        grey = in_greys(ET.tostring(root, encoding="unicode"))
        assert all(
            len({code[i : i + 2] for i in (0, 2, 4)}) == 1 for code in re.findall("#([0-9a-f]{6})", grey)
        )


def test_a_cut_text_says_so_and_no_break_spaces_stay() -> None:
    assert shortened("un deux trois", 8) == "un deux […]"
    assert on_one_line(" «\u00a0oui\u00a0»\n\t non ") == "«\u00a0oui\u00a0» non"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_is_not_ours_is_escaped(language: str) -> None:
    made = environment(Language(language)).from_string("{{ x }}{{ x|prose }}{{ {'x': x}|tojson }}")
    hostile = "<script>`</script>`\u2028"
    assert "<script" not in made.render(x=hostile)
    assert "\u2028" not in made.render(x=hostile).rpartition("{")[2]


def test_the_policy_names_digests_and_nothing_unsafe() -> None:
    policy = content_security_policy("a", "b")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
