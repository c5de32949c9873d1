"""Corrected transcripts at the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TRANSCRIPT, Run, place


@pytest.fixture
def coded(small: Run) -> Run:
    """Three codings in the small study."""
    for quote, code in (
        ("Let the big people decide", "Big people"),
        ("I watch the news", "Deference"),
        ("Trump is a businessman", "Dealmakers"),
    ):
        assert 0 == small("code", "fg1", *place(quote), code).code
    return small


def corrected(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "fg1 corrected.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dry_run_reports_and_writes_nothing(coded: Run, tmp_path: Path) -> None:
    text = TRANSCRIPT.replace("I watch the news.", "").replace("big people", "great people", 1)
    file = corrected(tmp_path, text)

    answer = coded("revise", "fg1", file, "--dry-run", "--json")

    told = json.loads(answer.out)
    assert [("changed", "Let the great people decide"), ("lost", None), ("exact", "Trump is a businessman")] == [
        (row["outcome"], row["quote"]) for row in told["rows"]
    ]
    assert (2, 1, 1, 1) == tuple(told["about"][name] for name in ("revision", "exact", "changed", "lost"))
    assert "Nothing was written." in answer.err
    assert TRANSCRIPT == coded("sources", "text", "fg1").out


def test_a_revision_is_made_read_reviewed_and_undone(coded: Run, tmp_path: Path) -> None:
    """The whole way: revise, look at the doubtful, settle them, read the old text, take all back."""
    coded("codings", "export", "before.csv")
    text = TRANSCRIPT.replace("I watch the news.", "").replace("big people", "great people", 1)
    answer = coded("revise", "fg1", corrected(tmp_path, text))
    assert "3 codings: 1 exact, 0 moved, 1 changed, 1 lost" in answer.out
    assert text == coded("sources", "text", "fg1").out
    assert TRANSCRIPT == coded("sources", "text", "fg1", "--revision", 1).out

    doubts = coded("sources", "review", "--json").rows
    assert doubts == coded("revise", "--review", "--json").rows
    assert ["changed", "lost"] == [row["outcome"] for row in doubts]

    start = text.index("It is at 19:30")
    put = coded("sources", "review", "--place", doubts[1]["guid"][:8], "--at", f"{start}-{start + 14}", "--confirm-all")
    assert "1 coding placed, 1 coding confirmed.\n" == put.out
    assert [] == coded("sources", "review", "--json").rows
    assert 0 == coded("doctor").code

    for _ in range(2):
        assert 0 == coded("undo").code
    assert TRANSCRIPT == coded("sources", "text", "fg1").out
    coded("codings", "export", "after.csv")
    assert (tmp_path / "before.csv").read_text() == (tmp_path / "after.csv").read_text()


def test_a_review_that_cannot_be_done_whole_changes_nothing(coded: Run, tmp_path: Path) -> None:
    """What is removed comes back where what is placed does not fit."""
    text = TRANSCRIPT.replace("I watch the news.", "").replace("big people", "great people", 1)
    coded("revise", "fg1", corrected(tmp_path, text))
    changed, lost = coded("sources", "review", "--json").rows

    answer = coded("sources", "review", "--remove", changed["guid"], "--place", lost["guid"], "--at", "9998-9999")

    assert (1, 1) == (answer.code, len(answer.err.strip().splitlines()))
    assert [changed, lost] == coded("sources", "review", "--json").rows


def test_where_a_source_came_from_is_shown(coded: Run, tmp_path: Path) -> None:
    coded("revise", "fg1", corrected(tmp_path, TRANSCRIPT + "\nIVAN: Bye.\n"), "--keep-original")

    rows = coded("sources", "show", "fg1", "--json").rows

    assert [(1, False, "fg1.txt", "utf-8", False), (2, True, "fg1 corrected.txt", "utf-8", True)] == [
        (row["revision"], row["stands"], row["file"], row["encoding"], row["has_original"]) for row in rows
    ]
    said = coded("sources", "show", "fg1").out
    assert "revision 2, stands: read from a file by Vera" in said


def test_a_corrected_file_is_read_as_the_file_before_it(run: Run, tmp_path: Path) -> None:
    """What was told at import is shown, and need not be told again."""
    talk = "@anna@ I watch it.\n@bne@ Me too.\n@anna@ Every day.\n@ben@ Not me.\n"
    (tmp_path / "a.txt").write_text(talk, encoding="utf-8")
    run("init", "s.qualcode")
    told = ("--label-regex", "@(?P<name>[a-z]+)@", "--map", "bne=ben", "--moderator", "anna")
    assert 0 == run("import", "a.txt", *told).code

    assert "  options: moderator anna, label_regex @(?P<name>[a-z]+)@, map bne=ben\n" in run("sources", "show", "a").out
    (tmp_path / "b.txt").write_text(talk.replace("Every day", "Each day"), encoding="utf-8")
    assert 0 == run("revise", "a", "b.txt").code
    speakers = {row["label"]: (row["role"], row["turns"]) for row in run("cases", "--json").rows}
    assert {"anna": ("moderator", 2), "ben": ("participant", 2)} == speakers


def test_the_original_file_is_given_back_byte_by_byte(coded: Run, tmp_path: Path) -> None:
    file = tmp_path / "windows.txt"
    file.write_bytes((TRANSCRIPT + "\nIVAN: Bye.\n").replace("\n", "\r\n").encode("utf-16"))
    coded("revise", "fg1", file, "--keep-original")

    assert 0 == coded("sources", "original", "fg1", "--out", "again.txt").code

    assert file.read_bytes() == (tmp_path / "again.txt").read_bytes()
    taken = coded("sources", "original", "fg1")
    assert (1, True) == (taken.code, "is there already" in taken.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sources", "original", "fg1"), "is not kept in the project"),
        (("sources", "text", "fg1", "--revision", "7"), "has no revision 7: it has only revision 1"),
        (("sources", "review", "--confirm", "abc"), "No coding 'abc' waits for review"),
        (("revise", "fg1", "fg1.txt"), "there is nothing to revise"),
        (("revise", "fg1", "nothing.txt"), "there is no such file"),
        (("revise", "fg9", "fg1.txt"), "No source 'fg9'"),
    ],
)
def test_what_cannot_be_done_is_one_line(coded: Run, words: tuple[str, ...], said: str) -> None:
    answer = coded(*words)

    assert (1, 1) == (answer.code, len(answer.err.strip().splitlines()))
    assert said in answer.err


def test_a_map_that_is_none_is_refused(coded: Run, tmp_path: Path) -> None:
    answer = coded("revise", "fg1", corrected(tmp_path, TRANSCRIPT + "\nIVAN: Bye.\n"), "--map", "Anna")

    assert (1, "qualcode: 'Anna' is not like OLD=NEW, such as --map Ana=Anna.\n") == (answer.code, answer.err)


def test_an_imported_file_is_kept_where_it_was_asked_for(run: Run, tmp_path: Path) -> None:
    """Byte by byte; undoing the import takes it out, and redoing brings it back."""
    file = tmp_path / "fg1.txt"
    file.write_bytes(TRANSCRIPT.replace("\n", "\r\n").encode("utf-16"))
    run("init", "study.qualcode")
    assert 0 == run("import", "fg1.txt", "--keep-original").code
    run("undo")
    run("redo")

    assert 0 == run("sources", "original", "fg1", "--out", "back.txt").code

    assert file.read_bytes() == (tmp_path / "back.txt").read_bytes()
    assert [True] == [row["has_original"] for row in run("sources", "show", "fg1", "--json").rows]


def test_a_second_file_of_the_name_is_told_how_to_come_in(coded: Run, tmp_path: Path) -> None:
    (tmp_path / "fg1.txt").write_text(TRANSCRIPT + "\nIVAN: Bye.\n", encoding="utf-8")

    assert "qualcode revise" in coded("import", "fg1.txt").err
