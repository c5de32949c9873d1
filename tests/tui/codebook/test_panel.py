from textual.app import App

from qualcode.model.codebook import Code, Codebook
from qualcode.tui.codebook.panel import CodebookPanel

LEADERS = Code(guid="00000000-0000-4000-8000-000000000001", name="Leaders", color="#c0392b", key="d")
TRADER = Code(
    guid="00000000-0000-4000-8000-000000000002",
    name="Businessman [b]who[/b] trades",
    key="d1",
    parent_guid=LEADERS.guid,
)
TERMS = Code(guid="00000000-0000-4000-8000-000000000003", name="Acceptable terms", is_codable=False)
CHURCH = Code(guid="00000000-0000-4000-8000-000000000004", name="Church", parent_guid=TERMS.guid, is_retired=True)
THEMES = Codebook(
    guid="00000000-0000-4000-8000-00000000000a", name="Peace talks", codes=(LEADERS, TRADER, TERMS, CHURCH)
)
JOKE = Code(guid="00000000-0000-4000-8000-000000000005", name="Joke", key="j!")
DYNAMICS = Codebook(guid="00000000-0000-4000-8000-00000000000b", name="Group dynamics", codes=(JOKE,))


class Host(App):
    def __init__(self):
        super().__init__()
        self.chosen = []

    def compose(self):
        yield CodebookPanel()

    def on_mount(self):
        panel = self.query_one(CodebookPanel)
        panel.show((THEMES, DYNAMICS), {TRADER.guid: 12})
        panel.focus()

    def on_codebook_panel_chosen(self, message):
        self.chosen.append(message.code_guid)


def lines(app):
    panel = app.query_one(CodebookPanel)
    drawn = [panel.render_line(y).text.strip() for y in range(panel.size.height)]
    return [" ".join(line.split()) for line in drawn if line]


async def test_every_codebook_stands_open_with_keys_and_counts():
    """At first all codes are in sight, each with its key, and with its number of codings where it has any."""
    app = Host()
    async with app.run_test(size=(50, 16)):
        shown = lines(app)

    assert shown == [
        "▾ Peace talks",
        "▾▌d Leaders",
        "▌d1 Businessman [b]who[/b] trades 12",
        "▾▏ Acceptable terms",
        "▏ Church retired",
        "▾ Group dynamics",
        "▏j! Joke",
    ]


async def test_enter_chooses_the_code_under_the_cursor():
    """Enter on a code tells its GUID."""
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "enter")

    assert app.chosen == [TRADER.guid]


async def test_enter_on_a_grouping_code_closes_it_instead():
    """A code that only groups others is not chosen; what stands under it is hidden."""
    app = Host()
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("down", "down", "down", "enter")
        shown = lines(app)

    assert (app.chosen, shown[3:5]) == ([], ["▸▏ Acceptable terms", "▾ Group dynamics"])


async def test_a_click_chooses_a_code():
    """The mouse does what Enter does."""
    app = Host()
    async with app.run_test() as pilot:
        await pilot.click(CodebookPanel, offset=(12, 7))

    assert app.chosen == [JOKE.guid]


async def test_a_click_on_the_sign_closes_a_theme():
    """The sign before a theme hides its codes and applies nothing."""
    app = Host()
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.click(CodebookPanel, offset=(2, 2))
        shown = lines(app)

    assert (app.chosen, shown[1:3]) == ([], ["▸▌d Leaders", "▾▏ Acceptable terms"])


async def test_left_closes_and_right_opens():
    """Arrows to the sides close and open the theme under the cursor."""
    app = Host()
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("down", "left")
        closed = len(lines(app))
        await pilot.press("right")
        opened = len(lines(app))

    assert (closed, opened) == (6, 7)


async def test_left_on_a_code_goes_to_its_theme():
    """Where nothing can be closed, left climbs to the row above in the tree."""
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "left")

        assert app.query_one(CodebookPanel).cursor == 1


async def test_what_was_closed_stays_closed_when_counts_change():
    """New counts are shown without opening what the coder closed."""
    app = Host()
    async with app.run_test(size=(50, 16)) as pilot:
        await pilot.press("down", "left")
        app.query_one(CodebookPanel).show((THEMES, DYNAMICS), {LEADERS.guid: 3})
        await pilot.pause()
        shown = lines(app)

    assert shown[1:3] == ["▸▌d Leaders 3", "▾▏ Acceptable terms"]


async def test_the_cursor_stays_on_its_code_when_the_codebook_changes():
    """A code added above does not move the cursor to another code."""
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press("end")
        more = Code(guid="00000000-0000-4000-8000-000000000006", name="Newcomer", parent_guid=LEADERS.guid)
        grown = Codebook(guid=THEMES.guid, name=THEMES.name, codes=(*THEMES.codes, more))
        app.query_one(CodebookPanel).show((grown, DYNAMICS), {})
        await pilot.press("enter")

    assert app.chosen == [JOKE.guid]


async def test_a_project_without_codebooks_says_what_to_do():
    """An empty panel names the command that fills it."""
    app = Host()
    async with app.run_test(size=(60, 16)) as pilot:
        app.query_one(CodebookPanel).show((), {})
        await pilot.press("enter", "left", "right", "space")
        shown = lines(app)

    assert shown == ["No codebook yet: qualcode codebook import FILE"]
