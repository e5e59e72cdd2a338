"""Edits of topics, and how they are carried over from fit to fit."""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.pipeline import topic_edits, topic_list
from cmo_nlp.pipeline.carried_edits import carry_over, lost_remarks
from cmo_nlp.records import Assignment, Quotation, Topic, TopicModel
from cmo_nlp.store import open_store, read, transaction, write


def model(*groups: range, themes: tuple[range, ...] = (), outside: range = range(0)) -> TopicModel:
    """Return topics whose members are the segments numbered so, of two documents."""
    topics, rows = [], []
    for kind, sets in (("free", groups), ("guided", themes)):
        for number, members in enumerate(sets, 1):
            identity = f"topic-{number:02d}" if kind == "free" else f"theme-t{number}"
            name = f"nom {number}" if kind == "free" else f"T{number}"
            terms = ((f"mot {number}", 1.0 / number),)
            places = [(f"d{place % 2}", 10 * place, 10 * place + 9) for place in members]
            documents = len({document for document, _, _ in places})
            quoted = tuple(Quotation(*place) for place in places[:1])
            topics.append(Topic(identity, name, kind, None, "", terms, len(places), documents, 1.0, quoted))  # type: ignore[arg-type]
            held = 0.8 if kind == "free" else None
            rows += [Assignment(*place, identity, 0.9, None, held) for place in places]
    rows += [Assignment(f"d{p % 2}", 10 * p, 10 * p + 9, None, None, "outlier") for p in outside]
    rows.sort(
        key=lambda a: (a.document_id, a.start, (a.topic_id or "").startswith("theme"), a.topic_id or "")
    )
    return TopicModel(tuple(topics), tuple(rows), ())


def refit(connection: Connection, fitted: TopicModel) -> tuple[str, ...]:
    """Put a fit in the place of the former one and return the remarks on what became of the edits."""
    with transaction(connection):
        carried = carry_over(connection, fitted)
        written = write.replace_topics(connection, fitted)
        write.replace_edits(connection, carried.edits)
        write.record_stage(connection, "topics", write.Stage({}, {}, written, ()))
    return carried.remarks


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with open_store(tmp_path / "w", write=True) as opened:
        yield opened


@pytest.fixture
def fitted(connection: Connection) -> Connection:
    refit(connection, model(range(6), range(6, 10), range(10, 12), themes=(range(3),)))
    return connection


def free(connection: Connection) -> list[tuple[str, str, int]]:
    return [(t.id, t.name, t.segments) for t in read.topics(connection) if t.kind == "free"]


def test_a_label_follows_its_topic_to_another_number(fitted: Connection) -> None:
    topic_edits.label(fitted, "topic-02", "  Les   gens ")
    assert free(fitted)[1] == ("topic-02", "Les gens", 4)
    refit(fitted, model(range(5, 10), range(5), range(10, 12)))
    assert [name for _, name, _ in free(fitted)] == ["Les gens", "nom 2", "nom 3"]


def test_new_documents_do_not_lose_an_edit(fitted: Connection) -> None:
    topic_edits.label(fitted, "topic-03", "Petit")
    refit(fitted, model(range(6), range(6, 10), range(10, 40)))
    assert ("topic-03", "Petit", 30) in free(fitted)


def test_an_edit_without_its_topic_waits_and_is_named(fitted: Connection) -> None:
    topic_edits.label(fitted, "topic-03", "Petit")
    refit(fitted, model(range(12)))
    (edit,) = read.topic_edits(fitted)
    assert edit.topic_id is None
    (remark,) = lost_remarks(fitted)
    assert remark == (
        "retouche gardée, mais son thème n’est pas revenu : edit-1, « nom 3 », renommé « Petit »"
        " ; le plus proche est topic-01 « nom 1 » (2 de ses 2 passages, Jaccard 17 %)"
        ' ; pour la refaire : cmo-nlp topics label topic-01 "Petit"'
        " ; pour l’oublier : cmo-nlp topics reset edit-1"
    )
    assert free(fitted) == [("topic-01", "nom 1", 12)]
    refit(fitted, model(range(10), range(10, 12)))
    assert ("topic-02", "Petit", 2) in free(fitted)
    refit(fitted, model(range(12)))
    topic_edits.reset(fitted, ["edit-1"])
    assert read.topic_edits(fitted) == ()


def test_doing_an_edit_again_ends_the_wait_of_the_lost_one(fitted: Connection) -> None:
    topic_edits.label(fitted, "topic-03", "Petit")
    refit(fitted, model(range(12)))
    topic_edits.label(fitted, "topic-01", "Petit")
    (edit,) = read.topic_edits(fitted)
    assert (edit.topic_id, edit.label) == ("topic-01", "Petit")
    assert lost_remarks(fitted) == ()


def test_an_edit_follows_a_topic_that_kept_half_of_its_passages_and_says_so(fitted: Connection) -> None:
    topic_edits.label(fitted, "topic-01", "Les gens")
    assert refit(fitted, model(range(2, 8), range(8, 12), range(2))) == ()  # .5: no word of it
    assert ("topic-01", "Les gens", 6) in free(fitted)
    (remark,) = refit(fitted, model(range(4), range(5, 11), range(4, 5)))
    assert ("topic-02", "Les gens", 6) in free(fitted)
    assert "« Les gens » est topic-02 (Jaccard 33 %)" in remark


def test_joined_topics_are_found_again_as_one_however_they_are_cut(fitted: Connection) -> None:
    topic_edits.merge(fitted, "topic-01", ["topic-02"])
    topic_edits.label(fitted, "topic-01", "Ensemble")
    refit(fitted, model(range(10), range(10, 12)))
    assert free(fitted) == [("topic-01", "Ensemble", 10), ("topic-02", "nom 2", 2)]
    assert lost_remarks(fitted) == ()
    refit(fitted, model(range(4), range(4, 7), range(7, 10), range(10, 12)))
    assert free(fitted) == [("topic-01", "Ensemble", 10), ("topic-04", "nom 4", 2)]
    assert {a.topic_id for a in read.assignments(fitted)} == {"topic-01", "topic-04"}
    assert lost_remarks(fitted) == ()
    topic_edits.hide(fitted, ["topic-01"])
    assert free(fitted) == [("topic-04", "nom 4", 2)]
    refit(fitted, model(range(6), range(6, 10), range(10, 12)))
    assert free(fitted) == [("topic-03", "nom 3", 2)]


def test_what_shares_little_with_a_whole_does_not_become_it(fitted: Connection) -> None:
    topic_edits.merge(fitted, "topic-02", ["topic-03"])
    refit(fitted, model(range(12)))
    assert free(fitted) == [("topic-01", "nom 1", 12)]
    assert len(lost_remarks(fitted)) == 2


def test_two_topics_never_have_one_name(fitted: Connection) -> None:
    topic_edits.label(fitted, "topic-03", "Autre")
    topic_edits.label(fitted, "topic-02", "nom 3")
    topic_edits.reset(fitted, ["topic-03"])
    assert [name for _, name, _ in free(fitted)] == ["nom 1", "nom 3", "nom 3 (2)"]


def test_edits_can_be_undone_while_there_is_no_fit(fitted: Connection) -> None:
    topic_edits.label(fitted, "topic-03", "Petit")
    topic_edits.hide(fitted, ["topic-02"])
    fitted.execute("DELETE FROM assignments")
    for table in ("theme_assignments", "topics"):
        fitted.execute(f"DELETE FROM {table}")
    fitted.execute("DELETE FROM stages")
    assert [edit.label for edit in topic_list(fitted).edits] == ["Petit", None]
    topic_edits.reset(fitted, ["topic-03"])
    topic_edits.reset(fitted, ["edit-2"])
    assert read.topic_edits(fitted) == ()


def test_a_list_names_the_parts_of_the_parts_of_a_whole(fitted: Connection) -> None:
    topic_edits.merge(fitted, "topic-02", ["topic-03"])
    topic_edits.merge(fitted, "topic-01", ["topic-02"])
    assert topic_list(fitted).parts == {"topic-01": ("topic-02", "topic-03")}


def test_merged_topics_count_together(fitted: Connection) -> None:
    topic_edits.merge(fitted, "topic-02", ["topic-01", "topic-03"])
    whole = read.topics(fitted)[0]
    assert (whole.id, whole.name, whole.segments, whole.documents) == ("topic-02", "nom 2", 12, 2)
    assert whole.stability is None
    assert len(whole.quotations) == 3
    assert {a.topic_id for a in read.assignments(fitted)} == {"topic-02", "theme-t1"}
    assert read.sizes(fitted).topics == 1
    assert read.topic_of(fitted, "d0", 0, 9) == "topic-02"
    with pytest.raises(UsageError, match="topic-01 is a part of topic-02"):
        topic_edits.hide(fitted, ["topic-01"])
    topic_edits.reset(fitted, ["topic-01"])
    assert free(fitted) == [("topic-01", "nom 1", 6), ("topic-02", "nom 2", 6)]
    topic_edits.reset(fitted, ["topic-02"])
    assert len(free(fitted)) == 3
    assert read.topic_edits(fitted) == ()


def test_there_is_no_consensus_on_topics_that_were_joined_or_hidden(fitted: Connection) -> None:
    assert read.mean_consensus(fitted) == pytest.approx({"topic-01": 0.8, "topic-02": 0.8, "topic-03": 0.8})
    topic_edits.merge(fitted, "topic-02", ["topic-01"])
    assert list(read.mean_consensus(fitted)) == ["topic-03"]
    topic_edits.hide(fitted, ["topic-03"])
    assert {a.consensus for a in read.assignments(fitted)} == {None}


def test_a_whole_that_is_merged_takes_its_parts_along(fitted: Connection) -> None:
    topic_edits.merge(fitted, "topic-02", ["topic-03"])
    topic_edits.merge(fitted, "topic-01", ["topic-02"])
    assert free(fitted) == [("topic-01", "nom 1", 12)]
    topic_edits.hide(fitted, ["topic-01"])
    assert free(fitted) == []
    assert {a.reason for a in read.assignments(fitted) if not a.topic_id} == {"hidden"}


def test_hidden_topics_leave_a_reason_and_hidden_themes_no_row(fitted: Connection) -> None:
    topic_edits.hide(fitted, ["topic-02", "theme-t1"])
    rows = list(read.assignments(fitted))
    assert len(rows) == 12
    assert sum(a.reason == "hidden" for a in rows) == 4
    assert [t.id for t in read.topics(fitted)] == ["topic-01", "topic-03"]
    refit(fitted, model(range(6), range(6, 10), themes=(range(2),)))
    assert [t.id for t in read.topics(fitted)] == ["topic-01"]


@pytest.mark.parametrize(
    ("topic", "name", "said"),
    [("topic-09", "x", "no topic"), ("topic-01", " ", "letter"), ("topic-01", "NOM 2", "called")],
)
def test_names_that_cannot_be_given(fitted: Connection, topic: str, name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        topic_edits.label(fitted, topic, name)
    assert read.topic_edits(fitted) == ()


def test_without_a_fit_there_is_nothing_to_edit(connection: Connection) -> None:
    with pytest.raises(InputError, match="cmo-nlp topics"):
        topic_edits.hide(connection, ["topic-01"])


def test_an_edit_that_is_not_ours_is_noticed(fitted: Connection) -> None:
    from sqlite3 import DatabaseError

    topic_edits.label(fitted, "topic-01", "Un nom")
    fitted.execute("UPDATE topic_edits SET label='Un non'")
    with pytest.raises(DatabaseError, match="edit"):
        read.topics(fitted)
