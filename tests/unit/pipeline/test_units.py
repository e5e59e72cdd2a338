"""Which segments the topics are made of: those in French."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from cmo_nlp.pipeline import vectors as stage
from cmo_nlp.pipeline.units import french_units
from cmo_nlp.records import Annotation, Description, Document, Segment, document_id
from cmo_nlp.store import open_store, read, transaction, write

FRENCH = "Le directeur marketing défend son budget devant le comité de direction, et la DSI l’écoute."
ENGLISH = "The chief marketing officer defends the budget before the board, and nobody else in the room."


def bring_in(folder: Path, description: Description) -> None:
    text = f"{FRENCH}\n{ENGLISH}"
    document = Document(document_id(text), text, 30, ("a.txt",), description)
    spans = [(0, len(FRENCH)), (len(FRENCH) + 1, len(text))]
    segments = tuple(
        write.IndexedSegment(Segment(start, end, 15), text[start:end], "", "") for start, end in spans
    )
    empty = Annotation(document.id, (), (), (), ())
    with open_store(folder, write=True) as connection, transaction(connection):
        write.record_file(connection, [write.LedgerEntry("a.txt", "a.txt", "a.txt", "f", document)])
        write.record_annotations(
            connection, [write.AnnotatedDocument(document.id, "v1", None, empty, segments)]
        )


@pytest.mark.parametrize(
    ("language", "metadata", "left_out"),
    [
        ("fr", {"other_languages": "en 50 %"}, [ENGLISH]),
        ("fr", {}, []),
        ("en", {"other_languages": "fr 50 %"}, []),
    ],
)
def test_only_a_mixed_french_document_has_segments_left_out(
    tmp_path: Path, language: str, metadata: dict[str, str], left_out: list[str]
) -> None:
    bring_in(tmp_path, Description(language=language, metadata=metadata))
    with open_store(tmp_path, write=False) as connection:
        french, foreign = french_units(connection)
    assert [unit.text for unit in foreign] == left_out
    assert len(french) + len(foreign) == 2


def test_a_text_is_encoded_once_and_its_vector_comes_back_bit_for_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    from cmo_nlp import model_registry

    real = model_registry.load_encoder("fr_cmo_sentences")

    class Listening:
        def encode(self, sentences: Sequence[str]) -> np.ndarray:
            asked.extend(sentences)
            return real.encode(sentences)

    monkeypatch.setattr(model_registry, "load_encoder", lambda _: Listening())
    with open_store(tmp_path, write=True) as connection:
        first = stage.sentence_vectors(connection, [FRENCH, ENGLISH, FRENCH], "fr_cmo_sentences")
        second = stage.sentence_vectors(connection, [ENGLISH, FRENCH], "fr_cmo_sentences")
        assert stage.sentence_vectors(connection, [], "fr_cmo_sentences").shape[0] == 0
        assert len(dict(read.vectors(connection, None))) == 2
    assert sorted(asked) == sorted([FRENCH, ENGLISH])
    assert first[[1, 0]].tobytes() == second.tobytes()
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(first, real.encode([FRENCH, ENGLISH, FRENCH]))
