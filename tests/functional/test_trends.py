"""Trends from the command line, on the sample."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.functional.conftest import Run


def test_the_title_cmo_rises_and_the_line_says_over_which_documents(workspace: Path, cmo: Run) -> None:
    done = cmo("trends", "--workspace", workspace, "--limit", "1")
    assert done.returncode == 0, done.stderr
    (line,) = (li for li in done.stdout.splitlines() if "Chief Marketing Officer" in li)
    assert "en hausse" in line
    assert "rapport de cotes par an" in line
    assert "ne nomment jamais le rôle : 4 (" in done.stderr
    assert "« Un mardi à la chaux », 020a90b9 ; " in done.stderr
    assert "Ferlio" not in done.stderr  # its title names the role
    assert "sans date, hors des séries par période : 1 sur 71" in done.stderr


def _rows(printed: str, style: str) -> list[dict[str, Any]]:
    if style == "csv":
        return list(csv.DictReader(io.StringIO(printed)))
    if style == "jsonl":
        return [json.loads(line) for line in printed.splitlines()]
    rows: list[dict[str, Any]] = json.loads(printed)
    return rows


@pytest.mark.parametrize("style", ["json", "jsonl", "csv"])
def test_every_test_has_a_q_or_a_reason_in_other_formats_too(workspace: Path, cmo: Run, style: str) -> None:
    done = cmo("-q", "trends", "--workspace", workspace, "--format", style)
    rows = _rows(done.stdout, style)
    assert len(rows) > 500
    assert all(row["q"] not in {None, ""} or row["reason"] for row in rows)
    assert {row["test"] for row in rows} == {"trend", "step", "distance"}
    spoken = [row for row in rows if row["what"] == "profil" and row["clock"] == "horizon"]
    assert {(row["before_first"], row["after_first"]) for row in spoken} == {
        ("past", "present"),
        ("present", "future"),
    }
    assert len(spoken) == 12


@pytest.mark.parametrize(
    ("arguments", "headings"),
    [
        ((), "genre nom test horloge avant après"),
        (("--series",), "genre nom documents période n/N part"),
        (("compare", "2004..2012", "2018..2026"), "id nom d’abord ensuite p q"),
    ],
)
def test_a_table_fits_the_terminal(
    workspace: Path, cmo: Run, arguments: tuple[str, ...], headings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    done = cmo("-q", "--workspace", workspace, "trends", *arguments, "--format", "table")
    first, *lines = done.stdout.splitlines()
    assert " ".join(first.split()).startswith(headings)
    assert len(lines) > 20
    assert all(len(line) <= 120 for line in (first, *lines))


def test_series_show_empty_periods_and_lists_their_documents(workspace: Path, cmo: Run) -> None:
    done = cmo(
        "-q", "trends", "--workspace", workspace, "--series", "--format", "json", "--period", "quarter"
    )
    points = [p for p in json.loads(done.stdout) if p["id"] == "title/chief-marketing-officer"]
    points = [p for p in points if p["clock"] == "publication"]
    assert {p["period"][4:] for p in points} == {"-Q1", "-Q2", "-Q3", "-Q4"}
    assert any(p["N"] == 0 and p["share"] is None for p in points)
    assert all(len(p["documents"]) == p["n"] for p in points)


def test_periods_of_a_file_and_a_field_held_still(workspace: Path, cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "breaks.txt").write_text("2004 presse\n2012 réseaux\n2019 données\n", encoding="utf-8")
    done = cmo(
        "-q",
        "trends",
        "--workspace",
        workspace,
        "--period",
        "breaks.txt",
        "--by",
        "publisher",
        "--format",
        "json",
    )
    rows = json.loads(done.stdout)
    assert {row["stratum"] for row in rows} == {None, "publisher"}
    steps = [row for row in rows if row["test"] == "step"]
    assert {row["change_point"] for row in steps} <= {None, "réseaux", "données"}
    assert cmo("export", "json", "-o", tmp_path / "e.json", "--workspace", workspace).returncode == 0
    export = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))
    assert {p["period"] for p in export["trends"]} == {
        "presse",
        "réseaux",
        "données",
        "past",
        "present",
        "future",
    }


_ROLE = "La directrice marketing de la boutique achète un CRM et montre les ventes du magasin {}, "
_NO_ROLE = "La boutique achète un CRM et les caisses montrent les ventes du magasin {}, "
_REST = (
    "dans la ville dont le nombre a doublé depuis la rénovation du centre, dit le rapport de la fédération."
)


@pytest.mark.parametrize(
    ("text", "dates", "options"),
    [
        (_ROLE, (None, None, None), ()),
        (_ROLE, ("2010", "2011", "2012"), ("--about-role", "5")),
        (_NO_ROLE, ("2010", "2011", "2012"), ()),
        (_NO_ROLE, ("2010", "2011", "2012"), ("--about-role", "0")),
        (_ROLE, ("2010", "2011", "2012"), ("--period", "breaks.txt")),
        (_ROLE, ("2010", "2010", "2010"), ()),
    ],
)
def test_where_a_clock_has_no_documents_tests_are_null_and_say_why(
    cmo: Run, tmp_path: Path, text: str, dates: tuple[str | None, ...], options: tuple[str, ...]
) -> None:
    """No dates, nobody names the role, no statements, every document before the first break, one period."""
    (tmp_path / "breaks.txt").write_text("2030\n", encoding="utf-8")
    lines = [{"text": text.format(place) + _REST, "published": date} for place, date in enumerate(dates)]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert cmo("ingest", "in.jsonl", "--workspace", "w", "--keep-duplicates").returncode == 0
    assert cmo("annotate", "--workspace", "w").returncode == 0
    done = cmo("trends", "--workspace", "w", *options, "--format", "json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert all(row["q"] is not None or row["reason"] for row in rows)
    series = [row for row in rows if row["test"] != "distance"]  # years can be apart that hold no trend
    assert all(row["p"] is row["q"] is row["effect"] is None for row in series)
    assert all(bool(row["after_N"]) == bool(row["after_first"]) for row in rows)
    if text == _ROLE:
        assert not any(row["after_N"] for row in rows if row["clock"] == "publication")


def test_a_file_of_breaks_that_will_not_do_is_one_line(workspace: Path, cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "breaks.txt").write_text("2012\n2004\n", encoding="utf-8")
    for name, told in (("breaks.txt", "line 2"), ("nowhere.txt", "year, quarter, month")):
        done = cmo("trends", "--workspace", workspace, "--period", name)
        assert done.returncode == 3
        assert told in done.stderr.splitlines()[-1]


def test_a_second_time_gives_the_same_numbers(workspace: Path, cmo: Run) -> None:
    first = cmo("-q", "trends", "--workspace", workspace, "--about-role", "2", "--format", "json").stdout
    cmo("-q", "trends", "--workspace", workspace)
    assert (
        cmo("-q", "trends", "--workspace", workspace, "--about-role", "2", "--format", "json").stdout == first
    )


CMO = "title/chief-marketing-officer"


def test_one_thing_from_near_leads_to_sentences_before_and_after_its_change(
    workspace: Path, cmo: Run
) -> None:
    shown = cmo("-q", "trends", "show", "Chief Marketing Officer", "--workspace", workspace).stdout
    assert re.search(
        r"Rupture : hausse à partir de 2021 \(à 95 %, entre \d+ et \d+\), rapport de cotes depuis 2021", shown
    )
    assert "Sans égard aux publications : rapport de cotes par an" in shown
    view = json.loads(cmo("trends", "show", CMO, "--workspace", workspace, "--format", "json").stdout)[0]
    export = json.loads((workspace / "export.json").read_text(encoding="utf-8"))
    texts = {document["id"]: document["text"] for document in export["documents"]}
    assert view["since"] == "2021"
    for side in ("before", "after"):
        assert view[side]
        for quoted in view[side]:
            place = quoted["quotation"] if isinstance(quoted, dict) else quoted[1]
            text = texts[place["document_id"]][place["start"] : place["end"]]
            assert text == place["quotation"]
            assert "CMO" in text or "Chief Marketing Officer" in text
            assert (place["published"]["date"][:4] >= "2021") == (side == "after")


@pytest.mark.parametrize("thing", ["theme-publicite-et-medias", "topic-01", "future", "tool/donnees"])
def test_topics_themes_horizons_and_concepts_can_all_be_shown(workspace: Path, cmo: Run, thing: str) -> None:
    done = cmo("trends", "show", thing, "--workspace", workspace)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("«") > 3
    assert "Tendance : " in done.stdout


def quoted(view: dict[str, Any], side: str) -> list[dict[str, Any]]:
    return [place for _, place in view[side]]


def test_all_sentences_of_all_documents_can_be_asked_for(workspace: Path, cmo: Run) -> None:
    def view(*options: str) -> dict[str, Any]:
        shown = cmo("trends", "show", CMO, "--workspace", workspace, "--format", "json", *options).stdout
        found: dict[str, Any] = json.loads(shown)[0]
        return found

    everything, few = view("--quotations", "all"), view("--quotations", "2")
    documents = {document for point in everything["published"] for document in point["documents"]}
    sentences = quoted(everything, "before") + quoted(everything, "after")
    assert {one["document_id"] for one in sentences} == documents
    mentions = sum(point["mentions"] for point in everything["published"])
    assert len(documents) < len(sentences) <= mentions
    assert [len(few[side]) for side in ("before", "after")] == [1, 2]
    present = next(point for point in everything["spoken"] if point["period"] == "present")
    spoken = [one["document_id"] for period, one in everything["told"] if period == "present"]
    assert set(spoken) == set(present["documents"])
    assert all("CMO" in one["quotation"] or "Chief Mark" in one["quotation"] for one in quoted(few, "told"))
    assert view("--quotations", "0")["after"] == []
    refused = cmo("trends", "show", CMO, "--workspace", workspace, "--quotations", "some")
    assert refused.returncode == 2


def test_quotations_are_the_nearest_to_the_change_also_within_a_period(
    workspace: Path, cmo: Run, tmp_path: Path
) -> None:
    (tmp_path / "breaks.txt").write_text("2004 presse\n2012 réseaux\n2019 données\n", encoding="utf-8")
    cmo("-q", "trends", "--workspace", workspace, "--period", "breaks.txt")
    options = ("--workspace", workspace, "--format", "json", "--quotations")
    few, everything = (
        json.loads(cmo("trends", "show", "tool/logiciel", *options, wanted).stdout)[0]
        for wanted in ("2", "all")
    )
    for side, first in (("before", slice(-2, None)), ("after", slice(2))):
        dates = [one["published"]["date"] for one in quoted(everything, side)]
        assert dates == sorted(dates)
        assert [one["published"]["date"] for one in quoted(few, side)] == sorted(set(dates))[first]


def test_a_series_from_before_an_edit_of_topics_says_so(workspace: Path, cmo: Run) -> None:
    cmo("-q", "trends", "--workspace", workspace, "--period", "quarter")
    assert "from before" not in cmo("trends", "show", "topic-02", "--workspace", workspace).stderr
    cmo("topics", "merge", "topic-01", "topic-02", "--workspace", workspace)
    for thing in ("topic-02", "profile"):
        told = cmo("trends", "show", thing, "--workspace", workspace).stderr
        assert "these series are from before (edits changed)" in told


def test_the_profile_as_a_whole_is_shown_on_both_clocks(workspace: Path, cmo: Run) -> None:
    shown = cmo("-q", "trends", "show", "profile", "--workspace", workspace).stdout.replace("\xa0", " ")
    assert shown.index("D’une période de publication") < shown.index("D’un horizon à l’autre")
    last = shown[shown.index("D’un horizon à l’autre") :]
    assert re.search(
        r"passé \(\d+ documents\) → présent \(\d+ documents\)\n    profil entier : 0,\d\d \(p = ", last
    )
    assert "surtout par : " in last
    rows = json.loads(cmo("trends", "show", "profil", "--workspace", workspace, "--format", "json").stdout)
    export = json.loads((workspace / "export.json").read_text(encoding="utf-8"))
    counted = {(p["id"], p["clock"], p["period"]): p["n"] for p in export["trends"] if not p["stratum"]}
    for row in rows:
        for shift in row["shifts"]:
            ends = [counted[shift["id"], row["clock"], row[f"{end}_first"]] for end in ("before", "after")]
            assert ends == [shift["early"], shift["late"]]
    assert any(row["shifts"] for row in rows)
    assert cmo("trends", "show", "profile", "--workspace", workspace, "--plot", "x.svg").returncode == 2


def test_a_thing_that_has_no_series_is_told_with_what_is_near(workspace: Path, cmo: Run) -> None:
    done = cmo("trends", "show", "Chief Marketing Oficer", "--workspace", workspace)
    assert done.returncode == 2
    assert "did you mean Chief Marketing Officer" in done.stderr


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_picture_is_the_same_each_time_and_speaks_french(
    workspace: Path, cmo: Run, tmp_path: Path, ending: str
) -> None:
    pictures = []
    for name in ("one", "two"):
        file = tmp_path / f"{name}.{ending}"
        done = cmo("trends", "show", CMO, "--workspace", workspace, "--plot", file)
        assert done.returncode == 0, done.stderr
        pictures.append(file.read_bytes())
    assert pictures[0] == pictures[1]
    assert pictures[0].startswith(b"<?xml" if ending == "svg" else b"\x89PNG")
    assert cmo("trends", "show", CMO, "--workspace", workspace, "--plot", "x.gif").returncode == 2


def test_series_as_text_have_french_periods_and_tell_the_clocks_apart(workspace: Path, cmo: Run) -> None:
    shown = cmo("-q", "trends", "--series", "--period", "quarter", "--workspace", workspace).stdout
    lines = shown.replace("\xa0", " ").splitlines()
    at = lines.index("nom du rôle « Chief Marketing Officer »")
    assert lines[at + 1].startswith("  T1 2004  0/1")
    spoken = lines.index("nom du rôle « Chief Marketing Officer », par horizon")
    assert [line.split()[0] for line in lines[spoken + 1 : spoken + 4]] == ["passé", "présent", "avenir"]
    assert not any(word in shown for word in ("  past", "  future", "-Q1"))


def test_the_profile_tells_what_came_and_what_went(workspace: Path, cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "breaks.txt").write_text("2004 presse\n2012 réseaux\n2019 données\n", encoding="utf-8")
    options = ("--workspace", workspace, "--period", "breaks.txt", "--profile")
    printed = cmo("-q", "trends", *options).stdout
    assert "'" not in printed
    assert not re.search(r" [:;?!%»]|« ", printed)  # no-break spaces everywhere
    shown = printed.replace("\xa0", " ").replace("\u202f", " ")
    last = shown[shown.index("Données : ") : shown.index("Entre parenthèses")]
    size = int(last.split()[2])
    assert re.search(
        r"Apparus : .*ChatGPT \(premier document : 20 février 2023 ; 4/\d+ depuis, 0/\d+ avant\)", last
    )
    assert "Distance au profil d’avant (bits) : profil entier 0," in last
    assert re.search(rf"Horizons dont les documents parlent : passé \d+/{size}\b", last)
    assert "Distance au profil" not in shown[: shown.index("Réseaux : ")]
    assert cmo("trends", *options, "--format", "csv").returncode == 2
    (first, *_, last_one) = json.loads(cmo("-q", "trends", *options, "--format", "json").stdout)
    assert first["period"] == "presse"
    assert first["came"] == []
    for came in last_one["came"]:
        assert came["chance"] < 0.05
        assert came["thing"]["first"] >= "2019"
        assert came["n"] <= came["N"] == last_one["N"]


def test_spans_are_those_of_the_last_count(workspace: Path, cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "breaks.txt").write_text("2004 presse\n2012 réseaux\n2019 données\n", encoding="utf-8")
    cmo("-q", "trends", "--workspace", workspace, "--period", "breaks.txt", "--about-role", "3")
    done = cmo("trends", "compare", "presse", "données", "--workspace", workspace, "--format", "json")
    compared = json.loads(done.stdout)[0]
    series = cmo("trends", "show", "future", "--workspace", workspace, "--format", "json").stdout
    sizes = [point["N"] for point in json.loads(series)[0]["published"]]
    assert [compared["N1"], compared["N2"]] == [sizes[0], sizes[2]]


def test_two_spans_are_compared(workspace: Path, cmo: Run) -> None:
    done = cmo(
        "-q", "trends", "compare", "2004..2014", "2019..2026", "--workspace", workspace, "--limit", "1"
    )
    assert done.returncode == 0, done.stderr
    heading, _, line = done.stdout.replace("\xa0", " ").splitlines()
    assert re.match(
        r"2004–2014 \(\d+ documents\) et 2019–2026 \(\d+ documents\) : "
        r"(\d+|aucun) écarts? établis? sur \d+ tests",
        heading,
    )
    assert re.match("« Chief Marketing Officer » : (en hausse|sans écart établi), 1/", line)
    assert "log-cotes +" in line
    options = ("2004..2014", "2019..2026", "--workspace", workspace, "--format", "json")
    rows = json.loads(cmo("trends", "compare", *options).stdout)
    assert {row["kind"] for row in rows} == {"concept", "topic", "horizon"}
    assert all(row["q"] is not None or row["reason"] for row in rows)
    for spans, told in ((("2004..2014", "2014..2020"), "meet"), (("1990..2014", "2019"), "no span")):
        refused = cmo("trends", "compare", *spans, "--workspace", workspace)
        assert refused.returncode == 2
        assert told in refused.stderr


@pytest.mark.parametrize("period", ["year", "quarter"])
def test_a_picture_tells_all_its_numbers_in_words(
    workspace: Path, cmo: Run, tmp_path: Path, period: str
) -> None:
    cmo("-q", "trends", "--workspace", workspace, "--period", period)
    options = ("--workspace", workspace, "--format", "json", "--plot", tmp_path / "cmo.svg")
    view = json.loads(cmo("trends", "show", CMO, *options).stdout)[0]
    picture = (tmp_path / "cmo.svg").read_text(encoding="utf-8")
    assert "<title>Nom du rôle « Chief Marketing Officer »</title>" in picture
    (told,) = re.findall(r"<desc>(.*?)</desc>", picture, re.DOTALL)
    lines = told.splitlines()
    points = [*view["published"], *view["spoken"]]
    assert len(points) <= len(lines)
    for point, line in zip(points, lines, strict=False):
        assert f" : {point['n']}/{point['N']}" in line
    assert "Rupture à partir d" in told
