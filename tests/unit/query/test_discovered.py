"""Discovered forms, ranked for review."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from cmo_nlp.lexicons import Lexicon
from cmo_nlp.model_registry import load_encoder
from cmo_nlp.query import Suggestions, suggest
from cmo_nlp.records import (
    Annotation,
    Concept,
    ConceptForm,
    Description,
    Document,
    Label,
    Mention,
    PublicationDate,
    Sentence,
    document_id,
)
from cmo_nlp.store import open_store, transaction, write

LEXICON = Lexicon(
    {
        "skill/ecoute": Concept("skill/ecoute", "skill", "écoute des clients", "", None, ()),
        "tool/crm": Concept("tool/crm", "tool", "CRM", "", None, ()),
        "title/cmo": Concept("title/cmo", "title", "directeur marketing", "", None, ()),
    },
    (
        ConceptForm("skill/ecoute", "écoute des clients", "fr", "fold"),
        ConceptForm("tool/crm", "logiciel de relation client", "fr", "fold"),
        ConceptForm("title/cmo", "directeur marketing", "fr", "fold"),
    ),
    "",
)

Put = Callable[..., None]
Origin = Literal["lexicon", "pattern"]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_store(tmp_path, write=True) as opened:
        yield opened


@pytest.fixture
def put(connection: sqlite3.Connection) -> Put:
    """Return a function that stores a text of sentences and what was found in it."""

    def store(text: str, date: str | None, *found: tuple[Label, str], origin: Origin = "pattern") -> None:
        published = PublicationDate(date, "day", "text", 0.8) if date else None
        source = f"{date or 'undated'}.txt"
        described = Description(published=published)
        document = Document(document_id(text), text, len(text.split()), (source,), described)
        dots = [i + 1 for i, character in enumerate(text) if character == "."]
        sentences = [Sentence(start, end, 0, "prose") for start, end in zip([0, *dots], dots, strict=False)]
        places = [(label, form, text.index(form)) for label, form in found]
        mentions = [
            Mention(label, None, at, at + len(form), form, origin, 0.6, negated=False, statement=None)
            for label, form, at in places
        ]
        annotation = Annotation(document.id, (), tuple(sentences), tuple(mentions), ())
        entry = write.LedgerEntry(source, source, source, "f", document)
        with transaction(connection):
            write.record_file(connection, [entry])
            year = date[:4] if date else None
            write.record_annotations(
                connection, [write.AnnotatedDocument(document.id, "v1", year, annotation)]
            )

    return store


class Table:
    """An encoder that knows two words."""

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Return a vector by whether « client » and « CRM » or « logiciel » are there."""
        rows = [(float("client" in s), float("CRM" in s or "logiciel" in s)) for s in sentences]
        return np.array([np.divide(row, max(np.linalg.norm(row), 1)) for row in rows], dtype=np.float32)


def ranked(connection: sqlite3.Connection, minimum: int = 1, limit: int = 10) -> Suggestions:
    return suggest(connection, LEXICON, Table(), minimum, limit)


def test_spellings_that_differ_in_case_accents_and_plural_are_one_form(
    connection: sqlite3.Connection, put: Put
) -> None:
    put("Un. Il veut des études de clients.", "2020-01-02", ("skill", "études de clients"))
    put("Deux. Une etude de clients.", "2019-01-02", ("skill", "etude de clients"))
    put("Trois. Et des études de clients.", "2021-01-02", ("skill", "études de clients"))
    (form,) = ranked(connection).forms
    assert (form.form, form.mentions, form.documents) == ("études de clients", 3, 3)
    assert [excerpt.date for excerpt in form.excerpts] == ["2019-01-02", "2020-01-02", "2021-01-02"]
    assert form.excerpts[0] == ("Une etude de clients.", "2019-01-02.txt", "2019-01-02")


def test_forms_of_most_documents_come_first_and_what_is_left_out_is_counted(
    connection: sqlite3.Connection, put: Put
) -> None:
    put("Un. Le bidulator.", "2020-01-02", ("tool", "bidulator"))
    put("Deux. Le bidulator et le machin.", None, ("tool", "bidulator"), ("tool", "machin"))
    put("Trois. L'écoute des clients.", "2020-02-02", ("skill", "écoute des clients"))
    found = ranked(connection)
    assert [(f.form, f.documents) for f in found.forms] == [("bidulator", 2), ("machin", 1)]
    assert (found.known, found.rare, found.further) == (1, 0, 0)
    found = ranked(connection, minimum=2)
    assert ([f.form for f in found.forms], found.rare) == (["bidulator"], 1)
    assert ranked(connection, limit=1).further == 1
    assert found.forms[0].excerpts[1].date == ""


def test_the_nearest_concepts_are_skills_and_tools_by_their_closest_form(
    connection: sqlite3.Connection, put: Put
) -> None:
    put("Un. Le CRM des directeur marketing.", "2020-01-02", ("tool", "CRM"))
    (form,) = ranked(connection).forms
    assert [(n.concept_id, n.similarity) for n in form.nearest] == [("tool/crm", 0.71)]


def test_an_empty_corpus_and_one_without_discoveries_suggest_nothing(
    connection: sqlite3.Connection, put: Put
) -> None:
    assert ranked(connection) == Suggestions((), 0, 0, 0, 0, 0)
    put("Un. Le CRM.", "2020-01-02", ("tool", "CRM"), origin="lexicon")
    assert ranked(connection).forms == ()


def test_the_shipped_encoder_finds_a_concept_of_the_same_meaning(
    connection: sqlite3.Connection, put: Put
) -> None:
    put("Un. Savoir écouter sa clientèle.", "2020-01-02", ("skill", "écouter sa clientèle"))
    (form,) = suggest(connection, LEXICON, load_encoder("fr_cmo_sentences"), 1, 1).forms
    assert form.nearest[0].concept_id == "skill/ecoute"


def test_inflections_are_one_form_with_the_counts_of_all(connection: sqlite3.Connection, put: Put) -> None:
    put("Un. Vous pilotez les marques.", "2020-01-02", ("skill", "pilotez les marques"))
    put("Deux. Il doit piloter la marque.", "2020-01-03", ("skill", "piloter la marque"))
    put("Trois. Elle saura piloter la marque.", "2020-01-04", ("skill", "piloter la marque"))
    put("Quatre. Le pilotage de la marque.", "2020-01-05", ("skill", "pilotage de la marque"))
    found = [(f.form, f.mentions, f.documents) for f in ranked(connection).forms]
    assert found == [("piloter la marque", 3, 3), ("pilotage de la marque", 1, 1)]


def test_what_a_reader_refused_or_switched_off_is_not_suggested(
    connection: sqlite3.Connection, put: Put
) -> None:
    put("Un. Le bidulator et le machin.", "2020-01-02", ("tool", "bidulator"), ("tool", "machin"))
    unwanted = replace(LEXICON, refused=frozenset({("tool", "Bidulators"), ("skill", "machin")}))
    found = suggest(connection, unwanted, Table(), 1, 10)
    assert ([f.form for f in found.forms], found.refused) == (["machin"], 1)


def test_a_counterpart_is_compared_with_counterparts(connection: sqlite3.Connection, put: Put) -> None:
    put("Un. Le fabricant de CRM.", "2020-01-02", ("counterpart", "fabricant de CRM"))
    agency = Concept("counterpart/agence", "counterpart", "agence CRM", "", None, ())
    form = ConceptForm("counterpart/agence", "agence CRM", "fr", "fold")
    lexicon = replace(LEXICON, concepts={**LEXICON.concepts, agency.id: agency}, forms=(*LEXICON.forms, form))
    (shown,) = suggest(connection, lexicon, Table(), 1, 10).forms
    assert [n.concept_id for n in shown.nearest] == ["counterpart/agence"]
