"""Topics, series and what is noted of the stages."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

import pytest

from cmo_nlp.records import Assignment, Change, Quotation, Topic, TopicFigures, TopicModel, TrendPoint, Trends
from cmo_nlp.store import FILE_NAME, open_store, read, transaction, write
from cmo_nlp.store.codec import digest, to_json
from cmo_nlp.store.schema import APPLICATION_ID, MIGRATIONS

_ID = "0123456789abcdef"
_TOPIC = Topic(
    "topic-01", "parcours client", "free", None, "kmeans", (("parcours client", 0.5),), 1, 1, 0.8,
    (Quotation(_ID, 0, 9),),
)  # fmt: skip
_MODEL = TopicModel(
    (_TOPIC,),
    (Assignment(_ID, 0, 9, "topic-01", 0.7, None, 0.75), Assignment(_ID, 10, 20, None, None, "outlier", 0.5)),
    ("peu de passages",),
    TopicFigures(0.1, 1.0, None),
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


def test_how_far_topics_hold_comes_back_as_it_went_in(filled: Connection) -> None:
    assert read.topic_figures(filled) == _MODEL.figures
    assert read.mean_consensus(filled) == {"topic-01": 0.75}
    with transaction(filled):
        write.replace_topics(filled, TopicModel((), (), ()))
    assert read.topic_figures(filled) is None


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
        "UPDATE assignments SET consensus=0.9 WHERE topic IS NOT NULL",
        "UPDATE assignments SET consensus=NULL",
        "DELETE FROM topic_figures",
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


def test_topics_from_before_consensus_was_stored_are_still_ours(tmp_path: Path) -> None:
    """A file of the third version, with the digest that was written then, is brought to this one."""
    old = sqlite3.connect(tmp_path / FILE_NAME)
    for migration in MIGRATIONS[:3]:
        old.executescript(migration)
    old.execute(f"PRAGMA application_id={APPLICATION_ID}")
    old.execute("PRAGMA user_version=3")
    topic, rows = ("topic-01", to_json(_TOPIC)), [(_ID, 0, 9, "topic-01", 0.7, None)]
    old.execute("INSERT INTO topics VALUES (?,?)", topic)
    old.executemany("INSERT INTO assignments VALUES (?,?,?,?,?,?)", rows)
    write.record_stage(old, "topics", write.Stage({}, {}, digest([topic], rows, []), ()))
    old.commit()
    old.close()
    with open_store(tmp_path, write=True) as connection:
        read.check_results(connection)
        assert read.topics(connection) == (_TOPIC,)
        assert [a.consensus for a in read.assignments(connection)] == [None]
        assert read.topic_figures(connection) is None
