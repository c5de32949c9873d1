from datetime import UTC, datetime

from textual.widgets import Static

from qualcode.errors.values import InvalidValueError
from qualcode.model.coding import Coding
from qualcode.model.transcript import Segment
from qualcode.tui.asking.mark_list import MarkList
from qualcode.tui.codebook.split_choice import Split, SplitChoice
from tests.conftest import BOOK
from tests.tui.asking_app import Asking

SOURCE = "00000000-0000-4000-8000-0000000000ff"


def coding(number, quote):
    return Coding(
        guid=f"00000000-0000-4000-8000-0000000001{number:02}",
        source_guid=SOURCE,
        segment=Segment(0, len(quote)),
        quote=quote,
        code_guid=BOOK.codes[0].guid,
        coder="Vera",
        at=datetime(2025, 3, 2, tzinfo=UTC),
        first_turn=number,
    )


CODINGS = tuple(coding(number, f"words [b]{number}\x1b") for number in range(1, 4))


def asked():
    return Asking(SplitChoice("Split", CODINGS, {SOURCE: "fg1"}, (BOOK,), refuse_nothing))


def refuse_nothing(name):
    if not name:
        raise InvalidValueError("Code name", name, "a name needs at least one character.")


def remark(app):
    return str(app.screen.query_one("#remark", Static).visual)


async def test_marks_are_set_and_taken_off():
    """Space turns a row and goes on; a click turns one; what goes is told."""
    app = asked()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("space", "space", "up", "space")
        await pilot.click(MarkList, offset=(5, 2))
        await pilot.pause()
        rows = [app.screen.query_one(MarkList).render_line(y).text.strip() for y in range(3)]
        told = remark(app)

    assert rows == [
        "[x] “words [b]1␛”  fg1, turn 1, Vera",
        "[ ] “words [b]2␛”  fg1, turn 2, Vera",
        "[x] “words [b]3␛”  fg1, turn 3, Vera",
    ]
    assert told == "2 of 3 go to the new code."


async def test_marked_codings_and_the_name_are_given():
    """Enter goes on to the name, and from there gives both, in order of place."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "space", "home", "space", "enter", *"new", "enter")

    assert app.given == [Split("new", (CODINGS[0].guid, CODINGS[2].guid))]


async def test_all_are_marked_at_once():
    """A marks all, and again none."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("A", "A", "A", "enter", *"new", "enter")

    assert app.given == [Split("new", tuple(coding.guid for coding in CODINGS))]


async def test_something_must_be_marked():
    """Neither Enter in the list nor Enter in the line gives nothing marked."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("enter")
        in_list = remark(app)
        await pilot.press("tab", *"new", "enter")

    assert (app.given, in_list) == ([], "Mark at least one coding with Space first.")


async def test_a_refused_name_stays_where_it_was_typed():
    """The reason stands below, and names nearly the same are warned of."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("space", "enter", "enter")
        refusal = remark(app)
        await pilot.press(*"Deferance")
        warning = remark(app)

    assert refusal == "Code name '': a name needs at least one character."
    assert (app.given, warning) == ([], "Nearly the same name: Deference")


async def test_esc_goes_back_to_the_codings_and_then_leaves():
    """Marks are not lost on the way."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("space", "enter", "escape", "enter", *"x", "escape", "escape")

    assert app.given == [None]
