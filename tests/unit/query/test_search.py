"""Passages that answer a question: by words, by meaning, by both, and only where they are wanted."""

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_nlp import model_registry
from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.pipeline.vectors import sentence_vectors, text_digests
from cmo_nlp.query import Answer, Question, Wanted, resolve, search
from cmo_nlp.records import (
    Annotation,
    Assignment,
    Concept,
    Description,
    Document,
    Horizon,
    Mention,
    PublicationDate,
    Segment,
    Sentence,
    Span,
    Statement,
    Topic,
    TopicModel,
    document_id,
)
from cmo_nlp.segment.search_keys import segment_keys
from cmo_nlp.settings import QuerySettings
from cmo_nlp.store import open_store, transaction, write

ENCODER = "fr_cmo_sentences"
CRM = Concept("tool/crm", "tool", "CRM", "CRM", None, ())
DATA = Concept("skill/donnees", "skill", "exploitation des données", "data", None, ())
# source, date, publisher, statement's horizon, (concept, form, negated), topic, text
TEXTS: tuple[tuple[str, str | None, str | None, Horizon | None, tuple[str, str, bool] | None, str], ...] = (
    ("a", "2008", "La Gazette", "past", ("tool/crm", "CRM", False),
     "Le directeur marketing ouvrait le CRM une fois par mois et n'y trouvait que des adresses périmées."),
    ("b", "2018-10-22", "L'Écho", "future", ("tool/crm", "CRM", True),
     "Demain, la directrice marketing ne regardera plus le CRM et parlera aux clients dans les magasins."),
    ("c", "2018-06", "L'Écho", None, ("skill/donnees", "données", False),
     "Les données clients dorment dans trois logiciels que personne n'a su relier depuis la fusion."),
    ("d", None, None, None, None,
     "La voiture de fonction est restée au garage tout l'hiver avec ses pneus neufs et son plein d'essence."),
)  # fmt: skip


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a workspace of four documents of one passage each, with a fit of two topics and vectors."""
    with open_store(tmp_path, write=True) as opened:
        for row in TEXTS:
            _put(opened, *row)
        encoder = model_registry.digest(ENCODER, "encoder")
        sentence_vectors(opened, [row[-1] for row in TEXTS], ENCODER)
        with transaction(opened):
            write.record_concepts(opened, [CRM, DATA])
            written = write.replace_topics(opened, _model())
            noted = write.Stage({"encoder": encoder}, {"topics": {"encoder": ENCODER}}, written, ())
            write.record_stage(opened, "topics", noted)
        yield opened


def _put(  # noqa: PLR0913, PLR0917 - a row of the table
    connection: sqlite3.Connection,
    source: str,
    date: str | None,
    publisher: str | None,
    horizon: Horizon | None,
    mentioned: tuple[str, str, bool] | None,
    text: str,
) -> None:
    precision = {4: "year", 7: "month", 10: "day"}
    published = PublicationDate(date, precision[len(date)], "user", 1.0) if date else None  # type: ignore[arg-type]
    said = Description(publisher=publisher, published=published, title=source)
    document = Document(document_id(text), text, len(text.split()), (source,), said)
    whole = Span(0, len(text))
    statements = (Statement(*whole, horizon, None),) if horizon else ()
    mentions: tuple[Mention, ...] = ()
    if mentioned:
        concept, form, negated = mentioned
        at = text.index(form)
        label = "tool" if concept == "tool/crm" else "skill"
        told = whole if horizon else None
        mentions = (Mention(label, concept, at, at + len(form), form, "lexicon", 1.0, negated, told),)
    annotation = Annotation(document.id, (), (Sentence(*whole, 0, "prose"),), mentions, statements)
    segment = write.IndexedSegment(
        Segment(*whole, len(text.split())), text, *segment_keys(text), text_digests([text])[0]
    )
    with transaction(connection):
        write.record_file(connection, [write.LedgerEntry(source, source, source, "f", document)])
        year = date[:4] if date else None
        annotated = write.AnnotatedDocument(document.id, "v1", year, annotation, (segment,))
        write.record_annotations(connection, [annotated])


def _model() -> TopicModel:
    places = [(document_id(row[-1]), 0, len(row[-1])) for row in TEXTS]
    topics = [
        Topic(identity, name, "free", None, "", (("client", 1.0),), 2, 2, None, ())
        for identity, name in (("t1", "fichier et adresses"), ("t2", "magasins"))
    ]
    assigned = zip(places, ("t1", "t2", "t1", None), strict=True)
    return TopicModel(
        tuple(topics),
        tuple(Assignment(*place, topic, 0.5, None if topic else "outlier") for place, topic in assigned),
        (),
    )


def sources(answer: Answer) -> list[str]:
    return [hit.source for hit in answer.hits]


def asked(connection: sqlite3.Connection, text: str, wanted: Wanted | None = None, **given: object) -> Answer:
    question = Question(text, mode="text", wanted=resolve(connection, wanted or Wanted()))
    return search(connection, dataclasses.replace(question, **given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), "abc"),
        (Wanted(concepts=["tool/crm"]), "ab"),
        (Wanted(concepts=["crm"]), "ab"),
        (Wanted(concepts=["Exploitation des donnees"]), "c"),
        (Wanted(concepts=["crm", "skill/donnees"]), "abc"),
        (Wanted(concepts=["crm"], negated=True), "b"),
        (Wanted(concepts=["crm"], negated=False), "a"),
        (Wanted(negated=False), "ac"),
        (Wanted(labels=["skill"]), "c"),
        (Wanted(labels=["skill", "tool"], horizons=["past"]), "a"),
        (Wanted(horizons=["future"]), "b"),
        (Wanted(horizons=["past", "future"]), "ab"),
        (Wanted(concepts=["crm"], horizons=["future"], negated=False), ""),
        (Wanted(topics=["t1"]), "ac"),
        (Wanted(topics=["Magasins"]), "b"),
        (Wanted(topics=["t1"], concepts=["crm"]), "a"),
        (Wanted(publishers=["l'echo"]), "bc"),
        (Wanted(since="2018"), "bc"),
        (Wanted(since="2018-07"), "b"),
        (Wanted(since="2018-06"), "bc"),
        (Wanted(until="2018"), "abc"),
        (Wanted(until="2018-06"), "ac"),
        (Wanted(until="2018-06-15"), "a"),
        (Wanted(since="2008-02"), "bc"),
        (Wanted(since="2018-01-01", until="2018-12-31", horizons=["future"]), "b"),
    ],
)
def test_only_passages_as_they_are_wanted_answer(
    connection: sqlite3.Connection, wanted: Wanted, expected: str
) -> None:
    """The words are of all three; d matches none of them."""
    answer = asked(connection, "CRM OR données", wanted)
    assert sorted(sources(answer)) == list(expected)
    assert answer.found == len(expected)
    assert answer.undated == (1 if wanted.since or wanted.until else 0)
    assert asked(connection, "CRM OR données", wanted) == answer
    near = search(connection, Question("CRM", mode="semantic", wanted=resolve(connection, wanted)), _FAR)
    assert set(sources(near)) - {"d"} == set(expected)


_FAR = QuerySettings(least_cosine=-1.0)


def test_what_passed_is_forgotten_when_the_workspace_changes(connection: sqlite3.Connection) -> None:
    wanted = Wanted(labels=["tool"], negated=False)
    for _ in range(3):
        assert sources(asked(connection, "CRM", wanted)) == ["a"]
    _put(
        connection, "e", "2020", None, None, ("tool/crm", "CRM", False), "Le CRM fait la fierté de la maison."
    )
    assert sorted(sources(asked(connection, "CRM", wanted))) == ["a", "e"]


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        (Wanted(concepts=["CRN"]), "near it: CRM"),
        (Wanted(topics=["magasin"]), "near it: magasins"),
        (Wanted(publishers=["Gazette"]), "near it: La Gazette"),
        (Wanted(source_types=["blog"]), "no source type 'blog' in this workspace"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(
    connection: sqlite3.Connection, wanted: Wanted, hint: str
) -> None:
    with pytest.raises(InputError, match=hint):
        asked(connection, "CRM", wanted)


@pytest.mark.parametrize("date", ["18", "2018-13", "22/10/2018", "2018-1", ""])
def test_what_is_no_date_is_wrong_usage(connection: sqlite3.Connection, date: str) -> None:
    with pytest.raises(UsageError, match="2018-10-22"):
        asked(connection, "CRM", Wanted(since=date))


def test_by_date_the_latest_come_first_and_those_without_a_date_last(connection: sqlite3.Connection) -> None:
    assert sources(asked(connection, "le OR la OR les", order="date")) == ["b", "c", "a", "d"]
    assert sources(asked(connection, "le OR la OR les", order="date", limit=2)) == ["b", "c"]


def test_meaning_finds_what_the_words_do_not_say(connection: sqlite3.Connection) -> None:
    near = search(connection, Question("automobile", mode="semantic"), QuerySettings(least_cosine=0.2))
    assert sources(near)[:1] == ["d"]
    assert near.hits[0].hits == ()
    assert not asked(connection, "automobile").hits
    both = search(connection, Question("CRM automobile OR CRM"), QuerySettings(least_cosine=0.1))
    assert {"a", "b"} <= set(sources(both))
    assert both.found == 2


def test_passages_with_a_word_that_must_not_be_there_are_not_near_either(
    connection: sqlite3.Connection,
) -> None:
    near = search(connection, Question("directeur NOT adresses", mode="semantic"), _FAR)
    assert "a" not in sources(near)
    assert {"b", "c", "d"} == set(sources(near))


def test_without_vectors_the_words_answer_and_the_rest_is_told(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        connection.execute("DELETE FROM stages WHERE name='topics'")
    answer = search(connection, Question("CRM"))
    assert (sorted(sources(answer)), answer.unmeasured) == (["a", "b"], 4)
    assert search(connection, Question("CRM", mode="semantic")).unmeasured == 4


def test_vectors_are_read_anew_when_passages_come(connection: sqlite3.Connection) -> None:
    assert "e" not in sources(search(connection, Question("pneus", mode="semantic"), _FAR))
    text = "Les pneus de la voiture étaient à plat devant le garage du constructeur automobile ce matin."
    _put(connection, "e", "2019", None, None, None, text)
    before = search(connection, Question("pneus", mode="semantic"), _FAR)
    assert (before.unmeasured, "e" in sources(before)) == (1, False)
    sentence_vectors(connection, [text], ENCODER)
    assert "e" in sources(search(connection, Question("pneus", mode="semantic"), _FAR))


def test_a_quotation_shows_the_words_and_what_was_wanted_and_context_widens_it(tmp_path: Path) -> None:
    sentences = [
        "Le CRM a coûté deux millions d'euros à la maison mère.",
        "Personne ne sait qui l'a commandé ni pourquoi.",
        "Les clients, eux, attendent toujours une réponse.",
        "La suite viendra au prochain comité de direction.",
    ]
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    places = [Sentence(at, at + len(s), 0, "prose") for at, s in zip(starts, sentences, strict=True)]
    mention = Mention("tool", "tool/crm", 3, 6, "CRM", "lexicon", 1.0, negated=False, statement=None)
    document = Document(document_id(text), text, 30, ("f",), Description())
    segment = write.IndexedSegment(Segment(0, len(text), 30), text, *segment_keys(text))
    annotation = Annotation(document.id, (), tuple(places), (mention,), ())
    with open_store(tmp_path, write=True) as opened:
        with transaction(opened):
            write.record_file(opened, [write.LedgerEntry("f", "f", "f", "f", document)])
            annotated = write.AnnotatedDocument(document.id, "v1", None, annotation, (segment,))
            write.record_annotations(opened, [annotated])
            write.record_concepts(opened, [CRM])
        (alone,) = asked(opened, "commandé").hits
        assert alone.quotation == sentences[1]
        (held,) = asked(opened, "clients", Wanted(concepts=["crm"])).hits
        assert held.quotation == " ".join(sentences[:3])
        (wide,) = asked(opened, "clients", context=1).hits
        assert wide.quotation.endswith(sentences[3])
        assert [wide.quotation[start:end] for start, end in wide.hits] == ["clients"]


def test_a_word_that_the_corpus_lacks_is_told_with_words_like_it(connection: sqlite3.Connection) -> None:
    answer = asked(connection, "magazins marketing")
    assert (answer.found, answer.near_forms) == (0, (("magazins", ("magasins",)),))
    assert asked(connection, "zzyzx").near_forms == (("zzyzx", ()),)
    assert asked(connection, "CRM essence").near_forms == ()


def test_the_same_question_has_the_same_answer(connection: sqlite3.Connection) -> None:
    question = Question("directeur marketing clients")
    assert search(connection, question) == search(connection, question)
