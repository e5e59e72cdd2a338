"""Keywords in context, in French: what is found, and how it lines up."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from cmo_nlp.cli.listing import fitting_left
from cmo_nlp.errors import UsageError
from cmo_nlp.query import Concordance, ConcordanceOrder, concordance
from cmo_nlp.records import Description, PublicationDate
from cmo_nlp.store import open_store, read
from tests.unit.query.conftest import Shelf

SENTENCES = (
    "L’équipe maîtrise l'IA.",
    "Ses E\u0301QUIPES manquent de données\xa0: 10\u202f000\xa0€ l’an.",
    "« La relation client d'abord », dit-elle.",
    "Les relations clients changent\n  d’année en année.",
    "Aujourd’hui, l’œuvre du\xa0CMO compte.",
    "La relation avec le client compte.",
    "Le marketing et le marketeur.",
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_store(tmp_path, write=True) as opened:
        shelf = Shelf(opened)
        shelf.add(*SENTENCES[:4], date="2012-03-01")
        shelf.add(*SENTENCES[4:])
        yield opened


def keywords(found: Concordance) -> list[str]:
    return [line.keyword for line in found.lines]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["equipe"], ["équipe", "E\u0301QUIPES"]),
        (["l'équipe"], ["équipe", "E\u0301QUIPES"]),
        (["e\u0301quipes"], ["équipe", "E\u0301QUIPES"]),
        (["IA"], ["IA"]),
        (["l’IA"], ["IA"]),
        (["ia", "CMO"], ["CMO", "IA"]),
        (["relation client"], ["relation client", "relations clients"]),
        (['"relation client"'], ["relation client", "relations clients"]),
        (["« relation client »"], ["relation client", "relations clients"]),
        (['IA "relation client"'], ["IA", "relation client", "relations clients"]),
        (["relation"], ["relation", "relation", "relations"]),
        (["oeuvre"], ["œuvre"]),
        (["aujourd'hui"], ["Aujourd’hui"]),
        (["hui"], []),
        (["market*"], ["marketeur", "marketing"]),
        (["relation cli*"], ["relation client"]),
        (["10 000 €"], ["10\u202f000"]),
        (["NOT"], []),
        (["IA OR CMO"], []),
        (["'; DROP TABLE segments --"], []),
        (["NEAR(IA CMO)"], []),
        (["client avec"], []),
    ],
)
def test_what_is_typed_finds(connection: sqlite3.Connection, typed: list[str], expected: list[str]) -> None:
    found = concordance(connection, typed)
    assert sorted(keywords(found)) == sorted(expected)
    assert found.found == len(expected)


@pytest.mark.parametrize("typed", ["", "?!", '"', "« »", "*", "x " * 100])
def test_what_holds_no_word_or_too_many_is_one_clear_line(connection: sqlite3.Connection, typed: str) -> None:
    with pytest.raises(UsageError):
        concordance(connection, [typed])


def test_ten_thousand_letters_find_nothing(connection: sqlite3.Connection) -> None:
    assert concordance(connection, ["x" * 10_000]).found == 0


def test_a_line_is_its_sentence_letter_by_letter(connection: sqlite3.Connection) -> None:
    for line in concordance(connection, ["relation", "équipe", "année"]).lines:
        text = read.document(connection, line.document_id).text
        assert line.left + line.keyword + line.right == text[line.sentence_start : line.sentence_end]
        assert text[line.start : line.end] == line.keyword


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("right", ["relation avec", "relation client", "relations clients"]),
        ("left", ["relation client", "relation avec", "relations clients"]),
        ("date", ["relation client", "relations clients", "relation avec"]),
    ],
)
def test_lines_are_sorted_by_what_stands_beside_the_keyword(
    connection: sqlite3.Connection, order: ConcordanceOrder, expected: list[str]
) -> None:
    lines = concordance(connection, ["relation"], order=order).lines
    assert [f"{line.keyword} {line.right.split()[0]}" for line in lines] == expected


def test_documents_are_chosen_by_date_and_what_has_none_is_told(connection: sqlite3.Connection) -> None:
    found = concordance(connection, ["relation"], read.PassageFilter(since="2012", until="2012-03"))
    assert (found.found, found.documents, found.undated) == (2, 1, 1)
    found = concordance(connection, ["relation"], limit=1)
    assert (len(found.lines), found.found, found.documents) == (1, 3, 2)


def test_a_word_that_the_corpus_lacks_leads_to_what_it_has(connection: sqlite3.Connection) -> None:
    assert concordance(connection, ["markting"]).near_forms == ("marketing",)
    assert concordance(connection, ["relation"]).near_forms == ()


@pytest.mark.parametrize("width", [1, 2, 5, 9, 40])
@pytest.mark.parametrize(
    "text", ["le de\u0301but de l’anne\u0301e", "部長の日本語", "10\u202f000\xa0€ l’an", "", "a"]
)
def test_a_left_context_is_cut_to_its_columns_between_letters(text: str, width: int) -> None:
    cut = fitting_left(text, width)
    assert cell_len(cut) <= width
    assert cut in {text, "…"} or (cut.startswith("…") and text.endswith(cut[1:]))
    assert cut[1:2] != "\u0301"


def test_overlapping_places_are_shown_once_the_longest_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "autre", write=True) as opened:
        published = Description(published=PublicationDate("2020", "year", "text", 0.5))
        Shelf(opened).add("La relation client client.", description=published)
        assert keywords(concordance(opened, ["relation", "relation client", "client"])) == [
            "client", "relation client",
        ]  # fmt: skip
