"""What is kept between processes: used where it fits, made again where it does not."""

import os
from dataclasses import replace

import pytest

from qualcode.suggestions import cache as cache_module
from qualcode.suggestions.engine import Engine
from tests.suggestions.test_engine import guid, proposed, study  # noqa: F401  # a fixture


@pytest.fixture
def kept(tmp_path, study, monkeypatch):  # noqa: F811  # the fixture
    """A study whose cache was written by an engine that is gone."""
    monkeypatch.setattr("qualcode.suggestions.kept_talk.FEWEST_WORDS", 0)
    folder = tmp_path / "study.qualcode.cache"
    found = proposed(Engine(folder), study)
    study.read_source.read.clear()
    return folder, found


def never(*_, **__):
    raise AssertionError("nothing needed to be read or trained")


def test_another_process_reads_and_trains_nothing_again(kept, study, monkeypatch):  # noqa: F811
    """And says the same."""
    folder, found = kept
    monkeypatch.setattr("qualcode.suggestions.talk.reading.read_talk", never)
    monkeypatch.setattr("qualcode.suggestions.engine.learn", never)

    assert found == proposed(Engine(folder), study)


def test_a_changed_source_alone_is_read_again(kept, study, monkeypatch):  # noqa: F811
    """The others come from the folder."""
    folder, found = kept
    read = []
    real = cache_module.Cache.talk

    def talk(self, key, *rest):
        made = real(self, key, *rest)
        if made is None:
            read.append(key.guid)
        return made

    monkeypatch.setattr(cache_module.Cache, "talk", talk)
    keys = (*study.sources[:3], replace(study.sources[3], state="2"))
    again = proposed(Engine(folder), replace(study, sources=keys))

    assert [guid(703)] == read
    assert [one.segment for one in found] == [one.segment for one in again]


@pytest.mark.parametrize("damage", [b"", b"no such thing", None])
def test_damaged_files_are_made_again(kept, study, damage):  # noqa: F811
    """Emptied, overwritten, or cut in half."""
    folder, found = kept
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if damage is None else damage)

    assert found == proposed(Engine(folder), study)
    assert all(path.stat().st_size > 100 for path in folder.iterdir())


def one_byte(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def folder_instead(path):
    path.unlink()
    path.mkdir()
    (path / "mine.txt").write_text("mine", "utf-8")


def link_instead(path):
    target = path.parent.parent / f"{path.name}.mine"
    path.rename(target)
    target.write_bytes(b"mine")
    path.symlink_to(target)


def pipe_instead(path):
    path.unlink()
    os.mkfifo(path)


def circle_instead(path):
    path.unlink()
    path.symlink_to(path.name)


HARMS = {
    "truncated": lambda path: os.truncate(path, path.stat().st_size - 1),
    "one byte": one_byte,
    "unreadable": lambda path: (path.write_bytes(b""), path.chmod(0)),
    "a folder": folder_instead,
    "a link": link_instead,
    "a circle": circle_instead,
    "a pipe": pipe_instead,
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no names here")
@pytest.mark.parametrize("harm", HARMS)
def test_whatever_stands_in_place_of_a_file_the_same_is_suggested(kept, study, harm):  # noqa: F811
    """Nobody waits for a pipe, nothing is written through a link, and no folder of somebody's is removed."""
    folder, found = kept
    names = sorted(path.name for path in folder.iterdir())
    for name in names:
        HARMS[harm](folder / name)

    assert found == proposed(Engine(folder), study)
    assert names == sorted(path.name for path in folder.iterdir())
    assert all(path.read_bytes() == b"mine" for path in folder.parent.glob("*.mine"))
    if harm == "a folder":
        assert all((folder / name / "mine.txt").exists() for name in names)
    else:
        assert all(path.stat().st_size > 100 and not path.is_symlink() for path in folder.iterdir())


@pytest.mark.parametrize("what", ["a file", "a link to nothing", "a circle", "nothing may be written"])
def test_a_folder_that_is_none_keeps_nothing(tmp_path, study, monkeypatch, what):  # noqa: F811
    """The same is suggested, and what is there stays."""
    monkeypatch.setattr("qualcode.suggestions.kept_talk.FEWEST_WORDS", 0)
    folder = tmp_path / "study.qualcode.cache"
    if what == "a file":
        folder.write_bytes(b"mine")
    elif what == "nothing may be written":
        folder.mkdir(mode=0o500)
    else:
        folder.symlink_to("nowhere/at/all" if what == "a link to nothing" else folder.name)

    assert proposed(Engine(), study) == proposed(Engine(folder), study)
    assert what != "a file" or folder.read_bytes() == b"mine"


def test_files_of_another_version_are_made_again(kept, study, monkeypatch):  # noqa: F811
    """What reads them has changed."""
    folder, found = kept
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr(cache_module, "_versions", lambda: "spacy 99")

    assert found == proposed(Engine(folder), study)
    assert all(path.read_bytes() != before[path.name] for path in folder.iterdir())


def test_the_folder_can_be_deleted(kept, study):  # noqa: F811
    """Or never be written at all."""
    folder, found = kept
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("in the way", encoding="utf-8")

    assert found == proposed(Engine(folder), study)


def test_small_projects_have_no_folder(tmp_path, study):  # noqa: F811
    """Reading them takes no longer than a cache would."""
    proposed(Engine(tmp_path / "cache"), study)

    assert not (tmp_path / "cache").exists()


def test_coded_passages_are_judged_alike_from_what_is_kept(kept, study, monkeypatch):  # noqa: F811
    """A model that was read knows what to leave out, as one that was trained does."""
    folder, _ = kept
    monkeypatch.setattr("qualcode.suggestions.engine.learn", never)
    read = proposed(Engine(folder), study, number=0)
    monkeypatch.undo()

    assert read
    assert read == proposed(Engine(), study, number=0)
