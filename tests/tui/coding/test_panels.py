"""What an act changes beside the transcript follows by itself."""

from tests.tui.coding_scenes import DEFERENCE, coding, make_study


async def test_numbers_follow_once_nobody_types(tmp_path):
    """A code's number in the panel is drawn a moment after its last coding, and only then."""
    with make_study(tmp_path) as project:
        async with coding(project, size=(140, 40)) as scene:
            panel = scene.screen.query_one("#codebook")
            await scene.press("down", DEFERENCE.key)
            coded = scene.screen.desk.codings.counts()[DEFERENCE.guid]
            while panel._counts.get(DEFERENCE.guid) != coded:
                await scene.pilot.pause(0.02)

            assert (coded, scene.screen._moment) == (1, None)
