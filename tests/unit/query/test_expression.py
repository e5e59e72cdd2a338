"""From what a user typed to an FTS5 expression."""

import sqlite3
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.errors import UsageError
from cmo_nlp.query.expression import match_expression, parse


def test_words_side_by_side_are_separate_terms_that_must_all_match() -> None:
    assert [term.keys for term in parse("relation client")] == [("relat",), ("client",)]


@pytest.mark.parametrize("query", ['"relation client"', "« relation client »", "“relation client”"])
def test_any_quotation_marks_make_a_phrase(query: str) -> None:
    assert [term.keys for term in parse(query)] == [("relat", "client")]


@pytest.mark.parametrize("query", ["", "   ", "?!…", '""', "« »", "--", "';"])
def test_a_query_without_a_word_is_wrong_usage(query: str) -> None:
    with pytest.raises(UsageError, match="no word"):
        parse(query)


def test_a_query_of_ten_thousand_characters_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="more than 50 words"):
        parse("marketing " * 1000)


@pytest.mark.parametrize(
    "query", ["NOT", "NEAR(a b)", "marketing OR", 'il dit "oui', "text:", "a*", "DROP TABLE x;"]
)
def test_operators_of_the_engine_are_words_like_others(query: str) -> None:
    assert _matches(query) == 0


@given(st.text(max_size=200))
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
