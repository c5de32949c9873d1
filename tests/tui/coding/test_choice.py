from datetime import UTC, datetime

import pytest

from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Coding
from qualcode.model.transcript import Segment
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.coding.choice import CodingChoice
from tests.tui.asking_app import Asking

LEADERS = Code(guid="00000000-0000-4000-8000-000000000001", name="Leaders", color="#c0392b")
TRADER = Code(guid="00000000-0000-4000-8000-000000000002", name="Businessman", parent_guid=LEADERS.guid)
THEMES = Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Peace talks", codes=(LEADERS, TRADER))


def coding(number, code, quote):
    return Coding(
        guid=f"00000000-0000-4000-8000-0000000001{number:02}",
        source_guid="00000000-0000-4000-8000-0000000000ff",
        segment=Segment(0, len(quote)),
        quote=quote,
        code_guid=code,
        coder="Vera",
        at=datetime(2025, 3, 2, tzinfo=UTC),
    )


def asked(codings):
    return Asking(CodingChoice(codings, (THEMES,)))


def shown(app):
    rows = app.screen.query_one(RowList)
    return [rows.render_line(y).text.rstrip() for y in range(rows.scrollable_content_region.height)]


CODINGS = (coding(1, TRADER.guid, "Trump is a businessman"), coding(2, LEADERS.guid, "those [b]two\x1b[31m men"))


async def test_each_coding_shows_code_coder_and_quote():
    """A row says what is to be told apart, harmlessly and without reading markup."""
    app = asked(CODINGS)
    async with app.run_test(size=(80, 24)):
        rows = shown(app)

    assert rows == [
        "1  ▌Businessman  Vera  “Trump is a businessman”",
        "2  ▌Leaders  Vera  “those [b]two␛[31m men”",
    ]


@pytest.mark.parametrize("keys", [("down", "enter"), ("2",)])
async def test_a_coding_is_chosen_by_enter_or_its_number(keys):
    """Both ways give the GUID of the second coding."""
    app = asked(CODINGS)
    async with app.run_test() as pilot:
        await pilot.press(*keys)

    assert app.given == [CODINGS[1].guid]


async def test_a_number_that_no_coding_has_does_nothing():
    """The question stays open."""
    app = asked(CODINGS)
    async with app.run_test() as pilot:
        await pilot.press("7")

        assert (app.given, isinstance(app.screen, CodingChoice)) == ([], True)


async def test_esc_leaves_without_a_choice():
    """Esc gives None."""
    app = asked(CODINGS)
    async with app.run_test() as pilot:
        await pilot.press("escape")

    assert app.given == [None]


async def test_a_click_chooses_a_coding():
    """The mouse does what Enter does."""
    app = asked(CODINGS)
    async with app.run_test() as pilot:
        await pilot.click(RowList, offset=(8, 2))

    assert app.given == [CODINGS[1].guid]


async def test_a_code_that_is_gone_is_said_to_be():
    """A coding whose code no codebook has can still be chosen."""
    app = asked((coding(3, "00000000-0000-4000-8000-000000000077", "words"),))
    async with app.run_test(size=(80, 24)):
        rows = shown(app)

    assert rows == ["1  code not in the codebook  Vera  “words”"]


async def test_each_of_nine_has_a_number():
    """The ninth, too; a tenth is chosen by Enter alone."""
    codings = tuple(coding(number, LEADERS.guid, f"quote {number}") for number in range(1, 11))
    app = asked(codings)
    async with app.run_test() as pilot:
        for number in range(1, 10):
            await pilot.press(str(number))
            await pilot.pause()
            app.on_mount()
            await pilot.pause()

    assert app.given == [one.guid for one in codings[:9]]
