import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from textual import events
from textual.app import App
from textual.widgets import Static

from qualcode.coding.memos import write_memo
from qualcode.project.opening import create_project
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.screens.history_screen import HistoryScreen

AT = datetime(2025, 3, 2, 14, 5, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    with create_project(tmp_path / "study", coder="Vera") as made:
        yield made


class Host(App):
    def __init__(self, project):
        super().__init__()
        self.project = project
        self.said = []

    def on_mount(self):
        self.push_screen(HistoryScreen(self.project))

    def notify(self, message, **options):
        self.said.append(message)


def note(project, text, coder="Vera"):
    write_memo(project.store, "project", project.facts().guid, text, coder=coder, at=AT)


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()


def told(app):
    """What the rows say, without the time, which depends on where the reader is."""
    rows = app.screen.query_one(RowList)
    lines = [rows.render_line(y + 1).text.strip() for y in range(rows.row_count)]
    return [" ".join(line.split()[2:]) for line in lines]


async def test_the_newest_act_stands_first(project):
    """Each act says who did what."""
    note(project, "so")
    note(project, "and [b]so\x1b[2J", coder="Pavel")
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        lines = told(app)

    assert lines[:2] == ["Pavel wrote a memo on the project", "Vera wrote a memo on the project"]


async def test_undo_takes_back_my_last_act_and_marks_it(project):
    """U undoes, says what, and the act stands as undone."""
    note(project, "so")
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("U")
        await settled(app, pilot)
        lines = told(app)

    assert (project.memos(), app.said, lines[:2]) == (
        (),
        ["Undid: wrote a memo on the project"],
        ["Vera undid: wrote a memo on the project", "Vera undone: wrote a memo on the project"],
    )


async def test_an_import_is_undone_only_when_asked(project):
    """Esc leaves it as it is, Enter takes it back."""
    with project.store.act("import codings", "imported codings from a.csv", coder="Vera", at=AT) as unit:
        unit.record_always()
    app = Host(project)
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("U", "escape")
        left = (project.history(1)[0].is_undone, list(app.said))
        await pilot.press("U", "enter")
        await settled(app, pilot)

    assert left == (False, [])
    assert app.said == ["Undid: imported codings from a.csv"]


async def test_redo_does_it_again(project):
    """R after U leaves the project as it was."""
    note(project, "so")
    app = Host(project)
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("U", "R")
        await settled(app, pilot)

    assert [memo.text for memo in project.memos()] == ["so"]


async def test_nothing_to_undo_is_said(project):
    """A refusal is one line, and nothing changes."""
    app = Host(project)
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("U")

    assert app.said == ["Nothing to undo for Vera."]


async def test_who_has_no_name_yet_has_nothing_to_undo(project):
    """Before the first act the coder may be unknown; undoing is refused in one line."""
    note(project, "so")
    app = Host(replace(project, coder=""))
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("U", "R")

    assert app.said == ["Nothing to undo for a coder without a name.", "Nothing to redo for a coder without a name."]


async def test_the_act_under_the_cursor_is_told_whole(project):
    """What does not fit the row stands below the list."""
    note(project, "so")
    app = Host(project)
    async with app.run_test(size=(40, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("U")
        await settled(app, pilot)
        newest = str(app.screen.query_one("#whole", Static).visual)
        await pilot.press("down")
        await pilot.pause()
        before = str(app.screen.query_one("#whole", Static).visual)

    assert (newest, before) == ("undid: wrote a memo on the project", "undone: wrote a memo on the project")


async def test_what_somebody_else_does_appears(project):
    """An act of another process is shown without a key being pressed."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        note(project, "so", coder="Pavel")
        async with asyncio.timeout(60):
            while not told(app)[0].startswith("Pavel"):
                await pilot.pause()
        lines = told(app)

    assert lines[0] == "Pavel wrote a memo on the project"


async def test_all_acts_can_be_reached(project):
    """Going to the end reads on, to the first act of all."""
    for number in range(520):
        note(project, str(number))
    app = Host(project)
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("end")
        await settled(app, pilot)
        await pilot.press("end")
        count = app.screen.query_one(RowList).row_count

    assert count == len(project.history())


async def test_esc_goes_back_once(project):
    """Two quick Escs close this screen and not the one below."""
    app = Host(project)
    async with app.run_test() as pilot:
        below = app.screen_stack[0]
        for _ in range(2):
            app.post_message(events.Key("escape", None))
        await pilot.pause()

        assert app.screen_stack == [below]
