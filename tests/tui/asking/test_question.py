"""Questions answer once, whatever is shown over them."""

from tests.tui.coding_scenes import coding


async def test_an_answer_under_help_takes_nothing_away(project):
    """Enter, F1, Enter, quicker than screens change: the question stays below help, to be answered once."""
    async with coding(project) as scene:
        await scene.press("slash", "n", "o", "t")
        prompt = scene.app.screen
        await scene.press("f1")
        help_screen = scene.app.screen
        prompt.answer(None)
        prompt.answer(None)
        await scene.pilot.pause()
        under_help = scene.app.screen
        await scene.press("escape")
        below = scene.app.screen
        await scene.press("enter")
        await scene.settle()

        assert (help_screen, prompt) == (under_help, below)
        assert scene.selected == "not"
