"""Files found and written, and text in cells that no spreadsheet computes."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors.files import UnwritableFileError
from qualcode.files import defused, is_there, move_whole, restored, write_whole


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "'=1", "''-x"]
)
def test_what_a_spreadsheet_would_compute_is_defused(text):
    """An apostrophe in front makes it text."""
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=b", "-5", "+7,5", "-0.25", "'tis", "well - no", "don't"])
def test_what_no_spreadsheet_would_compute_stays(text):
    """Plain numbers as text too, such as a variable's values."""
    assert defused(text) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n 5a＝")))
def test_what_was_defused_can_be_restored(text):
    """Exactly, whatever apostrophes it had."""
    assert restored(defused(text)) == text


def test_what_is_there_is_told_from_what_is_not(tmp_path):
    """A name no disk can have is not there; that is no reason to stop."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "nowhere").symlink_to("nothing")

    found = [is_there(tmp_path / name) for name in ("file", ".", "other", "nowhere", "x" * 300, "a\0b", "file/below")]

    assert [True, True, False, False, False, False, False] == found


def test_a_name_no_disk_can_have_is_refused_in_one_line(tmp_path):
    """Not with a traceback."""
    with pytest.raises(UnwritableFileError, match="name too long"):
        write_whole(tmp_path / ("x" * 300), b"")


def test_drafts_of_a_killed_program_do_not_pile_up(tmp_path):
    """Old ones of that very name go when the file is made again; those somebody may be writing stay, as all else."""
    gone = [".study.qualcode.0123abcd", ".study.qualcode.0123abcd-wal"]
    kept = [".other.qualcode.0123abcd", ".study.qualcode.notadraft", "study.qualcode.0123abcd"]
    for name in (*gone, *kept, ".study.qualcode.89abcdef"):
        (tmp_path / name).write_bytes(b"x")
        if name != ".study.qualcode.89abcdef":
            os.utime(tmp_path / name, (0, 0))
    draft = tmp_path / ".study.qualcode.00000000"
    draft.write_bytes(b"whole")

    move_whole(draft, tmp_path / "study.qualcode")

    left = sorted(path.name for path in tmp_path.iterdir())
    assert sorted([*kept, ".study.qualcode.89abcdef", "study.qualcode"]) == left
