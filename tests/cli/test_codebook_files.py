"""Codebook files at the command line: every format out and in, the warning before sharing, what is found."""

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
