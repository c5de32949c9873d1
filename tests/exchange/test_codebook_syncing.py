"""A shared file and two projects: the same afterwards, whoever comes first, whatever is killed in between."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from qualcode.codebooks.reading import read_codebook
from qualcode.coding.codebook_editing import change_code, create_code
from qualcode.errors.codebooks import BusyFileError, OpenClashesError
from qualcode.errors.files import UnknownFormatError, UnwritableFileError
from qualcode.exchange import codebook_syncing
from qualcode.exchange.codebook_merging import Wishes
from qualcode.exchange.codebook_syncing import sync_codebook
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Store, create_store, open_store
from qualcode.store.examination import faults
from qualcode.store.revisions import read_revision_hashes
from tests.conftest import AT, BOOK, CODE, OTHER

ME = {"coder": "Vera", "at": AT}


@pytest.fixture
def shared(study: Store, tmp_path: Path) -> Path:
    """A shared file that the study made."""
    path = tmp_path / "shared" / "talks.yaml"
    path.parent.mkdir()
    sync_codebook(study, path, **ME)
    return path


@pytest.fixture
def pavel(shared: Path, tmp_path: Path):
    """A second project that has the shared codebook."""
    with create_store(tmp_path / "pavel.qualcode", name="Pavel", coder="Pavel", at=AT) as made:
        sync_codebook(made, shared, **ME)
        yield made


def stands(store: Store) -> str:
    return read_revision_hashes(store)[BOOK.guid]


def test_two_projects_and_the_file_come_to_the_same(study: Store, pavel: Store, shared: Path) -> None:
    """Each takes what the other did; a third time there is nothing to do."""
    change_code(study, CODE, definition="Ours.", **ME)
    change_code(pavel, OTHER, name="Tired", **ME)

    done = [sync_codebook(store, shared, **ME) for store in (study, pavel, study, pavel)]

    assert [report.has_written for report in done] == [True, True, False, False]
    assert [report.plan.outcome for report in done if report.plan] == ["known", "merged", "fast-forward", "known"]
    assert stands(study) == stands(pavel) == read_codebook(shared).revision
    assert read_codebook(shared).codebook == read_codebooks(study)[0] == read_codebooks(pavel)[0]


def test_comments_of_the_file_stay(study: Store, shared: Path) -> None:
    """It belongs to people too."""
    shared.write_text(shared.read_text().replace("- name: News fatigue", "# Ask Anna.\n- name: News fatigue"))
    change_code(study, CODE, definition="Ours.", **ME)

    sync_codebook(study, shared, **ME)

    assert "# Ask Anna.\n- name: News fatigue" in shared.read_text()


def test_a_clash_changes_neither_file_nor_project(study: Store, pavel: Store, shared: Path) -> None:
    """Until it is settled."""
    change_code(study, CODE, definition="Ours.", **ME)
    change_code(pavel, CODE, definition="Theirs.", **ME)
    sync_codebook(pavel, shared, **ME)
    before = (shared.read_bytes(), study.last_act())

    with pytest.raises(OpenClashesError):
        sync_codebook(study, shared, **ME)
    assert before == (shared.read_bytes(), study.last_act())

    sync_codebook(study, shared, wishes=Wishes(otherwise="ours"), **ME)
    assert "Ours." in shared.read_text()


@pytest.mark.parametrize(
    "name",
    [
        "talks (Anna's conflicted copy 2025-02-14).yaml",
        "talks (conflicted copy 2025-02-14 101112).yaml",
        "talks_conflict-20250214-101112.yaml",
        "talks.sync-conflict-20250214-101112-ABCDEFG.yaml",
        "talks (1).yaml",
        "talks-LAPTOP7.yaml",
        "talks 2.yaml",
        "talks (конфликтующая копия 2025-02-14).yaml",
    ],
)
def test_conflicted_copies_are_noticed_and_merged(study: Store, pavel: Store, shared: Path, name: str) -> None:
    """Whichever drive named them; once merged they can go."""
    change_code(pavel, OTHER, name="Tired", **ME)
    copy = shared.with_name(name)
    shutil.copyfile(shared, copy)
    sync_codebook(pavel, copy, **ME)

    noticed = sync_codebook(study, shared, **ME)
    merged = sync_codebook(study, shared, with_copies=True, **ME)

    assert (noticed.copies, noticed.spent) == ((copy,), ())
    assert (merged.copies, merged.spent) == ((), (copy,))
    assert read_codebook(shared).codebook.code(OTHER).name == "Tired"


def test_another_codebook_beside_it_is_no_copy(study: Store, shared: Path) -> None:
    """However it is named."""
    shared.with_name("talks-2.yaml").write_text("name: Another\ncodes:\n- name: Hope\n")
    shared.with_name("talks (1).yaml").write_text("no: codebook\n")

    assert sync_codebook(study, shared, with_copies=True, **ME).copies == ()


def test_what_a_drive_writes_meanwhile_is_not_overwritten(
    study: Store, pavel: Store, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file changes between reading and writing, without any lock: all is done again."""
    change_code(study, CODE, definition="Ours.", **ME)
    change_code(pavel, OTHER, name="Tired", **ME)
    elsewhere = shared.with_name("elsewhere.yaml")
    shutil.copyfile(shared, elsewhere)
    sync_codebook(pavel, elsewhere, **ME)
    real: Callable[..., bytes] = codebook_syncing.codebook_bytes
    waiting = [elsewhere.read_bytes()]

    def meanwhile(*given: object) -> bytes:
        data = real(*given)
        if waiting:
            shared.write_bytes(waiting.pop())
        return data

    monkeypatch.setattr(codebook_syncing, "codebook_bytes", meanwhile)
    sync_codebook(study, shared, **ME)

    book = read_codebook(shared).codebook
    assert (book.code(CODE).definition, book.code(OTHER).name) == ("Ours.", "Tired")


def test_a_file_that_is_always_written_is_given_up(study: Store, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one line, and the project whole."""
    change_code(study, CODE, definition="Ours.", **ME)
    monkeypatch.setattr(codebook_syncing, "replace_whole", lambda *_: False)

    with pytest.raises(BusyFileError, match="try again in a minute"):
        sync_codebook(study, shared, **ME)


def _child(work: Callable[[], object]) -> int:
    """Run in a process of its own and return how it ended."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed from inside")
@pytest.mark.parametrize("deadly", ["lock", "merge", "bytes", "fsync", "replace"])
def test_killed_at_any_point_file_and_project_are_whole(
    study: Store, pavel: Store, shared: Path, monkeypatch: pytest.MonkeyPatch, deadly: str
) -> None:
    """And the next time catches up."""
    change_code(study, CODE, definition="Ours.", **ME)
    change_code(pavel, OTHER, name="Tired", **ME)
    sync_codebook(pavel, shared, **ME)
    study.close()

    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def killed() -> None:
        with open_store(study.path) as own:
            places = {
                "lock": (codebook_syncing, "read_codebook"),
                "merge": (codebook_syncing, "_written"),
                "bytes": (codebook_syncing, "replace_whole"),
                "fsync": (os, "fsync"),
                "replace": (Path, "replace"),
            }
            where, name = places[deadly]
            setattr(where, name, die)
            sync_codebook(own, shared, **ME)

    assert _child(killed) == -signal.SIGKILL

    assert read_codebook(shared).codebook.code(OTHER).name == "Tired"
    with open_store(study.path) as own:
        assert faults(own) == ()
        sync_codebook(own, shared, **ME)
        book = read_codebook(shared).codebook
        assert book == read_codebooks(own)[0]
        assert (book.code(CODE).definition, book.code(OTHER).name) == ("Ours.", "Tired")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="two processes at once")
def test_two_at_once_lose_nothing(study: Store, pavel: Store, shared: Path) -> None:
    """Each adds a code and shares it, five times, at the same time as the other."""
    study.close()
    pavel.close()

    def share(path: Path, name: str) -> None:
        with open_store(path) as own:
            for number in range(5):
                create_code(own, BOOK.guid, f"{name} {number}", **ME)
                sync_codebook(own, shared, **ME)

    children = []
    for path, name in ((study.path, "Vera"), (pavel.path, "Pavel")):
        pid = os.fork()
        if pid == 0:
            try:
                share(path, name)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0, 0]

    names = {code.name for code in read_codebook(shared).codebook.codes}
    assert names >= {f"{name} {number}" for name in ("Vera", "Pavel") for number in range(5)}
    with open_store(study.path) as own:
        assert faults(own) == ()


def test_what_cannot_be_synced_is_told(study: Store, shared: Path) -> None:
    """A format without history; a folder that is not there."""
    with pytest.raises(UnknownFormatError):
        sync_codebook(study, shared.with_suffix(".csv"), **ME)
    with pytest.raises(UnwritableFileError, match="there is no folder"):
        sync_codebook(study, shared.parent / "nowhere" / "talks.yaml", **ME)


def test_who_comes_second_waits_for_the_first(study: Store, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives up, with nothing done, where the first one never ends."""
    monkeypatch.setattr(codebook_syncing, "LONGEST_WAIT", 0.0)
    change_code(study, CODE, definition="Ours.", **ME)
    before = shared.read_bytes()

    with FileLock(shared.with_name(f".{shared.name}.lock")), pytest.raises(BusyFileError):
        sync_codebook(study, shared, **ME)

    assert shared.read_bytes() == before
    assert sync_codebook(study, shared, **ME).has_written


def test_where_no_lock_can_stand_nobody_waits_for_one(
    study: Store, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder has its name, or a link to nowhere: the file is looked at once more all the same."""
    monkeypatch.setattr(codebook_syncing, "LONGEST_WAIT", 0.0)
    lock = shared.with_name(f".{shared.name}.lock")
    lock.unlink()
    lock.mkdir()
    change_code(study, CODE, definition="Ours.", **ME)

    assert sync_codebook(study, shared, **ME).has_written

    lock.rmdir()
    lock.symlink_to(shared.parent / "nowhere" / "lock")
    assert not sync_codebook(study, shared, **ME).has_written


@pytest.mark.skipif(os.name == "nt", reason="no such rights there")
def test_a_colleague_s_lock_can_be_taken(study: Store, shared: Path) -> None:
    """Whatever account made it."""
    assert shared.with_name(f".{shared.name}.lock").stat().st_mode & 0o666 == 0o666


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder in which nobody can make a file, root neither")
def test_a_folder_that_takes_no_files_is_told_at_once(study: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not after half a minute of waiting for a lock."""
    monkeypatch.setattr(codebook_syncing, "LONGEST_WAIT", 0.0)

    with pytest.raises(UnwritableFileError):
        sync_codebook(study, Path("/proc/talks.yaml"), **ME)
