from dataclasses import replace

import pytest
from textual.widgets import Static

from qualcode.coding.creating import NewCode
from qualcode.model.codebook import Code, Codebook
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.creating_picker import CreatingPicker
from tests.tui.asking_app import Asking

LEADERS = Code(guid="00000000-0000-4000-8000-000000000001", name="Leaders")
TRADER = Code(guid="00000000-0000-4000-8000-000000000002", name="Businessman", parent_guid=LEADERS.guid)
TERMS = Code(guid="00000000-0000-4000-8000-000000000003", name="Terms")
OLD = Code(guid="00000000-0000-4000-8000-000000000004", name="Old theme", is_retired=True)
BOOK = Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Talks", codes=(LEADERS, TRADER, TERMS, OLD))
JOKE = Code(guid="00000000-0000-4000-8000-000000000005", name="Joke")
OTHER = Codebook(guid="00000000-0000-4000-8000-00000000000b", name="Dynamics", codes=(JOKE,))


def asked(books=(BOOK,), recent=()):
    return Asking(CreatingPicker(books, recent))


def rows(app):
    found = app.screen.query_one(RowList)
    return [" ".join(found.render_line(y).text.split()) for y in range(found.row_count)]


def typed(text):
    return ["space" if character == " " else character for character in text]


async def test_a_code_that_fits_is_given_as_ever():
    """Enter gives the GUID of the best fit, whatever else is offered."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*"busi", "enter")

    assert app.given == [TRADER.guid]


async def test_what_was_typed_is_offered_as_a_new_code():
    """As the last row, one step up from the first, with spaces put right."""
    app = asked()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*typed("busi  ness"), "up")
        last = rows(app)[-1]

    assert last == "+ create “busi ness”…"


@pytest.mark.parametrize("text", ["businessman", " Terms "])
async def test_a_name_that_stands_is_not_offered_again(text):
    """Neither letter case nor space makes another name."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*typed(text))
        offered = [row for row in rows(app) if row.startswith("+")]

    assert offered == []


async def test_nothing_typed_offers_nothing():
    """A new code needs a name."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("space")
        offered = [row for row in rows(app) if row.startswith("+")]

    assert offered == []


async def test_a_name_nearly_the_same_is_warned_of():
    """Of retired codes, too, which the list does not show."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*typed("old themes"), "up")
        await pilot.pause()
        meaning = str(app.screen.query_one("#meaning", Static).visual)

    assert meaning.splitlines()[0] == "Nearly the same name: Old theme"


@pytest.mark.parametrize(
    ("recent", "parent"),
    [((), None), ((TRADER.guid, JOKE.guid), LEADERS.guid), ((TERMS.guid,), TERMS.guid), ((OLD.guid,), None)],
)
async def test_the_theme_of_the_last_code_is_proposed(recent, parent):
    """Enter, Enter: the new code under the theme used last, or a theme of its own."""
    app = asked(recent=recent)
    async with app.run_test() as pilot:
        await pilot.press(*"zzz", "enter", "enter")
        await pilot.pause()

    assert app.given == [NewCode(name="zzz", codebook_guid=BOOK.guid, parent_guid=parent)]


async def test_another_theme_can_be_chosen():
    """Each codebook's themes in their order, below a row for none of them; retired ones are left out."""
    app = asked((BOOK, OTHER))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"zzz", "enter")
        themes = rows(app)
        await pilot.press("end", "enter")
        await pilot.pause()

    assert themes == [
        "under none: a theme of its own in Talks",
        "▏Leaders",
        "▏Terms",
        "under none: a theme of its own in Dynamics",
        "▏Joke",
    ]
    assert app.given == [NewCode(name="zzz", codebook_guid=OTHER.guid, parent_guid=JOKE.guid)]


async def test_esc_goes_back_to_what_was_typed():
    """Nothing is given, and another code can still be found."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*"busi", "up", "enter", "escape")
        await pilot.pause()
        given = list(app.given)
        await pilot.press("down", "enter")

    assert (given, app.given) == ([], [TRADER.guid])


@pytest.mark.parametrize("books", [(), (replace(BOOK, codes=()),)])
async def test_a_project_without_codes_can_begin_here(books):
    """Without a codebook nothing is asked; with an empty one there is one place only."""
    app = asked(books)
    async with app.run_test() as pilot:
        await pilot.press(*"zzz", "enter", *(["enter"] if books else []))
        await pilot.pause()

    assert app.given == [NewCode(name="zzz", codebook_guid=books[0].guid if books else None)]
