"""Text made harmless for terminals."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.display import harmless, harmless_line, with_edits


def test_an_escape_sequence_becomes_visible() -> None:
    """ESC cannot reach the terminal."""
    assert "␛[31mred" == harmless("\x1b[31mred")


def test_bidirectional_overrides_become_visible() -> None:
    """A right-to-left override cannot make one name look like another."""
    assert "ab\ufffdcd" == harmless("ab\u202ecd")


@given(st.text())
def test_offsets_stay_true(text: str) -> None:
    """One character in, one out; newlines stay where they are."""
    shown = harmless(text)

    assert len(shown) == len(text)
    assert [place for place, c in enumerate(text) if c == "\n"] == [place for place, c in enumerate(shown) if c == "\n"]


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    """No C0 or C1 control character but the newline survives."""
    assert not [c for c in harmless(text) if (ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) < 0xA0]


def test_a_line_has_no_newline() -> None:
    """For messages and tables."""
    assert "a b c" == harmless_line("a\n b\t\tc ")


def test_what_was_not_touched_stays_as_it_is() -> None:
    """A tab is shown as a space and is a tab still."""
    assert "one\ttwo, three\x07" == with_edits("one\ttwo three\x07", "one two three␇", "one two, three␇")
