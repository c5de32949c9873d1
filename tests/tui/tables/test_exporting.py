"""Filtering and exporting on the tables screen, with real keys and real files."""

import json
import sys

import pytest
from textual.widgets import Input, Static

from qualcode.analysis.page_notes import interval_lines
from qualcode.cli.main import main
from qualcode.tui.asking.several_choice import SeveralChoice
from qualcode.tui.tables import asked as kinds
from qualcode.tui.tables.asked import Asked
from qualcode.tui.tables.command_line import command_of
from qualcode.tui.tables.lists import _decimals, _interval
from qualcode.tui.tables.pages import page_of
from qualcode.tui.tables.papers import paper_of
from tests.tui.tables.test_screen import Host, cells, project, settled, shown  # noqa: F401  # project is a fixture


async def file_named(app, pilot, name):
    """Export to that file."""
    await pilot.press("x")
    await pilot.pause()
    app.screen.query_one(Input).value = name
    await pilot.press("enter")
    await settled(app, pilot)


async def test_a_filter_is_chosen_seen_and_taken_away(project):  # noqa: F811  # the fixture
    """One after another; the list of filters says what is set."""
    app = Host(project)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(app, pilot)
        whole = cells(shown(app)[1])[1:4]
        await pilot.press("f")
        await settled(app, pilot)
        await pilot.press(*"gender", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SeveralChoice)
        await pilot.press("down", "space", "enter")
        await settled(app, pilot)
        await pilot.press("escape")
        await settled(app, pilot)
        women = cells(shown(app)[1])[1:4]
        base = str(app.screen.query_one("#base", Static).render())
        await pilot.press("c")
        await settled(app, pilot)
        again = cells(shown(app)[1])[1:4]

    assert whole == again == ["3", "3", "2 of 3 (67 %)"]
    assert women == ["2", "2", "1 of 2 (50 %)"]
    assert "only levels gender=woman" in base


async def test_a_table_is_exported_and_never_overwrites_unasked(project, tmp_path, monkeypatch):  # noqa: F811
    """By its ending; Esc keeps the old file, Enter replaces it; a bad ending is said in the question."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.csv").write_text("mine", encoding="utf-8")
    app = Host(project)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(app, pilot)
        await file_named(app, pilot, "old.csv")
        await pilot.press("escape")
        await settled(app, pilot)
        kept = (tmp_path / "old.csv").read_text(encoding="utf-8")
        await pilot.press("escape")
        await file_named(app, pilot, "old.csv")
        await pilot.press("enter")
        await settled(app, pilot)
        await file_named(app, pilot, "t.txt")
        await file_named(app, pilot, "t.doc")
        refusal = str(app.screen.query_one("#remark", Static).render())
        await pilot.press("escape")
        await file_named(app, pilot, "nowhere/t.md")
        await pilot.press("escape")

    assert kept == "mine"
    assert (tmp_path / "old.csv").read_text(encoding="utf-8").startswith("code,path,depth,codings")
    assert "Businessman" in (tmp_path / "t.txt").read_text(encoding="utf-8")
    assert "unknown file ending" in refusal
    assert {"old.csv", "old.csv.about.json", "t.txt"} <= {path.name for path in tmp_path.iterdir()}


async def test_a_sorted_table_is_exported_as_it_stands(project, tmp_path, monkeypatch):  # noqa: F811  # the fixture
    """For readers in the order on the screen, and said to be; the figures for programs in the table's own."""
    monkeypatch.chdir(tmp_path)
    app = Host(project)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(app, pilot)
        await pilot.press("s")
        await settled(app, pilot)
        seen = [cells(row)[0] for row in shown(app)[1:]]
        await file_named(app, pilot, "t.html")
        await file_named(app, pilot, "t.json")

    page = (tmp_path / "t.html").read_text(encoding="utf-8")
    figures = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["rows"]
    assert ["Businessman", "Distrust of news", "Leaders [b]as[/b] dealmakers"] == seen
    assert seen == sorted(seen, key=page.index)
    assert "by theme, code, ascending" in page
    assert [seen[2], seen[0], seen[1]] == [row["code"] for row in figures]


@pytest.mark.parametrize("kind", kinds.TITLES)
def test_what_the_screen_writes_is_made_again_by_the_command_line(project, kind, tmp_path, monkeypatch, capsys):  # noqa: F811
    """Every table, filters and all: the same figures."""
    from qualcode.coding.applying import apply_code
    from qualcode.model.transcript import Segment
    from qualcode.tui.tables.exporting import Shown, _write
    from qualcode.tui.tables.filter_kinds import with_filter
    from tests.tui.tables.test_screen import AT, LEADERS, TRADER

    source = project.source("talk")
    start = source.text.index("Let the big")
    for code in (LEADERS, TRADER):
        apply_code(project.store, source.guid, Segment(start, start + 9), code.guid, coder="Lee", at=AT)
    asked = Asked(kind=kind, by="case:gender", rows=f"code:{LEADERS.guid}", columns="case:gender")
    if kind not in (kinds.TALK, kinds.GROUPS, kinds.AGREEMENT):
        asked = Asked(
            kind=kind, by="case:gender", rows=f"code:{LEADERS.guid}", columns="case:gender", keep_zero=False,
            selection=with_filter(with_filter(asked.selection, "codes", [LEADERS.name]), "memo", ["no"]),
        )  # fmt: skip
    monkeypatch.chdir(tmp_path)
    page = page_of(project, asked)
    _write(project, Shown(page, asked, sorted_by=(0, False)), tmp_path / "t.json")

    monkeypatch.setattr(
        sys, "argv", ["qualcode", "-p", "study.qualcode", command_of(asked)[0], "--from", "t.json", "--json"]
    )
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr()

    assert end.value.code in (0, None), said.err
    assert "The figures are the same." in said.err
    assert json.loads(said.out)["rows"] == json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize(("with_moderator", "said"), [(False, "groups drawn 2000 times"), (True, "No intervals")])
def test_a_written_table_says_of_its_intervals_what_the_command_line_does(project, with_moderator, said):  # noqa: F811
    """Moderators are no sample of anybody: where they are counted, there are no intervals to speak of."""
    asked = Asked(kind=kinds.BY, by="case:gender", with_moderator=with_moderator)
    page = page_of(project, asked)

    notes = paper_of(asked, page.frame, page.base).notes

    assert (page.base, *interval_lines(1, with_moderator=with_moderator)) == notes
    assert said in notes[1]


def test_no_figure_has_a_minus_before_zero():
    """As on the command line and in files."""
    rows = [{"alpha": -0.001, "alpha_low": -0.004, "alpha_high": 0.2}]

    assert ["0.00"] == list(_decimals(rows, "alpha", "α", 2).texts)
    assert "0.00 to 0.20" == _interval(rows[0], "alpha")
