"""The command palette takes keys at any moment."""

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from tests.tui.coding_scenes import coding, make_study


@pytest.mark.parametrize("key", ["pagedown", "pageup"])
async def test_a_page_key_before_the_list_is_laid_out_does_nothing(tmp_path, monkeypatch, key):
    """Keys are quicker than the list, which then knows no lines; the program goes on."""
    asked = []

    def not_laid_out(*_):
        asked.append(key)
        raise KeyError(0)

    with make_study(tmp_path) as project:
        async with coding(project) as scene:
            monkeypatch.setattr(OptionList, "_move_page", not_laid_out)
            await scene.press("ctrl+p", *"undo")
            palette = scene.app.screen
            while not palette.query_one(OptionList).option_count:
                await scene.pilot.pause()
            palette.query_one(OptionList).highlighted = 0
            await scene.press(key)

            assert palette.query_one("#--input").region.width > 20  # it is seen
            assert isinstance(scene.app.screen, CommandPalette)
            assert asked == [key]
