"""suggest --all and --jsonl: the whole project read ahead, the same whatever read it, gone on with after a kill."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.project.opening import open_project
from qualcode.project.reading_ahead import read_ahead
from qualcode.suggestions.engines import engine_of
from tests.cli.conftest import CODEBOOK, Run

LINES = ("Let the big people decide, {n} of them.", "Trump is a businessman, {n} deals.", "We went home at {n}.")
READING = """
import sys
from pathlib import Path
from qualcode.project.reading_ahead import read_ahead
for guid in read_ahead(Path(sys.argv[1]), sys.argv[2:], 1):
    print(guid, flush=True)
    sys.stdin.readline()
"""

WORKING = """
import sys, time
from multiprocessing import get_context
from pathlib import Path
from qualcode.project.reading_ahead import _begin

def work(path):
    _begin(Path(path))
    print("begun", flush=True)
    time.sleep(600)

if __name__ == "__main__":
    worker = get_context("spawn").Process(target=work, args=sys.argv[1:])
    worker.start()
    worker.join()
"""


@pytest.fixture
def several(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Four transcripts, in a project whose readings are kept though it is small."""
    monkeypatch.setattr("qualcode.suggestions.cache.FEWEST_WORDS", 0)
    monkeypatch.setattr("qualcode.suggestions.engine.FEWEST_WORDS", 0)
    for name in "abcd":
        talk = [f"ANNA: {LINES[n % 3].format(n=n)} {name * 3}" for n in range(12)]
        (tmp_path / f"{name}.txt").write_text("\n\n".join(talk) + "\n", encoding="utf-8")
    (tmp_path / "book.yaml").write_text(CODEBOOK, encoding="utf-8")
    assert run("init", "study.qualcode").code == 0
    assert run("import", *(f"{name}.txt" for name in "abcd")).code == 0
    assert run("codebook", "import", "book.yaml").code == 0
    return run


def kept(folder: Path) -> dict[str, tuple[bytes, int]]:
    paths = (folder / "study.qualcode.cache").glob("talk-*")
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def test_lines_are_what_the_table_has(small: Run) -> None:
    """One object a line; a source, a score and a number narrow them."""
    rows = small("suggest", "show", "--json").rows
    lines = [json.loads(line) for line in small("suggest", "show", "--jsonl").out.splitlines()]

    assert rows == lines
    assert 1 == len(small("suggest", "show", "--all", "--jsonl", "--limit", "1").out.splitlines())
    assert [] == small("suggest", "show", "fg1", "--jsonl", "--above", "1").out.splitlines()


def test_how_many_processes_read_makes_no_difference(several: Run, tmp_path: Path) -> None:
    """To the lines, or to a byte of what is kept."""
    one = several("suggest", "show", "--all", "--processes", "1", "--jsonl").out
    alone = {name: reading for name, (reading, _) in kept(tmp_path).items()}
    for path in (tmp_path / "study.qualcode.cache").iterdir():
        path.unlink()
    engine_of.cache_clear()

    two = several("suggest", "show", "--all", "--processes", "2", "--jsonl")

    assert (0, one, 4) == (two.code, two.out, len(alone))
    assert alone == {name: reading for name, (reading, _) in kept(tmp_path).items()}
    assert len(one.splitlines()) > 30


def test_a_start_that_was_killed_is_gone_on_with(several: Run, tmp_path: Path) -> None:
    """What it had read is not read again; damage is."""
    path = tmp_path / "study.qualcode"
    with open_project(path, coder="Vera") as project:
        guids = [one.guid for one in project.source_list()]
    command = [sys.executable, "-c", READING, str(path), *guids]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reading:
        for _ in range(2):
            reading.stdout.readline()
            reading.stdin.write("\n")
            reading.stdin.flush()
        reading.kill()
    before = kept(tmp_path)
    damaged = tmp_path / "study.qualcode.cache" / sorted(before)[0]
    whole = before.pop(damaged.name)[0]
    damaged.write_bytes(whole[:100])

    assert guids == list(read_ahead(path, guids, 1))

    after = kept(tmp_path)
    assert 4 == len(after)
    assert before
    assert before == {name: after[name] for name in before}
    assert whole == after[damaged.name][0]


def test_no_process_outlives_the_one_that_was_killed(several: Run, tmp_path: Path) -> None:
    """A worker that waits for more to read ends as soon as nobody is there to ask it: its output is closed."""
    (tmp_path / "working.py").write_text(WORKING, encoding="utf-8")
    command = [sys.executable, tmp_path / "working.py", tmp_path / "study.qualcode"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as working:
        assert working.stdout is not None
        assert "begun\n" == working.stdout.readline()
        working.kill()
        rest, _ = working.communicate(timeout=60)

    assert "" == rest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fg1", "--all"), "goes without SOURCE"),
        (("--processes", "2"), "goes with --all"),
        (("--json", "--jsonl"), "goes without --json"),
    ],
)
def test_what_makes_no_sense_is_told(small: Run, arguments: tuple[str, ...], said: str) -> None:
    """With the option's name."""
    answer = small("suggest", "show", *arguments)

    assert 2 == answer.code
    assert said in " ".join(answer.err.replace("│", " ").split())
