from datetime import UTC, datetime

import pytest
from textual.app import App
from textual.content import Content

from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Coding
from qualcode.model.transcript import Segment
from qualcode.tui.coding_choice import CodingChoice, RowList, code_color, fitted, in_columns, said

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


class Asking(App):
    def __init__(self, codings):
        super().__init__()
        self.codings = codings
        self.given = []

    def on_mount(self):
        self.push_screen(CodingChoice(self.codings, (THEMES,)), self.given.append)


class Listing(App):
    CSS = "RowList { height: 10; width: 20; }"

    def __init__(self, count, **options):
        super().__init__()
        self.count, self.options = count, options
        self.drawn = set()
        self.entered = []

    def compose(self):
        yield RowList()

    def on_mount(self):
        self.query_one(RowList).show_rows(self.count, self.row, **self.options)
        self.query_one(RowList).focus()

    def row(self, index, width):
        self.drawn.add(index)
        return said(f"{index} " + "-" * (width - 5) + "end")

    def on_row_list_entered(self, message):
        self.entered.append(message.index)


def shown(app):
    rows = app.screen.query_one(RowList)
    return [rows.render_line(y).text.rstrip() for y in range(rows.scrollable_content_region.height)]


CODINGS = (coding(1, TRADER.guid, "Trump is a businessman"), coding(2, LEADERS.guid, "those [b]two\x1b[31m men"))


async def test_each_coding_shows_code_coder_and_quote():
    """A row says what is to be told apart, harmlessly and without reading markup."""
    app = Asking(CODINGS)
    async with app.run_test(size=(80, 24)):
        rows = shown(app)

    assert rows == [
        "1  ▌Businessman  Vera  “Trump is a businessman”",
        "2  ▌Leaders  Vera  “those [b]two␛[31m men”",
    ]


@pytest.mark.parametrize("keys", [("down", "enter"), ("2",)])
async def test_a_coding_is_chosen_by_enter_or_its_number(keys):
    """Both ways give the GUID of the second coding."""
    app = Asking(CODINGS)
    async with app.run_test() as pilot:
        await pilot.press(*keys)

    assert app.given == [CODINGS[1].guid]


async def test_a_number_that_no_coding_has_does_nothing():
    """The question stays open."""
    app = Asking(CODINGS)
    async with app.run_test() as pilot:
        await pilot.press("7")

        assert (app.given, isinstance(app.screen, CodingChoice)) == ([], True)


async def test_esc_leaves_without_a_choice():
    """Esc gives None."""
    app = Asking(CODINGS)
    async with app.run_test() as pilot:
        await pilot.press("escape")

    assert app.given == [None]


async def test_a_click_chooses_a_coding():
    """The mouse does what Enter does."""
    app = Asking(CODINGS)
    async with app.run_test() as pilot:
        await pilot.click(RowList, offset=(8, 2))

    assert app.given == [CODINGS[1].guid]


async def test_a_code_that_is_gone_is_said_to_be():
    """A coding whose code no codebook has can still be chosen."""
    app = Asking((coding(3, "00000000-0000-4000-8000-000000000077", "words"),))
    async with app.run_test(size=(80, 24)):
        rows = shown(app)

    assert rows == ["1  code not in the codebook  Vera  “words”"]


async def test_only_rows_in_sight_are_drawn():
    """A list of a hundred thousand rows draws no more than what is on screen."""
    app = Listing(100_000)
    async with app.run_test():
        first = set(app.drawn)

    assert first <= set(range(11))


async def test_end_and_home_reach_the_last_and_first_row():
    """The cursor jumps, and the list scrolls along."""
    app = Listing(1000)
    async with app.run_test() as pilot:
        await pilot.press("end")
        last = shown(app)[-1].split()[0]
        await pilot.press("home")
        first = shown(app)[0].split()[0]

    assert (last, first) == ("999", "0")


async def test_a_page_is_what_is_in_sight():
    """Page down moves by the rows in sight, and never past the last."""
    app = Listing(25)
    async with app.run_test() as pilot:
        await pilot.press("pagedown", "enter", "pagedown", "pagedown", "enter")

    assert app.entered == [10, 24]


async def test_the_header_stays_while_rows_scroll():
    """The header is the first line wherever the list stands."""
    app = Listing(50, header=said("Name"))
    async with app.run_test() as pilot:
        await pilot.press("end")
        lines = shown(app)

    assert (lines[0], lines[-1].split()[0]) == ("Name", "49")


async def test_a_click_on_the_header_chooses_nothing():
    """Rows start below the header."""
    app = Listing(5, header=said("Name"))
    async with app.run_test() as pilot:
        await pilot.click(RowList, offset=(1, 0))
        await pilot.click(RowList, offset=(1, 1))

    assert app.entered == [0]


async def test_first_columns_stay_when_scrolling_sideways():
    """Rows wider than the list scroll under their first cells."""
    app = Listing(1, row_width=60, fixed=2)
    async with app.run_test() as pilot:
        await pilot.press(*["right"] * 7)
        line = shown(app)[0]

    assert line == "0 " + "-" * 15 + "end"


async def test_an_empty_list_says_why_and_survives_every_key():
    """Without rows the given line stands instead, and no key does anything."""
    app = Listing(0, instead=said("none"))
    async with app.run_test() as pilot:
        await pilot.press("up", "down", "pageup", "pagedown", "home", "end", "enter")
        lines = shown(app)

    assert (app.entered, lines[0]) == ([], "none")


def test_text_from_outside_is_neither_markup_nor_steering():
    """Brackets stay brackets, escapes become visible, lines become one."""
    assert said("[b]x[/b]\x1b[2J\n y").plain == "[b]x[/b]␛[2J y"


@pytest.mark.parametrize(("text", "expected"), [("abc", "abc  "), ("abcdefg", "abcd…"), ("日本語字", "日本…")])
def test_fitted_fills_exactly_the_cells(text, expected):
    """Short text is padded, long text cut, wide characters counted as two cells."""
    assert fitted(Content(text), 5).plain == expected


def test_a_negative_width_sets_a_column_to_the_right():
    """Numbers align at their right ends."""
    assert in_columns([said("ab"), said("7")], [4, -3]).plain == "ab      7"


def test_a_code_without_color_has_its_themes():
    """The color comes from the nearest code above that has one."""
    assert code_color(THEMES, TRADER) == "#c0392b"
