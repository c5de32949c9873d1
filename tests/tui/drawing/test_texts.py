import pytest
from textual.content import Content

from qualcode.model.codebook import Code, Codebook
from qualcode.tui.drawing.cells import spans_of
from qualcode.tui.drawing.texts import code_color, fitted, in_columns, said

LEADERS = Code(guid="00000000-0000-4000-8000-000000000001", name="Leaders", color="#c0392b")
TRADER = Code(guid="00000000-0000-4000-8000-000000000002", name="Businessman", parent_guid=LEADERS.guid)
THEMES = Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Peace talks", codes=(LEADERS, TRADER))


def test_text_from_outside_is_neither_markup_nor_steering():
    """Brackets stay brackets, escapes become visible, lines become one."""
    assert said("[b]x[/b]\x1b[2J\n y").plain == "[b]x[/b]␛[2J y"


@pytest.mark.parametrize(("text", "expected"), [("abc", "abc  "), ("abcdefg", "abcd…"), ("日本語字", "日本…")])
def test_fitted_fills_exactly_the_cells(text, expected):
    """Short text is padded, long text cut, wide characters counted as two cells."""
    assert fitted(Content(text), 5).plain == expected


def test_a_negative_width_sets_a_column_to_the_right():
    """Numbers align at their right ends."""
    assert in_columns([said("ab"), said("7")], [4, -3]).plain == "ab      7"


def test_a_code_without_color_has_its_themes():
    """The color comes from the nearest code above that has one."""
    assert code_color(THEMES, TRADER) == "#c0392b"


def test_names_in_indian_scripts_have_room_for_their_signs():
    """In lists and columns a terminal that gives a vowel sign a cell shifts nothing."""
    assert said("हिन्दी और").cell_length == sum(cells for _, _, cells in spans_of("हिन्दी और")) == 8
