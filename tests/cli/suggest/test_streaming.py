"""suggest --all and --jsonl: all made ahead, the same whatever made it, gone on with after a kill."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from multiprocessing import active_children, parent_process
from pathlib import Path

import pytest

from qualcode.project.opening import open_project
from qualcode.project.reading_ahead import Ahead, _read
from qualcode.suggestions.engines import engine_of
from qualcode.suggestions.language.meaning_models import VARIABLE, load_meanings
from tests.cli.conftest import CODEBOOK, Run
from tests.suggestions.language.test_meanings import LIBRARY, model  # noqa: F401  # a fixture

LINES = ("Let the big people decide, {n} of them.", "Trump is a businessman, {n} deals.", "We went home at {n}.")
AHEAD = """
import sys
from pathlib import Path
from qualcode.project.reading_ahead import Ahead
with Ahead(Path(sys.argv[1]), 1) as ahead:
    for guid in ahead.suggest(sys.argv[2:]):
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

WITH_PATTERN = """name: Waiting
codes:
- name: Waiting
  cues: [{pattern: [{LOWER: went}, {LOWER: home}]}]
"""

SECOND_TIME = """
from qualcode.suggestions import kept_talk
kept_talk.FEWEST_WORDS = 0
from qualcode.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print([name for name in ("spacy", "scipy") if name in sys.modules], file=sys.stderr)
"""


@pytest.fixture
def several(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Four transcripts, in a project whose readings are kept though it is small."""
    monkeypatch.setattr("qualcode.suggestions.cache.FEWEST_WORDS", 0)
    monkeypatch.setattr("qualcode.suggestions.kept_talk.FEWEST_WORDS", 0)
    for name in "abcd":
        talk = [f"ANNA: {LINES[n % 3].format(n=n)} {name * 3}" for n in range(12)]
        (tmp_path / f"{name}.txt").write_text("\n\n".join(talk) + "\n", encoding="utf-8")
    (tmp_path / "book.yaml").write_text(CODEBOOK, encoding="utf-8")
    assert run("init", "study.qualcode").code == 0
    assert run("import", *(f"{name}.txt" for name in "abcd")).code == 0
    assert run("codebook", "import", "book.yaml").code == 0
    return run


def kept(folder: Path, what: str = "talk") -> dict[str, tuple[bytes, int]]:
    paths = (folder / "study.qualcode.cache").glob(f"{what}-*")
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def killed(path: Path, guids: list[str], *, after: int) -> None:
    """Make suggestions ahead in a process that is killed once it has done so many sources."""
    command = [sys.executable, "-c", AHEAD, str(path), *guids]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as working:
        assert working.stdin is not None
        assert working.stdout is not None
        for _ in range(after):
            working.stdout.readline()
            working.stdin.write("\n")
            working.stdin.flush()
        working.kill()


def read_or_killed(guid: str) -> str:
    """Read a source; but a process that was started for it is killed."""
    if parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return _read(guid)


def read_or_slept(guid: str) -> str:
    """Read a source; but the first process that is asked to takes its time, and tells so."""
    begun = Path(os.environ["QUALCODE_TEST_BEGUN"])
    try:
        begun.mkdir()
    except FileExistsError:
        return _read(guid)
    time.sleep(600)
    return guid


def test_lines_are_what_the_table_has(small: Run) -> None:
    """One object a line; a source, a score and a number narrow them."""
    rows = small("suggest", "show", "--json").rows
    lines = [json.loads(line) for line in small("suggest", "show", "--jsonl").out.splitlines()]

    assert rows == lines
    assert 1 == len(small("suggest", "show", "--all", "--jsonl", "--limit", "1").out.splitlines())
    assert [] == small("suggest", "show", "fg1", "--jsonl", "--above", "1").out.splitlines()


def test_how_many_processes_work_makes_no_difference(several: Run, tmp_path: Path) -> None:
    """To the lines, or to a byte of what is kept."""
    one = several("suggest", "show", "--all", "--processes", "1", "--jsonl").out
    alone = {name: made for what in ("talk", "suggested") for name, (made, _) in kept(tmp_path, what).items()}
    for path in (tmp_path / "study.qualcode.cache").iterdir():
        path.unlink()
    engine_of.cache_clear()

    two = several("suggest", "show", "--all", "--processes", "2", "--jsonl")

    assert (0, one, 8) == (two.code, two.out, len(alone))
    assert alone == {name: made for what in ("talk", "suggested") for name, (made, _) in kept(tmp_path, what).items()}
    assert len(one.splitlines()) > 30
    assert "Suggestions of 4 transcripts made." in two.err


def test_a_second_time_nothing_is_made(several: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started, and nothing is read or learned; after a further transcript, that one is made."""
    first = several("suggest", "show", "--all", "--processes", "1", "--jsonl")
    before = kept(tmp_path, "")
    for name in ("Ahead", "_open"):
        monkeypatch.setattr(f"qualcode.project.reading_ahead.{name}", None)
    monkeypatch.setattr("qualcode.suggestions.proposing.Proposer.__init__", None)
    engine_of.cache_clear()

    again = several("suggest", "show", "--all", "--jsonl")

    assert (0, first.out, "") == (again.code, again.out, again.err)
    assert before == kept(tmp_path, "")


@pytest.mark.parametrize("options", [("--all", "--jsonl"), ()])
def test_a_second_time_spacy_is_not_loaded(several: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    """Nor SciPy, where a cue is a pattern and something is coded too."""
    (tmp_path / "cues.yaml").write_text(WITH_PATTERN, encoding="utf-8")
    assert several("codebook", "import", "cues.yaml").code == 0
    start = (tmp_path / "a.txt").read_text(encoding="utf-8").index("Let the")
    assert several("code", "a", str(start), str(start + 22), "Waiting").code == 0
    first = several("suggest", "show", *options)
    code = f"import sys; sys.argv = ['qualcode', 'suggest', 'show', *{options!r}]\n{SECOND_TIME}"
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)

    assert "Waiting" in first.out
    assert first.out == again.stdout
    assert ["[]"] == again.stderr.splitlines()[-1:]


def test_several_processes_look_for_meanings(
    several: Run,
    tmp_path: Path,
    model: Path,  # noqa: F811  # the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They suggest what one does; what they looked at is kept, and not looked at again."""
    monkeypatch.setenv(VARIABLE, str(model))
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    for place in (text.index("Let the"), text.index("Let the", 100)):
        assert several("code", "a", str(place), str(place + 22), "Big people").code == 0
    two = several("suggest", "show", "--all", "--processes", "2", "--jsonl")
    looked = kept(tmp_path, "meant")
    for path in (tmp_path / "study.qualcode.cache").glob("suggested-*"):
        path.unlink()
    forget_and_refuse = "if list(texts) != ['a']: raise RuntimeError(texts)"
    library = Path(sys.path[0]) / "sentence_transformers.py"
    library.write_text(LIBRARY.replace("assert batch_size", f"{forget_and_refuse}\n        assert batch_size"), "utf-8")
    load_meanings.cache_clear()
    sys.modules.pop("sentence_transformers", None)
    engine_of.cache_clear()
    again = several("suggest", "show", "--all", "--processes", "1", "--jsonl")
    library.write_text(LIBRARY, "utf-8")
    shutil.rmtree(tmp_path / "study.qualcode.cache")
    load_meanings.cache_clear()
    sys.modules.pop("sentence_transformers", None)
    engine_of.cache_clear()
    one = several("suggest", "show", "--all", "--processes", "1", "--jsonl")

    assert (0, 0, 0) == (two.code, again.code, one.code)
    assert "like “Let the big people" in one.out
    assert one.out == two.out == again.out
    assert {f"meant-sentences-{name[5:]}" for name in kept(tmp_path)} <= set(looked)
    assert {name: made for name, (made, _) in looked.items()} == {
        name: made for name, (made, _) in kept(tmp_path, "meant").items()
    }


def test_a_start_that_was_killed_is_gone_on_with(several: Run, tmp_path: Path) -> None:
    """What it had made is not made again; damage is. The end is that of a start that was not killed."""
    path = tmp_path / "study.qualcode"
    with open_project(path, coder="Vera") as project:
        guids = [one.guid for one in project.source_list()]
    killed(path, guids, after=2)
    before = kept(tmp_path, "suggested")
    damaged = tmp_path / "study.qualcode.cache" / sorted(before)[0]
    whole = before.pop(damaged.name)[0]
    damaged.write_bytes(whole[:100])

    with Ahead(path, 1) as ahead:
        assert guids == list(ahead.suggest(guids))

    after = kept(tmp_path, "suggested")
    assert 4 == len(after)
    assert before
    assert before == {name: after[name] for name in before}
    assert whole == after[damaged.name][0]
    gone_on_with = several("suggest", "show", "--all", "--jsonl").out
    shutil.rmtree(tmp_path / "study.qualcode.cache")
    engine_of.cache_clear()
    assert gone_on_with == several("suggest", "show", "--jsonl").out


def test_where_processes_are_killed_this_one_goes_on_alone(several: Run, tmp_path: Path) -> None:
    """As where memory is short."""
    path = tmp_path / "study.qualcode"
    with open_project(path, coder="Vera") as project:
        guids = [one.guid for one in project.source_list()]
    with Ahead(path, 2) as ahead:
        assert guids == list(ahead._done(read_or_killed, guids))

    assert 4 == len(kept(tmp_path))


def test_processes_that_are_interrupted_end_at_once(
    several: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the midst of a source; what others had made by then is kept."""
    monkeypatch.setenv("QUALCODE_TEST_BEGUN", str(tmp_path / "begun"))
    path = tmp_path / "study.qualcode"
    with open_project(path, coder="Vera") as project:
        guids = [one.guid for one in project.source_list()]
    with pytest.raises(KeyboardInterrupt), Ahead(path, 2) as ahead:
        done = ahead._done(read_or_slept, guids)
        others = [next(done) for _ in range(3)]
        raise KeyboardInterrupt

    assert [] == active_children()
    assert {f"talk-{guid}.kept" for guid in others} == set(kept(tmp_path))


def test_an_interrupt_is_told_in_one_line(several: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made is kept, and how to go on with it."""

    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("qualcode.project.reading_ahead._suggest", interrupted)
    answer = several("suggest", "show", "--all", "--processes", "1")

    said = "Stopped at 0 of 4 transcripts. What was made is kept: the same command goes on from there.\n"
    assert (130, "", said) == (answer.code, answer.out, answer.err)


def test_a_folder_that_cannot_be_written_is_done_without(several: Run, tmp_path: Path) -> None:
    """Suggestions are made as they are asked for."""
    first = several("suggest", "show", "--jsonl").out
    shutil.rmtree(tmp_path / "study.qualcode.cache")
    (tmp_path / "study.qualcode.cache").write_text("in the way", encoding="utf-8")
    engine_of.cache_clear()
    again = several("suggest", "show", "--all", "--jsonl")

    assert (0, first, "") == (again.code, again.out, again.err)


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
