"""How keys are written and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding

from qualcode.tui.app import QualcodeApp
from qualcode.tui.codebook.code_picker import CodePicker
from qualcode.tui.codebook.screen import CodebookScreen
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.keys.names import KeyNameError, read_key, read_keys, shown_key, shown_together, typed_by, written_key
from qualcode.tui.transcript.transcript import Transcript

SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ctrl+Z", "ctrl+z"),
        ("ctrl+z", "ctrl+z"),
        ("CTRL + Z", "ctrl+z"),
        ("Control+Z", "ctrl+z"),
        ("Shift+Ctrl+Right", "ctrl+shift+right"),
        ("F3", "f3"),
        ("*", "asterisk"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        (",", "comma"),
        ("comma", "comma"),
        ("Shift+Tab", "shift+tab"),
        ("Shift+z", "Z"),
        ("Z", "Z"),
        ("PgUp", "pageup"),
        ("Page Down", "pagedown"),
        ("page_down", "pagedown"),
        ("Esc", "escape"),
        ("Del", "delete"),
        ("Return", "enter"),
        ("↑", "up"),
        ("Space", "space"),
        (" ", "space"),
        ("full_stop", "full_stop"),
        ("question_mark", "question_mark"),
        ("@", "at"),
        ("/", "slash"),
        ("Ж", "Ж"),
    ],
)
def test_keys_may_be_written_as_people_do(written, key):
    """Large or small, by sign or by name."""
    assert key == read_key(written)


@pytest.mark.parametrize("written", ["", "foo", "Hyper+Z", "F99", "Ctrl+", "ab", "Ctrl+Foo", "++", "Ctrl+I", "Shift+1"])
def test_what_is_no_key_is_refused(written):
    """Also what a terminal cannot send."""
    with pytest.raises(KeyNameError):
        read_key(written)


@pytest.mark.parametrize(
    ("written", "keys"),
    [("Z,ctrl+z", ("Z", "ctrl+z")), ("", ()), (["F3", ","], ("f3", "comma")), ("Z, Z", ("Z",)), ([], ())],
)
def test_several_keys_stand_with_commas_between_or_in_a_list(written, keys):
    """Each once."""
    assert keys == read_keys(written)


@pytest.mark.parametrize("written", [3, True, ["Z", 3], "Z,,F3", {"a": "b"}])
def test_what_is_not_written_as_keys_is_refused(written):
    """Numbers, tables, gaps."""
    with pytest.raises(KeyNameError):
        read_keys(written)


@given(st.sampled_from(["", "ctrl+", "alt+", "ctrl+shift+"]), st.sampled_from([*SIGNS, "F5", "Up", "Tab", "q", "Ж"]))
def test_what_is_written_for_the_settings_is_read_again(modifiers, name):
    """And what is shown is read too, but for the comma, which stands between keys."""
    try:
        key = read_key(modifiers + name)
    except KeyNameError:
        return

    assert key == read_key(written_key(key)) == read_key(shown_key(key))


@pytest.mark.parametrize("of", [QualcodeApp, CodingScreen, Transcript, CodebookScreen, CodePicker])
def test_the_keys_of_our_commands_can_be_written(of):
    """Textual's names and ours agree."""
    for binding in Binding.make_bindings(of.BINDINGS):
        assert binding.key == read_key(written_key(binding.key))


def test_keys_are_shown_as_on_the_keyboard():
    """Modifiers with capitals, arrows as arrows."""
    shown = ["ctrl+z", "shift+up", "question_mark", "Z", "f3", "pagedown", "unbound:x"]

    assert ["Ctrl+Z", "Shift+↑", "?", "Z", "F3", "PgDn", ""] == [shown_key(key) for key in shown]


def test_what_a_key_types():
    """Letters, digits, signs and space type themselves."""
    assert ["a", "5", "*", " ", "", ""] == [typed_by(key) for key in ["a", "5", "asterisk", "space", "ctrl+a", "f1"]]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (["Shift+↑", "Shift+↓"], "Shift+↑ ↓"),
        (["Shift+↑", "F5"], "Shift+↑ F5"),
        (["U", "R"], "U R"),
        (["Ctrl+P “Undo”", "U"], "Ctrl+P “Undo” U"),
        ([], ""),
    ],
)
def test_a_modifier_that_keys_share_is_said_once(keys, shown):
    """Where they are told together."""
    assert shown == shown_together(keys)
