"""What help and palette tell on each screen, and keys that were put elsewhere."""

from contextlib import asynccontextmanager
from itertools import pairwise

import pytest
from textual.widgets import Static

from qualcode.settings import Settings
from qualcode.tui.app import QualcodeApp
from qualcode.tui.help_screen import HelpScreen
from qualcode.tui.keys.commands import commands_of, place_of
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.offers import help_sections
from qualcode.tui.tables.screen import TablesScreen
from tests.tui.coding_scenes import coding, stored

WAYS = {
    "home": (None, []),
    "coding": ("fg1", []),
    "frequencies": ("fg1", ["T"]),
    "history": ("fg1", ["H"]),
    "codebook": ("fg1", ["E"]),
    "memos": ("fg1", ["I"]),
    "picker": ("fg1", ["enter"]),
    "go to turn": ("fg1", ["G"]),
    "color": ("fg1", ["E", "down", "C"]),
    "field": ("fg1", ["E", "down", "E"]),
    "memo": ("fg1", ["down", "b", "M"]),
}


@asynccontextmanager
async def shown(project, way, keys=None, size=(120, 40)):
    source, presses = WAYS[way]
    app = QualcodeApp(project, source=source, settings=Settings(keys=keys or {}))
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        for key in presses:
            await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
        yield app, pilot


def helped(app):
    assert isinstance(app.screen, HelpScreen)
    return str(app.screen.query_one("#keys", Static).visual)


@pytest.mark.parametrize("way", WAYS)
async def test_help_tells_every_key_of_the_screen_one_is_on(project, way):
    """F1 opens it, also where letters are typed; a key that something nearer has is left out."""
    async with shown(project, way) as (app, pilot):
        place = place_of(app.screen)
        sections = help_sections(app.screen)
        await pilot.press("f1")
        text = helped(app)
        await pilot.press("f1")

        rows = {what for _, rows in sections for _, what in rows}
        own = {command.words for of in (place.screen, *place.parts) for command in commands_of(of)}
        assert own <= rows
        assert app.screen is not None
        assert not isinstance(app.screen, HelpScreen)
        assert all(keys.split(" ")[0] in text for _, rows in sections for keys, _ in rows)


@pytest.mark.parametrize("way", ["home", "coding", "frequencies", "history", "codebook", "memos"])
async def test_the_question_mark_opens_help_on_every_screen(project, way):
    """And closes it."""
    async with shown(project, way) as (app, pilot):
        before = app.screen
        await pilot.press("question_mark")
        helped(app)
        await pilot.press("question_mark")

        assert app.screen is before


@pytest.mark.parametrize("way", WAYS)
async def test_the_palette_offers_every_command_of_the_screen(project, way):
    """By its words, with its keys; but for what the screen itself refuses, and the screen one is on."""
    async with shown(project, way) as (app, _):
        place = place_of(app.screen)
        told = {command.title: command.help for command in app.get_system_commands(app.screen)}

        parts = [part for part in place.parts if any(widget.display for widget in app.screen.query(part))]
        expected = {command.words: command for of in (place.screen, *parts) for command in commands_of(of)}
        assert [] == [words for words in expected if words not in told]


async def test_a_command_on_another_key_works_there_only(project):
    """Footer, help and palette name the new key."""
    wanted = Settings(keys={"coding.undo": "F5", "coding.pick": "Ctrl+N"})
    async with coding(project, size=(140, 30), settings=wanted) as scene:
        await scene.press("down", "b", "U")
        before = stored(project)
        line = scene.line(2)
        told = {command.title: command.help for command in scene.app.get_system_commands(scene.screen)}
        await scene.press("question_mark")
        text = helped(scene.app)
        await scene.press("escape", "f5")

        assert (1, []) == (len(before), stored(project))
        assert ("F5 undo" in line, "Ctrl+N find" in line, " U undo" in line) == (True, True, False)
        assert told["Undo"] == "Key F5"
        assert "Ctrl+N" in text


async def test_a_command_that_lost_its_key_is_in_the_palette(project):
    """T was taken from the frequency table; it stands there without a key and can be run."""
    async with coding(project, settings=Settings(keys={"coding.undo": "T"})) as scene:
        entry = next(
            command
            for command in scene.app.get_system_commands(scene.screen)
            if command.title == "Theme frequency table"
        )
        await entry.callback()
        await scene.pilot.pause()

        assert (entry.help, type(scene.app.screen)) == ("no key", TablesScreen)


async def test_the_footer_shows_the_keys_commands_are_on(project):
    """Spelled as people do; a command without a key is not in it."""
    async with shown(project, "home", {"home.history": "F7", "home.frequencies": ""}) as (app, _):
        told = [(key.key_display, key.description) for key in app.screen.query_one(KeyFooter).query("FooterKey")]

    assert ("F7", "History") in told
    assert ("Enter", "Open") in told
    assert "Frequency table" not in {what for _, what in told}


async def test_faults_in_the_settings_are_told_at_the_start(project):
    """One line each; of very many the first ones, and where all are."""
    keys = {f"coding.no-{number}": "F5" for number in range(5)} | {"coding.undo": "F9"}
    async with shown(project, "coding", keys) as (app, _):
        told = [notice.message for notice in app._notifications]

    assert 4 == len(told)
    assert "'coding.no-0'" in told[0]
    assert "2 more" in told[3]


async def test_help_tells_no_key_that_does_something_else_here(project):
    """E edits the code in the editor, so it does not open the editor there."""
    async with shown(project, "codebook") as (app, _):
        rows = {what: keys for _, rows in help_sections(app.screen) for keys, what in rows}

    assert "Edit the codebook" not in rows
    assert rows["List of memos"] == "I"


@pytest.mark.parametrize("where", ["home", "codebook", "history", "frequencies", "memos"])
@pytest.mark.parametrize("width", [80, 120, 300])
async def test_the_footer_cuts_no_key_and_keeps_help(project, where, width):
    """Entries stand apart and whole; what does not fit is left out, but not help and not the way back."""
    keys = {"history": ["H"], "frequencies": ["T"], "memos": ["I"], "codebook": ["E"]}.get(where, [])
    app = QualcodeApp(project)
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        shown = list(app.screen.query_one(KeyFooter).query("FooterKey"))
        regions = sorted((key.region for key in shown), key=lambda region: region.x)
        actions = {key.action for key in shown}
        is_whole = all(len(key.render().plain) <= key.region.width for key in shown)

    assert is_whole
    assert all(left.right <= right.x for left, right in pairwise(regions))
    assert regions[-1].right <= width
    assert {"help"} <= actions
    assert where == "home" or actions & {"back", "leave"}


async def test_the_footer_is_laid_out_anew_for_another_width(project):
    """A terminal that is made wider shows more keys."""
    app = QualcodeApp(project)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        before = len(app.screen.query_one(KeyFooter).query("FooterKey"))
        await pilot.resize_terminal(200, 30)
        await pilot.pause()
        await pilot.pause()

        assert before < len(app.screen.query_one(KeyFooter).query("FooterKey"))


async def test_a_key_that_terminals_name_in_two_ways_is_told_once(project):
    """F15 is what many of them send for Shift+F3."""
    async with shown(project, "coding") as (app, _):
        rows = {what: keys for _, rows in help_sections(app.screen) for keys, what in rows}

    assert rows["Hit before"] == "\\ Shift+F3"
