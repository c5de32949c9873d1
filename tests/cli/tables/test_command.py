"""What all tables share on the command line: forms, files, charts, and running a table again."""

import json
import re
import sqlite3
import sys
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer

from qualcode.cli.printing import remark
from qualcode.cli.tables.command import table_command
from qualcode.cli.tables.writing import Answer
from qualcode.errors.exports import ForeignTableError
from qualcode.exports.tables import ENDINGS
from tests.cli.conftest import CODEBOOK, Run, place


@pytest.fixture
def coded(small: Run) -> Run:
    """The small project with one coding."""
    assert small("code", "fg1", *place("Let the big people decide."), "Big people").code == 0
    return small


def test_a_chart_is_drawn_beside_the_table(coded, tmp_path):
    """The table as ever, and the file's name."""
    answer = coded("freq", "--chart", "themes.svg")

    assert (0, "themes.svg") == (answer.code, answer.out.splitlines()[-1])
    assert "Big people" in (tmp_path / "themes.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ("freq", "--by", "group"),
        ("crosstab", "Deference", "group"),
        ("matrix", "--by", "case", "--percent", "row"),
        ("matrix", "--wide"),
        ("cooccur",),
        ("saturation",),
    ],
    ids=" ".join,
)
def test_tables_with_a_picture_have_one(coded, tmp_path, command):
    """Beside the table, and the same when it is made again."""
    coded("code", "fg1", *place("Let the big people decide."), "Dealmakers")
    assert coded(*command, "-o", "t.xlsx", "--chart", "one.svg").out == "t.xlsx\none.svg\n"

    assert coded(command[0], "--from", "t.xlsx", "-o", "u.csv", "--chart", "two.txt").code == 0
    words = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert "Big people" in words or "fg1" in words


@pytest.mark.parametrize(
    "command",
    [
        ("freq",),
        ("freq", "--by", "group"),
        ("trend", "--over", "group"),
        ("crosstab", "Deference", "group"),
        ("matrix",),
        ("cooccur",),
        ("saturation",),
        ("participation",),
        ("participation", "--groups"),
        ("participation", "--follows"),
        ("agree", "--seen", "all"),
        ("agree", "--seen", "all", "--pairs"),
        ("agree", "--seen", "all", "--disagreements"),
        ("quotes",),
    ],
    ids=" ".join,
)
def test_what_people_read_is_a_page(coded, command):
    """No GUID above what it was made from, no name that only a program has; also to a file, and made again."""
    coded("code", "fg1", *place("Let the big people decide."), "Dealmakers", "--coder", "Kim")

    answer = coded(*command, "-f", "tex" if "freq" in command else "md", "--no-about")
    assert answer.code == 0, answer.err
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-|_guid|_total|_percent", answer.out)
    assert coded(*command, "-o", "t.xlsx").code == 0
    assert coded(command[0], "--from", "t.xlsx", "--json").rows == coded(*command, "--json").rows


def test_a_chart_can_be_set_in_the_terminal(coded):
    """Below the table."""
    answer = coded("freq", "--by", "group", "--chart", "-")

    assert "│" in answer.out
    assert "participants, %, 0 to 100" in answer.out


def test_a_chart_does_not_spoil_text_for_programs(coded):
    """CSV with a chart in it is no CSV."""
    answer = coded("freq", "-f", "csv", "--chart", "-")

    assert (2, "") == (answer.code, answer.out)


@pytest.mark.parametrize("names", [("-o", "t.csv", "--chart", "t.gif"), ("-o", "t.doc", "--chart", "t.svg")])
def test_an_unknown_ending_is_refused_before_anything_is_written(small, tmp_path, names):
    """Not half of what was asked."""
    there = set(tmp_path.iterdir())

    answer = small("freq", *names)

    assert (1, True) == (answer.code, "unknown file ending" in answer.err)
    assert there == set(tmp_path.iterdir())


@pytest.mark.parametrize("file", ["nowhere/t.svg", "folder.svg"])
def test_a_chart_that_cannot_be_written_is_said_before_the_table(coded, tmp_path, file):
    """Nothing on standard output, and no table written either."""
    (tmp_path / "folder.svg").mkdir()

    answer = coded("freq", "--chart", file)
    both = coded("freq", "--out", "t.csv", "--chart", file)

    assert (1, "", 1) == (answer.code, answer.out, len(answer.err.splitlines()))
    assert (1, False) == (both.code, (tmp_path / "t.csv").exists())


def test_networks_are_offered_for_pairs_of_codes_only(coded):
    """And who asks for one elsewhere is told of what."""
    assert ".graphml" not in coded("freq", "-o", "t.doc").err
    assert ".graphml" in coded("cooccur", "-o", "t.doc").err
    assert "Only pairs of codes make a network" in coded("freq", "-o", "t.graphml").err


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_in_every_format_can_be_made_again(coded, tmp_path, ending):
    """With the options it was made with, and the word that nothing changed."""
    assert coded("freq", "--by", "group", "--code", "Big people", "--no-zero", "-o", f"t{ending}").code == 0

    answer = coded("freq", "--from", f"t{ending}", "--json")

    assert answer.rows == coded("freq", "--by", "group", "--code", "Big people", "--no-zero", "--json").rows
    assert answer.err.splitlines() == [
        f"t{ending} was made with: qualcode freq --by group --code 'Big people' --no-zero -o t{ending}",
        "The figures are the same.",
    ]


def test_what_changed_since_is_said(coded, tmp_path):
    """Codebook, coders, sources, figures."""
    coded("freq", "-o", "t.json")
    (tmp_path / "book.yaml").write_text(CODEBOOK.replace("Leaves it to others.", "Others do it."), encoding="utf-8")
    coded("codebook", "import", "book.yaml")
    coded("code", "fg1", *place("Trump is a businessman"), "Dealmakers", "--coder", "Kim")
    (tmp_path / "fg2.txt").write_text("Moderator: Yes?\n\nLENA: No.\n", encoding="utf-8")
    coded("import", "fg2.txt")

    said = coded("freq", "--from", "t.json").err.splitlines()[1:-1]

    assert said[0].startswith("The codebook 'Peace talks' has changed since: revision ")
    assert said[1:] == ["Sources in the project then: 1, now 2.", "Coders since: Kim.", "The figures differ."]


def test_a_table_of_another_project_is_refused_unless_one_is_named(coded, tmp_path):
    """Numbers of another study under the same heading would mislead."""
    coded("freq", "-o", "t.json")
    (tmp_path / "study.qualcode").rename(tmp_path / "old.qualcode")
    coded("init", "new.qualcode")
    (tmp_path / "old.qualcode").unlink()

    refused = coded("freq", "--from", "t.json")
    named = coded("freq", "-p", "new.qualcode", "--from", "t.json")

    assert (1, "") == (refused.code, refused.out)
    assert "it is of the project 'study'; name that, or any, with -p" in refused.err
    assert named.code == 0
    assert "It was of another project: study, now new." in named.err


def test_a_csv_has_a_file_beside_it(coded, tmp_path):
    """Said on stderr; the answer is the table's name alone."""
    answer = coded("freq", "-o", "t.csv")

    assert ("t.csv\n", "What it was made from stands in t.csv.about.json; leave it out with --no-about.\n") == (
        answer.out,
        answer.err,
    )
    about = json.loads((tmp_path / "t.csv.about.json").read_text(encoding="utf-8"))["about"]
    assert (about["coders"], about["sources"], about["options"]) == (["Vera"], 1, {})


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_it_was_made_from_can_be_left_out(coded, tmp_path, ending):
    """For a blind review: neither names nor the project, in no format, and no file beside it."""
    coded("freq", "-o", f"t{ending}", "--no-about")

    assert {"book.yaml", "fg1.txt", "study.qualcode", f"t{ending}"} == {path.name for path in tmp_path.iterdir()}
    assert b"Vera" not in (tmp_path / f"t{ending}").read_bytes()
    answer = coded("freq", "--from", f"t{ending}")
    assert (1, 1) == (answer.code, len(answer.err.splitlines()))


def test_coders_are_those_that_were_asked_for(coded, tmp_path):
    """Else everybody who has coded."""
    coded("code", "fg1", *place("Trump is a businessman"), "Dealmakers", "--coder", "Kim")

    asked = json.loads(coded("freq", "--coder", "Kim", "--json").out)["about"]

    assert ["Kim"] == asked["coders"]
    assert ["Vera", "Kim"] == json.loads(coded("freq", "--json").out)["about"]["coders"]


def test_options_stand_in_the_file_alone(coded, tmp_path):
    """Half of the one and half of the other would be a third table."""
    coded("freq", "-o", "t.json")

    answer = coded("freq", "--from", "t.json", "--by", "group")

    assert (2, "") == (answer.code, answer.out)
    assert "leave out 'by'" in answer.err


@pytest.mark.parametrize(
    "options",
    [
        {"out": "owned.csv"},
        {"chart": "owned.svg"},
        {"project": "/etc/passwd"},
        {"no_about": True},
        {"from_": "t.json"},
        {"ctx": "x"},
        {"--out=owned.csv": "x"},
        {"by": {"a": 1}},
        {"by": None},
        {"code": [["x"]]},
        {"by": "x" * 20_000},
        "--out owned.csv",
        ["--out", "owned.csv"],
        None,
    ],
)
def test_a_file_decides_nothing_but_what_is_counted(coded, tmp_path, options):
    """Where a table goes is the person's; anything else in the file is refused in one line."""
    coded("freq", "-o", "t.json")
    written = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    written["about"]["options"] = options
    (tmp_path / "t.json").write_text(json.dumps(written), encoding="utf-8")
    there = set(tmp_path.iterdir())

    answer = coded("freq", "--from", "t.json")

    assert (1, "", 1) == (answer.code, answer.out, len(answer.err.splitlines()))
    assert there == set(tmp_path.iterdir())


@pytest.mark.parametrize("value", ["--out=owned.csv", "-o owned.csv", "$(touch owned)", "; touch owned", "--"])
def test_a_value_of_the_file_stays_a_value(coded, tmp_path, value):
    """It is looked up like any name of a code, and not found."""
    coded("freq", "-o", "t.json")
    written = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    written["about"]["options"] = {"code": [value]}
    (tmp_path / "t.json").write_text(json.dumps(written), encoding="utf-8")

    answer = coded("freq", "--from", "t.json")

    assert (1, True) == (answer.code, "No code" in answer.err)
    assert not list(tmp_path.glob("owned*"))


def test_a_table_of_another_command_is_told_which(coded, tmp_path):
    """So it can be typed."""
    coded("freq", "-o", "t.json")
    text = (tmp_path / "t.json").read_text(encoding="utf-8")
    (tmp_path / "t.json").write_text(text.replace('"table": "freq"', '"table": "quotes"'), encoding="utf-8")

    answer = coded("freq", "--from", "t.json")

    assert "qualcode: 't.json' cannot be made again: it is of `qualcode quotes`.\n" == answer.err


@pytest.mark.parametrize("form", ["html", "tex"])
def test_pages_can_be_printed_too(coded, form):
    """On standard output, with what they were made from."""
    answer = coded("freq", "-f", form)

    assert answer.code == 0
    assert "Big people" in answer.out
    assert "project_guid" in answer.out


toy = typer.Typer()


@toy.callback()
def start() -> None:
    """Hold one command."""


@toy.command()
@table_command
def lots(
    opened: Any,
    asked: Any,
    rows: Annotated[str, typer.Argument(metavar="ROWS")],
    columns: Annotated[list[str], typer.Argument(metavar="COLUMNS")],
    seed: Annotated[int | None, typer.Option("--seed")] = None,
    file: Annotated[Path | None, typer.Option("--file")] = None,
    mark: Annotated[bool, typer.Option("--mark")] = False,
) -> Answer:
    """Draw lots, as a bootstrap does."""
    import polars as pl

    drawn = seed or 7
    frame = pl.DataFrame(
        {"rows": [rows], "columns": ["|".join(columns)], "seed": [drawn], "file": [str(file)], "mark": [mark]}
    )
    return Answer(frame=frame, draw=print, told={"seed": drawn})


def test_arguments_and_the_seed_come_back_files_and_acts_do_not(coded, tmp_path, monkeypatch, capsys):
    """A table drawn by lot is the same again, though nobody named the seed; a file changes no project."""

    def ran(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["toy", *words])
        with pytest.raises(SystemExit) as end:
            toy()
        return end.value.code

    assert ran("lots", "--mark", "--file", "x.graphml", "-o", "t.json", "--", "-a", "b c", "d") == 0
    about = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["about"]
    assert about["options"] == {"rows": "-a", "columns": ["b c", "d"], "seed": 7}
    assert ran("lots", "--from", "t.json", "-o", "u.json") == 0

    [row] = json.loads((tmp_path / "u.json").read_text(encoding="utf-8"))["rows"]
    assert row == {"rows": "-a", "columns": "b c|d", "seed": 7, "file": "None", "mark": False}
    assert ran("lots", "-o", "v.json") == 2
    assert "ROWS" in capsys.readouterr().err
    about["options"]["mark"] = True
    (tmp_path / "w.json").write_text(json.dumps({"about": about}), encoding="utf-8")
    with pytest.raises(ForeignTableError, match="'mark', which is no option here"):
        monkeypatch.setattr(sys, "argv", ["toy", "lots", "--from", "w.json"])
        toy()


def test_a_file_of_an_unknown_format_is_one_line(small, tmp_path):
    """Whatever SQLite misses in it."""
    with sqlite3.connect(tmp_path / "study.qualcode") as connection:
        connection.execute("ALTER TABLE codings RENAME COLUMN origin TO came_from")
    connection.close()
    answer = small("freq")

    assert (1, "", 1) == (answer.code, answer.out, answer.err.count("\n"))
    assert "no such column: origin" in answer.err


@pytest.mark.parametrize(("is_terminal", "longest"), [(True, 40), (False, 200)])
def test_what_stands_below_a_table_breaks_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_terminal: bool, longest: int
) -> None:
    """On a terminal; elsewhere it stands as it is."""
    words = "Participants' turns only; codings of Vera. Participants: how many of them voiced it at least once."
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    monkeypatch.setenv("COLUMNS", "40")

    remark(f"{words}\n{words}")

    lines = capsys.readouterr().err.splitlines()
    assert f"{words} {words}" == " ".join(lines)
    assert (len(lines) > 2, max(map(len, lines)) <= longest) == (is_terminal, True)
