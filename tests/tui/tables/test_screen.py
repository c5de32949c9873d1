from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from textual.app import App
from textual.widgets import Static

from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_writing import write_codebook
from qualcode.exchange.sources import import_readings
from qualcode.model.codebook import Code, Codebook
from qualcode.model.transcript import Segment
from qualcode.project.opening import create_project
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.app import QualcodeApp
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.tables.grid import TableGrid
from qualcode.tui.tables.page import NAMES
from qualcode.tui.tables.quotes_screen import QuotesScreen
from qualcode.tui.tables.screen import TablesScreen

AT = datetime(2025, 3, 2, 14, 5, tzinfo=UTC)
TRANSCRIPT = """\
Moderator: What do you think of the talks?

ANNA (woman, 34, Moscow): Trump is a businessman.

BORIS (man, 51, Moscow): Let the big people decide.

ANNA (woman, 34, Moscow): He is a businessman, I say.

Moderator: A businessman?

CLARA (woman, 60, Moscow): I do not follow the news.
"""
LEADERS = Code(guid="00000000-0000-4000-8000-000000000001", name="Leaders [b]as[/b] dealmakers")
TRADER = Code(guid="00000000-0000-4000-8000-000000000002", name="Businessman", parent_guid=LEADERS.guid)
NEWS = Code(guid="00000000-0000-4000-8000-000000000003", name="Distrust of news")
JOKE = Code(guid="00000000-0000-4000-8000-000000000004", name="Joke")
THEMES = Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Peace talks", codes=(LEADERS, TRADER, NEWS))
DYNAMICS = Codebook(guid="00000000-0000-4000-8000-00000000000b", name="Group dynamics", codes=(JOKE,))


@pytest.fixture
def project(tmp_path):
    file = tmp_path / "talk.txt"
    file.write_text(TRANSCRIPT, encoding="utf-8")
    with create_project(tmp_path / "study", coder="Vera") as made:
        import_readings(made.store, [read_transcript(file)], coder="Vera", at=AT)
        with made.store.act("import codebook", "imported a codebook", coder="Vera", at=AT) as unit:
            write_codebook(unit, THEMES)
        source = made.source("talk")
        for words, code in (
            ("Trump is a businessman", TRADER),
            ("He is a businessman", TRADER),
            ("Let the big people decide", LEADERS),
            ("A businessman?", TRADER),
        ):
            start = source.text.index(words)
            apply_code(made.store, source.guid, Segment(start, start + len(words)), code.guid, coder="Vera", at=AT)
        yield made


class Host(App):
    def __init__(self, project):
        super().__init__()
        self.project = project

    def on_mount(self):
        self.push_screen(TablesScreen(self.project))


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()


def shown(app):
    """The table as text: runs of two and more spaces part its columns."""
    rows = app.screen.query_one(RowList)
    lines = [rows.render_line(y).text.rstrip() for y in range(rows.row_count + 1)]
    return [[cell for cell in line.strip().split("  ") if cell] for line in lines]


def cells(line):
    return [cell.strip() for cell in line]


async def test_the_table_rolls_codes_up_in_tree_order(project):
    """Codings, turns, participants n of N and groups of each code; the moderator is left out."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        table = [cells(line)[:5] for line in shown(app)]

    assert table == [
        ["theme, code", "codings", "turns", "participants", "groups"],
        ["Leaders [b]as[/b] dealmakers", "3", "3", "2 of 3 (67 %)", "1 of 1 (100 %)"],
        ["Businessman", "2", "2", "1 of 3 (33 %)", "1 of 1 (100 %)"],
        ["Distrust of news", "0", "0", "0 of 3 (0 %)", "0 of 1 (0 %)"],
    ]


async def test_the_figures_are_those_of_the_project(project):
    """What stands in the table is what the project counts."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        table = [cells(line)[1:3] for line in shown(app)[1:]]

    assert table == [[str(a), str(b)] for a, b in project.frequencies().select("codings", "turns").rows()]


async def test_o_counts_the_moderator_too(project):
    """With the moderator there are four who speak and one more coded turn; once more and it is as before."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("O")
        await settled(app, pilot)
        with_moderator = cells(shown(app)[2])
        await pilot.press("o")
        await settled(app, pilot)
        without = cells(shown(app)[2])

    assert (with_moderator[1:4], without[1:4]) == (["3", "3", "2 of 4 (50 %)"], ["2", "2", "1 of 3 (33 %)"])


async def test_z_leaves_out_what_nobody_voiced(project):
    """Zero rows go and come back."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("Z")
        await settled(app, pilot)
        fewer = app.screen.query_one(RowList).row_count
        await pilot.press("Z")
        await settled(app, pilot)
        all_of_them = app.screen.query_one(RowList).row_count

    assert (fewer, all_of_them) == (2, 3)


async def test_b_counts_by_a_variable(project):
    """Each level is a column with its base; each cell says how many voiced it."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("B")
        await pilot.press(*["down"] * (1 + project.variable_names().index(("case", "gender"))), "enter")
        await settled(app, pilot)
        table = [cells(line) for line in shown(app)]

    assert table == [
        ["theme, code", "man, N 1 *", "woman, N 2 *"],
        ["Leaders [b]as[/b] dealmakers", "1 (100 %)", "1 (50 %)"],
        ["Businessman", "0 (0 %)", "1 (50 %)"],
        ["Distrust of news", "0 (0 %)", "0 (0 %)"],
    ]


async def test_the_first_choice_puts_all_together_again(project):
    """Counting by a variable can be left."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("B", "end", "enter")
        await settled(app, pilot)
        by_source = cells(shown(app)[0])
        await pilot.press("B", "enter")
        await settled(app, pilot)
        together = cells(shown(app)[0])

    assert (by_source[1:], together[1:5]) == (["talk.txt, N 3 *"], ["codings", "turns", "participants", "groups"])


async def test_esc_keeps_the_table_when_no_variable_is_chosen(project):
    """Leaving the question changes nothing."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        before = shown(app)
        await pilot.press("B", "escape")
        await settled(app, pilot)
        after = shown(app)

    assert before == after


async def test_group_and_source_can_always_be_chosen(project):
    """They are variables of every project, named once."""
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("B")
        rows = app.screen.query_one(RowList)
        names = [rows.render_line(y).text.strip() for y in range(rows.row_count)]

    assert names[-2:] == ["group of sources", "source of sources"]


async def test_what_was_counted_is_said(project):
    """The base line tells turns, coders and what was left out."""
    app = Host(project)
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("Z")
        await settled(app, pilot)
        base = str(app.screen.query_one("#base", Static).visual)

    assert base == (
        "Counted: participants' turns, moderator left out; codings of Vera; codes that nobody voiced are left out."
    )


async def test_the_whole_path_stands_below(project):
    """Names may be cut in the table; the path of the code under the cursor is not."""
    app = Host(project)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("down")
        await pilot.pause()
        path = str(app.screen.query_one("#path", Static).visual)

    assert path.partition(" · ")[0] == "Leaders [b]as[/b] dealmakers > Businessman"


async def test_the_path_is_that_of_the_row_when_rows_change(project):
    """Where the row under the cursor went out, the path of the row that took its place stands below."""
    app = Host(project)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("end", "Z")
        await settled(app, pilot)
        path = str(app.screen.query_one("#path", Static).visual)

    assert path.partition(" · ")[0] == "Leaders [b]as[/b] dealmakers"


async def test_several_codebooks_stand_under_their_names(project):
    """With two codebooks each has a heading."""
    with project.store.act("import codebook", "imported a codebook", coder="Vera", at=AT) as unit:
        write_codebook(unit, DYNAMICS)
    app = Host(project)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(app, pilot)
        names = [cells(line)[0] for line in shown(app)[1:]]

    assert names == [
        "Peace talks",
        "Leaders [b]as[/b] dealmakers",
        "Businessman",
        "Distrust of news",
        "Group dynamics",
        "Joke",
    ]


async def test_a_project_without_codes_says_so(tmp_path):
    """An empty table has a line that says why."""
    with create_project(tmp_path / "empty", coder="Vera") as empty:
        app = Host(empty)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(app, pilot)
            await pilot.press("down", "enter", "O")
            await settled(app, pilot)
            lines = app.screen.query_one(RowList).render_line(1).text.strip()

    assert lines == "There are no codes yet."


@asynccontextmanager
async def tables(project, *keys, size=(100, 24)):
    """The tables of the whole program, after some keys."""
    app = QualcodeApp(project)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        for key in ("T", *keys):
            await pilot.press(key)
            await settled(app, pilot)
        yield app, pilot


async def test_s_sorts_by_the_column_and_back(project):
    """The largest first, the smallest first, then in tree order again."""
    names = []
    async with tables(project, "right") as (app, pilot):
        for _ in range(3):
            await pilot.press("s")
            await settled(app, pilot)
            names.append([cells(line)[0][:8] for line in shown(app)[1:]])

    assert names == [
        ["Leaders ", "Business", "Distrust"],
        ["Distrust", "Business", "Leaders "],
        ["Leaders ", "Business", "Distrust"],
    ]


async def test_the_cell_under_the_cursor_is_said_below(project):
    """Row, column and figure."""
    async with tables(project, "down", "right", "right", "right") as (app, _):
        path = str(app.screen.query_one("#path", Static).visual)

    assert path.startswith("Leaders [b]as[/b] dealmakers > Businessman · participants · 1 of 3 (33 %)")


async def test_keys_go_from_column_to_column(project):
    """One to the right and left, by arrows and by letters; with Ctrl to the last one, and to the names."""
    async with tables(project) as (app, pilot):
        grid = app.screen.query_one(TableGrid)
        seen = []
        for key in ("right", "l", "h", "left", "ctrl+right", "ctrl+left", "left"):
            await pilot.press(key)
            seen.append(grid.column)
        last = len(grid.page.columns) - 1

    assert (seen, last > 1) == ([0, 1, 0, NAMES, last, NAMES, NAMES], True)


async def test_enter_shows_the_quotes_behind_the_figure(project):
    """The codings of the code, with speaker, source and turn; the moderator's are not among them."""
    async with tables(project, "down", "right", "enter") as (app, _):
        assert isinstance(app.screen, QuotesScreen)
        rows = [" ".join(line).split() for line in shown(app)[1:]]

    assert [" ".join(row) for row in rows] == [
        "ANNA talk.txt 2 Trump is a businessman",
        "ANNA talk.txt 4 He is a businessman",
    ]


async def test_enter_on_a_quote_opens_the_transcript_there(project):
    """What is selected there are the words of the coding."""
    async with tables(project, "down", "right", "enter", "down", "enter") as (app, pilot):
        await settled(app, pilot)
        assert isinstance(app.screen, CodingScreen)
        segment = app.screen.transcript.selection.segment

    assert project.source("talk").text[segment.start : segment.end] == "He is a businessman"


async def test_a_cell_of_a_level_has_the_quotes_of_that_level_only(project):
    """What men say of leaders as dealmakers."""
    places = ["down"] * (1 + project.variable_names().index(("case", "gender")))
    async with tables(project, "b", *places, "enter", "right", "enter") as (app, _):
        rows = [" ".join(line).split() for line in shown(app)[1:]]

    assert [" ".join(row) for row in rows] == ["BORIS talk.txt 3 Let the big people decide"]


async def test_a_figure_nobody_stands_behind_says_so(project):
    """No empty list."""
    async with tables(project, "end", "right", "enter") as (app, _):
        said = app.screen.query_one(RowList).render_line(1).text.strip()

    assert "no coding stands behind this figure" in said


async def choose(app, pilot, letters, *keys):
    await pilot.press("t", *letters, *keys)
    await settled(app, pilot)


async def test_t_chooses_the_table(project):
    """Codes by transcripts: the figures of the matrix."""
    async with tables(project) as (app, pilot):
        await choose(app, pilot, "transc", "enter")
        table = [cells(line) for line in shown(app)]

    assert [row[1:] for row in table] == [["total", "talk.txt"], ["3", "3"], ["2", "2"], ["0", "0"]]


async def test_a_crosstab_asks_for_rows_and_columns(project):
    """A code by a variable; behind the cell are the quotes of both."""
    async with tables(project) as (app, pilot):
        await choose(app, pilot, "crosstab", "enter")
        await pilot.press(*"leaders", "enter")
        await settled(app, pilot)
        await pilot.press(*"gender", "enter")
        await settled(app, pilot)
        table = [cells(line) for line in shown(app)]
        await pilot.press("right", "right", "right", "enter")
        await settled(app, pilot)
        quoted = shown(app)[1:]

    assert table[0][1:] == ["total", "man", "woman"]
    assert [" ".join(row).split()[0] for row in quoted] == ["ANNA", "ANNA"]


@pytest.mark.parametrize("letters", ["together", "saturation", "who", "group by", "speakers"])
async def test_every_table_is_drawn(project, letters):
    """With its title on top and without a word of refusal."""
    async with tables(project) as (app, pilot):
        await choose(app, pilot, letters.replace(" ", ""), "enter") if " " not in letters else await choose(
            app, pilot, ["g", "r", "o", "u", "p", "space", "b", "y", "space", "g"], "down", "enter"
        )
        title = str(app.screen.query_one("#head", Static).visual)

    assert title != "Themes"


async def test_agreement_of_one_coder_says_why_there_is_none(project):
    """The reason stands where the table would be."""
    async with tables(project) as (app, pilot):
        await choose(app, pilot, "agree", "enter")
        line = app.screen.query_one(RowList).render_line(1).text

    assert "two" in line


async def test_wide_tables_scroll_by_column(project):
    """The column under the cursor is in sight, and the names stand still."""
    async with tables(project, *["right"] * 7, size=(60, 20)) as (app, _):
        header = shown(app)[0]

    assert (header[0].strip(), cells(header)[-1]) == ("theme, code", "one voice")


async def test_what_somebody_else_does_is_counted(project):
    """A coding of another program appears without a key."""
    async with tables(project) as (app, pilot):
        source = project.source("talk")
        start = source.text.index("I do not follow the news")
        apply_code(project.store, source.guid, Segment(start, start + 10), NEWS.guid, coder="Ben", at=AT)
        app.screen._look()
        await settled(app, pilot)
        row = cells(shown(app)[3])

    assert row[:3] == ["Distrust of news", "1", "1"]
