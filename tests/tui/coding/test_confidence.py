"""How sure a coding is, said by key: stored, journaled, undone."""

from qualcode.coding.applying import apply_code
from qualcode.project.opening import now
from tests.tui.coding_scenes import TRADER, coding, segment_of

BUSINESS = "Trump is a businessman."


async def test_a_coding_is_rated_and_the_rating_is_undone(project):
    """The coding under the cursor; without one it is said."""
    guid = project.source("fg1").guid
    apply_code(project.store, guid, segment_of(project, BUSINESS), TRADER.guid, coder="Vera", at=now())
    async with coding(project) as scene:
        await scene.press("down", "underscore", *"doubt", "enter")
        rated = [one.confidence for one in project.codings()]
        told = scene.line(0)
        await scene.press("U")
        undone = [one.confidence for one in project.codings()]
        await scene.press("up", "underscore")

        assert (rated, undone) == ([1], [None])
        assert "Businessman who trades: doubtful." in told
        assert "No coding of yours under the cursor." in scene.line(0)
