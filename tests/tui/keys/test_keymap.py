"""Keys as a person wants them in the settings."""

import pytest

from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.keys.commands import commands_of
from qualcode.tui.keys.keymap import BoundKeys, all_commands, bound_keys
from qualcode.tui.keys.names import written_key


def test_nothing_wanted_changes_nothing():
    """All commands are on their own keys."""
    assert BoundKeys() == bound_keys({})


def test_a_command_moves_to_the_keys_that_are_wanted():
    """And from those it was on."""
    bound = bound_keys({"coding.undo": "F5, Ctrl+U", "codebook.merge": ["F6"]})

    assert ({"coding.undo": ("f5", "ctrl+u"), "codebook.merge": ("f6",)}, ()) == (bound.changed, bound.faults)


def test_a_command_may_be_on_no_key():
    """An empty text; nobody can press what Textual binds it to then."""
    bound = bound_keys({"coding.undo": ""})

    assert ((), {"coding.undo": "unbound:coding.undo"}) == (bound.faults, bound.keymap())


def test_the_keys_commands_are_on_anyway_can_be_written_down():
    """As a whole, as the template has them."""
    wanted = {name: [written_key(key) for key in command.keys] for name, command in all_commands().items()}

    assert BoundKeys() == bound_keys(wanted)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"coding.udno": "F5"}, ["'coding.udno'", "did you mean 'coding.undo'", "qualcode keys"]),
        ({"undo": "F5"}, ["'undo'", "qualcode keys"]),
        ({"coding.undo": "Foo"}, ["'coding.undo'", "'Foo'", "F1 to F12", "It stays on U, Ctrl+Z"]),
        ({"coding.undo": 3}, ["'coding.undo'", "It stays on U, Ctrl+Z"]),
        ({"coding.undo": "Ctrl+I"}, ["Tab"]),
        ({"coding.undo": "z"}, ["'coding.undo'", "z is kept for codes", "It stays on U, Ctrl+Z"]),
        ({"coding.undo": "7"}, ["7 is kept for codes"]),
        ({"app.memos": "m"}, ["m is kept for codes"]),
        ({"transcript.next-turn": "ж"}, ["ж is kept for codes"]),
        ({"memos.new": "x"}, ["x filters the list"]),
        ({"codebook.add": "y"}, ["commands are capitals"]),
        ({"memo.keep": "K"}, ["K is typed into texts"]),
        ({"app.quit": "K"}, ["K is typed into texts"]),
    ],
)
def test_what_cannot_be_is_told_in_one_line_and_left_out(wanted, said):
    """It names the command, the reason and what is so instead."""
    bound = bound_keys(wanted)

    assert ({}, 1) == (bound.changed, len(bound.faults))
    assert [] == [words for words in said if words not in bound.faults[0]]
    assert "\n" not in bound.faults[0]


def test_what_is_wanted_goes_before_what_is_so_by_default():
    """The other command keeps its other keys, or is in the palette."""
    bound = bound_keys({"coding.redo": "U", "coding.repeat": "T"})

    assert {
        "coding.redo": ("U",),
        "coding.undo": ("ctrl+z",),
        "coding.repeat": ("T",),
        "coding.frequencies": (),
    } == bound.changed
    undo, frequencies = sorted(bound.faults, key=lambda fault: "palette" in fault)
    assert [] == [words for words in ("'coding.redo'", "'coding.undo'", "is on Ctrl+Z") if words not in undo]
    assert "is in the command palette" in frequencies


def test_of_two_wants_for_one_key_the_first_has_it():
    """Both are named."""
    bound = bound_keys({"coding.redo": "F5", "coding.undo": "F5"})

    assert {"coding.redo": ("f5",), "coding.undo": ()} == bound.changed
    assert 1 == len(bound.faults)


def test_two_commands_can_change_keys_with_each_other():
    """Without a word."""
    bound = bound_keys({"coding.undo": "R", "coding.redo": "U"})

    assert ({"coding.undo": ("R",), "coding.redo": ("U",)}, ()) == (bound.changed, bound.faults)


def test_a_key_of_what_has_the_focus_is_let_go_for_the_screen():
    """What is asked first would have the key otherwise."""
    bound = bound_keys({"coding.undo": "Down"})

    assert (("down",), ()) == (bound.changed["coding.undo"], bound.changed["transcript.next-turn"])


def test_one_key_on_two_screens_is_no_clash():
    """Each screen has its own."""
    assert () == bound_keys({"coding.undo": "F5", "codebook.undo": "F5"}).faults


def test_a_key_of_the_whole_program_is_only_lost_where_a_screen_has_it():
    """The list of memos goes on opening by I from the other screens."""
    bound = bound_keys({"coding.redo": "I"})

    assert ("app.memos" in bound.changed, len(bound.faults)) == (False, 1)


def test_keys_are_shown_as_they_are_now():
    """For the help."""
    undo = next(command for command in commands_of(CodingScreen) if command.id == "coding.undo")

    assert ("U Ctrl+Z", "F5") == (BoundKeys().shown(undo), bound_keys({"coding.undo": "f5"}).shown(undo))
