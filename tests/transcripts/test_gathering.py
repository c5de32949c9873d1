"""Folders and zip files of transcripts."""

import zipfile
from contextlib import ExitStack

import pytest

from qualcode.errors.files import UnreadableFileError
from qualcode.transcripts import gathering as module
from qualcode.transcripts.gathering import gathered

TALK = "Anna: Hello.\nBen: Hello.\n"


@pytest.fixture
def stack():
    with ExitStack() as held:
        yield held


def test_a_folder_gives_its_transcripts_and_names_what_it_leaves_out(tmp_path, stack):
    (tmp_path / "b" / ".git").mkdir(parents=True)
    for name in ("b/2.txt", "1.md", "photo.jpg", ".hidden.txt", "~$1.docx", "b/.git/x.txt", "Makefile"):
        (tmp_path / name).write_text(TALK)

    found = gathered([tmp_path], stack)

    assert ["1.md", "2.txt"] == [one.name for one in found.found]
    assert (["Makefile", "photo.jpg"], []) == (sorted(found.left_out), found.refused)


def test_a_zip_is_read_without_being_unpacked(tmp_path, stack):
    """Whatever its entries say where they want to be."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        for name in ("../../etc/evil.txt", "/abs.txt", "c:\\deep\\win.txt", "__MACOSX/x.txt"):
            package.writestr(name, TALK)

    found = gathered([tmp_path / "a.zip"], stack)

    assert ["abs.txt", "evil.txt", "win.txt"] == sorted(one.name for one in found.found)
    assert {TALK.encode()} == {one.raw().data for one in found.found}
    assert ["a.zip"] == [path.name for path in tmp_path.iterdir()]


def test_files_called_alike_are_told_apart_by_their_folder(tmp_path, stack):
    for folder in ("g1", "g2"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "talk.txt").write_text(TALK)

    assert ["g1_talk.txt", "g2_talk.txt"] == [one.name for one in gathered([tmp_path], stack).found]


def test_names_written_on_russian_windows_are_read(tmp_path, stack):
    data = b"Anna: hi"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("XXXXXX.txt", data)
    raw = (tmp_path / "a.zip").read_bytes().replace(b"XXXXXX", "группа".encode("cp866"))
    (tmp_path / "a.zip").write_bytes(raw)

    assert ["группа.txt"] == [one.name for one in gathered([tmp_path / "a.zip"], stack).found]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "is damaged"), (b"PK\x05\x06" + b"\0" * 18, "no transcript in it"), (b"x" * 99, "is damaged")],
)
def test_a_zip_that_is_none_is_one_line(tmp_path, stack, data, said):
    (tmp_path / "a.zip").write_bytes(data)

    found = gathered([tmp_path / "a.zip"], stack)

    assert ([], True) == (found.found, said in str(found.refused[0]))


def test_a_zip_that_grows_too_much_is_refused_before_it_is_unpacked(tmp_path, stack, monkeypatch):
    monkeypatch.setattr(module, "_MOST_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.txt", "a" * 2000)

    assert "unpacks to more than" in str(gathered([tmp_path / "a.zip"], stack).refused[0])


def test_one_entry_that_is_too_large_or_damaged_stops_itself_only(tmp_path, stack, monkeypatch):
    monkeypatch.setattr(module, "_LARGEST", 1000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("large.txt", "a" * 2000)
        package.writestr("good.txt", TALK)
        package.writestr("worse.txt", TALK + "!!!!")
    raw = (tmp_path / "a.zip").read_bytes()
    place = raw.index(b"worse.txt") + len("worse.txt")
    (tmp_path / "a.zip").write_bytes(raw[:place] + b"\xff\xff" + raw[place + 2 :])

    good, large, worse = gathered([tmp_path / "a.zip"], stack).found

    assert TALK.encode() == good.raw().data
    with pytest.raises(UnreadableFileError, match="is larger than"):
        large.raw()
    with pytest.raises(UnreadableFileError, match="damaged there"):
        worse.raw()
