"""From screen to screen, and what is remembered of how they look."""

from contextlib import suppress

import pytest
from textual.worker import WorkerFailed

from qualcode.coding.memos import write_memo
from qualcode.errors.projects import DamagedProjectError
from qualcode.project.project import Project
from qualcode.settings import Settings, read_settings, remember, settings_file
from qualcode.store.database import Store
from qualcode.tui.app import QualcodeApp
from qualcode.tui.codebook.screen import CodebookScreen
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.home_screen import HomeScreen
from qualcode.tui.memos.screen import MemoScreen
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


async def test_a_theme_is_remembered(study: Store) -> None:
    """Turned light by the key, or picked by its name; a theme nobody changed is not written down."""
    app = QualcodeApp(Project(study, "Vera"), remember=remember)
    async with app.run_test() as pilot:
        await pilot.pause()
        untouched = read_settings()
        await pilot.press("L")
        await pilot.pause()
        light = read_settings()
        app.theme = "nord"
        await pilot.pause()

    assert (Settings(), Settings(theme="textual-light")) == (untouched, light)
    assert Settings(theme="nord") == read_settings()


@pytest.mark.parametrize(("told", "worn"), [("nord", "nord"), ("", "textual-dark"), ("gone", "textual-dark")])
async def test_a_remembered_theme_is_worn(study: Store, told: str, worn: str) -> None:
    """From the first screen; one that is not there is not missed."""
    app = QualcodeApp(Project(study, "Vera"), settings=Settings(theme=told), remember=remember)
    async with app.run_test() as pilot:
        await pilot.pause()

        assert worn == app.theme
    assert not settings_file().exists()


async def test_settings_that_cannot_be_kept_are_one_line(study: Store) -> None:
    """The theme is worn all the same."""
    settings_file().parent.mkdir()
    settings_file().write_text("broken")
    app = QualcodeApp(Project(study, "Vera"), remember=remember)
    async with app.run_test() as pilot:
        await pilot.press("L")
        await pilot.pause()

        assert "textual-light" == app.theme
        assert "mend or delete it" in next(iter(app._notifications)).message


def test_a_place_kept_after_the_last_screen_is_no_fault(study: Store) -> None:
    """The thread that keeps reading places may end later than the app."""
    QualcodeApp(Project(study, "Vera")).on_place_kept()


@pytest.mark.parametrize("in_worker", [False, True])
async def test_what_a_person_can_mend_ends_the_screen_in_one_line(
    study: Store, in_worker: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on the command line: no traceback, wherever damage is met."""
    app = QualcodeApp(Project(study, "Vera"))

    def meet() -> None:
        raise DamagedProjectError(study.path, "a page is torn")

    with pytest.raises(DamagedProjectError):
        async with app.run_test() as pilot:
            await pilot.pause()
            app.run_worker(meet, thread=True) if in_worker else app.call_later(meet)
            with suppress(WorkerFailed):
                await app.workers.wait_for_complete()
            await pilot.pause()

    told = " ".join(capsys.readouterr().err.split())
    assert (1, True) == (app.return_code, told.startswith("qualcode: "))
    assert "is damaged (a page is torn)" in told
    assert "Traceback" not in told
