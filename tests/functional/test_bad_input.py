"""What users do to a program: each case one message, the right exit code, and nothing lost."""

import random
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from cmo_nlp.store import FILE_NAME
from tests.functional.conftest import COMMAND, ROOT, SAMPLE, Run, contents, is_one_line, without_privileges

ARTICLE = "Le directeur marketing doit maîtriser la donnée, le CRM et la relation client. " * 4


def test_a_folder_that_is_not_there(cmo: Run) -> None:
    done = cmo("run", "absent")
    assert done.returncode == 3
    assert is_one_line(done.stderr)
    assert "absent" in done.stderr


def test_an_empty_folder(cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    done = cmo("run", "vide")
    assert done.returncode == 3
    assert is_one_line(done.stderr)
    assert "vide" in done.stderr


def test_empty_binary_and_unreadable_files_are_refused_and_their_neighbours_get_in(
    cmo: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bon.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "latin.txt").write_bytes(("Été à la plage. " + ARTICLE).encode("latin-1"))
    (folder / "vide.txt").touch()
    (folder / "image.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "secret.txt").write_text(ARTICLE + "Secret.", encoding="utf-8")
    (folder / "secret.txt").chmod(0)
    done = cmo("ingest", "articles", under=without_privileges())
    assert done.returncode == 0, done.stderr
    assert done.stdout == "ingest: 1 accepted, 1 near-duplicate, 3 refused\n"
    refused = cmo("status", "--refused").stdout.splitlines()
    assert [line.split(":")[0] for line in refused] == [
        f"articles/{name}" for name in ("image.txt", "secret.txt", "vide.txt")
    ]
    assert cmo("export", "json", "-o", "export.json").returncode == 0
    texts = [d["text"] for d in contents(tmp_path)["documents"]]
    assert any(text.startswith("Été à la plage.") and "maîtriser la donnée" in text for text in texts)


def test_a_workspace_on_a_read_only_disk(cmo: Run, tmp_path: Path) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    disk.chmod(0o555)
    done = cmo("run", SAMPLE, "--workspace", disk / "w", under=without_privileges())
    assert done.returncode == 4
    assert is_one_line(done.stderr)
    assert "--workspace DIR" in done.stderr


def test_an_analysed_workspace_on_a_read_only_disk_can_be_read(workspace: Path, cmo: Run) -> None:
    for file in workspace.iterdir():
        file.chmod(0o444)
    workspace.chmod(0o555)
    done = cmo("query", "marketing", "--workspace", workspace, under=without_privileges())
    assert done.returncode == 0, done.stderr
    assert "marketing" in done.stdout.casefold()
    done = cmo("ingest", SAMPLE, "--workspace", workspace, under=without_privileges())
    assert done.returncode == 4
    assert is_one_line(done.stderr)


def test_a_workspace_path_that_is_a_file(cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("texte", encoding="utf-8")
    for verb in (["run", SAMPLE], ["query", "marketing"], ["status"]):
        done = cmo(*verb)
        assert done.returncode == 4
        assert is_one_line(done.stderr)
    assert (tmp_path / "outputs").read_text(encoding="utf-8") == "texte"


@pytest.mark.parametrize("seed", range(6))
def test_a_database_with_twenty_random_bytes_is_noticed_or_says_the_same(
    workspace: Path, cmo: Run, seed: int
) -> None:
    """Damage is either reported with exit code 4, or it hit bytes that hold nothing."""
    expected = contents(workspace)
    file = workspace / FILE_NAME
    damaged = bytearray(file.read_bytes())
    generator = random.Random(seed)
    at = generator.randrange(len(damaged) - 20)
    damaged[at : at + 20] = generator.randbytes(20)
    file.write_bytes(damaged)
    done = cmo("export", "json", "-o", workspace / "export.json", "--force", "--workspace", workspace)
    assert done.returncode in {0, 4}, done.stderr
    assert contents(workspace) == expected
    if done.returncode == 4:
        assert is_one_line(done.stderr)
        assert file.read_bytes() == damaged


def test_doctor_finds_damage_and_says_what_to_do(workspace: Path, cmo: Run) -> None:
    file = workspace / FILE_NAME
    content = file.read_bytes()
    at = content.index(b"directeur marketing")
    file.write_bytes(content[:at] + random.Random(1).randbytes(20) + content[at + 20 :])
    done = cmo("doctor", "--workspace", workspace)
    assert done.returncode == 4
    assert "damaged" in done.stderr
    assert is_one_line(done.stderr)


def test_doctor_finds_a_sound_workspace_sound(analysed: Path, cmo: Run) -> None:
    done = cmo("doctor", "--workspace", analysed)
    assert done.returncode == 0, done.stderr
    assert "is sound" in done.stdout
    assert "stale" not in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["ingest", "annotate", "topics", "trends"])
def test_ctrl_c_in_each_stage_keeps_what_was_done(analysed: Path, tmp_path: Path, stage: str) -> None:
    arguments = [*COMMAND, "run", str(SAMPLE), "--workspace", str(tmp_path / "w")]
    listening = ["env", "--default-signal=INT"]  # a background shell may have made its children deaf to it
    process = subprocess.Popen(
        [*listening, *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(stage):
            process.send_signal(signal.SIGINT)
            break
    rest = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 130, rest
    assert "Traceback" not in rest
    assert rest.strip().splitlines()[-1].startswith("interrupted")
    subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True)
    assert contents(tmp_path / "w") == contents(analysed)


def test_a_limit_on_the_size_of_files_is_told_from_a_disk_that_fails(workspace: Path, cmo: Run) -> None:
    limited = ("bash", "-c", 'ulimit -f 20; exec "$@"', "limited")
    for verb in (("query", "marketing"), ("annotate",)):
        done = cmo(*verb, "--workspace", workspace, under=limited)
        assert (done.returncode, is_one_line(done.stderr)) == (4, True), done.stderr
        assert "more than 20480 bytes, and has no right to (ulimit -f)" in done.stderr
    assert cmo("query", "marketing", "--workspace", workspace).returncode == 0


def test_two_ingestions_at_once_lose_nothing(tmp_path: Path, cmo: Run) -> None:
    halves = []
    for i, files in enumerate((sorted(SAMPLE.iterdir())[:40], sorted(SAMPLE.iterdir())[35:])):
        half = tmp_path / f"moitie{i}"
        half.mkdir()
        for file in files:
            shutil.copy(file, half)
        halves.append(half)
    processes = [
        subprocess.Popen([*COMMAND, "-q", "ingest", str(half)], cwd=tmp_path, stdout=subprocess.DEVNULL)
        for half in halves
    ]
    assert [process.wait() for process in processes] == [0, 0]
    assert cmo("status").stdout.startswith("78 documents")


def test_a_query_of_nothing_and_an_unknown_verb_are_wrong_usage(cmo: Run, analysed: Path) -> None:
    for arguments in (
        ["query", "?!", "--workspace", analysed],
        ["querry", "x"],
        ["query"],
        ["export", "json"],
    ):
        done = cmo(*arguments)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_an_existing_file_is_kept_unless_forced(cmo: Run, analysed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("ancien", encoding="utf-8")
    assert cmo("export", "json", "-o", "a.json", "--workspace", analysed).returncode == 2
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "ancien"
    assert cmo("export", "json", "-o", "a.json", "--force", "--workspace", analysed).returncode == 0


def test_settings_that_say_nothing_sensible_cannot_be_used(cmo: Run, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[topics]\nnumber = 3\n", encoding="utf-8")
    done = cmo("status", "--config", "c.toml")
    assert done.returncode == 3
    assert "'number'" in done.stderr
