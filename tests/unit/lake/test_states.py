"""Which shards are done, and why the others are not; and what a worker refuses to make."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cmo_nlp.errors import InputError
from cmo_nlp.lake.attempts import Attempt, ShardFailedError, failures, note_failure, where_died
from cmo_nlp.lake.document_rows import DOCUMENTS, document_table
from cmo_nlp.lake.engines import Local
from cmo_nlp.lake.lakes import Lake, begin_lake
from cmo_nlp.lake.packing import pack
from cmo_nlp.lake.places import Place, place_at
from cmo_nlp.lake.running import require_whole, run_stage
from cmo_nlp.lake.shards import Note, names, required_note, write_shard
from cmo_nlp.lake.states import refusals, shard_states, states
from cmo_nlp.lake.work import STAGES, Job, make_shard, required
from cmo_nlp.pipeline import Silence, Sources
from cmo_nlp.records import Description, Document, Refusal
from cmo_nlp.settings import IngestSettings, Settings
from cmo_nlp.store.write import LedgerEntry

INGEST = STAGES["ingest"]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Return a lake with three shards of sources, each with its shard of documents, made by hand."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Texte {number}", encoding="utf-8")
    made = begin_lake(tmp_path / "lake", 1)
    sources = Sources(tuple(str(tmp_path / f"{number}.txt") for number in range(3)))
    pack(made, sources, Settings(), Silence(), date(2026, 11, 23))
    for name in names(made.place, "sources"):
        _documents(made.place, name)
    return made


def _documents(place: Place, name: str) -> None:
    entry = LedgerEntry("/d", "d", "/d", "", Refusal("d", "too-short", "it has 2 words"))
    packed = required_note(place, "sources", name)
    note = Note("c", packed.content, INGEST.fingerprint(Settings()), {"documents": 0, "refused": 1})
    write_shard(place, "documents", name, DOCUMENTS, [document_table([entry])], lambda _: note)


def _found(lake: Lake, settings: Settings | None = None) -> list[tuple[str, str]]:
    found = shard_states(lake.place, INGEST, settings or Settings())
    return [(state.state, state.why) for state in found]


def test_what_is_made_of_what_is_there_is_done(lake: Lake) -> None:
    assert _found(lake) == [("done", "")] * 3
    assert [state.stage for state in states(lake, Settings())] == ["ingest"] * 3 + ["annotate"] * 3
    assert [refusal.reason for refusal in refusals(lake)] == ["too-short"] * 3


def test_other_settings_make_all_stale_and_a_limit_none(lake: Lake) -> None:
    other = Settings(ingest=IngestSettings(minimum_words=2))
    assert _found(lake, other) == [("stale", "settings changed")] * 3
    assert _found(lake, Settings(ingest=IngestSettings(batch_jobs=7))) == [("done", "")] * 3


def test_a_changed_source_makes_its_shard_stale(lake: Lake, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Autre texte", encoding="utf-8")
    pack(lake, Sources((str(tmp_path / "1.txt"),)), Settings(), Silence(), date(2026, 11, 23))
    assert _found(lake) == [("done", ""), ("stale", "input changed"), ("done", "")]


def test_missing_damaged_and_failed_shards_are_told_apart(lake: Lake, tmp_path: Path) -> None:
    first, second, third = sorted((tmp_path / "lake" / "documents").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:-50])
    third.unlink()
    note_failure(lake.place, "ingest", third.stem, "it was too much")
    (missing, _), (stale, why), failed = _found(lake)
    assert (missing, stale, failed) == ("missing", "stale", ("failed", "it was too much"))
    assert "cannot be read" in why
    packed = next((tmp_path / "lake" / "sources").iterdir())
    packed.write_bytes(b"no shard")
    assert "broken" in [state for state, _ in _found(lake)]


def test_a_shard_that_cannot_be_read_fails_by_name(lake: Lake, tmp_path: Path) -> None:
    packed = min((tmp_path / "lake" / "sources").iterdir())
    packed.write_bytes(b"no shard")
    done = run_stage(lake, "ingest", Settings(), Local(), Silence())
    assert (done.made, done.kept, list(done.failed)) == (0, 2, [packed.stem])
    with pytest.raises(InputError, match=rf"1 of 3 shards.*sources/{packed.stem}\.parquet cannot be read"):
        require_whole(done, "lake")
    assert list(failures(lake.place, "ingest")) == [packed.stem]


def test_documents_of_sources_that_left_go(lake: Lake) -> None:
    _documents_of_nothing = Note("c", "i", INGEST.fingerprint(Settings()))
    write_shard(lake.place, "documents", "gone", DOCUMENTS, [], lambda _: _documents_of_nothing)
    run_stage(lake, "ingest", Settings(), Local(), Silence())
    assert "gone" not in names(lake.place, "documents")


def test_a_worker_with_other_code_makes_nothing(lake: Lake) -> None:
    settings = Settings()
    needed = required(INGEST, settings)
    job = Job(
        lake.place.address, "ingest", settings, INGEST.fingerprint(settings), needed | {"code": "other"}
    )
    with pytest.raises(InputError, match="has another code than this machine"):
        make_shard(job, "any")
    job = replace(job, required=needed | {"release of pyarrow": "0.1"})
    with pytest.raises(InputError, match="another release of pyarrow"):
        make_shard(job, "any")


def _texts(count: int) -> list[Document]:
    return [Document(f"d{n}", f"Texte {n}", 2, (f"{n}.txt",), Description()) for n in range(count)]


def test_what_ended_a_worker_is_taken_one_by_one_and_then_named(tmp_path: Path) -> None:
    place, documents = place_at(tmp_path), _texts(5)
    first = Attempt(place, "annotate", "s")
    assert first.batch_size(2) == 2
    taken = first.noted(documents, 2)
    assert [next(taken).id for _ in range(4)] == ["d0", "d1", "d2", "d3"]  # and here it died
    assert where_died(place, "annotate", "s") == "it was at 2.txt, 3.txt"

    second = Attempt(place, "annotate", "s")
    assert second.batch_size(2) == 1
    taken = second.noted(documents, 1)
    assert [next(taken).id for _ in range(4)] == ["d0", "d1", "d2", "d3"]

    with Attempt(place, "annotate", "s") as third, pytest.raises(ShardFailedError, match=r"3\.txt \(d3\)"):
        list(third.noted(documents, third.batch_size(2)))
    assert place.names("attempts/annotate") == []


def test_a_death_that_was_chance_costs_nothing(tmp_path: Path) -> None:
    place, documents = place_at(tmp_path), _texts(5)
    next(Attempt(place, "annotate", "s").noted(documents, 2))
    with Attempt(place, "annotate", "s") as second:
        assert list(second.noted(documents, second.batch_size(2))) == documents
    assert Attempt(place, "annotate", "s").batch_size(2) == 2
