"""History, merging and stale codings on their screens: every key, and what is stored after it."""

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from textual.app import App
from textual.widgets import Input, Static

from qualcode.codebooks.writing import write_codebook
from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_editing import change_code
from qualcode.coding.codebook_making import create_codebook
from qualcode.model.codebook import Code
from qualcode.model.transcript import Segment
from qualcode.project.project import Project
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.history_screen import CodebookHistoryScreen
from qualcode.tui.codebook.merge_screen import CodebookMergeScreen
from qualcode.tui.codebook.screen import CodebookScreen
from qualcode.tui.codebook.stale_screen import StaleScreen
from tests.conftest import BOOK, CODE, OTHER, THEME
from tests.tui.coding_scenes import coding

AT = datetime(2025, 3, 2, 14, 5, tzinfo=UTC)
ME = {"coder": "Vera", "at": AT}


class Host(App):
    def __init__(self, make):
        super().__init__()
        self.make = make
        self.said = []
        self.shown = []

    def on_mount(self):
        self.push_screen(self.make(self))

    def name_coder(self, name):
        return None

    def show_source(self, guid, segment):
        self.shown.append((guid, segment))

    def notify(self, message, **options):
        self.said.append(message)


@pytest.fixture
def project(study):
    return Project(study, "Vera")


@asynccontextmanager
async def shown(make, *, size=(120, 40)):
    app = Host(make)
    async with app.run_test(size=size) as pilot:

        async def press(*keys):
            await pilot.press(*keys)
            await settled()

        async def settled():
            for _ in range(2):
                await app.workers.wait_for_complete()
                await pilot.pause()

        await settled()
        yield app, press


def rows(app):
    lists = app.screen.query_one(RowList)
    return [lists._draw(index, 200).plain.rstrip() for index in range(lists.row_count)]


def said(app, name):
    return str(app.screen.query_one(f"#{name}", Static).content)


def book(project):
    return project.codebook()


async def test_history_tells_names_and_restores(project):
    """What each step changed, what is different today; all of it undone by key."""
    change_code(project.store, CODE, definition="Those at the top.", **ME)
    change_code(project.store, THEME, name="Deferring", **ME)

    def screen(app):
        return CodebookHistoryScreen(project, app.name_coder, BOOK.guid, BOOK.name)

    async with shown(screen) as (app, press):
        assert [row.split("  ")[-1] for row in rows(app)] == [
            "renamed Deference to Deferring",
            "redefined Big people",
            "imported codebook",
        ]
        assert said(app, "whole") == "renamed: Deference → Deferring"
        await press("down")
        assert said(app, "whole") == "redefined: Deference > Big people: nothing → “Those at the top.”"
        await press("D")
        assert (said(app, "what"), said(app, "whole")) == (
            "From then to today: 1 change",
            "renamed: Deference → Deferring",
        )
        await press("N", *"pilot", "enter")
        assert "“pilot” redefined Big people" in rows(app)[1]
        await press("end", "T", "enter")
        assert book(project) == BOOK
        assert len(rows(app)) == 4
        await press("U")
        assert book(project).code(CODE).definition == "Those at the top."
        await press("R")
        assert book(project) == BOOK
        await press("U")
        await press("home", "T")
        assert app.said[-1] == "The codebook stands at this revision."


@pytest.fixture
def theirs(project, tmp_path):
    """A colleague's file that clashes in one definition, adds a code and renames one."""
    hashes = project.codebook_hashes()
    changed = tuple(
        replace(
            code,
            definition="Theirs." if code.guid == CODE else "",
            name="Tired" if code.guid == OTHER else code.name,
        )
        for code in BOOK.codes
    )
    added = Code(guid="0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0077", name="Experts on all")
    path = tmp_path / "theirs.yaml"
    write_codebook(replace(BOOK, codes=(*changed, added)), path, revision=hashes[BOOK.guid])
    change_code(project.store, CODE, definition="Ours.", **ME)
    return path


async def test_clashes_are_settled_and_merged(project, theirs):
    """Until then nothing is; afterwards it is one act that undo takes back."""

    def screen(app):
        return CodebookMergeScreen(project, app.name_coder, theirs)

    async with shown(screen) as (app, press):
        assert [row.split(" ")[0] for row in rows(app)] == ["clash", "takes", "takes"]
        assert said(app, "whole").splitlines()[1:] == ["was    nothing", "ours   Ours.", "theirs Theirs."]
        await press("M")
        assert (app.said[-1], book(project).code(CODE).definition) == ("1 still open.", "Ours.")
        await press("A")
        assert rows(app)[0].startswith("ours")
        await press("T")
        assert rows(app)[0].startswith("theirs")
        await press("O")
        await press("W", "escape")
        assert rows(app)[0].startswith("ours")
        await press("W", *"! Both.", "ctrl+s")
        assert rows(app)[0].startswith("words")
        await press("M")
    now = book(project)
    assert (now.code(CODE).definition, now.code(OTHER).name, len(now.codes)) == ("Ours.! Both.", "Tired", 4)
    assert project.history(1)[0].summary.startswith("merged codebook")


async def test_alike_codes_are_proposed_and_made_one(project, theirs):
    """Space says that they are the same."""
    from qualcode.coding.codebook_editing import create_code

    mine = create_code(project.store, BOOK.guid, "Experts of all", **ME)

    def screen(app):
        return CodebookMergeScreen(project, app.name_coder, theirs)

    async with shown(screen, size=(80, 24)) as (app, press):
        await press("Z", "down")
        assert rows(app)[1].startswith("same?")
        before = rows(app)
        await press("space")
        assert [row.split(" ")[0] for row in rows(app)[:3]] == ["theirs", "clash", "same"]
        await press("space")
        assert rows(app) == before
        await press("space")
        await press("Z")
        await press("M")
    now = book(project)
    assert (len(now.codes), now.code(mine).name) == (4, "Experts on all")
    assert now.code(CODE).definition == "Theirs."


async def test_a_file_that_cannot_be_merged_says_why(project, tmp_path):
    """In place of the rows."""
    path = tmp_path / "broken.yaml"
    path.write_text("codes: {")

    async with shown(lambda app: CodebookMergeScreen(project, app.name_coder, path)) as (app, _):
        assert "broken.yaml" in app.screen.query_one(RowList)._instead.plain


async def test_stale_codings_are_confirmed_changed_and_removed(project, source):
    """One by one or all alike; undone by key; Enter opens the transcript."""
    places = [Segment(start, start + 5) for start in range(0, 60, 10)]
    for place in places:
        apply_code(project.store, source, place, CODE, **ME)
    apply_code(project.store, source, places[0], CODE, coder="Pavel", at=AT)
    change_code(project.store, CODE, definition="New.", **ME)

    async with shown(lambda app: StaleScreen(project, app.name_coder)) as (app, press):
        assert len(rows(app)) == 6
        assert "redefined: Deference > Big people: nothing → “New.”" in said(app, "whole")
        await press("enter")
        assert app.shown == [(source, places[0])]
        await press("plus")
        assert len(rows(app)) == 5
        await press("X", *"news", "enter")
        await press("delete")
        assert len(rows(app)) == 3
        await press("A")
        assert rows(app) == []
        await press("U")
        assert len(rows(app)) == 3
        await press("R")
        assert rows(app) == []
        await press("U")
        assert len(rows(app)) == 3
    mine = [coding for coding in project.codings() if coding.coder == "Vera"]
    assert sorted(coding.code_guid == OTHER for coding in mine) == [False] * 4 + [True]


async def test_the_editor_leads_to_all_of_them(project, theirs):
    """History, a file to merge, stale codings; a taken code goes into another codebook."""
    second = create_codebook(project.store, "Second", **ME)

    async with shown(lambda app: CodebookScreen(project, app.name_coder, OTHER)) as (app, press):
        await press("H")
        assert isinstance(app.screen, CodebookHistoryScreen)
        await press("escape", "W")
        assert isinstance(app.screen, StaleScreen)
        await press("escape", "G")
        app.screen.query_one(Input).value = "nowhere.yaml"
        await press("enter")
        assert "no such file" in str(app.screen.query_one("#remark", Static).content)
        app.screen.query_one(Input).value = str(theirs)
        await press("enter")
        assert isinstance(app.screen, CodebookMergeScreen)
        await press("escape", "X", "end", "V")
    assert OTHER in project.codebook(second)


async def test_the_coding_screen_leads_to_its_stale_codings(project):
    """By key."""
    async with coding(project) as scene:
        await scene.press("exclamation_mark")

        assert isinstance(scene.app.screen, StaleScreen)
