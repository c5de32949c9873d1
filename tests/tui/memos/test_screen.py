"""The memo list: every key, and what is stored after it."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual import events
from textual.app import App
from textual.widgets import Input, Static

from qualcode.coding.applying import apply_code
from qualcode.coding.memos import write_memo
from qualcode.model.transcript import Segment
from qualcode.project.project import Project
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.memos.screen import MemoScreen
from tests.conftest import CODE, TEXT, later

BIG = Segment(TEXT.index("Let the"), TEXT.index(" 🙂"))


class Host(App):
    def __init__(self, project):
        super().__init__()
        self.project = project
        self.said = []
        self.went = []

    def on_mount(self):
        self.push_screen(MemoScreen(self.project, self.name_coder))

    def name_coder(self, name):
        self.project = replace(self.project, coder=name)
        return self.project

    def notify(self, message, **options):
        self.said.append(message)

    def on_memo_screen_go_to(self, event):
        self.went.append((event.kind, event.guid, event.source_guid, event.segment))


@pytest.fixture
def project(study):
    return Project(study, "Vera")


@pytest.fixture
def coding(project, source):
    return apply_code(project.store, source, BIG, CODE, coder="Vera", at=later(1))


@pytest.fixture
def noted(project, source, coding):
    """Four memos; the newest is another coder's, on the code."""
    for minutes, (target, guid, text) in enumerate(
        [("coding", coding, "irony?\nor not"), ("source", source, "noisy room"), ("project", "", "start [b]here\x1b")]
    ):
        write_memo(project.store, target, guid, text, coder="Vera", at=later(10 + minutes))
    write_memo(project.store, "code", CODE, "too wide", coder="Pavel", at=later(20))
    return project


@asynccontextmanager
async def memo_list(project, *, size=(120, 30)):
    app = Host(project)
    async with app.run_test(size=size) as pilot:
        pilot.settled = lambda: settled(app, pilot)
        await pilot.settled()
        yield app, pilot


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def rows(app):
    """What the rows say after the date, which depends on where the reader is."""
    found = app.screen.query_one(RowList)
    return [" ".join(found.render_line(y).text.split()[1:]) for y in range(found.row_count)]


def stored(project):
    return {(memo.target, memo.coder, memo.text) for memo in project.memos()}


def head(app):
    return str(app.screen.query_one("#head", Static).visual)


ROWS = [
    "Pavel code Deference > Big people too wide",
    "Vera the project start [b]here␛",
    "Vera source fg1.txt noisy room",
    "Vera Big people “Let the big people decide” irony?",
]


async def test_memos_stand_newest_first(noted):
    """Who, on what, and the first line, harmless and never as markup."""
    async with memo_list(noted) as (app, _):
        found = rows(app)

    assert found == ROWS


async def test_the_memo_under_the_cursor_is_shown_whole(noted):
    """With what it is on and where that is."""
    async with memo_list(noted) as (app, pilot):
        await pilot.press("end")
        await pilot.pause()
        whole = str(app.screen.query_one("#whole", Static).visual).split("\n")

    assert whole[0].endswith("on Big people “Let the big people decide” in fg1.txt, turn 2")
    assert whole[1:] == ["irony?", "or not"]


async def test_small_letters_filter(noted):
    """Also j and k, which move elsewhere; backspace takes letters back, Esc shows all again and stays."""
    async with memo_list(noted) as (app, pilot):
        await pilot.press(*"noisyj")
        nothing, row = head(app), rows(app)
        await pilot.press("backspace", "space", *"fg1")
        one, found = head(app), rows(app)
        await pilot.press("escape")
        is_here, everything = isinstance(app.screen, MemoScreen), rows(app)

    assert (nothing, row) == ("Memos with “noisyj”: 0 of 4 · Esc shows all", [])
    assert (one, found) == ("Memos with “noisy fg1”: 1 of 4 · Esc shows all", [ROWS[2]])
    assert (is_here, everything) == (True, ROWS)


async def test_what_is_pasted_filters(noted):
    """On one line, as if it were typed."""
    async with memo_list(noted) as (app, pilot):
        app.screen.post_message(events.Paste("too\nwide"))
        await pilot.pause()
        found = rows(app)

    assert found == [ROWS[0]]


async def test_enter_tells_where_to_go(noted, source, coding):
    """For each kind what it is, and for a coding its place in the source."""
    async with memo_list(noted) as (app, pilot):
        await pilot.press("enter", "down", "enter", "down", "enter", "down", "enter")
        await pilot.pause()

    assert app.went == [
        ("code", CODE, None, None),
        ("project", noted.facts().guid, None, None),
        ("source", source, source, None),
        ("coding", coding, source, BIG),
    ]


async def test_a_click_tells_where_to_go(noted):
    """The mouse does what Enter does."""
    async with memo_list(noted) as (app, pilot):
        await pilot.click(RowList, offset=(20, 0))
        await pilot.pause()

    assert [kind for kind, *_ in app.went] == ["code"]


async def test_my_memo_is_changed(noted):
    """M opens it with its words."""
    async with memo_list(noted) as (app, pilot):
        await pilot.press("down", "down", "M", "exclamation_mark", "ctrl+s")
        await pilot.settled()
        found = rows(app)

    assert ("source", "Vera", "noisy room!") in stored(noted)
    assert found[0] == "Vera source fg1.txt noisy room!"


async def test_beside_anothers_memo_my_own_is_written(noted):
    """Theirs stays as it is."""
    async with memo_list(noted) as (_, pilot):
        await pilot.press("M", *"no", "escape")

    assert {("code", "Pavel", "too wide"), ("code", "Vera", "no")} <= stored(noted)


async def test_my_memo_is_taken_off_and_put_back(noted):
    """Delete, and U undoes it; R takes it off again."""
    async with memo_list(noted) as (_, pilot):
        await pilot.press("end", "delete")
        await pilot.settled()
        off = stored(noted)
        await pilot.press("U")
        await pilot.settled()
        back = stored(noted)
        await pilot.press("R")
        await pilot.settled()

    assert {target for target, *_ in off} == {"code", "project", "source"}
    assert (len(back), stored(noted)) == (4, off)


async def test_anothers_memo_is_not_taken_off(noted):
    """It is said whose it is."""
    async with memo_list(noted) as (app, pilot):
        await pilot.press("delete")

    assert (app.said, len(stored(noted))) == (["This memo is Pavel's; M writes your own."], 4)


@pytest.mark.parametrize(
    ("typed", "target"), [("study", "project"), ("fg1", "source"), ("case anna", "case"), ("ivan fg1", "case")]
)
async def test_a_new_memo_is_written_on_what_is_chosen(project, typed, target):
    """N asks on what: a few letters of the project, a source, a case."""
    async with memo_list(project) as (app, pilot):
        await pilot.press("N", *("space" if character == " " else character for character in typed), "enter")
        await pilot.pause()
        await pilot.press(*"so", "escape")
        await pilot.settled()
        count = len(rows(app))

    assert (stored(project), count) == ({(target, "Vera", "so")}, 1)


async def test_a_second_memo_on_a_thing_goes_on_with_the_first(noted):
    """A coder has one memo on a thing: N shows what stands there."""
    async with memo_list(noted) as (_, pilot):
        await pilot.press("N", *"fg1", "enter")
        await pilot.pause()
        await pilot.press("exclamation_mark", "escape")

    assert ("source", "Vera", "noisy room!") in stored(noted)


async def test_the_first_memo_asks_who_is_coding(project):
    """Nothing is stored before there is a name."""
    async with memo_list(replace(project, coder="")) as (app, pilot):
        await pilot.press("N", "enter")
        await pilot.pause()
        await pilot.press(*"so", "escape")
        await pilot.pause()
        app.screen.query_one(Input).value = "Nina"
        before = stored(project)
        await pilot.press("enter")
        await pilot.settled()

    assert (before, stored(project)) == (set(), {("project", "Nina", "so")})


async def test_an_empty_list_says_how_to_begin(project):
    """And no key that needs a memo does anything."""
    async with memo_list(project) as (app, pilot):
        await pilot.press("enter", "M", "delete")
        line = app.screen.query_one(RowList).render_line(0).text.strip()
        is_here = isinstance(app.screen, MemoScreen)

    assert (line, is_here, app.went) == ("There is no memo yet: N writes one.", True, [])


async def test_what_somebody_else_writes_appears(noted):
    """Without a key being pressed; the cursor stays on its memo."""
    async with memo_list(noted) as (app, pilot):
        await pilot.press("down")
        write_memo(noted.store, "project", "", "hello", coder="Pavel", at=later(30))
        async with asyncio.timeout(60):
            while "hello" not in rows(app)[0]:
                await pilot.pause()
        standing = rows(app)[app.screen.query_one(RowList).cursor]

    assert standing == ROWS[1]


async def test_esc_goes_from_the_text_to_the_list_and_then_back_once(noted):
    """Two quick Escs more close this screen and not the one below."""
    async with memo_list(noted) as (app, pilot):
        below = app.screen_stack[0]
        await pilot.press("tab", "escape")
        is_here = isinstance(app.screen, MemoScreen)
        for _ in range(2):
            app.post_message(events.Key("escape", None))
        await pilot.pause()

        assert (is_here, app.screen_stack) == (True, [below])
