"""From what a user typed to a tree of terms, and to an FTS5 expression."""

import sqlite3
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.errors import UsageError
from cmo_nlp.query.expression import Both, Either, Except, Term, inflected, match_expression, parse, terms


def keys(query: str) -> list[tuple[str, ...]]:
    return [term.keys for term in terms(parse(query))]


def test_words_side_by_side_are_separate_terms_that_must_all_match() -> None:
    assert isinstance(parse("relation client"), Both)
    assert keys("relation client") == [("relat",), ("client",)]


@pytest.mark.parametrize("query", ['"relation client"', "« relation client »", "“relation client”"])
def test_any_quotation_marks_make_a_phrase(query: str) -> None:
    assert keys(query) == [("relat", "client")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("e-réputation", [("e", "reput")]),
        ("l’e-réputation,", [("e", "reput")]),
        ("C.M.O.", [("c", "m", "o")]),
        ("ROI/KPI", [("roi",), ("kpi",)]),
        ("l'IA", [("ia",)]),
    ],
)
def test_hyphens_and_points_hold_a_word_together_and_slashes_do_not(
    query: str, expected: list[tuple[str, ...]]
) -> None:
    assert keys(query) == expected


@pytest.mark.parametrize("query", ["", "   ", "?!…", '""', "« »", "--", "';", "()", "*"])
def test_a_query_without_a_word_is_wrong_usage(query: str) -> None:
    with pytest.raises(UsageError, match="no word"):
        parse(query)


def test_a_query_of_ten_thousand_characters_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="more than 50 words"):
        parse("marketing " * 1000)


@pytest.mark.parametrize("query", ["NOT marketing", "a OR NOT b", "NOT (a b)", "NOT a NOT b"])
def test_not_needs_a_word_beside_it(query: str) -> None:
    with pytest.raises(UsageError, match="NOT needs a word beside it"):
        parse(query)


def test_or_binds_less_than_words_side_by_side_and_brackets_most() -> None:
    one = parse("a b OR c")
    assert isinstance(one, Either)
    assert isinstance(one.parts[0], Both)
    other = parse("a (b OR c)")
    assert isinstance(other, Both)
    assert isinstance(other.parts[1], Either)


def test_what_must_not_match_is_no_term_to_mark() -> None:
    found = parse("données clients NOT (panel OR enquête)")
    assert isinstance(found, Except)
    assert [term.text for term in terms(found)] == ["données", "clients"]
    assert terms(parse("NOT NOT a b"))[0].text == "a"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("marketing OR", ["marketing", "OR"]),
        ("AND marketing", ["AND", "marketing"]),
        ("a AND OR b", ["a", "AND", "b"]),
        ("NOT", ["NOT"]),
        ("(a b", ["a", "b"]),
        ("a) (b", ["a", "b"]),
        ('il dit "oui', ["il", "dit", "oui"]),
        ("and or not", ["and", "or", "not"]),
    ],
)
def test_operators_and_brackets_that_join_nothing_are_words_or_nothing(query: str, words: list[str]) -> None:
    assert [term.text for term in terms(parse(query))] == words


def test_a_star_ends_a_beginning() -> None:
    (term,) = terms(parse("l’innov*,"))
    assert (term.words, term.is_prefix) == (("innov",), True)
    assert match_expression(term) == '(text : "innov" *)'
    assert [t.is_prefix for t in terms(parse("e-réput* sûr"))] == [True, False]


def test_irregular_forms_are_other_spellings_of_a_word_also_inside_a_phrase() -> None:
    forms = {
        "travail": (frozenset({"travaux"}), frozenset[str]()),
        "yeux": (frozenset[str](), frozenset({"oeil"})),
    }
    assert 'text : "travaux publics"' in match_expression(inflected(parse('"travail publics"'), forms))
    assert 'plain_keys : "oeil"' in match_expression(inflected(parse("yeux NOT travail"), forms))
    assert isinstance(inflected(parse("yeux"), {}), Term)


@pytest.mark.parametrize(
    "query", ["NOT", "NEAR(a b)", "marketing OR", 'il dit "oui', "text:", "a*", "DROP TABLE x;", "keys : x"]
)
def test_operators_of_the_engine_are_words_like_others(query: str) -> None:
    assert _matches(query) == 0


_BITS = st.sampled_from(
    ["AND", "OR", "NOT", "(", ")", '"', "«", "»", "*", "a", "données", "C.M.O.", "’", "-", " "]
)


@given(st.one_of(st.text(max_size=200), st.lists(_BITS, max_size=20).map("".join)))
def test_no_text_breaks_the_engine(query: str) -> None:
    with suppress(UsageError):
        _matches(query)


def _matches(query: str) -> int:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE search USING fts5(text, keys, plain_keys)")
        matching = "SELECT count(*) FROM search WHERE search MATCH ?"
        (count,) = connection.execute(matching, (match_expression(parse(query)),)).fetchone()
    finally:
        connection.close()
    return int(count)
