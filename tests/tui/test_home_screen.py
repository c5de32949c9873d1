import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.widgets import Static

from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_writing import write_codebook
from qualcode.exchange.sources import import_readings
from qualcode.model.codebook import Code, Codebook
from qualcode.model.transcript import Segment
from qualcode.project.opening import create_project
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.coding.revised_screen import RevisedScreen
from qualcode.tui.home_screen import HomeScreen, progress
from qualcode.tui.screens.history_screen import HistoryScreen
from qualcode.tui.tables.screen import TablesScreen

AT = datetime(2025, 3, 2, 14, 5, tzinfo=UTC)
FIRST = """\
Moderator: What do you think of the talks?

ANNA: Trump is a businessman.

BORIS: Let the big people decide.

ANNA: You can reach an agreement with him.
"""
SECOND = "Moderator: And you?\n\nCLARA: I do not follow the news.\n\nCLARA: Not at all.\n\nModerator: Thank you.\n"
TRADER = Code(guid="00000000-0000-4000-8000-000000000002", name="Businessman")
THEMES = Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Peace talks", codes=(TRADER,))


@pytest.fixture
def empty(tmp_path):
    with create_project(tmp_path / "study", coder="Vera", name="Talks [b]and[/b] terms") as made:
        yield made


@pytest.fixture
def project(empty, tmp_path):
    files = [tmp_path / "fg1.txt", tmp_path / "fg2.txt"]
    for file, text in zip(files, (FIRST, SECOND), strict=True):
        file.write_text(text, encoding="utf-8")
    import_readings(empty.store, [read_transcript(file) for file in files], coder="Vera", at=AT)
    with empty.store.act("import codebook", "imported a codebook", coder="Vera", at=AT) as unit:
        write_codebook(unit, THEMES)
    code(empty, "Trump is a businessman")
    return empty


def code(project, words):
    source = project.source("fg1")
    start = source.text.index(words)
    segment = Segment(start, start + len(words))
    return apply_code(project.store, source.guid, segment, TRADER.guid, coder="Vera", at=AT)


class Host(App):
    def __init__(self, project):
        super().__init__()
        self.project = project
        self.chosen = []

    def on_mount(self):
        self.push_screen(HomeScreen(self.project))

    def on_home_screen_source_chosen(self, message):
        self.chosen.append(message.guid)


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()


def shown(app):
    rows = app.screen.query_one(RowList)
    return [" ".join(rows.render_line(y + 1).text.split()) for y in range(rows.row_count)]


def said(app, widget):
    return str(app.screen.query_one(widget, Static).visual)


async def test_each_source_shows_language_turns_progress_and_codings(project):
    """Progress is coded turns of all turns of participants, as a bar and in numbers."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        lines = shown(app)

    facts = project.source_list()
    assert lines == [
        f"fg1.txt {facts[0].language} 4 0 ██░░░░░░ 1/3 1",
        f"fg2.txt {facts[1].language} {facts[1].turns} 0 ░░░░░░░░ 0/{facts[1].talk_turns} 0",
    ]


async def test_the_head_names_project_and_coder(project):
    """Whose project this is and how far it has come stands on top, read as text, not as markup."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        head = said(app, "#head")

    talk = sum(facts.talk_turns for facts in project.source_list())
    assert head == f"Talks [b]and[/b] terms\ncoder: Vera · 2 sources · 1 of {talk} participants' turns coded"


async def test_enter_chooses_a_source(project):
    """The message carries the GUID of the source under the cursor."""
    app = Host(project)
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("down", "enter")
        await pilot.pause()

    assert app.chosen == [project.source_list()[1].guid]


@pytest.mark.parametrize(("key", "screen"), [("T", TablesScreen), ("H", HistoryScreen), ("R", RevisedScreen)])
async def test_other_screens_open_and_close(project, key, screen):
    """T, H and R open the table, the journal, what a new text left in doubt; Esc comes back."""
    app = Host(project)
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press(key)
        opened = type(app.screen)
        await settled(app, pilot)
        await pilot.press("escape")
        back = type(app.screen)

    assert (opened, back) == (screen, HomeScreen)


async def test_q_quits(project):
    """Everything is saved already, so nothing is asked."""
    app = Host(project)
    async with app.run_test() as pilot:
        await settled(app, pilot)
        await pilot.press("Q")

    assert not app.is_running


async def test_an_empty_project_says_what_to_do(empty):
    """Without sources and codes the commands that bring them in are named."""
    app = Host(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("enter", "down")
        steps = said(app, "#next")

    assert (app.chosen, steps) == (
        [],
        "There is no transcript yet. Import some:  qualcode import FILE…\n"
        "There is no codebook yet. Import one:  qualcode codebook import FILE",
    )


async def test_what_somebody_else_codes_appears(project):
    """Progress made by another process is shown without a key being pressed."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        code(project, "Let the big people decide")
        async with asyncio.timeout(60):
            while " 2/3 " not in shown(app)[0]:
                await pilot.pause()
        line = shown(app)[0]

    assert line.endswith("2/3 2")


async def test_coming_back_shows_what_was_done_and_keeps_the_cursor(project):
    """Undone in the journal, uncoded at home; the cursor stands where it stood."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("down", "H")
        await settled(app, pilot)
        await pilot.press("U", "escape")
        await settled(app, pilot)
        line, cursor = shown(app)[0], app.screen.query_one(RowList).cursor

    assert (line.split()[-2:], cursor) == (["0/3", "0"], 1)


@given(st.integers(0, 500).flatmap(lambda talk: st.tuples(st.integers(0, talk), st.just(talk))))
def test_the_bar_is_full_where_all_is_coded_and_empty_where_nothing_is(turns):
    """A single coded turn shows in the bar, and a single uncoded one, too."""
    coded, talk = turns
    bar = progress(coded, talk).plain[:8]

    assert ("█" in bar, "░" in bar) == (coded > 0, coded < talk or talk == 0)


def test_a_source_without_participants_has_an_empty_bar():
    """Nothing to code is no division by zero."""
    assert progress(0, 0).plain == "░░░░░░░░ 0/0"
