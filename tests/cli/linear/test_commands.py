"""What a typed line means in linear mode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cli.linear.commands import HELP, WHOLE, Command, Place, parsed, place_in


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Command("next")),
        ("  N ", Command("next")),
        ("next", Command("next")),
        ("p", Command("previous")),
        ("g 34", Command("go", 34)),
        ("go\t34", Command("go", 34)),
        ("g", Command("go")),
        ("g away", Command("go", text="away")),
        ("nu", Command("uncoded")),
        ("/big  people", Command("search", text="big  people")),
        ("/", Command("search")),
        ("x 2", Command("remove", 2)),
        ("m 1 why  so?", Command("memo", 1, "why  so?")),
        ("m 1", Command("memo", 1)),
        ("s", Command("suggestions")),
        ("+ 1", Command("accept", 1)),
        ("+1 2-3", Command("accept", 1, "2-3")),
        ("- 2", Command("reject", 2)),
        ("u", Command("undo")),
        ("r", Command("redo")),
        ("?", Command("help")),
        ("Q", Command("quit")),
        (".", Command("repeat")),
        (". 2", Command("repeat", text="2")),
        ("f1 2", Command("code", text="f1 2")),
        ("g1", Command("code", text="g1")),
        ("p 2", Command("code", text="p 2")),
        ("=p", Command("code", text="p")),
        ("code p 2", Command("code", text="p 2")),
        ("big people", Command("code", text="big people")),
    ],
)
def test_lines(line: str, expected: Command) -> None:
    """Short and spelled out, with more or less space; what is no command is a code."""
    assert expected == parsed(line)


@pytest.mark.parametrize(
    ("text", "letters", "place"),
    [
        ("f1", "f1", WHOLE),
        ("f1 2", "f1", Place(2, 2)),
        ("f1 2-3", "f1", Place(2, 3)),
        ("f1 3 – 2", "f1", Place(2, 3)),
        ("f1 0", "f1", Place(0, 0)),
        ("1 2", "1", Place(2, 2)),
        ("2", "", Place(2, 2)),
        ("big people 2", "big people", Place(2, 2)),
        ('f1 "exact words"', "f1", Place(words="exact words")),
        ("f1 «let it be»", "f1", Place(words="let it be")),
        ('f1 "never closed', "f1", Place(words="never closed")),
        ('f1 ""', 'f1 ""', WHOLE),
        ("", "", WHOLE),
    ],
)
def test_places(text: str, letters: str, place: Place) -> None:
    """A sentence, several, or words in any quotation marks; without one the whole turn."""
    assert (letters, place) == place_in(text)


@given(st.text(max_size=60))
def test_every_line_means_something(line: str) -> None:
    """No line fails, and what is taken for a code keeps its letters."""
    command = parsed(line)
    letters, _ = place_in(command.text)

    assert command.text in line
    assert letters in line


def test_a_very_long_line_is_read_at_once() -> None:
    """Runs of white space of any length cost no more than their length."""
    line = "f1" + " " * 1_000_000 + '"'

    assert (line, WHOLE) == place_in(parsed(line).text)


def test_help_is_plain_lines() -> None:
    """Nothing in it but text that a line printer could print."""
    assert all(line.isascii() and line.isprintable() for line in HELP)
