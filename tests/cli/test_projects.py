"""init, opening by path, environment or folder, coder, doctor, backup."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run, place


def test_init_makes_one_file_and_never_overwrites(run: Run, tmp_path: Path) -> None:
    """The second time is one line and exit code 1."""
    assert run("init", "a.qualcode").code == 0
    before = (tmp_path / "a.qualcode").read_bytes()

    again = run("init", "a.qualcode")

    assert (1, 1) == (again.code, len(again.err.splitlines()))
    assert "already exists" in again.err
    assert before == (tmp_path / "a.qualcode").read_bytes()


def test_a_project_is_found_by_being_alone_by_path_and_by_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order of precedence: --project after the command, before it, environment, folder."""
    run("init", "a.qualcode", "--name", "Alone")
    assert run("sources", "--json").code == 0
    run("init", "b.qualcode", "--name", "Second")

    assert "Several projects" in run("sources").err
    monkeypatch.setenv("QUALCODE_PROJECT", "a.qualcode")
    assert '"project":"Alone"' in run("history", "--json").out.replace(" ", "")
    assert "Second" in run("-p", "b.qualcode", "history", "--json").out
    assert "Second" in run("history", "-p", "b.qualcode", "--json").out


def test_no_project_says_how_to_make_one(run: Run) -> None:
    """One line with the way out."""
    answer = run("sources")

    assert (1, True) == (answer.code, "qualcode init" in answer.err)


def test_the_coder_is_told_remembered_or_the_login_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--coder wins over the environment, that over what is remembered, that over the login name."""
    monkeypatch.delenv("QUALCODE_CODER")
    monkeypatch.setenv("LOGNAME", "somebody")
    run("init", "a.qualcode")
    run("coder", "Anna K.")
    run("init", "b.qualcode")
    run("init", "c.qualcode", "--coder", "Pavel")

    coders = [run("history", "-p", f"{name}.qualcode", "--json").rows[0]["coder"] for name in "abc"]

    assert ["somebody", "Anna K.", "Pavel"] == coders


def test_a_healthy_project_is_whole(small: Run) -> None:
    """Exit code 0."""
    answer = small("doctor")

    assert (0, True) == (answer.code, "is whole" in answer.out)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE codings SET quote = replace(quote, 'big', 'BIG')", "says 'Let the BIG"),
        ("UPDATE codings SET last_turn = 5", "counted in turns"),
        ("UPDATE codes SET name = 'Something else' WHERE id = 2", "not those of the revision"),
        (
            "DROP TRIGGER texts_stay; UPDATE source_revisions SET text = replace(text, 'ANNA', 'ANYA')",
            "not the one that",
        ),
        ("DROP TRIGGER acts_stay; UPDATE acts SET summary = 'x' WHERE id = 3", "act 3 was removed or altered"),
        ("DELETE FROM cases WHERE label = 'IVAN'", "points to a row of cases"),
    ],
)
def test_the_doctor_finds_damage_and_names_it(small: Run, tmp_path: Path, damage: str, said: str) -> None:
    """Damage done by another program, with all guards off."""
    small("code", "fg1", *place("Let the big people decide"), "Big people")
    connection = sqlite3.connect(tmp_path / "study.qualcode")
    connection.executescript(damage)
    connection.close()

    answer = small("doctor")

    assert (1, True) == (answer.code, said in answer.out), answer.out


def test_a_backup_is_a_project(small: Run, tmp_path: Path) -> None:
    """It opens, and an existing file is never written over."""
    assert small("backup", "copy.qualcode").code == 0

    assert small("-p", "copy.qualcode", "sources", "--json").rows[0]["name"] == "fg1.txt"
    assert small("-p", "study.qualcode", "backup", "copy.qualcode").code == 1
    (tmp_path / "copy.qualcode").unlink()


@pytest.mark.parametrize("kind", ["text", "folder", "database"])
def test_a_project_that_is_not_ours_is_one_line(run: Run, tmp_path: Path, kind: str) -> None:
    """And the file is as it was."""
    path = tmp_path / "x.qualcode"
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("Moderator: hello")
    else:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (x)")
        connection.close()

    answer = run("-p", path, "sources")

    assert (1, 1, True) == (answer.code, len(answer.err.splitlines()), "not a qualcode project" in answer.err)


def test_a_wrong_option_is_exit_code_two(run: Run) -> None:
    """Usage is told apart from failure."""
    assert run("freq", "--no-such-option").code == 2


def test_the_demo_is_made_once_and_found_again(run: Run, tmp_path: Path) -> None:
    """Six groups, two codebooks, two coders; a second time it refuses rather than overwrite."""
    assert run("demo", "here", "--no-open").code == 0
    project = tmp_path / "here" / "peace-talks.qualcode"

    sources = run("-p", project, "sources", "--json").rows
    assert [6, True] == [len(sources), all(70 <= source["turns"] <= 120 for source in sources)]
    assert run("-p", project, "doctor").code == 0
    assert {"en", "ru"} == {source["language"] for source in sources}
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == [
        "codebooks",
        "peace-talks.qualcode",
        "transcripts",
    ]
    assert run("demo", "here", "--no-open").code == 1
    shutil.rmtree(tmp_path / "here")


def test_the_demo_leaves_files_of_other_people_alone(run: Run, tmp_path: Path) -> None:
    """A transcript somebody worked on is not written over; nothing else is left behind."""
    (tmp_path / "here" / "transcripts").mkdir(parents=True)
    mine = tmp_path / "here" / "transcripts" / "fg1_moscow_2024.txt"
    mine.write_text("Moderator: mine")

    assert run("demo", "here", "--no-open").code == 0

    assert "Moderator: mine" == mine.read_text()
    assert 115 == run("-p", "here/peace-talks.qualcode", "sources", "--json").rows[0]["turns"]


def test_an_empty_name_is_not_a_coder(small: Run) -> None:
    """Whoever says --coder "" is not taken for somebody else."""
    before = small("history", "--json").rows

    for answer in (small("undo", "--coder", ""), small("--coder", " ", "undo")):
        assert (1, 1, True) == (answer.code, len(answer.err.splitlines()), "at least one character" in answer.err)

    assert before == small("history", "--json").rows


@pytest.mark.parametrize(
    "arguments",
    [("-p", "x" * 300, "sources"), ("backup", "x" * 300), ("demo", "x" * 300, "--no-open"), ("init", "y" * 190)],
)
def test_names_no_disk_can_have_are_one_line(small: Run, arguments: tuple[str, ...]) -> None:
    """Exit code 1."""
    answer = small(*(part if part != "y" * 190 else "no/" + part for part in arguments))

    assert (1, 1) == (answer.code, len(answer.err.splitlines())), answer.err


def test_a_file_that_cannot_be_read_is_not_a_wrong_option(
    small: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 1, with the file's name."""
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.R_OK)

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)

    for arguments in (
        ("-p", "study.qualcode", "sources"),
        ("sources", "-p", "study.qualcode"),
        ("import", "fg1.txt"),
        ("codebook", "import", "book.yaml"),
        ("codebook", "check", "book.yaml"),
        ("codebook", "diff", "book.yaml"),
    ):
        answer = small(*arguments)
        assert (1, 1, True) == (answer.code, len(answer.err.splitlines()), "ermission" in answer.err), answer.err


@pytest.mark.parametrize("seed", range(4))
def test_a_project_with_damaged_pages_is_told_of_in_a_line_and_left_alone(
    small: Run, tmp_path: Path, seed: int
) -> None:
    """Whatever is asked works or ends in one line with a way out; the file is not made worse by asking."""
    path, chance = tmp_path / "study.qualcode", random.Random(seed)
    damaged = bytearray(path.read_bytes())
    for _ in range(12):  # heads of pages, which say where all that stands in them is
        place = chance.randrange(1, len(damaged) // 4096) * 4096
        damaged[place : place + 12] = chance.randbytes(12)
    path.write_bytes(damaged)

    for asked in ("doctor", "freq", "codings list", "sources list", "codebook show", "history", "cases list"):
        answer = small(*asked.split())
        assert answer.code in (0, 1), asked
        if answer.code and asked != "doctor":
            assert 1 == len(answer.err.splitlines()), answer.err
            assert answer.err.startswith("qualcode: "), answer.err
    answer = small("doctor")
    assert (1, True) == (answer.code, "damaged" in answer.out + answer.err)
    assert bytes(damaged) == path.read_bytes()


@pytest.mark.parametrize(
    ("damage", "asked"),
    [
        ("UPDATE acts SET at = 'yesterday'", "history"),
        ("UPDATE codings SET at = '2026-11-27T20:54:05+00:t0'", "codings list"),
        ("UPDATE codings SET at = x'ff'", "freq"),
        ("UPDATE codebook_revisions SET at = 'x'", "doctor"),
        ("UPDATE turns SET start = x'00'", "freq"),
        ("UPDATE source_revisions SET text = CAST(x'fffe41' AS TEXT)", "sources list"),
    ],
)
def test_values_that_make_no_sense_are_damage(small: Run, tmp_path: Path, damage: str, asked: str) -> None:
    """Whichever part of the program stumbles over them: one line, no traceback."""
    small("code", "fg1", *place("Let the big people decide"), "Big people")
    with closing(sqlite3.connect(tmp_path / "study.qualcode")) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(damage)
        connection.commit()

    answer = small(*asked.split())

    assert answer.code in (0, 1)
    assert (1, True) == ((doctor := small("doctor")).code, bool(doctor.out))
    if answer.code and asked != "doctor":
        assert 1 == len(answer.err.splitlines()), answer.err
