from dataclasses import replace

import pytest
from textual.widgets import Static

from qualcode.coding.creating import NewCode
from qualcode.model.codebook import Code, Codebook
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.creating_picker import CreatingPicker, Picked
from tests.tui.asking_app import Asking

LEADERS = Code(guid="00000000-0000-4000-8000-000000000001", name="Leaders")
TRADER = Code(guid="00000000-0000-4000-8000-000000000002", name="Businessman", parent_guid=LEADERS.guid)
TERMS = Code(guid="00000000-0000-4000-8000-000000000003", name="Terms")
OLD = Code(guid="00000000-0000-4000-8000-000000000004", name="Old theme", is_retired=True)
BOOK = Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Talks", codes=(LEADERS, TRADER, TERMS, OLD))
JOKE = Code(guid="00000000-0000-4000-8000-000000000005", name="Joke")
OTHER = Codebook(guid="00000000-0000-4000-8000-00000000000b", name="Dynamics", codes=(JOKE,))


def asked(books=(BOOK,), recent=(), likely=()):
    return Asking(CreatingPicker(books, recent, likely=likely))


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

    assert app.given == [Picked(TRADER.guid)]


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

    assert app.given == [Picked(NewCode(name="zzz", codebook_guid=BOOK.guid, parent_guid=parent))]


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
    assert app.given == [Picked(NewCode(name="zzz", codebook_guid=OTHER.guid, parent_guid=JOKE.guid))]


async def test_esc_goes_back_to_what_was_typed():
    """Nothing is given, and another code can still be found."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*"busi", "up", "enter", "escape")
        await pilot.pause()
        given = list(app.given)
        await pilot.press("down", "enter")

    assert (given, app.given) == ([], [Picked(TRADER.guid)])


@pytest.mark.parametrize("books", [(), (replace(BOOK, codes=()),)])
async def test_a_project_without_codes_can_begin_here(books):
    """Without a codebook nothing is asked; with an empty one there is one place only."""
    app = asked(books)
    async with app.run_test() as pilot:
        await pilot.press(*"zzz", "enter", *(["enter"] if books else []))
        await pilot.pause()

    assert app.given == [Picked(NewCode(name="zzz", codebook_guid=books[0].guid if books else None))]


LIKELY = (TERMS.guid, TRADER.guid)


async def test_likely_codes_stand_above_all_others():
    """The likeliest first, under a heading; each stands in its own place below, too."""
    app = asked(recent=(TRADER.guid,), likely=LIKELY)
    async with app.run_test(size=(100, 30)):
        seen = rows(app)

    assert seen == [
        "Likely here",
        "▏ Terms",
        "▏ Businessman Leaders recent",
        "All codes, the recent first",
        "▏ Businessman Leaders recent",
        "▏ Leaders",
        "▏ Terms",
    ]


@pytest.mark.parametrize("likely", [(), LIKELY])
@pytest.mark.parametrize("keys", [["enter"], ["down", "enter"], ["up", "down", "enter"], [*"busi", "enter"]])
async def test_the_same_keys_choose_the_same_code_whatever_is_likely(keys, likely):
    """And as the coder's own choice: the cursor does not begin on what is proposed."""
    given = []
    for proposed in ((), likely):
        app = asked(recent=(TERMS.guid,), likely=proposed)
        async with app.run_test() as pilot:
            await pilot.press(*keys)
        given.append(app.given)

    assert given[0] == given[1] == [Picked(given[0][0].code, was_likely=False)]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        (["tab"], TERMS),
        (["tab", "tab"], TRADER),
        (["tab", "tab", "tab"], TERMS),
        (["shift+tab"], TRADER),
        (["up"], TRADER),
        (["up", "up"], TERMS),
    ],
)
async def test_a_likely_code_says_that_it_was_proposed(keys, code):
    """Tab goes from one to the next, arrows pass over the headings."""
    app = asked(likely=LIKELY)
    async with app.run_test() as pilot:
        await pilot.press(*keys, "enter")

    assert app.given == [Picked(code.guid, was_likely=True)]


async def test_it_is_said_what_taking_a_likely_code_means():
    """Above what the code means; not where the same code stands among all others."""
    app = asked(likely=LIKELY)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("tab", "tab")
        likely = str(app.screen.query_one("#meaning", Static).visual).splitlines()
        await pilot.press("down", "down")
        own = str(app.screen.query_one("#meaning", Static).visual).splitlines()

    assert likely == ["The program's proposal: kept as suggested, not as coded by hand.", *own]
    assert own == ["Leaders > Businessman"]


async def test_what_is_typed_sends_likely_codes_away():
    """Until nothing stands there any more; Tab goes nowhere meanwhile."""
    app = asked(likely=LIKELY)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("t", "tab")
        seen = rows(app)[0]
        await pilot.press("backspace")
        again = rows(app)[0]

    assert (seen, again) == ("▏ Terms", "Likely here")


async def test_a_heading_cannot_be_chosen():
    """Neither by the mouse nor by paging onto it."""
    app = asked(likely=LIKELY)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.click(RowList, offset=(6, 0))
        given = list(app.given)
        await pilot.press("pageup", "enter")

    assert (given, app.given) == ([], [Picked(TERMS.guid, was_likely=True)])


async def test_codes_that_cannot_be_applied_are_not_likely():
    """What was retired meanwhile is not proposed; without any other, nothing stands above the codes."""
    app = asked(likely=(OLD.guid,))
    async with app.run_test(size=(100, 30)):
        seen = rows(app)

    assert seen[0] == "▏ Leaders"
