"""Project files: made, opened, refused."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from qualcode.coding.memos import write_memo
from qualcode.errors.base import QualcodeError
from qualcode.errors.projects import (
    DamagedProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectExistsError,
    ProjectLockedError,
    ProjectMissingError,
    ProjectMovedError,
    StorageError,
)
from qualcode.model.transcript import Segment
from qualcode.store import connections
from qualcode.store.database import Store, create_store, open_store
from qualcode.store.examination import faults
from qualcode.store.places import ReadingPlace, keep_place
from qualcode.store.project_facts import read_project
from tests.conftest import AT

PLACE = ReadingPlace(segment=Segment(0, 1), turns_read=(), at=AT)


def test_a_new_project_is_one_file(tmp_path: Path) -> None:
    """No companions are left beside it once it is closed."""
    create_store(tmp_path / "a.qualcode", name="A", coder="Vera", at=AT).close()

    assert ["a.qualcode"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_project_is_never_written_over(tmp_path: Path) -> None:
    """Whatever stands at the path stays."""
    path = tmp_path / "a.qualcode"
    path.write_text("mine")

    with pytest.raises(ProjectExistsError):
        create_store(path, name="A", coder="Vera", at=AT)

    assert "mine" == path.read_text()


def test_the_file_carries_our_mark(store: Store) -> None:
    """`file` and other programs can tell what it is; foreign keys and write-ahead logging are on."""
    assert connections.APPLICATION_ID == store.value("PRAGMA application_id")
    assert 1 == store.value("PRAGMA foreign_keys")
    assert "wal" == store.value("PRAGMA journal_mode")


def _database(path: Path, *, mark: int = 0) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {mark}")
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("kind", ["folder", "empty", "text", "foreign", "marked", "cut"])
def test_what_is_not_a_project_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    """Nothing is changed by looking."""
    path = tmp_path / "x.qualcode"
    if kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "text":
        path.write_bytes(b"Moderator: hello" * 100)
    elif kind == "cut":
        with create_store(path, name="A", coder="Vera", at=AT):
            pass
        path.write_bytes(path.read_bytes()[:6000])
    else:
        _database(path, mark=connections.APPLICATION_ID if kind == "marked" else 0)
    before = None if path.is_dir() else path.read_bytes()

    with pytest.raises(DamagedProjectError if kind == "cut" else NotAProjectError, match=r"x\.qualcode"):
        open_store(path)

    assert before == (None if path.is_dir() else path.read_bytes())


def test_a_missing_project_says_how_to_make_one(tmp_path: Path) -> None:
    """The way out is in the message."""
    with pytest.raises(ProjectMissingError, match=r"qualcode init a\.qualcode"):
        open_store(tmp_path / "a.qualcode")


def test_a_newer_project_is_refused_and_left_alone(tmp_path: Path) -> None:
    """An older program does not guess."""
    path = tmp_path / "a.qualcode"
    with create_store(path, name="A", coder="Vera", at=AT) as store:
        store.connection().execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerProjectError, match="format 9999"):
        open_store(path)


def test_a_locked_project_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """After waiting its turn, one line; nothing is half done."""
    monkeypatch.setattr(connections, "PATIENCE", 0.05)
    other = open_store(store.path)
    store.connection().execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(ProjectLockedError, match=r"study\.qualcode"), other.act("x", "x", coder="Ivan", at=AT):
            pass
    finally:
        store.connection().execute("ROLLBACK")
        other.close()


def test_a_folder_that_cannot_be_written_to_is_an_error(tmp_path: Path) -> None:
    """No traceback for a missing folder."""
    with pytest.raises(StorageError):
        create_store(tmp_path / "no" / "a.qualcode", name="A", coder="Vera", at=AT)


def test_a_backup_is_whole_and_never_overwrites(store: Store, tmp_path: Path) -> None:
    """It opens as the same project."""
    copy = store.back_up(tmp_path / "copy.qualcode")

    with open_store(copy) as opened:
        assert read_project(store) == read_project(opened)
    with pytest.raises(ProjectExistsError):
        store.back_up(copy)


def test_two_processes_write_in_turn(store: Store) -> None:
    """Twenty acts each by two programs at once: none is lost, none fails."""
    code = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from qualcode.store.database import open_store\n"
        "with open_store(Path(sys.argv[1])) as store:\n"
        "    for number in range(20):\n"
        "        with store.act('test', f'act {number}', coder=sys.argv[2], at=datetime.now(UTC)) as unit:\n"
        "            unit.record_always()\n"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", code, str(store.path), name], env=os.environ) for name in ("A", "B")
    ]

    assert [0, 0] == [program.wait(timeout=300) for program in programs]
    assert 41 == store.last_act()


def test_a_name_with_a_control_character_is_refused(tmp_path: Path) -> None:
    """Names are shown on terminals."""
    with pytest.raises(QualcodeError, match="control character"):
        create_store(tmp_path / "a.qualcode", name="A\x1b[31m", coder="Vera", at=AT)


@pytest.mark.parametrize("name", ["x" * 300 + ".qualcode", "y" * 5000])
def test_a_name_no_disk_can_have_is_one_line(store: Store, tmp_path: Path, name: str) -> None:
    """Opened, made or backed up to."""
    with pytest.raises(QualcodeError):
        open_store(tmp_path / name)
    with pytest.raises(StorageError):
        create_store(tmp_path / name, name="A", coder="Vera", at=AT)
    with pytest.raises(StorageError):
        store.back_up(tmp_path / name)


@pytest.mark.parametrize("folder", ["two words", "what?#%41&x=1", "Проект", 'quote\'d "so"'])
def test_any_path_can_hold_a_project(tmp_path: Path, folder: str) -> None:
    """What means something in a URI or a shell means nothing here."""
    (tmp_path / folder).mkdir()
    path = tmp_path / folder / f"{folder}.qualcode"
    create_store(path, name="A", coder="Vera", at=AT).close()

    with open_store(path) as opened:
        assert "A" == read_project(opened).name
    assert [path] == list((tmp_path / folder).iterdir())


def _refuse_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk that is mounted read-only; tests may run as one who may write everywhere."""
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)


def test_a_project_that_cannot_be_written_to_can_be_read(
    study: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive, a share: everything can be looked at, nothing is written beside it, changes are refused."""
    study.close()
    before = study.path.read_bytes()
    _refuse_writing(monkeypatch)

    with open_store(study.path) as opened:
        assert "Study" == read_project(opened).name
        assert () == faults(opened)
        with pytest.raises(StorageError, match="read-only"), opened.act("x", "x", coder="Vera", at=AT):
            pass
        keep_place(opened, str(opened.value("SELECT guid FROM sources")), "Vera", PLACE)

        assert [study.path] == [path for path in tmp_path.iterdir() if path.is_file()]
    assert before == study.path.read_bytes()


def test_a_read_only_project_shows_what_another_process_has_written(
    study: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its changes may stand in a file beside the project so far."""
    _refuse_writing(monkeypatch)

    with open_store(study.path) as opened:
        assert 3 == opened.value("SELECT count(*) FROM codes")


def test_acts_done_in_a_hurry_are_brought_to_the_disk_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not each waits; `settle` waits for all, and once there is nothing left, for none; closing settles."""
    synced = []
    monkeypatch.setattr(os, "fsync", synced.append)
    with create_store(tmp_path / "a.qualcode", name="A", coder="Vera", at=AT) as store:
        waits = store.value("PRAGMA synchronous")
        store.hurry()
        for text in ("one", "two"):
            write_memo(store, "project", read_project(store).guid, text, coder="Vera", at=AT)
        unsettled, before = store.is_unsettled, len(synced)
        store.settle()
        settled, after = store.is_unsettled, len(synced)
        store.settle()
        again = len(synced)
        write_memo(store, "project", read_project(store).guid, "three", coder="Vera", at=AT)
        hurries = store.value("PRAGMA synchronous")

    assert (waits, hurries) == (2, 1)
    assert (unsettled, before, settled, after, again, len(synced)) == (True, 0, False, 1, 1, 2)


def test_a_disk_that_does_not_take_what_was_done_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again the next time."""

    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    with create_store(tmp_path / "a.qualcode", name="A", coder="Vera", at=AT) as store:
        store.hurry()
        write_memo(store, "project", read_project(store).guid, "one", coder="Vera", at=AT)
        with monkeypatch.context() as patch, pytest.raises(StorageError, match="input/output error"):
            patch.setattr(os, "fsync", broken)
            store.settle()

        assert store.is_unsettled


@pytest.mark.parametrize("fate", ["deleted", "moved", "replaced"])
def test_a_file_that_is_gone_from_under_the_program_is_told_of(tmp_path: Path, fate: str) -> None:
    """Nothing is written into a file nobody will find, no empty one is made; put back, it goes on."""
    path, aside = tmp_path / "a.qualcode", tmp_path / "b.qualcode"
    create_store(path, name="A", coder="Vera", at=AT).close()
    with open_store(path) as store:
        guid = read_project(store).guid
        if fate == "deleted":
            path.unlink()
        else:
            path.rename(aside)
        if fate == "replaced":
            path.write_bytes(aside.read_bytes())
        with pytest.raises(ProjectMovedError, match="Put the file back"):
            write_memo(store, "project", guid, "one", coder="Vera", at=AT)
        with pytest.raises(ProjectMovedError):
            store.last_act()
        assert path.exists() == (fate == "replaced")
        if fate == "moved":
            aside.rename(path)
            write_memo(store, "project", guid, "one", coder="Vera", at=AT)


def test_threads_that_have_ended_leave_no_open_file(study):
    """Hours of work start thousands of them."""
    opened: list[sqlite3.Connection] = []

    def ask() -> None:
        opened.append(study.connection())

    for _ in range(5):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()

    study.connection().execute("SELECT 1")  # this thread's stays
    for one in opened[:-1]:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            one.execute("SELECT 1")
