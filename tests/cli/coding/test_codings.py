"""code, codings in and out, undo and redo, history."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Run, place

BIG = place("Let the big people decide")


def test_a_coding_is_made_undone_and_redone(small: Run) -> None:
    """One act each."""
    assert small("code", "fg1", *BIG, "Deference > Big people", "--memo", "ironic").code == 0
    row = small("codings", "list", "--json").rows[0]
    assert (
        "fg1.txt",
        *BIG,
        "Deference > Big people",
        "Vera",
        "Let the big people decide",
        "ironic",
        2,
        "ANNA",
    ) == tuple(row[key] for key in ("source", "start", "end", "code", "coder", "quote", "memo", "turn", "speaker"))
    small("undo")
    assert [] == small("codings", "list", "--json").rows
    assert 1 == len(small("codebook", "show", "--json").rows[:1])
    small("redo")
    assert [row] == small("codings", "list", "--json").rows


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fg1", 0, 5, "No such code"), "No code 'No such code'"),
        (("fg1", 0, 5, "Big peeple"), "Did you mean 'Big people'"),
        (("fg2", 0, 5, "Big people"), "No source 'fg2'"),
        (("fg1", 0, 99999, "Big people"), "not inside 'fg1.txt'"),
        (("fg1", 5, 5, "Big people"), "before its end"),
        (("fg1", 9, 5, "Big people"), "before its end"),
    ],
)
def test_what_cannot_be_coded_is_one_line(small: Run, arguments: tuple[object, ...], said: str) -> None:
    """Nothing is changed."""
    answer = small("code", *arguments)

    assert (1, 1) == (answer.code, len(answer.err.splitlines()))
    assert said in answer.err
    assert [] == small("codings", "list", "--json").rows


def _export(run: Run, tmp_path: Path) -> list[dict[str, str]]:
    assert run("codings", "export", "out.csv").code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codings_go_out_and_come_back_the_same(small: Run, tmp_path: Path) -> None:
    """GUIDs, memos and coders included; what is there already is counted, not doubled."""
    small("code", "fg1", *BIG, "Big people", "--memo", "=SUM(A1)")
    small("code", "fg1", *place("Trump is a businessman"), "Dealmakers", "--coder", "Pavel", "--confidence", 2)
    rows = _export(small, tmp_path)
    assert ["source", "start", "end", "code", "coder", "quote", "memo"] == list(rows[0])[:7]

    assert "2 were there already" in small("codings", "import", "out.csv").out
    listed = small("codings", "list", "--json").rows
    assert [None, 2] == [row["confidence"] for row in listed]
    small("codings", "remove", *(row["guid"] for row in listed))
    assert "2 codings imported" in small("codings", "import", "out.csv").out

    assert listed == small("codings", "list", "--json").rows


def _file(tmp_path: Path, *rows: tuple[object, ...]) -> None:
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("source", "start", "end", "code", "coder", "quote", "memo"), *rows])


GOOD = ("fg1.txt", *BIG, "Big people", "Anna", "Let the big people decide", "")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (("fg1", *BIG, "Big people", "Anna", "Let the small people decide", ""), "does not stand at"),
        (("fg1", 1, 99999, "Big people", "Anna", "", ""), "not inside"),
        (("fg9", *BIG, "Big people", "Anna", "", ""), "No source 'fg9'"),
        (("fg1", *BIG, "Bigger", "Anna", "", ""), "No code 'Bigger'"),
        (("fg1", "x", 5, "Big people", "Anna", "", ""), "whole numbers"),
        (("fg1", 5, 5, "Big people", "Anna", "", ""), "before its end"),
    ],
)
def test_a_row_that_does_not_fit_stops_all_unless_told_otherwise(
    small: Run, tmp_path: Path, bad: tuple[object, ...], said: str
) -> None:
    """All or nothing; with --keep-going the good ones come in and the bad are listed."""
    _file(tmp_path, GOOD, bad)

    answer = small("codings", "import", "in.csv")
    assert (1, True, True) == (answer.code, said in answer.err, "line 3" in answer.err)
    assert [] == small("codings", "list", "--json").rows

    answer = small("codings", "import", "in.csv", "--keep-going")
    assert (0, True) == (answer.code, "line 3" in answer.err and said in answer.err)
    assert 1 == len(small("codings", "list", "--json").rows)


def test_codings_that_get_another_guid_are_told(small: Run, tmp_path: Path) -> None:
    """Whoever sends a file with numbers of another program knows that they are not kept."""
    start, end = place("Trump is a businessman")
    (tmp_path / "in.csv").write_text(f"source,start,end,code,guid\nfg1,{start},{end},Dealmakers,7\n", encoding="utf-8")

    assert "1 coding came with a GUID that is none, and got a new one." in small("codings", "import", "in.csv").err
    assert "GUID" not in small("codings", "import", "in.csv").err  # it is there already


def test_importing_codings_is_one_undoable_act(small: Run, tmp_path: Path) -> None:
    """However many rows."""
    _file(tmp_path, GOOD, ("fg1", *place("Trump is a businessman"), "Dealmakers", "", "", "my memo"))
    small("codings", "import", "in.csv")
    assert {"Anna", "Vera"} == {row["coder"] for row in small("codings", "list", "--json").rows}

    small("undo")

    assert [] == small("codings", "list", "--json").rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("start,end,code\n1,2,x\n", "no column 'source'"),
        ("", "is empty"),
        ("source,start,end,code\nfg1,1,2\n", "line 2"),
        ("source,start,end,code\nfg1,1,2,x,y,z\n", "line 2"),
    ],
)
def test_a_broken_codings_file_is_one_line(small: Run, tmp_path: Path, text: str, said: str) -> None:
    """With the place of the fault."""
    (tmp_path / "in.csv").write_text(text)

    answer = small("codings", "import", "in.csv")

    assert (1, 1, True) == (answer.code, len(answer.err.splitlines()), said in answer.err)


def test_columns_that_are_not_used_are_named(small: Run, tmp_path: Path) -> None:
    """Ignored with a word."""
    (tmp_path / "in.csv").write_text(f"source;start;end;code;mood\nfg1;{BIG[0]};{BIG[1]};Big people;good\n")

    answer = small("codings", "import", "in.csv")

    assert (0, True) == (answer.code, "'mood' is not used" in answer.err)


def test_history_tells_what_was_done(small: Run) -> None:
    """Newest first, what was undone marked."""
    small("code", "fg1", *BIG, "Big people")
    small("undo")

    rows = small("history", "--json").rows
    assert ["undo", "apply code", "import codebook", "import sources", "create project"] == [
        row["kind"] for row in rows
    ]
    assert rows[1]["is_undone"]
    assert "“Let the big people decide” in fg1.txt as Big people (undone)" in small("history").out


def test_nothing_to_undo_is_one_line(run: Run) -> None:
    """A new project has nothing to take back."""
    run("init", "a.qualcode")

    assert (1, "qualcode: Nothing to undo for Vera.\n") == (run("undo").code, run("undo").err)


def test_no_codings_are_a_table_with_its_columns(small: Run, tmp_path: Path) -> None:
    """What was written comes in again, however little it is."""
    assert [] == _export(small, tmp_path)

    assert (tmp_path / "out.csv").read_text().startswith("source,start,end,code,coder,quote,memo,")
    assert "0 codings imported" in small("codings", "import", "out.csv").out


def test_a_project_without_a_codebook_says_how_to_get_one(run: Run) -> None:
    """Shown, exported, checked."""
    run("init", "a.qualcode")

    for arguments in (("export", "x.yaml"), ("show",), ("check",)):
        answer = run("codebook", *arguments)
        assert "codebook import FILE" in answer.out + answer.err
        assert 1 == len((answer.out + answer.err).splitlines())


def test_half_a_character_is_one_line(small: Run) -> None:
    """Bytes that are no text come from a terminal with another encoding; a coding does not stay without its memo."""
    for arguments in (("code", "fg1", *BIG, "Big people", "--memo", "a\udcff"), ("history", "--coder", "\udcff")):
        answer = small(*arguments)
        assert (1, 1) == (answer.code, len(answer.err.splitlines())), answer.err

    assert [] == small("codings", "list", "--json").rows


def test_the_history_of_nobody_is_not_empty_but_unknown(small: Run) -> None:
    """A name misspelled is told from a coder who did nothing."""
    assert "it has: 'Vera'" in small("history", "--coder", "Vear").err


def test_lines_that_fail_alike_are_told_once(small):
    """A file of another codebook would else be told a hundred thousand times; each reason is there, of some."""
    rows = [f"fg1,0,1,{code},Lena,x,\n" for code in ("Hope", "Hope", "Fear", *map(str, range(200)))]
    Path("in.csv").write_text("source,start,end,code,coder,quote,memo\n" + "".join(rows))

    answer = small("codings", "import", "in.csv", "--keep-going")

    assert "line 2 and 1 more: No code 'Hope'" in answer.err
    assert "line 4: No code 'Fear'" in answer.err
    assert "… and 102 lines more, for 102 other reasons." in answer.err
