"""Topics, series, and the note that a stage is done."""

import sqlite3
from operator import itemgetter

from cmo_nlp.records import TopicModel, Trends
from cmo_nlp.store.codec import digest, to_json, topics_digest
from cmo_nlp.store.read.stages import Stage
from cmo_nlp.store.schema import TOPIC_TABLES, TREND_TABLES

__all__ = ["record_stage", "replace_topics", "replace_trends"]


def replace_topics(connection: sqlite3.Connection, model: TopicModel) -> str:
    """Put a fit in place of the former one and return its digest."""
    for table in TOPIC_TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
    topics = [(topic.id, to_json(topic)) for topic in model.topics]
    guided = {topic.id for topic in model.topics if topic.kind == "guided"}
    free = [
        (a.document_id, a.start, a.end, a.topic_id, a.probability, a.reason, a.consensus)
        for a in model.assignments
        if a.topic_id not in guided
    ]
    themes = [
        (a.document_id, a.start, a.end, a.topic_id, a.probability)
        for a in model.assignments
        if a.topic_id in guided
    ]
    figures = [(to_json(model.figures),)] if model.figures else []
    connection.executemany("INSERT INTO topics VALUES (?,?)", topics)
    connection.executemany("INSERT INTO assignments VALUES (?,?,?,?,?,?,?)", free)
    connection.executemany("INSERT INTO theme_assignments VALUES (?,?,?,?,?)", themes)
    connection.executemany("INSERT INTO topic_figures VALUES (?)", figures)
    return topics_digest(sorted(topics), sorted(free, key=itemgetter(0, 1, 2)), sorted(themes), figures)


def replace_trends(connection: sqlite3.Connection, trends: Trends) -> str:
    """Put the series and their tests in place of the former ones and return their digest."""
    for table in TREND_TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names are ours
    points = [(p.kind, p.id, p.clock, p.stratum, p.period, to_json(p)) for p in trends.points]
    changes = [(c.kind, c.id, c.clock, c.stratum, c.test, to_json(c)) for c in trends.changes]
    connection.executemany("INSERT INTO points VALUES (?,?,?,?,?,?)", points)
    connection.executemany("INSERT INTO changes VALUES (?,?,?,?,?,?)", changes)
    return digest([p[-1] for p in points], [c[-1] for c in changes])


def record_stage(connection: sqlite3.Connection, name: str, stage: Stage) -> None:
    """Note that stage `name` is done: on what, with which settings, with what result."""
    columns = (
        to_json(stage.fingerprint),
        stage.digest,
        to_json(stage.settings),
        to_json(list(stage.remarks)),
    )
    connection.execute(
        "INSERT OR REPLACE INTO stages(name, fingerprint, digest, settings, remarks, finished, checksum) "
        "VALUES (?,?,?,?,?,strftime('%Y-%m-%dT%H:%M:%SZ','now'),?)",
        (name, *columns, digest(name, *columns)),
    )
