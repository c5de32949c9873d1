"""Acts on very many codings are done in a thread: the same is stored, in the order it was asked for, and one undo."""

import threading

import pytest

from qualcode.errors.coding import NotCodableError
from qualcode.tui.coding import acting as coding_acting
from qualcode.tui.coding import autocode as coding_autocode
from qualcode.tui.coding import review as coding_review
from qualcode.tui.home_screen import HomeScreen
from tests.tui.coding_scenes import coding, stored

BUSINESSMAN = ("Trump is a businessman.", "Businessman who trades", "Vera")


@pytest.fixture
def all_long(monkeypatch):
    """No act on several codings is short."""
    for module in (coding_acting, coding_autocode, coding_review):
        monkeypatch.setattr(module, "MANY", 0)


@pytest.fixture
def held(monkeypatch, all_long):
    """Accepting waits until this is set."""
    gate, accept_all = threading.Event(), coding_review.accept_all

    def accept_later(*arguments, **fields):
        gate.wait(60)
        return accept_all(*arguments, **fields)

    monkeypatch.setattr(coding_review, "accept_all", accept_later)
    return gate


async def test_accepting_undoing_and_doing_again(project, all_long):
    """The suggestion is settled, open, settled; what is drawn is what is stored."""
    async with coding(project) as scene:
        seen = []
        acts = project.last_act()
        await scene.press("tab", "A")
        for key in ("enter", "U", "R"):
            await scene.press(key)
            await scene.settle()
            desk = scene.screen.desk
            is_open = any(one.quote == BUSINESSMAN[0] for one in desk.suggestions)
            seen.append((stored(project), is_open, desk.codings.all() == project.codings(), scene.line(0).split()[0]))

        assert seen == [
            ([BUSINESSMAN], False, True, "Accepted"),
            ([], True, True, "Undone:"),
            ([BUSINESSMAN], False, True, "Done"),
        ]
        assert project.last_act() == acts + 3


async def test_coding_all_hits(project, all_long):
    async with coding(project) as scene:
        await scene.press("slash", *"not", "enter")
        await scene.settle()
        await scene.press("ampersand", *"tired", "enter")
        await scene.app.workers.wait_for_complete()
        await scene.pilot.pause()
        await scene.press("enter")
        await scene.settle()
        coded, told = stored(project), scene.line(0)
        await scene.press("U")
        await scene.settle()

        assert [code for _, code, _ in coded] == ["Tired of news"] * 3
        assert told.startswith("Coded 3 passages as Tired of news")
        assert (stored(project), len(scene.screen.desk.codings)) == ([], 0)


async def test_keys_meanwhile_are_answered_after_it_in_order(project, held):
    """Code, undo and leaving wait for it; nothing is lost."""
    async with coding(project) as scene:
        acts = project.last_act()
        await scene.press("tab", "A", "enter", "end", "b", "t", "U", "escape")
        during = (stored(project), isinstance(scene.screen, HomeScreen))
        held.set()
        for _ in range(5):
            await scene.app.workers.wait_for_complete()
            await scene.pilot.pause()

        assert during == ([], False)
        assert stored(project) == [BUSINESSMAN, ("Me neither.", "Deference", "Vera")]
        assert project.last_act() == acts + 4
        assert isinstance(scene.screen, HomeScreen)


async def test_the_program_ends_after_it(project, held):
    """What was asked for before is stored."""
    async with coding(project) as scene:
        await scene.press("tab", "A", "enter", "end", "b", "Q")
        during = (stored(project), scene.app._exit)
        held.set()
        while not scene.app._exit:
            await scene.pilot.pause()

    assert during == ([], False)
    assert stored(project) == [BUSINESSMAN, ("Me neither.", "Deference", "Vera")]


async def test_a_refusal_is_told_and_nothing_is_stored(project, all_long, monkeypatch):
    def refused(*_, **__):
        raise NotCodableError("Deference", "only groups others")

    monkeypatch.setattr(coding_review, "accept_all", refused)
    async with coding(project) as scene:
        await scene.press("tab", "A", "enter")
        await scene.settle()
        told = [str(one.message) for one in scene.app._notifications]
        await scene.press("home", "right", "b")

        assert len(told) == 1
        assert [code for _, code, _ in stored(project)] == ["Deference"]
