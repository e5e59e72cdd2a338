"""Topics, series and what is noted of the stages."""

import sqlite3
from dataclasses import replace
from sqlite3 import Connection

import pytest

from cmo_nlp.records import Assignment, Change, Quotation, Topic, TopicModel, TrendPoint, Trends
from cmo_nlp.store import read, transaction, write

_ID = "0123456789abcdef"
_TOPIC = Topic(
    "topic-01", "parcours client", "free", None, "kmeans", (("parcours client", 0.5),), 1, 1, 0.8,
    (Quotation(_ID, 0, 9),),
)  # fmt: skip
_MODEL = TopicModel(
    (_TOPIC,),
    (Assignment(_ID, 0, 9, "topic-01", 0.7, None), Assignment(_ID, 10, 20, None, None, "outlier")),
    ("peu de passages",),
)
_POINT = TrendPoint(
    "concept", "tool/crm", "publication", None, "2018", 1, 2, 0.5, 0.1, 0.9, sparse=True, documents=(_ID,)
)
_CHANGE = Change(
    "concept", "tool/crm", "publication", None, "trend", "none", None, None, None, None, None, None, "why"
)
_TRENDS = Trends((_POINT, replace(_POINT, period="2019", N=0, share=None)), (_CHANGE,), ())


@pytest.fixture
def filled(connection: Connection) -> Connection:
    with transaction(connection):
        topics = write.Stage({"code": "1"}, {"seed": 1}, write.replace_topics(connection, _MODEL), ("r",))
        trends = write.Stage({"code": "1"}, {}, write.replace_trends(connection, _TRENDS), ())
        write.record_stage(connection, "topics", topics)
        write.record_stage(connection, "trends", trends)
    return connection


def test_topics_and_assignments_come_back_as_they_went_in(filled: Connection) -> None:
    assert read.topics(filled) == _MODEL.topics
    assert tuple(read.assignments(filled)) == _MODEL.assignments
    assert read.topics_by_document(filled) == {_ID: [(0, 9, "topic-01")]}


def test_series_and_tests_come_back_as_they_went_in(filled: Connection) -> None:
    assert tuple(read.points(filled)) == _TRENDS.points
    assert tuple(read.changes(filled)) == _TRENDS.changes


def test_a_new_fit_replaces_the_old_one(filled: Connection) -> None:
    with transaction(filled):
        write.replace_topics(filled, TopicModel((), (), ()))
    assert read.topics(filled) == ()
    assert list(read.assignments(filled)) == []


def test_a_stage_is_noted_with_what_it_was_run_on(filled: Connection) -> None:
    noted = read.stage(filled, "topics")
    assert noted is not None
    assert (noted.fingerprint, noted.remarks) == ({"code": "1"}, ("r",))
    assert noted.settings == {"seed": 1}
    assert read.stage(filled, "annotate") is None


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE topics SET record=replace(record, 'parcours', 'parkours')",
        "UPDATE assignments SET reason='outliar' WHERE reason IS NOT NULL",
        "DELETE FROM points WHERE period='2019'",
        "UPDATE changes SET record=replace(record, 'why', 'who')",
        "UPDATE stages SET fingerprint='{'",
        "UPDATE stages SET remarks='[]'",
    ],
)
def test_results_with_a_byte_that_is_not_ours_are_noticed(filled: Connection, damage: str) -> None:
    read.check_results(filled)
    filled.execute(damage)
    with pytest.raises(sqlite3.DatabaseError):
        read.check_results(filled)
