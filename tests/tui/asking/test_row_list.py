from textual.app import App

from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import said


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
        await pilot.press(*["left"] * 7)
        back = shown(app)[0]

    assert (line, back) == ("0 " + "-" * 15 + "end", "0 " + "-" * 18)


async def test_an_empty_list_says_why_and_survives_every_key():
    """Without rows the given line stands instead, and no key does anything."""
    app = Listing(0, instead=said("none"))
    async with app.run_test() as pilot:
        await pilot.press("up", "down", "pageup", "pagedown", "home", "end", "enter")
        lines = shown(app)

    assert (app.entered, lines[0]) == ([], "none")
