"""Where names are worked on: what fails is told, the others go on, and nobody from outside is let in."""

import os
import re
import signal
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.lake.engines import Engine, Failure, Local, Processes, engine
from cmo_nlp.lake.on_dask import OnDask

NAMES = ("a", "dies once", "b", "dies", "raises", "c")


def at_work(folder: Path, name: str) -> str:
    """Return the name in capitals; what a name says comes first."""
    with (folder / f"{name}.log").open("a") as log:
        log.write("x")
    if name == "dies" or (name == "dies once" and (folder / f"{name}.log").stat().st_size == 1):
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "raises":
        msg = "so it is"
        raise InputError(msg)
    if name == "breaks":
        raise ZeroDivisionError
    return name.upper()


def listening(folder: Path, _: str) -> list[str]:
    """Return the addresses, as /proc has them, that are listened at and were not before."""
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A":
                found.add(fields[1])
    return sorted(found - set((folder / "before").read_text(encoding="ascii").split()))


def _came(on: Engine, folder: Path, names: Sequence[str]) -> dict[str, str | Failure]:
    return dict(on.each(partial(at_work, folder), names))


def test_one_process_tells_what_fails_and_goes_on(tmp_path: Path) -> None:
    came = _came(Local(), tmp_path, ("a", "raises", "breaks", "c"))
    assert came == {
        "a": "A",
        "raises": Failure("so it is"),
        "breaks": Failure("ZeroDivisionError:"),
        "c": "C",
    }


def test_processes_go_on_when_one_of_them_dies(tmp_path: Path) -> None:
    came = _came(Processes(2), tmp_path, NAMES)
    died = came.pop("dies")
    assert isinstance(died, Failure)
    assert died.died
    assert "code -9" in died.why
    assert came == {"a": "A", "b": "B", "c": "C", "dies once": "DIES ONCE", "raises": Failure("so it is")}


def test_a_cluster_of_ones_own_goes_on_when_a_worker_dies_and_lets_nobody_in(tmp_path: Path) -> None:
    (tmp_path / "before").write_text(" ".join(listening_now()))
    on = OnDask(None, 2)
    came = _came(on, tmp_path, ("a", "dies once", "raises"))
    assert came == {"a": "A", "dies once": "DIES ONCE", "raises": Failure("so it is")}
    ((_, open_at),) = on.each(partial(listening, tmp_path), ["x"])
    assert open_at
    assert not isinstance(open_at, Failure)
    assert [place for place in open_at if not re.match(r"0100007F:|0{24}01000000:", place)] == []


def listening_now() -> list[str]:
    """Return what is listened at before the cluster is there."""
    import tempfile

    with tempfile.TemporaryDirectory() as empty:
        (Path(empty) / "before").write_text("")
        return listening(Path(empty), "")


@pytest.mark.parametrize(
    ("address", "is_guarded"),
    [
        ("tcp://127.0.0.1:8786", True),
        ("localhost:8786", True),
        ("tcp://[::1]:8786", True),
        ("tls://192.0.2.1:8786", True),
        ("tcp://192.0.2.1:8786", False),
        ("192.0.2.1:8786", False),
        ("ws://192.0.2.1:8786", False),
        ("tcp://no.such.host.invalid:8786", False),
    ],
)
def test_a_scheduler_elsewhere_needs_tls_or_a_word(address: str, is_guarded: bool) -> None:  # noqa: FBT001
    if is_guarded:
        assert OnDask(address, 1).warnings == ()
    else:
        with pytest.raises(UsageError, match=r"whoever reaches it .* --insecure"):
            OnDask(address, 1)
        assert "whoever reaches it" in OnDask(address, 1, insecure=True).warnings[0]


def test_options_that_do_not_go_together_are_told() -> None:
    with pytest.raises(UsageError, match="--on dask"):
        engine("processes", scheduler="tcp://127.0.0.1:1")
    with pytest.raises(UsageError, match="--jobs"):
        engine("dask", scheduler="tcp://127.0.0.1:1", jobs=2)
    with pytest.raises(UsageError, match="one process is the least"):
        engine("processes", jobs=0)
    assert isinstance(engine("local"), Local)
