import pytest
from textual.widgets import TextArea

from qualcode.tui.memos.editor import MemoEditor
from tests.tui.asking_app import Asking


def asked(text):
    return Asking(MemoEditor("Memo on “[b]words”", text))


@pytest.mark.parametrize("key", ["ctrl+s", "escape"])
async def test_both_keys_keep_the_words(key):
    """Ctrl+S and Esc alike give what was written, line breaks and all."""
    app = asked("so")
    async with app.run_test() as pilot:
        await pilot.press("space", "i", "t", "enter", "i", "s", key)

    assert app.given == ["so it\nis"]


async def test_a_memo_left_as_it_was_gives_nothing():
    """Looking at a memo changes nothing, whatever it holds."""
    app = asked("so\x1b[2J")
    async with app.run_test() as pilot:
        await pilot.press("x", "backspace", "escape")

    assert app.given == [None]


async def test_an_emptied_memo_gives_an_empty_text():
    """Taking all words out is a change, too."""
    app = asked("so")
    async with app.run_test() as pilot:
        await pilot.press("backspace", "backspace", "ctrl+s")

    assert app.given == [""]


async def test_title_and_text_are_shown_harmlessly():
    """Brackets are not markup, escapes do not reach the terminal."""
    app = asked("a\x1b[31mb")
    async with app.run_test():
        area = app.screen.query_one(TextArea)
        shown = (area.border_title, area.text)

    assert shown == (r"Memo on “\[b]words”", "a␛[31mb")
