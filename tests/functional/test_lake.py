"""A lake: the same bytes wherever its shards are made, whoever dies meanwhile."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.functional.conftest import COMMAND, ROOT, Run, contents, is_one_line

_COMPONENT = """
import os, signal, time
from spacy.language import Language

@Language.factory("trial")
def trial(nlp, name):
    return at_work

def at_work(doc):
    time.sleep(float(os.environ.get("TRIAL_SECONDS", "0")))
    if "sans relâche" in doc.text:
        raise ValueError("the text cannot be read")
    if os.environ.get("TRIAL_KILLS") and "jusqu'au bout" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc
"""
_TEXT = """Le métier du directeur marketing numéro {number}

Le directeur marketing pilote la stratégie de la marque numéro {number}, le budget et les campagnes. Il
maîtrise {tool} et dirige {people} personnes{manner}. En {year}, la directrice marketing devra analyser les
données de ses clients.
"""
_RAISES, _KILLS = 2, 5
_DOCUMENTS = 8
_WAIT = 300.0


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with texts, and a model that fails at one of them and ends its process at another."""
    import spacy

    folder = tmp_path_factory.mktemp("trial")
    spacy.blank("xx").to_disk(folder / "model")  # the rules of French take 2 s of each process to compile
    config = (folder / "model" / "config.cfg").read_text(encoding="utf-8")
    config = config.replace("pipeline = []", 'pipeline = ["trial"]')
    config = config.replace("[components]", '[components]\n\n[components.trial]\nfactory = "trial"')
    (folder / "model" / "config.cfg").write_text(config, encoding="utf-8")
    # A blank model needs no PyTorch, and importing it takes most of the time of a process of these tests.
    (folder / "torch.py").write_text("raise ImportError('not in these tests')\n")
    (folder / "trial_component.py").write_text(_COMPONENT, encoding="utf-8")
    installed = folder / "trial_component-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: trial-component\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text("[spacy_factories]\ntrial = trial_component:trial\n")
    (folder / "texts").mkdir()
    for number in range(_DOCUMENTS):
        manner = {_RAISES: " sans relâche", _KILLS: " jusqu'au bout"}.get(number, "")
        tool = ("Salesforce", "Google Analytics", "HubSpot")[number % 3]
        text = _TEXT.format(number=number, tool=tool, people=number + 3, manner=manner, year=2027 + number)
        (folder / "texts" / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def local(trial: Path) -> Path:
    """Return the lake that one process makes of the texts, two in a shard; nothing ends it."""
    lake = _lake(trial, "local")
    _call(trial, "ingest", "texts", "--lake", lake, "--shard-size", "2")
    _call(trial, "annotate", "--lake", lake)
    return lake


def test_processes_make_the_same_bytes(trial: Path, local: Path) -> None:
    lake = _lake(trial, "processes")
    _call(trial, "ingest", "texts", "--lake", lake, "--shard-size", "2", "--on", "processes", "--jobs", "2")
    _call(trial, "annotate", "--lake", lake, "--on", "processes", "--jobs", "2")
    assert _bytes(lake) == _bytes(local)
    assert len(_bytes(local)) == 3 * _DOCUMENTS / 2


def test_a_document_that_ends_its_process_is_named_and_costs_its_shard_only(trial: Path, local: Path) -> None:
    lake = _without_annotations(local, trial / "killed")
    done = _call(
        trial, "annotate", "--lake", lake, "--on", "processes", "--jobs", "2",
        code=3, TRIAL_KILLS="1",
    )  # fmt: skip
    _only_one_is_missing(local, lake, done.stderr)
    status = _call(trial, "lake", "status", lake).stdout
    assert "3 of 4 shards done, 1 failed" in status
    assert f"texts/{_KILLS}.txt" in status
    _call(trial, "annotate", "--lake", lake)
    assert _bytes(lake) == _bytes(local)


def test_one_process_that_a_document_ends_names_it_when_it_is_run_again(trial: Path, local: Path) -> None:
    lake = _without_annotations(local, trial / "alone")
    for _ in range(2):
        _call(trial, "annotate", "--lake", lake, code=-signal.SIGKILL, TRIAL_KILLS="1")
    done = _call(trial, "annotate", "--lake", lake, code=3, TRIAL_KILLS="1")
    _only_one_is_missing(local, lake, done.stderr)


def test_a_document_that_raises_is_a_refusal(local: Path) -> None:
    from cmo_nlp.lake.annotation_rows import annotated_rows
    from cmo_nlp.lake.places import place_at
    from cmo_nlp.lake.shards import names, read_groups
    from cmo_nlp.records import Refusal

    place = place_at(local)
    tables = [t for name in names(place, "annotations") for t in read_groups(place, "annotations", name)]
    rows = [row for table in tables for row in annotated_rows(table)]
    refused = [row.result for row in rows if isinstance(row.result, Refusal)]
    assert len(rows) == _DOCUMENTS
    assert [(one.reason, one.detail) for one in refused] == [
        ("not-annotated", "ValueError: the text cannot be read")
    ]


def test_dask_makes_the_same_bytes_with_a_worker_killed_and_names_the_document_that_kills(
    trial: Path, local: Path
) -> None:
    with _scheduler(trial) as (address, _), _workers(trial, address, 2, TRIAL_KILLS="1", TRIAL_SECONDS="0.5"):
        on = ("--on", "dask", "--scheduler", address)
        lake = _lake(trial, "dask")
        _call(trial, "ingest", "texts", "--lake", lake, "--shard-size", "2", *on)
        job = _start(trial, "annotate", "--lake", lake, *on)
        _until(lambda: any((lake / "attempts" / "annotate").glob("*.json")), job)
        at_work = next(iter((lake / "attempts" / "annotate").glob("*.json")))
        victim = int(_left_by(lake, at_work.stem))
        os.kill(victim, signal.SIGKILL)
        _, said = job.communicate(timeout=_WAIT)
    assert job.returncode == 3
    _only_one_is_missing(local, lake, said)


def test_dask_goes_on_after_its_scheduler_was_killed_and_started_again(trial: Path, local: Path) -> None:
    lake = _without_annotations(local, trial / "restarted")
    with _scheduler(trial) as (address, first), _workers(trial, address, 2, TRIAL_SECONDS="0.5"):
        on = ("--on", "dask", "--scheduler", address)
        job = _start(trial, "annotate", "--lake", lake, *on)
        _until(lambda: any((lake / "annotations").glob("*.parquet")), job)
        first.kill()
        first.wait()
        assert len(list((lake / "annotations").glob("*.parquet"))) < _DOCUMENTS / 2
    with _scheduler(trial, address) as (again, _), _workers(trial, again, 2):
        _, said = job.communicate(timeout=_WAIT)
    assert job.returncode == 0, said
    assert _bytes(lake) == _bytes(local)


def test_nothing_that_is_up_to_date_is_made_again(trial: Path, local: Path) -> None:
    lake = Path(shutil.copytree(local, trial / "again"))
    lost = sorted((lake / "annotations").iterdir())[1]
    lost.unlink()
    times = {file: file.stat().st_mtime_ns for file in lake.rglob("*.parquet")}
    orphan = lake / "annotations" / ".x.parquet.HOST.1.partial"
    orphan.write_bytes(b"left")
    os.utime(orphan, (1, 1))
    told = _call(trial, "ingest", "texts", "--lake", lake).stdout
    assert "4 shards, 0 of them new or changed" in told
    told = _call(trial, "annotate", "--lake", lake).stdout
    assert "1 shard made, 3 up to date" in told
    assert not orphan.exists()
    assert {file: file.stat().st_mtime_ns for file in times} == times
    assert _bytes(lake) == _bytes(local)


def test_ctrl_c_leaves_what_is_finished(trial: Path, local: Path) -> None:
    lake = _without_annotations(local, trial / "interrupted")
    on = ("--on", "processes", "--jobs", "1")
    job = _start(trial, "annotate", "--lake", lake, *on, TRIAL_SECONDS="0.5")
    _until(lambda: any((lake / "annotations").glob("*.parquet")), job)
    job.send_signal(signal.SIGINT)
    _, said = job.communicate(timeout=_WAIT)
    assert job.returncode == 130
    assert "interrupted" in said
    done = _bytes(lake / "annotations")
    assert 0 < len(done) < _DOCUMENTS / 2
    assert done.items() <= _bytes(local / "annotations").items()
    assert not list(lake.rglob("attempts/*/*"))


def test_a_lake_in_a_workspace_exports_what_the_direct_way_does(
    analysed: Path, cmo: Run, tmp_path: Path
) -> None:
    sample = ROOT / "corpus" / "sample"
    subprocess.run(
        [*COMMAND, "-q", "ingest", str(sample), "--lake", str(tmp_path / "lake"), "--shard-size", "30"],
        check=True, cwd=ROOT,
    )  # fmt: skip
    assert cmo("annotate", "--lake", "lake").returncode == 0
    loaded = cmo("lake", "load", "lake", "--workspace", "loaded")
    assert "annotated" in loaded.stdout
    for verb in ("topics", "trends"):
        assert cmo(verb, "--workspace", "loaded").returncode == 0
    assert cmo("export", "json", "-o", "loaded/export.json", "--workspace", "loaded").returncode == 0
    assert contents(tmp_path / "loaded") == contents(analysed)


def test_what_is_no_lake_is_told_in_one_line(cmo: Run, tmp_path: Path) -> None:
    for arguments in (("annotate", "--lake", "none"), ("lake", "status", "none"), ("lake", "load", "none")):
        done = cmo(*arguments)
        assert done.returncode == 4
        assert "there is no lake in none" in done.stderr
    (tmp_path / "lake.json").write_text("{}")
    done = cmo("lake", "status", ".")
    assert (done.returncode, is_one_line(done.stderr)) == (4, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--on", "dask"), 2, "go with --lake"),
        (("--lake", "lake", "--on", "local", "--scheduler", "tcp://127.0.0.1:1"), 2, "--on dask"),
        (("--lake", "lake", "--scheduler", "tcp://192.0.2.1:8786"), 2, "without TLS"),
        (("--lake", "lake", "--scheduler", "nowhere://127.0.0.1:1"), 2, "no address of a scheduler"),
        (("--lake", "lake", "--scheduler", "tcp://127.0.0.1:1"), 3, "no Dask scheduler answers"),
    ],
)
def test_where_shards_cannot_be_made_is_told_in_one_line(
    cmo: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    text = _TEXT.format(number=1, tool="Excel", people=2, manner="", year=2027)
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    done = cmo("ingest", "text.txt", *arguments)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def _environment(trial: Path, **more: str) -> dict[str, str]:
    places = [str(trial), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), **more}


def _start(trial: Path, *arguments: str | Path, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], cwd=trial, env=_environment(trial, **more),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def _call(
    trial: Path, *arguments: str | Path, code: int = 0, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, and check its exit code."""
    job = _start(trial, *arguments, **more)
    out, said = job.communicate(timeout=_WAIT)
    assert job.returncode == code, said
    return subprocess.CompletedProcess(arguments, job.returncode, out, said)


def _lake(trial: Path, name: str) -> Path:
    """Make the folder of a lake that is annotated with the model of these tests."""
    (trial / name).mkdir()
    (trial / name / "cmo-nlp.toml").write_text(f'[annotate]\nmodel = "{trial / "model"}"\n', encoding="utf-8")
    return trial / name


def _without_annotations(lake: Path, copy: Path) -> Path:
    shutil.copytree(lake, copy)
    shutil.rmtree(copy / "annotations")
    return copy


def _bytes(lake: Path) -> dict[str, bytes]:
    return {str(file.relative_to(lake)): file.read_bytes() for file in sorted(lake.rglob("*.parquet"))}


def _only_one_is_missing(local: Path, lake: Path, said: str) -> None:
    """Check that all shards of the lake are those of `local`, but for that of the text that kills."""
    assert f"texts/{_KILLS}.txt" in said
    assert "Traceback" not in said
    missing = _bytes(local).keys() - _bytes(lake).keys()
    assert len(missing) == 1
    assert all(f"{number:06}" in name for name in missing for number in [_KILLS // 2])
    assert _bytes(lake).items() <= _bytes(local).items()


def _until(happened: Callable[[], bool], job: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + _WAIT
    while not happened():
        assert job.poll() is None, job.communicate()[1]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _left_by(lake: Path, shard: str) -> str:
    """Return the process that writes a shard, by the name that it writes it under."""
    deadline = time.monotonic() + _WAIT
    while time.monotonic() < deadline:
        for partial in (lake / "annotations").glob(f".{shard}.parquet.*.partial"):
            return partial.name.split(".")[-2]
        time.sleep(0.02)
    raise AssertionError(shard)


@contextmanager
def _scheduler(trial: Path, address: str = "") -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    file = trial / f"scheduler-{time.monotonic_ns()}.json"
    port = address.rpartition(":")[2] or "0"
    where = ("--host", "127.0.0.1", "--port", port, "--dashboard-address", "127.0.0.1:0")
    with _dask(trial, "scheduler", *where, "--scheduler-file", str(file)) as process:
        deadline = time.monotonic() + _WAIT
        while not file.exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield _address(file), process


def _address(file: Path) -> str:
    import json

    while True:
        try:
            return str(json.loads(file.read_text(encoding="utf-8"))["address"])
        except json.JSONDecodeError:
            time.sleep(0.05)


@contextmanager
def _workers(trial: Path, address: str, number: int, **more: str) -> Iterator[None]:
    where = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", "--nthreads", "1")
    lives = ("--nworkers", str(number), "--death-timeout", "60", "--local-directory", str(trial / "scratch"))
    with _dask(trial, "worker", address, *where, *lives, **more):
        yield


@contextmanager
def _dask(trial: Path, *arguments: str, **more: str) -> Iterator["subprocess.Popen[bytes]"]:
    environment = _environment(trial, DASK_DISTRIBUTED__WORKER__DAEMON="False", **more)
    with (trial / f"{arguments[0]}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments], cwd=trial, env=environment, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
