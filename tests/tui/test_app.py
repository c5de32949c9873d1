"""From screen to screen."""

from qualcode.coding.memos import write_memo
from qualcode.project import Project
from qualcode.store.database import Store
from qualcode.tui.app import QualcodeApp
from qualcode.tui.codebook_screen import CodebookScreen
from qualcode.tui.coding_screen import CodingScreen
from qualcode.tui.home_screen import HomeScreen
from qualcode.tui.memo_screen import MemoScreen
from tests.conftest import AT


async def test_the_codebook_editor_opens_from_everywhere_and_leads_back(study: Store, source: str) -> None:
    """From the sources and from a transcript, by one key."""
    app = QualcodeApp(Project(study, "Vera"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("E")
        assert isinstance(app.screen, CodebookScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
        app.show_source(source)
        await pilot.pause()
        await pilot.press("E")
        assert isinstance(app.screen, CodebookScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, CodingScreen)


async def test_a_memo_leads_to_its_source(study: Store, source: str) -> None:
    """Enter in the list of memos."""
    write_memo(study, "source", source, "a lively group", coder="Vera", at=AT)
    app = QualcodeApp(Project(study, "Vera"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("I")
        assert isinstance(app.screen, MemoScreen)
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CodingScreen)
