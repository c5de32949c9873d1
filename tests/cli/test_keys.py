"""qualcode keys: what is on which key, and how to change it."""

import tomllib

from qualcode.settings import settings_file
from tests.cli.conftest import Run
from tests.cli.test_startup import imported_by


def _settings(text: str) -> None:
    settings_file().parent.mkdir(exist_ok=True)
    settings_file().write_text(text, encoding="utf-8")


def test_every_command_is_listed_with_its_keys_and_where(run: Run) -> None:
    """Without a project."""
    answer = run("keys", "--json")
    rows = {row["id"]: row for row in answer.rows}

    assert {
        "id": "coding.undo",
        "keys": "U, Ctrl+Z",
        "default_keys": "U, Ctrl+Z",
        "does": "Undo",
        "where": "the coding screen",
    } == rows["coding.undo"]
    assert ("everywhere", "lists") == (rows["app.palette"]["where"], rows["list.up"]["where"])


def test_keys_are_told_as_the_settings_have_them(run: Run) -> None:
    """Also where the id stands without quotation marks; what cannot be is a line on stderr, and the rest is done."""
    _settings('[keys]\ncoding.undo = "F5"\n"coding.redo" = ["F6", "Ctrl+Y"]\n"coding.nothing" = "F7"\n')

    answer = run("keys", "--json")
    rows = {row["id"]: row["keys"] for row in answer.rows}

    assert (0, "F5", "F6, Ctrl+Y") == (answer.code, rows["coding.undo"], rows["coding.redo"])
    assert ["'coding.nothing'" in line for line in answer.err.splitlines()] == [True]


def test_the_table_tells_where_keys_are_changed(run: Run) -> None:
    """The settings file by its path."""
    answer = run("keys")

    assert ("coding.undo" in answer.out, str(settings_file()) in answer.err) == (True, True)


def test_the_template_changes_nothing_until_it_is_changed(run: Run) -> None:
    """As it is printed, and with every comment sign before a command taken away."""
    text = run("keys", "--template").out
    uncommented = "\n".join(line.removeprefix("# ") if line.startswith('# "') else line for line in text.splitlines())

    assert {"keys": {}} == tomllib.loads(text)
    _settings(uncommented)
    answer = run("keys", "--json")
    assert len(answer.rows) == len(tomllib.loads(uncommented)["keys"])
    assert [] == answer.err.splitlines()
    assert all(row["keys"] == row["default_keys"] for row in answer.rows)


def test_its_help_imports_nothing_heavy() -> None:
    """Textual is imported by the command alone."""
    assert set() == imported_by("keys", "--help")
