"""From what a user typed to a tree of terms, and to an FTS5 expression."""

import sqlite3
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.errors import UsageError
from cmo_nlp.query.expression import Both, Either, Except, essential, match_expression, parse, terms


def asked(query: str) -> list[tuple[str, ...]]:
    return [term.words for term in terms(parse(query))]


def test_words_side_by_side_are_separate_terms_that_must_all_match() -> None:
    assert isinstance(parse("relation client"), Both)
    assert asked("relation client") == [("relation",), ("client",)]


@pytest.mark.parametrize("query", ['"relation client"', "« relation client »", "“relation client”"])
def test_any_quotation_marks_make_a_phrase(query: str) -> None:
    assert asked(query) == [("relation", "client")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("e-réputation", [("e", "reputation")]),
        ("l’e-réputation,", [("e", "reputation")]),
        ("C.M.O.", [("c", "m", "o")]),
        ("ROI/KPI", [("roi",), ("kpi",)]),
        ("A/B", [("a", "b")]),
        ("R&D C&A", [("r", "d"), ("c", "a")]),
        ("l'IA", [("ia",)]),
    ],
)
def test_hyphens_and_points_hold_a_word_together_and_slashes_do_not(
    query: str, expected: list[tuple[str, ...]]
) -> None:
    assert asked(query) == expected


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
    assert terms(parse("NOT NOT x z"))[0].text == "x"


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


def test_a_star_ends_a_phrase_too() -> None:
    (term,) = terms(parse('"directeur market*"'))
    assert match_expression(term) == '(text : "directeur market" *)'


def test_a_phrase_is_looked_for_by_each_lemma_of_its_words() -> None:
    (term,) = terms(parse('"travaux publics"'))
    known = replace(term, lemmas=(frozenset({"travail", "travaux"}), frozenset({"public"})))
    assert 'lemmas : "travail public" OR lemmas : "travaux public"' in match_expression(known)
    assert 'singulars : "traval public"' in match_expression(known)


@pytest.mark.parametrize("query", ["=directrice", '="directrice marketing"', "=« directrice marketing »"])
def test_an_equals_sign_asks_for_the_very_form(query: str) -> None:
    (term,) = terms(parse(query))
    assert term.is_exact
    assert match_expression(term) == f'(text : "{" ".join(term.words)}")'


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("le rôle du directeur dans l'avenir", ["rôle", "directeur", "avenir"]),
        ("rien de plus", ["rien", "plus"]),
        ("du", ["du"]),
        ("de la", ["de", "la"]),
        ('"de la" marque', ["de la", "marque"]),
        ("=de marque", ["de", "marque"]),
        ("le* marque", ["le", "marque"]),
        ("le OR marque", ["le", "marque"]),
        ("la marque NOT les clients", ["marque"]),
    ],
)
def test_function_words_beside_others_are_not_asked_for(query: str, words: list[str]) -> None:
    assert [term.text for term in terms(essential(parse(query)))] == words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("client·e·s", [("client",)]),
        ("salarié.e.s", [("salarie",)]),
        ("acheteur·euse·s", [("acheteur",)]),
        ("directeur-trice", [("directeur",)]),
        ("directeur(trice) marketing", [("directeur",), ("marketing",)]),
        ("chef(fe)s", [("chef",)]),
        ("e-commerce", [("e", "commerce")]),
        ("fais-le", [("fais", "le")]),
        ("prix (coût)", [("prix",), ("cout",)]),
        ("don\u00adnées", [("donnees",)]),
        ("ＣＲＭ", [("crm",)]),
        ("e\u2011mail", [("e", "mail")]),
    ],
)
def test_inclusive_forms_and_pasted_signs_are_read_as_what_they_mean(
    query: str, words: list[tuple[str, ...]]
) -> None:
    assert asked(query) == words


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
        connection.execute("CREATE VIRTUAL TABLE search USING fts5(text, lemmas, singulars)")
        matching = "SELECT count(*) FROM search WHERE search MATCH ?"
        (count,) = connection.execute(matching, (match_expression(parse(query)),)).fetchone()
    finally:
        connection.close()
    return int(count)
