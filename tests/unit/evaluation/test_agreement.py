"""Gold from two readings, and what they agree on."""

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.agreement import agreement, merge

GOLD = Path(__file__).parents[3] / "evaluation" / "gold"
SAMPLE = Path(__file__).parents[3] / "corpus" / "sample"
NAMES = sorted(path.name for path in GOLD.glob("*.json"))


def reading(mentions: list[tuple[str, int, int]], statements: list[tuple[int, int, str]] = []) -> Any:  # noqa: B006
    return {
        "file": "x.txt",
        "chars": 100,
        "mentions": [
            {"label": label, "start": start, "end": end, "text": "", "negated": False}
            for label, start, end in mentions
        ],
        "statements": [
            {"start": start, "end": end, "text": "", "horizon": horizon, "reference_year": None}
            for start, end, horizon in statements
        ],
    }


def test_what_both_marked_is_required_with_both_spans() -> None:
    gold = merge(reading([("skill", 0, 10)]), reading([("skill", 2, 10), ("tool", 4, 10)]))
    assert [(m["label"], m["required"], m["spans"]) for m in gold["mentions"]] == [
        ("skill", True, [[0, 10], [2, 10]]),
        ("tool", False, [[4, 10]]),
    ]


def test_marks_that_hardly_overlap_are_two() -> None:
    gold = merge(reading([("skill", 0, 10)]), reading([("skill", 6, 20)]))
    assert [mention["required"] for mention in gold["mentions"]] == [False, False]


def test_each_mark_has_one_partner_and_the_closest() -> None:
    gold = merge(reading([("tool", 0, 10)]), reading([("tool", 0, 8), ("tool", 0, 10)]))
    assert [(mention["required"], mention["spans"]) for mention in gold["mentions"]] == [(True, [[0, 10]])]


def test_spans_of_one_label_do_not_overlap() -> None:
    one, other = reading([("skill", 0, 20), ("tool", 10, 20)]), reading([("skill", 0, 20), ("skill", 10, 14)])
    labels = [(mention["label"], mention["spans"]) for mention in merge(one, other)["mentions"]]
    assert labels == [("skill", [[0, 20]]), ("tool", [[10, 20]])]


def test_a_statement_keeps_both_horizons() -> None:
    gold = merge(reading([], [(0, 30, "past")]), reading([], [(0, 28, "future")]))
    assert [(s["required"], s["horizons"]) for s in gold["statements"]] == [(True, ["past", "future"])]


def test_agreement_counts_what_is_shared() -> None:
    said = [[(0, 30, "past"), (40, 50, "past")], [(0, 30, "past"), (40, 50, "present")]]
    one = reading([("skill", 0, 10), ("skill", 20, 30), ("tool", 40, 50)], said[0])
    other = reading([("skill", 0, 10), ("tool", 40, 50), ("tool", 60, 70)], said[1])
    figures = agreement([(one, other)])
    assert figures["skill"] == pytest.approx(2 / 3)
    assert figures["tool"] == pytest.approx(2 / 3)
    assert figures["all four"] == pytest.approx(4 / 6)
    assert (figures["statement"], figures["horizon"]) == (1.0, 0.5)


@pytest.mark.parametrize("name", NAMES)
def test_shipped_gold_is_made_of_its_two_readings_and_its_text(name: str) -> None:
    a, b = (json.loads((GOLD / "passes" / reader / name).read_text(encoding="utf-8")) for reader in "ab")
    gold = json.loads((GOLD / name).read_text(encoding="utf-8"))
    text = (SAMPLE / gold["file"]).read_text(encoding="utf-8")
    assert gold == merge(a, b)
    assert gold["chars"] == len(text)
    assert all(text[slice(*mention["spans"][0])] == mention["text"] for mention in gold["mentions"])
    assert all(text[s["start"] : s["end"]] == s["text"] for s in gold["statements"])


def test_twelve_documents_are_gold() -> None:
    assert len(NAMES) == 12
