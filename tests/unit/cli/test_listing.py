"""Rows for readers, for programs and for spreadsheets."""

import csv
import io
import json
from dataclasses import dataclass

import pytest
from rich.cells import cell_len

from cmo_nlp.cli.listing import Column, Listing, fitting, harmless, one_line
from cmo_nlp.query.rows import field_names
from cmo_nlp.records import PublicationDate, Quotation


@dataclass(frozen=True)
class Row:
    """A record with a record and several in it."""

    name: str
    published: PublicationDate | None
    places: tuple[Quotation, ...] = ()


LISTING: Listing[Row] = Listing(
    (
        Column("nom", lambda row: row.name, elastic=True),
        Column("n", lambda row: str(len(row.places)), right=True),
    ),
    field_names(Row),
)
DATE = PublicationDate("2018-10", "month", "text", 0.8)
ROWS = [
    Row("été", DATE, (Quotation("a", 0, 3), Quotation("b", 1, 2))),
    Row("e\u0301te\u0301 \x1b[31m\u202erouge\nvif", None),
    Row("日本の部長", None),
]


def printed(rows: list[Row], style: str, capsys: pytest.CaptureFixture[str]) -> str:
    LISTING.print(rows, style)
    return capsys.readouterr().out


def test_a_table_lines_up_whatever_the_letters_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    lines = printed(ROWS, "table", capsys).splitlines()
    assert len({cell_len(line) for line in lines}) == 1
    assert "\x1b" not in "".join(lines)
    assert lines[2].startswith("e\u0301te\u0301 ␛[31m�rouge vif")


@pytest.mark.parametrize("width", [1, 7, 12, 20, 80])
def test_a_table_fits_the_terminal(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert all(cell_len(line) <= width for line in printed(ROWS, "table", capsys).splitlines())


def test_json_is_the_same_row_by_row_as_at_once_and_acts_on_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = printed(ROWS, "json", capsys)
    rows = json.loads(text)
    assert [row["name"] for row in rows] == [row.name for row in ROWS]
    assert rows[0]["published"]["precision"] == "month"
    assert rows[0]["places"][1] == {"document_id": "b", "start": 1, "end": 2}
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert printed([], "json", capsys) == "[]\n"
    assert printed(ROWS[:1], "json", capsys) == json.dumps(rows[:1], ensure_ascii=False, indent=1) + "\n"
    lines = printed(ROWS, "jsonl", capsys).splitlines()
    assert [json.loads(line) for line in lines] == rows


def test_csv_has_a_column_for_every_field_also_of_inner_records(capsys: pytest.CaptureFixture[str]) -> None:
    first, second, _ = csv.DictReader(io.StringIO(printed(ROWS, "csv", capsys)))
    assert first["published_date"] == "2018-10"
    assert first["places"] == "a:0-3; b:1-2"
    assert second["published_date"] == ""
    assert printed([], "csv", capsys).startswith("name,published_date,published_precision,")


@pytest.mark.parametrize("text", ["=1+1", "+33 1 40", "-10 %", "@cmo", "\tx"])
def test_a_spreadsheet_runs_no_text(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = csv.DictReader(io.StringIO(printed([Row(text, None)], "csv", capsys)))
    assert row["name"] == f"'{text}"
    assert json.loads(printed([Row(text, None)], "jsonl", capsys))["name"] == text


def test_no_break_spaces_stay_and_lines_do_not() -> None:
    assert one_line(" «\xa0Prix\xa0: \n\t10\u202f000\xa0€\xa0» ") == "«\xa0Prix\xa0: 10\u202f000\xa0€\xa0»"
    assert one_line("fin\xa0\n début") == "fin début"
    assert one_line(None) == ""


def test_what_acts_on_a_terminal_is_shown_instead() -> None:
    assert harmless("\x07\x9b\u2066a\ud800") == "␇��a�"


def test_a_cut_keeps_letters_whole() -> None:
    assert fitting("e\u0301te\u0301s", 3) == "e\u0301t…"
    assert fitting("日本の部長", 6) == "日本…"
    assert fitting("abc", 0) == ""
