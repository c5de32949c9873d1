import pytest

from qualcode.tui.asking.row_list import RowList
from qualcode.tui.memos.target_choice import Target, TargetChoice
from tests.tui.asking_app import Asking

TARGETS = (
    Target("project", "p", "Study"),
    Target("source", "s", "fg1 [b]x"),
    Target("case", "a", "ANNA", "fg1"),
    Target("case", "b", "ANNA", "fg2"),
)


def asked():
    return Asking(TargetChoice("What?", TARGETS))


@pytest.mark.parametrize(
    ("keys", "given"),
    [
        (("enter",), TARGETS[0]),
        (("down", "down", "enter"), TARGETS[2]),
        ((*"anna", "space", *"2", "enter"), TARGETS[3]),
        ((*"source", "enter"), TARGETS[1]),
        (("pagedown", "enter"), TARGETS[3]),
        (("escape",), None),
    ],
)
async def test_a_thing_is_found_by_letters_and_arrows(keys, given):
    """By its kind, its name, or where it is; Esc leaves."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*keys)

    assert app.given == [given]


async def test_rows_tell_things_apart():
    """Kind, name, and where; never as markup."""
    app = asked()
    async with app.run_test(size=(100, 30)):
        rows = app.screen.query_one(RowList)
        lines = [rows.render_line(y).text.rstrip() for y in range(4)]

    assert lines == ["project  Study", "source   fg1 [b]x", "case     ANNA  fg1", "case     ANNA  fg2"]


async def test_what_is_not_there_is_said():
    """The question stays open."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*"zzz", "enter")
        line = app.screen.query_one(RowList).render_line(0).text.strip()

    assert (app.given, line) == ([], "Nothing is called “zzz”.")


async def test_a_click_gives_a_thing():
    """The mouse does what Enter does."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.click(RowList, offset=(4, 1))

    assert app.given == [TARGETS[1]]
