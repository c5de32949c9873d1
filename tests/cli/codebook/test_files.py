"""Codebook files at the command line: every format out and in, the warning before sharing, what is found."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("ending", ["yaml", "xlsx", "csv", "qdc"])
def test_what_was_exported_changes_nothing_when_it_comes_back(small: Run, ending: str) -> None:
    """Out and in again, in every format that is read."""
    assert small("codebook", "export", f"ours.{ending}").out == f"ours.{ending}\n"
    answer = small("codebook", "import", f"ours.{ending}")

    assert answer.code == 0
    assert answer.out.endswith("3 codes, 0 changes.\n")


@pytest.mark.parametrize("ending", ["md", "html"])
def test_pages_are_written(small: Run, ending: str) -> None:
    """To read and to print."""
    assert small("codebook", "export", f"ours.{ending}").code == 0
    assert small("codebook", "import", f"ours.{ending}").code == 1


def share(run: Run, definition: str, example: str) -> None:
    """Give the first code of the project words that stand in the transcript."""
    file = Path("book.yaml")
    text = file.read_text("utf-8")
    told = f"definition: {definition}\n  examples:\n  - {example}"
    file.write_text(text.replace("definition: Leaves it to others.", told), "utf-8")
    assert run("codebook", "import", "book.yaml").code == 0


def test_an_export_warns_of_what_could_tell_who_took_part(small: Run) -> None:
    """How many of what, the first of them, and the way out; the file is written all the same."""
    share(small, "As Olga says.", "Let the big people decide.")

    answer = small("codebook", "export", "ours.yaml")

    assert (answer.code, answer.out) == (0, "ours.yaml\n")
    assert "Before you share it: 1 name of participants, 1 quote from the transcripts, such as “Olga”" in answer.err
    assert "qualcode codebook privacy. Leave quotes out with --without-quotes." in answer.err


def test_an_export_of_ones_own_words_warns_of_nothing(small: Run) -> None:
    """No word where nothing was found."""
    assert "share" not in small("codebook", "export", "ours.yaml").err


def test_quotes_are_left_out_and_the_project_stays(small: Run) -> None:
    """The file has no quote, and says no revision; what is in the project is not touched."""
    share(small, "Own words.", "Let the big people decide.")

    answer = small("codebook", "export", "ours.yaml", "--without-quotes")

    text = Path("ours.yaml").read_text("utf-8")
    assert "Let the big people decide" not in text
    assert "revision:" not in text
    assert "Quotes were left out" in answer.err
    assert small("codebook", "show", "--json").rows[0]["examples"] == ["Let the big people decide."]


def test_privacy_lists_all_and_as_json(small: Run) -> None:
    """Every place with its words, of the project and of a file."""
    share(small, "As Olga says.", "Let the big people decide.")

    rows = small("codebook", "privacy", "--json").rows

    assert [(row["kind"], row["field"], row["text"]) for row in rows] == [
        ("participant", "definition", "Olga"),
        ("quote", "examples", "Let the big people decide"),
    ]
    assert rows[1]["source"] == "fg1.txt"
    assert small("codebook", "privacy", "book.yaml", "--json").rows == rows
    assert "1 name of participants, 1 quote" in small("codebook", "privacy").out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.qdc", '<!DOCTYPE x [<!ENTITY a "b">]><CodeBook><Codes><Code name="&a;"/></Codes></CodeBook>'),
        ("object.yaml", "qualcode: codebook/1\nname: x\ncodes: !!python/object/apply:os.system [ls]\n"),
        ("names.csv", "name\n\u202eevil\n"),
        ("broken.xlsx", "PK"),
        ("zero.yaml", "qualcode: codebook/1\nname: x\0\n"),
    ],
)
def test_a_hostile_file_is_one_line_and_changes_nothing(small: Run, name: str, content: str) -> None:
    """Whatever is in it: exit code 1, one line that names the file, and the project is as it was."""
    Path(name).write_text(content, "utf-8")
    before = (small("history", "--json").rows, small("codebook", "show", "--json").rows, sorted(Path().iterdir()))

    for command in ("check", "import", "diff"):
        answer = small("codebook", command, name)
        assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
        assert name in answer.err

    assert before == (
        small("history", "--json").rows,
        small("codebook", "show", "--json").rows,
        sorted(Path().iterdir()),
    )


def test_what_is_mended_is_told_line_by_line(small: Run) -> None:
    """A file of another program is taken, and each thing that was mended is said on stderr."""
    Path("theirs.qdc").write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:0:4"><Codes><Code name="Nodes" isCodable="false">'
        '<Code guid="{0F5F8B38-0A57-4C7C-8D2C-0C7C4A1E0004}" name="Dealmakers" isCodable="true" color="red"/>'
        '<Code guid="1" name="New" isCodable="true"/></Code></Codes><Sets/></CodeBook>',
        "utf-8",
    )

    answer = small("codebook", "import", "theirs.qdc")

    assert answer.code == 0
    assert answer.err.splitlines()[:4] == [
        "theirs.qdc: is of the namespace urn:QDA-XML:codebook:0:4; it is read as urn:QDA-XML:codebook:1.0.",
        "theirs.qdc: line 1: the folder 'Nodes' around all codes is left out.",
        "theirs.qdc: line 1: '1' of 'New' is no GUID; a new one is made.",
        "theirs.qdc: line 1: the color 'red' of 'Dealmakers' is written #ff0000 now.",
    ]
    assert "5 codes" not in answer.out
    assert "4 codes" in answer.out


def test_check_tells_of_use_as_json(small: Run) -> None:
    """What the codings say is found in a project, with exit code 0."""
    small("code", "fg1", "0", "9", "Dealmakers", "--coder", "Vera")

    answer = small("codebook", "check", "--json")

    assert answer.code == 0
    assert [row["path"] for row in answer.rows if row["kind"] == "never used"] == ["Deference"]


def test_the_schema_is_printed(small: Run) -> None:
    """So that it can be kept beside one's codebooks."""
    assert json.loads(small("codebook", "schema").out)["title"] == "qualcode codebook"


BROKEN = """qualcode: codebook/1
name: Broken
codes:
- name: Deals
  merged: [nobody, 0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0009]
  split_from: 12
  cues:
  - pattern: [{LEMA: deal}]
  - pattern: not JSON
"""


def test_what_an_import_could_not_use_is_told(small: Run) -> None:
    """Patterns that are none and origins that nobody has, at once and not only when suggestions are asked for."""
    Path("broken.yaml").write_text(BROKEN, "utf-8")

    told = {command: small("codebook", command, "broken.yaml") for command in ("import", "check")}

    assert [answer.code for answer in told.values()] == [0, 1]
    for said in (told["import"].err, told["check"].out):
        assert "`merged: nobody` of 'Deals' is no GUID" in said
        assert "`split_from: 12` of 'Deals' is no GUID" in said
        assert "'LEMA' is not an attribute. Did you mean 'LEMMA'?" in said
        assert "not JSON: expecting value" in said


def test_a_broken_pattern_does_not_pass_the_check(small: Run) -> None:
    """Whoever checks a file before using it, by eye or in a script, hears that nothing will be suggested by it."""
    Path("broken.yaml").write_text(BROKEN, "utf-8")
    small("codebook", "import", "broken.yaml")

    for file in (("broken.yaml",), ()):
        answer = small("codebook", "check", *file)
        assert answer.code == 1
        assert answer.out.splitlines()[-1].endswith(
            ". Suggestions and automatic coding by these cues will not work until 2 broken patterns are mended."
        )

        answer = small("codebook", "check", *file, "--json")
        assert (answer.code, json.loads(answer.out)["about"]["broken_patterns"]) == (1, 2)
        assert ["Deals"] * 2 == [row["path"] for row in answer.rows if row["kind"] == "broken pattern"]


def test_what_a_merge_brings_broken_is_told(small: Run) -> None:
    """Merging and syncing tell the same."""
    Path("broken.yaml").write_text(BROKEN, "utf-8")

    for command in ("merge", "sync"):
        assert "Did you mean 'LEMMA'?" in small("codebook", command, "broken.yaml").err
        small("undo")
