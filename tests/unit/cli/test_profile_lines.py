"""The portrait of a period in French, from records made by hand."""

import pytest

from cmo_nlp.cli.trends.profile import print_profiles
from cmo_nlp.records import Change, Direction, TestName
from cmo_nlp.report import Attested, Half, NamedChange, PeriodProfile, ProfileThing

CRM = ProfileThing("tool/crm", "CRM", 4, 1.96, "2012-03-12", "2021")


def moved(test: TestName, direction: Direction, late: Half) -> NamedChange:
    point = late.first if test == "step" else None
    change = Change(
        "concept", "tool/crm", "publication", None, test, direction, 2.0, 1.5, 3.0, 0.001, 0.0121, point, None
    )
    return NamedChange("CRM", "outil", change, Half("2004", "2015", 0, 30), late)


def portrait(*rose: NamedChange) -> PeriodProfile:
    parts = {"skill": (), "tool": (CRM,), "title": (), "counterpart": (), "theme": ()}
    came = (Attested(CRM, 4, 20, 30, 0.02),)
    spoken = {"past": 1, "present": 9, "future": 0}
    return PeriodProfile("2016-Q2", 10, False, parts, came, (), rose, (), (CRM,), (), spoken, ())  # noqa: FBT003


def printed(capsys: pytest.CaptureFixture[str], *rose: NamedChange) -> str:
    print_profiles([portrait(*rose)])
    return capsys.readouterr().out


def test_a_step_is_a_sentence_to_quote(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, moved("step", "up", Half("2016-Q2", "2026-Q1", 12, 20)))
    assert (
        "Depuis le T2\u00a02016, l’outil «\u00a0CRM\u00a0» se rencontre dans 12 documents sur 20 "
        "(60\u202f%), contre aucun document sur 30 avant\u00a0: hausse établie (q = 0,012)."
    ) in said


def test_a_slope_without_a_step_is_told_with_both_spans(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, moved("trend", "up", Half("2016", "2026", 12, 20)))
    assert "De 2016 à 2026, l’outil" in said
    assert "contre aucun document sur 30 de 2004 à 2015\u00a0: hausse établie, sans rupture établie" in said


def test_periods_dates_and_signs_are_french(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys)
    assert said.startswith("T2\u00a02016\u00a0: 10 documents\n")
    assert (
        "Apparus\u00a0: CRM (premier document\u00a0: 12\u00a0mars\u00a02012\u202f; 4/20 depuis, 0/30 avant)"
        in said
    )
    assert "Caractéristiques (spécificité)\u00a0: CRM (+2,0)" in said
    assert "passé 1/10, présent 9/10, avenir 0/10" in said
