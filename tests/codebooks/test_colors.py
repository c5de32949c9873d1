"""Colors in the spellings of people, of CSS and of other programs."""

import pytest

from qualcode.codebooks.colors import mended_color


@pytest.mark.parametrize(
    ("written", "color"),
    [
        ("#c0392b", "#c0392b"),
        ("#C0392B", "#c0392b"),
        ("#fAc", "#ffaacc"),
        (" c0392b ", "#c0392b"),
        ("Red", "#ff0000"),
        ("красный", "#ff0000"),
        ("Grün", "#008000"),
        ("rgb(192, 57, 43)", "#c0392b"),
        ("rgba(192,57,43,0.5)", "#c0392b"),
        ("192;57;43", "#c0392b"),
        ("#FFC0392B", "#c0392b"),
        ("#80C0392B", "#c0392b"),
        ("#C0392BFF", "#c0392b"),
    ],
)
def test_colors_have_many_spellings(written, color):
    """Short, capital, named and transparent colors, and numbers from 0 to 255, are one color each."""
    assert mended_color(written) == color


@pytest.mark.parametrize("written", ["", "#", "#12", "12", "blurple", "256,0,0", "rgb(1,2)", "#1234567", "c0392b00"])
def test_what_is_no_color_is_none(written):
    """Nothing is guessed."""
    assert mended_color(written) is None
