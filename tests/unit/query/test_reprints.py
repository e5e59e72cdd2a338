"""Near-duplicates in answers: one quotation, told of the others."""

import pytest

from cmo_nlp.query import Question, Wanted, concordance, resolve, search
from cmo_nlp.query.question import Order
from cmo_nlp.store import transaction, write
from tests.unit.query.conftest import Shelf

SAID = "La marque garde un œil sur ses clients les plus fidèles."


@pytest.fixture
def press(shelf: Shelf) -> tuple[Shelf, list[str]]:
    """Return an article with two reprints, one of which has another sentence after it, and another text."""
    first = shelf.add(SAID, "Fin de l’article.", date="2010")
    copy = shelf.add(SAID, "Fin de l’article !", date="2012")
    changed = shelf.add(SAID, "Un œil neuf sur la fin de cet article.", date="2014")
    other = shelf.add(SAID, "Un autre texte.", date="2011")
    shelf.join(first, copy, changed)
    return shelf, [first, copy, changed, other]


@pytest.mark.parametrize("order", ["score", "date"])
def test_a_quotation_is_shown_once_with_its_reprints(press: tuple[Shelf, list[str]], order: Order) -> None:
    shelf, (first, copy, changed, other) = press
    answer = search(shelf.connection, Question("œil clients", "text", order=order, limit=10))
    assert {hit.document_id for hit in answer.hits} == {first, other}
    (shown,) = (hit for hit in answer.hits if hit.document_id == first)
    assert shown.reprints == tuple(sorted((copy, changed)))
    assert (answer.found, answer.repeated) == (4, 2)
    if order == "date":
        assert [hit.document_id for hit in answer.hits] == [other, first]


def test_reprints_do_not_eat_the_limit(press: tuple[Shelf, list[str]]) -> None:
    shelf, (first, _, _, other) = press
    answer = search(shelf.connection, Question("œil clients", "text", limit=2))
    assert {hit.document_id for hit in answer.hits} == {first, other}


def test_the_place_of_a_quotation_is_its_own(press: tuple[Shelf, list[str]]) -> None:
    shelf, _ = press
    for context in (0, 1):
        for hit in search(shelf.connection, Question("article", "text", context=context)).hits:
            (text,) = shelf.connection.execute(
                "SELECT text FROM documents WHERE id=?", (hit.document_id,)
            ).fetchone()
            assert text[slice(*hit.place)] == hit.quotation
            assert hit.start <= hit.place.start < hit.place.end <= hit.end


def test_a_reprint_is_shown_where_the_first_is_not_asked_for(press: tuple[Shelf, list[str]]) -> None:
    shelf, (first, copy, changed, _) = press
    wanted = resolve(shelf.connection, Wanted(since="2012", until="2013"))
    (hit,) = search(shelf.connection, Question("œil clients", "text", wanted)).hits
    assert hit.document_id == copy
    assert set(hit.reprints) == {first, changed}


def test_what_a_reprint_changed_is_shown(press: tuple[Shelf, list[str]]) -> None:
    shelf, (_, _, changed, _) = press
    hits = search(shelf.connection, Question('"œil neuf"', "text")).hits
    assert [(hit.document_id, hit.reprints) for hit in hits] == [(changed, ())]


def test_a_workspace_that_keeps_duplicates_shows_all(press: tuple[Shelf, list[str]]) -> None:
    shelf, documents = press
    with transaction(shelf.connection):
        write.remember(shelf.connection, "keep_duplicates", "yes")
    hits = search(shelf.connection, Question("œil clients", "text")).hits
    assert {hit.document_id for hit in hits} == set(documents)
    assert len(concordance(shelf.connection, ["clients"]).lines) == 4


def test_a_place_is_shown_once_in_a_concordance(press: tuple[Shelf, list[str]]) -> None:
    shelf, (first, copy, changed, other) = press
    found = concordance(shelf.connection, ["œil"])
    assert sorted((line.document_id, line.reprints) for line in found.lines) == sorted([
        (first, tuple(sorted((copy, changed)))), (other, ()), (changed, ()),
    ])  # fmt: skip
    assert (found.found, found.documents) == (3, 3)


def test_a_sentence_that_a_document_says_twice_is_shown_twice(shelf: Shelf) -> None:
    first = shelf.add(SAID, SAID, date="2010", in_a_segment=1)
    copy = shelf.add(SAID, SAID, "Fin.", date="2012", in_a_segment=1)
    shelf.join(first, copy)
    for told in (
        search(shelf.connection, Question("œil", "text")).hits,
        concordance(shelf.connection, ["œil"]).lines,
    ):
        assert [(one.document_id, one.reprints) for one in told] == [(first, (copy,))] * 2
