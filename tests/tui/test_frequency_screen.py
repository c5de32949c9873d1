from datetime import UTC, datetime

import pytest
from textual.app import App
from textual.widgets import Static

from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_writing import write_codebook
from qualcode.exchange.sources import import_readings
from qualcode.model.codebook import Code, Codebook
from qualcode.model.transcript import Segment
from qualcode.project import create_project
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.frequency_screen import FrequencyScreen
from qualcode.tui.row_list import RowList

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
        self.push_screen(FrequencyScreen(self.project))


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
        table = [cells(line) for line in shown(app)]

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
        ["theme, code", "man, N 1", "woman, N 2"],
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

    assert (by_source[1:], together[1:]) == (["talk.txt, N 3"], ["codings", "turns", "participants", "groups"])


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

    assert path == "Leaders [b]as[/b] dealmakers > Businessman"


async def test_the_path_is_that_of_the_row_when_rows_change(project):
    """Where the row under the cursor went out, the path of the row that took its place stands below."""
    app = Host(project)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("end", "Z")
        await settled(app, pilot)
        path = str(app.screen.query_one("#path", Static).visual)

    assert path == "Leaders [b]as[/b] dealmakers"


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
