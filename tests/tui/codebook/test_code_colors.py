import pytest

from qualcode.model.codebook import Code
from qualcode.tui.codebook.code_colors import PALETTE, is_color, read_color


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("red", "#d0342c"),
        (" Gray ", "#7a828c"),
        ("#C0392B", "#c0392b"),
        ("c0392b", "#c0392b"),
        ("#abc", "#aabbcc"),
        ("", None),
        ("  ", None),
        ("mauve", "mauve"),
        ("#12345", "#12345"),
    ],
)
def test_a_color_is_read_as_people_type_it(text, color):
    """Names, six digits, three digits; what means none is left for the code to refuse."""
    assert read_color(text) == color


def test_every_color_of_the_palette_may_be_a_codes():
    """Each is one, and they all differ."""
    for name, color in PALETTE:
        assert Code(guid="00000000-0000-4000-8000-000000000001", name=name, color=color).color == color
        assert is_color(color)
    assert len(dict(PALETTE)) == len({color for _, color in PALETTE}) == len(PALETTE)
