"""A lake into a workspace: merged as the workspace merges, a part without the rest, nothing taken out."""

from pathlib import Path

import pytest

from cmo_nlp.errors import InputError
from cmo_nlp.export import Selection
from cmo_nlp.lake.annotation_rows import ANNOTATIONS, AnnotatedRow, annotation_table, as_annotated
from cmo_nlp.lake.document_rows import DOCUMENTS, document_table
from cmo_nlp.lake.lakes import Lake, begin_lake
from cmo_nlp.lake.loading import Loaded, Part, load
from cmo_nlp.lake.shards import Note, write_shard
from cmo_nlp.lake.work import STAGES
from cmo_nlp.pipeline import Silence
from cmo_nlp.records import Annotation, Description, Document, PublicationDate, Refusal, document_id
from cmo_nlp.settings import AnnotateSettings, Settings
from cmo_nlp.store.write import LedgerEntry
from cmo_nlp.workspace import Workspace


def _entry(text: str, year: str, publisher: str | None, location: str) -> LedgerEntry:
    said = Description(publisher=publisher, published=PublicationDate(year, "year", "text", 0.9))
    document = Document(document_id(text), text, len(text.split()), (location,), said)
    file = location.partition("#")[0]
    return LedgerEntry(f"/d/{location}", location, f"/d/{file}", "f", document)


def _shard(lake: Lake, name: str, *entries: LedgerEntry) -> None:
    settings = Settings()
    fingerprints = {stage: STAGES[stage].fingerprint(settings) for stage in STAGES}
    note = Note("c", "i", fingerprints["ingest"])
    write_shard(lake.place, "documents", name, DOCUMENTS, [document_table(entries)], lambda _: note)
    documents = [entry.result for entry in entries if isinstance(entry.result, Document)]
    rows = [_annotated(document) for document in sorted(documents, key=lambda document: document.id)]
    told = Note("c", "c", fingerprints["annotate"])
    write_shard(lake.place, "annotations", name, ANNOTATIONS, [annotation_table(rows)], lambda _: told)


def _annotated(document: Document) -> AnnotatedRow:
    published = document.description.published
    found = Annotation(document.id, (), (), (), ())
    return AnnotatedRow(document.id, published and published.date, as_annotated(document), found)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    made = begin_lake(tmp_path / "lake")
    refused = LedgerEntry("/d/x.pdf", "x.pdf", "/d/x.pdf", "", Refusal("x.pdf", "too-slow", "why"))
    first = _entry("Le CMO arrive.", "2018", "Le Mensuel", "t.csv#row=1")
    second = _entry("Le CMO part.", "2021", "La Revue", "t.csv#row=2")
    _shard(made, "a", refused, first, second)
    _shard(made, "b", _entry("Le CMO reste.", "2022", "LE MENSUEL", "c.txt"))
    return made


def _load(lake: Lake, folder: Path, part: Part | None = None, settings: Settings | None = None) -> Loaded:
    return load(lake, folder, settings or Settings(), part or Part(), Silence())


def _publishers(folder: Path) -> list[str | None]:
    return sorted(str(document.publisher) for document in Workspace(folder).documents())


def test_all_comes_in_with_its_annotations(lake: Lake, tmp_path: Path) -> None:
    assert _load(lake, tmp_path / "ws") == Loaded(3, 1, 3, 0)
    assert _load(lake, tmp_path / "ws") == Loaded(3, 1, 0, 0)
    states = {state.name: state.state for state in Workspace(tmp_path / "ws").states()}
    assert states == {"ingest": "done", "annotate": "done", "topics": "missing", "trends": "missing"}
    assert [refusal.source for refusal in Workspace(tmp_path / "ws").refusals()] == ["x.pdf"]


def test_a_part_comes_in_without_the_rest_and_takes_nothing_out(lake: Lake, tmp_path: Path) -> None:
    recent, of_one = Part(Selection(since="2021")), Part(publishers=("le mensuel",))
    assert _load(lake, tmp_path / "recent", recent) == Loaded(2, 0, 2, 0)
    assert _publishers(tmp_path / "recent") == ["LE MENSUEL", "La Revue"]
    assert _load(lake, tmp_path / "recent", of_one).documents == 3
    assert _publishers(tmp_path / "recent") == ["LE MENSUEL", "La Revue", "Le Mensuel"]


def test_a_text_that_two_shards_know_apart_is_left_to_annotate(lake: Lake, tmp_path: Path) -> None:
    _shard(lake, "c", _entry("Le CMO  arrive.", "2010", None, "d.txt"))
    loaded = _load(lake, tmp_path / "ws")
    assert (loaded.documents, loaded.annotated, loaded.waiting) == (4, 2, 1)


def test_annotations_that_the_workspace_would_not_make_stay_out(lake: Lake, tmp_path: Path) -> None:
    other = Settings(annotate=AnnotateSettings(discovery=False))
    loaded = _load(lake, tmp_path / "ws", settings=other)
    assert (loaded.annotated, loaded.waiting) == (0, 3)
    assert "2 of 2 shards were annotated with other settings" in loaded.remarks[0]


def test_a_lake_without_documents_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="read its sources with: cmo-nlp ingest --lake"):
        _load(begin_lake(tmp_path / "empty"), tmp_path / "ws")
