"""The commands about a codebook's history, as typed."""

import json
from pathlib import Path

import pytest

from qualcode.codebooks.writing import write_codebook
from qualcode.model.codebook import Code
from tests.cli.conftest import Run
from tests.conftest import BOOK, CODE


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    """A project whose codebook changed twice: a definition, and an undoing of that."""
    write_codebook(BOOK, tmp_path / "first.yaml")
    changed = [
        Code(**{**_fields(code), "definition": "Those at the top."}) if code.guid == CODE else code
        for code in BOOK.codes
    ]
    write_codebook(type(BOOK)(guid=BOOK.guid, name=BOOK.name, codes=tuple(changed)), tmp_path / "second.yaml")
    run("init", "study")
    run("codebook", "import", "first.yaml")
    run("codebook", "import", "second.yaml")
    run("undo")
    return tmp_path


def _fields(code: Code) -> dict[str, object]:
    return {name: getattr(code, name) for name in code.__dataclass_fields__}


def test_the_log_tells_each_step_in_words(run: Run, project: Path) -> None:
    """Undoing is a step to the revision before; what was undone says so."""
    rows = run("codebook", "log", "--json").rows

    assert [row["summary"].split()[0] for row in rows] == ["undid:", "imported", "imported"]
    assert [row["changes"] for row in rows] == [
        ["redefined: Deference > Big people: “Those at the top.” → nothing"],
        ["redefined: Deference > Big people: nothing → “Those at the top.”"],
        [],
    ]
    assert [row["is_undone"] for row in rows] == [False, True, False]
    assert rows[0]["revision"] == rows[2]["revision"]
    told = run("codebook", "log", "-n", "2")
    assert told.out.splitlines()[3] == "    redefined: Deference > Big people: nothing → “Those at the top.”"
    assert "1 older step more" in told.err


def test_a_revision_is_shown_restored_and_named(run: Run, project: Path) -> None:
    """By digits, by its name, by how many steps ago; restoring is one more step and can be undone."""
    digits = run("codebook", "log", "--json").rows[1]["revision"][:8]

    assert run("codebook", "name", digits, "after pilot").code == 0
    shown = run("codebook", "show", "after", "pilot", "--json").rows
    restored = run("codebook", "restore", "1", "back")
    standing = run("codebook", "show", "--json").rows
    run("undo")

    assert [row["definition"] for row in shown] == ["", "Those at the top.", ""]
    assert "redefined" in restored.out
    assert "1 change." in restored.out
    assert standing == shown
    assert run("codebook", "show", "--json").rows[1]["definition"] == ""
    assert [row["name"] for row in run("codebook", "log", "--json").rows][-2:] == ["after pilot", None]


def test_one_line_where_there_is_no_such_revision(run: Run, project: Path) -> None:
    """Exit code 1, and the way out."""
    for command in (("show", "beef"), ("restore", "9 back"), ("name", "before", "x"), ("diff", "nothing")):
        answer = run("codebook", *command)
        assert (answer.code, answer.err.count("\n")) == (1, 1)
        assert "No revision" in answer.err


def test_differences_of_files_revisions_and_the_project(run: Run, project: Path) -> None:
    """From the older to the newer side, whichever they are."""
    there = "redefined: Deference > Big people: nothing → “Those at the top.”\n"
    back = "redefined: Deference > Big people: “Those at the top.” → nothing\n"

    assert run("codebook", "diff", "first.yaml", "second.yaml").out == there
    assert run("codebook", "diff", "second.yaml").out == there
    assert run("codebook", "diff", "1 back").out == back
    assert run("codebook", "diff", "second.yaml", "0 back").out == back
    assert run("codebook", "diff").out == back
    assert run("codebook", "diff", "first.yaml").out == ""


def test_what_was_mended_in_a_compared_file_is_told(run: Run, project: Path) -> None:
    """Beside the differences, which it may explain."""
    (project / "third.csv").write_bytes("name;parent;définition\nDeference;;Été\n".encode("cp1252"))

    assert "third.csv: is not UTF-8 and is read as Windows-1252" in run("codebook", "diff", "third.csv").err


def test_differences_are_written_as_markdown_and_json(run: Run, project: Path) -> None:
    """Grouped for people, flat for programs."""
    run("codebook", "diff", "second.yaml", "--out", "changes.md")
    run("codebook", "diff", "second.yaml", "--out", "changes.json")

    assert (project / "changes.md").read_text() == (
        "# Codebook changes: project → second.yaml\n\n## Changed (1)\n\n"
        "- redefined: Deference \\> Big people: nothing → “Those at the top.”\n"
    )
    row = json.loads((project / "changes.json").read_text())["rows"][0]
    assert (row["kind"], row["field"], row["before"], row["after"]) == (
        "changed", "definition", "", "Those at the top.",
    )  # fmt: skip
    assert run("codebook", "diff", "second.yaml", "--out", "changes.pdf").code == 1


def test_an_export_tells_where_it_comes_from(run: Run, project: Path) -> None:
    """The revision, those it was made from, and older ones."""
    for name in ("one", "two", "three"):
        (project / "more.csv").write_text(f"name,parent,guid\n{name},,{CODE}\n")
        run("codebook", "import", "more.csv")
    run("codebook", "export", "shared.yaml")
    rows = run("codebook", "log", "--json").rows

    text = (project / "shared.yaml").read_text()

    assert f"revision: {rows[0]['revision']}\nparents:\n- {rows[1]['revision']}\n" in text
    assert text.endswith(f"ancestors: |-\n  {rows[3]['revision'][:12]} {rows[2]['revision'][:12]}\n")


def test_stale_codings_are_listed_and_confirmed(run: Run, project: Path) -> None:
    """With what changed; afterwards there are none."""
    (project / "fg1.txt").write_text("ANNA: Let the big people decide.\n\nIVAN: Yes.\n")
    run("import", "fg1.txt")
    run("code", "fg1", 6, 32, "Big people")
    run("codebook", "import", "second.yaml")

    listed = run("codings", "stale", "--code", "Deference")
    rows = run("codings", "stale", "--json").rows
    confirmed = run("codings", "stale", "--confirm")

    assert listed.out.splitlines() == [
        "Deference > Big people (1 coding)",
        "  redefined: Deference > Big people: nothing → “Those at the top.”",
        "    “Let the big people decide.”  fg1.txt, turn 1, Vera",
    ]
    assert [(row["quote"], row["code"]) for row in rows] == [("Let the big people decide.", "Deference > Big people")]
    assert confirmed.err == "1 stale coding confirmed.\n"
    assert run("codings", "stale").err == "0 stale codings.\n"
