"""Text in cells that no spreadsheet computes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.files import defused, restored


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "'=1", "''-x"]
)
def test_what_a_spreadsheet_would_compute_is_defused(text):
    """An apostrophe in front makes it text."""
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=b", "-5", "+7,5", "-0.25", "'tis", "well - no", "don't"])
def test_what_no_spreadsheet_would_compute_stays(text):
    """Plain numbers as text too, such as a variable's values."""
    assert defused(text) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n 5a＝")))
def test_what_was_defused_can_be_restored(text):
    """Exactly, whatever apostrophes it had."""
    assert restored(defused(text)) == text
