"""import, sources, cases, variables."""

from pathlib import Path

import pytest

from tests.cli.conftest import TRANSCRIPT, Run

KEYS = {"name", "guid", "language", "encoding", "turns", "words", "characters", "sha256"}


def test_sources_are_listed_for_people_and_for_scripts(small: Run) -> None:
    """The keys scripts rely on are there."""
    row = small("sources", "--json").rows[0]

    assert KEYS <= set(row)
    assert ("fg1.txt", "en", "utf-8", 6, len(TRANSCRIPT)) == (
        row["name"], row["language"], row["encoding"], row["turns"], row["characters"],
    )  # fmt: skip
    assert "0 of 4" in small("sources").out


def test_cases_are_listed_with_their_variables(small: Run, tmp_path: Path) -> None:
    """One key a variable; missing values are null."""
    (tmp_path / "v.csv").write_text("source,case,gender,age,wave\nfg1.txt,ANNA,woman,34,\nfg1,Ivan,man,,\nfg1,,,,1\n")

    assert small("variables", "v.csv").code == 0

    cases = {row["label"]: row for row in small("cases", "--json").rows}
    assert ("participant", "fg1.txt", 2, "woman", "34") == tuple(
        cases["ANNA"][key] for key in ("role", "source", "turns", "gender", "age")
    )
    assert ("man", None) == (cases["IVAN"]["gender"], cases["IVAN"]["age"])
    assert "moderator" == cases["Moderator"]["role"]
    assert "1" == small("sources", "--json").rows[0]["wave"]


def test_variables_of_an_unknown_case_change_nothing(small: Run, tmp_path: Path) -> None:
    """All rows or none; the near name is offered."""
    (tmp_path / "v.csv").write_text("case,gender\nANNA,woman\nOLGAA,woman\n")

    answer = small("variables", "v.csv")

    assert (1, True) == (answer.code, "Did you mean 'OLGA'" in answer.err)
    assert "gender" not in small("cases", "--json").rows[0]


def test_a_dry_run_needs_no_project_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    """Speakers, turns, doubts."""
    (tmp_path / "fg1.txt").write_text(TRANSCRIPT)

    row = run("import", "--dry-run", "fg1.txt", "--json").rows[0]

    assert ("fg1.txt", 6, ["Moderator", "ANNA", "IVAN", "OLGA"]) == (row["file"], row["turns"], row["speakers"])
    assert {"file", "encoding", "turns", "speakers", "doubts"} <= set(row)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fg1.txt"]


def test_the_same_text_twice_is_noticed(small: Run, tmp_path: Path) -> None:
    """By its hash, under whatever name."""
    (tmp_path / "other.txt").write_text(TRANSCRIPT)

    answer = small("import", "other.txt")

    assert (1, True) == (answer.code, "as 'fg1.txt'" in answer.err)
    assert 1 == len(small("sources", "--json").rows)


def test_another_text_of_the_same_name_is_refused(small: Run, tmp_path: Path) -> None:
    """Names are labels, but two sources of one name would confuse people."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "fg1.txt").write_text(TRANSCRIPT + "\nIVAN: More.\n")

    assert small("import", "sub/fg1.txt").code == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("binary.txt", bytes(range(256)) * 8, "binary.txt"),
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b"\n \n\t\n", "is empty"),
        ("plain.txt", b"It rained all day.\n\nNobody said a word.\n", "No speaker labels"),
        ("table.numbers", b"x", "unknown file ending"),
    ],
)
def test_bad_files_are_one_line_and_change_nothing(
    small: Run, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    """Exit code 1; the journal has no new act."""
    (tmp_path / name).write_bytes(data)
    before = len(small("history", "--json").rows)

    answer = small("import", name)

    assert (1, 1) == (answer.code, len(answer.err.splitlines())), answer.err
    assert said in answer.err
    assert before == len(small("history", "--json").rows)


def test_a_folder_or_a_missing_file_is_one_line(small: Run, tmp_path: Path) -> None:
    """Not a traceback."""
    (tmp_path / "folder").mkdir()

    for name in ("folder", "gone.txt"):
        answer = small("import", name)
        assert (1, 1, True) == (answer.code, len(answer.err.splitlines()), name in answer.err)


def test_one_bad_file_does_not_stop_the_others(small: Run, tmp_path: Path) -> None:
    """It is named, the others come in, the exit code tells."""
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "good.txt").write_text(TRANSCRIPT.replace("Exactly", "Right"))

    answer = small("import", "bad.txt", "good.txt")

    assert (1, True) == (answer.code, "bad.txt" in answer.err)
    assert ["fg1.txt", "good.txt"] == [row["name"] for row in small("sources", "--json").rows]


def test_control_characters_never_reach_the_terminal(small: Run, tmp_path: Path) -> None:
    """Neither from speech nor from names, in tables, JSON or messages."""
    (tmp_path / "esc.txt").write_text(TRANSCRIPT.replace("Exactly", "\x1b[31mEx\u202eactly\x9b5m"))
    small("import", "esc.txt")
    start = TRANSCRIPT.index("Exactly")
    small("code", "esc", start, start + 12, "Dealmakers")

    for command in (
        ("codings", "list"),
        ("codings", "list", "--json"),
        ("history",),
        ("history", "--json"),
        ("doctor",),
    ):
        answer = small(*command)
        assert answer.code == 0
        assert not [c for c in answer.out + answer.err if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0)]
        assert "\u202e" not in answer.out


def test_import_is_one_act(small: Run) -> None:
    """Undone and redone whole."""
    small("undo")  # the codebook

    assert small("undo").code == 0
    assert [] == small("sources", "--json").rows
    assert small("redo").code == 0
    assert 6 == small("sources", "--json").rows[0]["turns"]


def test_a_variable_named_like_a_key_of_the_row_does_not_hide_it(small: Run, tmp_path: Path) -> None:
    """Scripts find role, turns and name where they were; the variable is led by its scope."""
    (tmp_path / "v.csv").write_text("source,case,role,turns,name\nfg1,ANNA,chair,99,\nfg1,,,77,Talk\n")
    small("variables", "v.csv")

    anna = next(row for row in small("cases", "--json").rows if row["label"] == "ANNA")
    assert ("participant", 2, "chair", "99") == (anna["role"], anna["turns"], anna["case:role"], anna["case:turns"])
    source = small("sources", "--json").rows[0]
    assert ("fg1.txt", 6, "Talk", "77") == (
        source["name"], source["turns"], source["source:name"], source["source:turns"],
    )  # fmt: skip


def test_texts_and_a_table_that_does_not_fit_change_nothing(small: Run, tmp_path: Path) -> None:
    """Import and variables are one act; every file that is at fault is named."""
    (tmp_path / "fg2.txt").write_text(TRANSCRIPT.replace("Exactly", "Right"))
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "v.csv").write_text("source,case,gender\nfg2,Olgaa,woman\n")
    before = small("history", "--json").rows

    answer = small("import", "bad.txt", "fg2.txt", "--variables", "v.csv")

    assert (1, 2) == (answer.code, len(answer.err.splitlines())), answer.err
    assert "bad.txt" in answer.err
    assert "Did you mean 'OLGA'" in answer.err
    assert before == small("history", "--json").rows


def test_one_of_a_thing_is_said_in_the_singular(small: Run, tmp_path: Path) -> None:
    """1 turn, 1 participant."""
    (tmp_path / "one.txt").write_text("It rained all day.")

    assert small("import", "one.txt", "--one-speaker", "Anna").out.startswith("one.txt: 1 turn, 1 participant, ")
