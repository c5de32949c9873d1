"""The codebook editor: every key, and what is stored after it."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from textual import events
from textual.app import App
from textual.widgets import Input, Static

from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_editing import change_code, create_code
from qualcode.coding.codebook_making import create_codebook
from qualcode.coding.memos import write_memo
from qualcode.model.codebook import Cue
from qualcode.model.transcript import Segment
from qualcode.project.project import Project
from qualcode.store.examination import faults
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.screen import CodebookScreen
from qualcode.tui.codebook.tree import CodebookTree
from tests.conftest import BOOK, CODE, OTHER, TEXT, THEME

AT = datetime(2025, 3, 2, 14, 5, tzinfo=UTC)
ME = {"coder": "Vera", "at": AT}
BIG = Segment(TEXT.index("Let the"), TEXT.index(" 🙂"))
WATCH = Segment(TEXT.index("I watch"), TEXT.index("I watch") + 7)


class Host(App):
    def __init__(self, project, code_guid):
        super().__init__()
        self.project, self.code_guid = project, code_guid
        self.said = []

    def on_mount(self):
        self.push_screen(CodebookScreen(self.project, self.name_coder, self.code_guid))

    def name_coder(self, name):
        self.project = replace(self.project, coder=name)
        return self.project

    def notify(self, message, **options):
        self.said.append(message)


@pytest.fixture
def project(study):
    return Project(study, "Vera")


@pytest.fixture
def coded(project, source):
    """Two codings as Big people, one of them by another coder."""
    apply_code(project.store, source, BIG, CODE, **ME)
    apply_code(project.store, source, WATCH, CODE, coder="Pavel", at=AT)
    return project


@asynccontextmanager
async def editor(project, code_guid=None, *, size=(120, 40)):
    """The editor with all it reads read, the cursor on a code."""
    app = Host(project, code_guid)
    async with app.run_test(size=size) as pilot:
        pilot.settled = lambda: settled(app, pilot)
        await pilot.settled()
        yield app, pilot


async def settled(app, pilot):
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def typed(text):
    return [{" ": "space", "#": "number_sign", ":": "colon"}.get(character, character) for character in text]


def tree(project):
    """Depth and name of every code."""
    return [(book.depth(code.guid), code.name) for book in project.codebooks() for code in book.codes]


def code(project, guid=CODE):
    return next(book.code(guid) for book in project.codebooks() if guid in book)


def coded_as(project, guid):
    return sorted(coding.quote for coding in project.codings() if coding.code_guid == guid)


def shown(app, selector):
    return str(app.screen.query_one(selector, Static).visual)


def rows(app):
    found = app.screen.query_one(RowList)
    return [found.render_line(y).text.strip() for y in range(min(found.row_count, found.size.height))]


START = [(0, "Deference"), (1, "Big people"), (0, "News fatigue")]


@pytest.mark.parametrize(
    ("at", "key", "expected"),
    [
        (THEME, "A", [(0, "Deference"), (1, "Big people"), (0, "News fatigue"), (0, "Trust")]),
        (CODE, "A", [(0, "Deference"), (1, "Big people"), (1, "Trust"), (0, "News fatigue")]),
        (CODE, "B", [(0, "Deference"), (1, "Big people"), (2, "Trust"), (0, "News fatigue")]),
        (OTHER, "B", [(0, "Deference"), (1, "Big people"), (0, "News fatigue"), (1, "Trust")]),
        (None, "A", [(0, "Deference"), (1, "Big people"), (0, "News fatigue"), (0, "Trust")]),
    ],
)
async def test_a_new_code_comes_beside_or_below(project, at, key, expected):
    """A makes a sibling, B a code below, on the codebook's own row a theme; the cursor goes there."""
    async with editor(project, at) as (app, pilot):
        await pilot.press(key, *typed("Trust"), "enter")
        await pilot.settled()
        _, standing = app.screen.query_one(CodebookTree).standing

    assert (tree(project), standing.name) == (expected, "Trust")


async def test_a_name_that_is_taken_is_refused_where_it_is_typed(project):
    """The line stays, says why, and takes another name."""
    async with editor(project, THEME) as (app, pilot):
        await pilot.press("A", *typed("news fatigue"), "enter")
        refusal = shown(app, "#remark")
        await pilot.press(*typed("s"), "enter")

    assert (refusal, tree(project)[-1]) == (
        "Codebook 'Peace talks': two codes are called 'news fatigue' at the top.",
        (0, "news fatigues"),
    )


@pytest.mark.parametrize("keys", [("A",), ("enter",)])
async def test_a_name_like_another_is_warned_of_and_not_forbidden(project, keys):
    """While a code is made or renamed, the one called nearly so is named; Enter keeps the name all the same."""
    async with editor(project, CODE) as (app, pilot):
        await pilot.press(*keys, *typed("Deferance"))
        warning = shown(app, "#remark")
        await pilot.press("enter")

    assert (warning, "Deferance" in [name for _, name in tree(project)]) == ("Nearly the same name: Deference", True)


async def test_enter_renames_the_code(project):
    """One line, with the old name to begin with."""
    async with editor(project, CODE) as (_, pilot):
        await pilot.press("enter", "end", *typed(" decide"), "enter")

    assert code(project).name == "Big people decide"


async def test_enter_on_a_codebook_renames_it(project):
    """The first row is the codebook."""
    async with editor(project) as (_, pilot):
        await pilot.press("enter", *typed("Talks"), "enter")

    assert [book.name for book in project.codebooks()] == ["Talks"]


async def test_esc_leaves_a_name_as_it_was(project):
    """Nothing is stored."""
    async with editor(project, CODE) as (_, pilot):
        await pilot.press("enter", *typed("Trust"), "escape")

    assert tree(project) == START


async def test_all_fields_are_filled_in_at_once(project):
    """E shows them, Tab goes on, Ctrl+S keeps them, in one act."""
    async with editor(project, CODE) as (_, pilot):
        before = project.last_act()
        await pilot.press("E", *typed("Elite"), "tab", *typed("g1"), "tab", *typed("teal"), "tab")
        await pilot.press(*typed("They"), "enter", *typed("act"), "tab", *typed("so"), "tab")
        await pilot.press(*typed("no"), "tab", "end", "enter", *typed("ru not exact: мы"), "tab")
        await pilot.press(*typed("one"), "enter", *typed("two"), "tab", "space", "ctrl+s")
        await pilot.settled()

    assert project.last_act() == before + 1
    assert code(project) == replace(
        BOOK.code(CODE),
        name="Elite",
        key="g1",
        color="#0a94b0",
        definition="They\nact",
        use_when="so",
        not_when="no",
        cues=(Cue("big people", language="en"), Cue("мы", "exact", "ru", is_negative=True)),
        examples=("one", "two"),
        is_codable=False,
    )


async def test_wrong_input_is_said_beside_its_field_and_nothing_is_lost(project):
    """Neither Ctrl+S nor the first Esc closes the form; what was typed stays, and is kept once it is mended."""
    async with editor(project, CODE) as (app, pilot):
        await pilot.press("E", *typed("News"), "tab", "n", "ctrl+s", "escape")
        fault, focused = shown(app, "#key-title"), app.focused.id
        await pilot.press("backspace", *typed("w"), "escape")
        await pilot.settled()

    assert (fault, focused) == (
        "Key  Codebook 'Peace talks': 'News fatigue' and 'Big people' have the same key 'n'.",
        "key",
    )
    assert (code(project).name, code(project).key) == ("News", "w")


async def test_a_second_esc_leaves_wrong_input(project):
    """Who does not want to mend it gets out, and the code is as it was."""
    async with editor(project, CODE) as (app, pilot):
        await pilot.press("E", "tab", "n", "escape", "escape")
        is_back = isinstance(app.screen, CodebookScreen)

    assert (is_back, code(project)) == (True, BOOK.code(CODE))


async def test_looking_at_the_fields_is_no_act(project):
    """Esc with nothing changed stores nothing."""
    async with editor(project, CODE) as (_, pilot):
        before = project.last_act()
        await pilot.press("E", "tab", "tab", "escape")

    assert project.last_act() == before


async def test_the_key_is_set_and_taken_off(project):
    """K asks for it; an empty line takes it off."""
    async with editor(project, CODE) as (_, pilot):
        await pilot.press("K", *typed("b2"), "enter")
        key = code(project).key
        await pilot.press("K", "delete", "enter")

    assert (key, code(project).key) == ("b2", None)


async def test_a_key_that_cannot_be_typed_is_told(project):
    """Capitals are commands on the coding screen."""
    async with editor(project, CODE) as (app, pilot):
        await pilot.press("K", "B")
        remark = shown(app, "#remark")

    assert remark == "Capitals and signs are commands on the coding screen: this key cannot be typed there."


@pytest.mark.parametrize(
    ("keys", "color"),
    [
        (("C", *typed("viol"), "enter"), "#9b51d4"),
        (("C", *typed("#ABC"), "enter"), "#aabbcc"),
        (("C", "up", "enter"), None),
    ],
)
async def test_a_color_comes_from_the_palette_or_is_typed(project, keys, color):
    """By name, by digits, or none of its own."""
    async with editor(project, THEME) as (_, pilot):
        await pilot.press(*keys)

    assert code(project, THEME).color == color


@pytest.mark.parametrize(
    ("at", "key", "expected"),
    [
        (OTHER, "shift+up", [(0, "News fatigue"), (0, "Deference"), (1, "Big people")]),
        (THEME, "shift+down", [(0, "News fatigue"), (0, "Deference"), (1, "Big people")]),
        (OTHER, "shift+right", [(0, "Deference"), (1, "Big people"), (1, "News fatigue")]),
        (CODE, "shift+left", [(0, "Deference"), (0, "Big people"), (0, "News fatigue")]),
        (THEME, "shift+left", START),
    ],
)
async def test_shift_and_arrows_move_the_code(project, at, key, expected):
    """As in an outline; at an edge nothing happens. The cursor stays on the code."""
    async with editor(project, at) as (app, pilot):
        await pilot.press(key)
        await pilot.settled()
        _, standing = app.screen.query_one(CodebookTree).standing

    assert (tree(project), standing.guid) == (expected, at)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("V", [(0, "Deference"), (1, "Big people"), (1, "News fatigue")]),
        ("F", [(0, "News fatigue"), (0, "Deference"), (1, "Big people")]),
    ],
)
async def test_a_taken_code_is_put_under_or_before_another(project, key, expected):
    """X, then the cursor, then V or F."""
    async with editor(project, OTHER) as (_, pilot):
        await pilot.press("X", "up", "up", key)

    assert tree(project) == expected


async def test_a_taken_code_is_put_at_the_top(project):
    """Under the codebook's own row."""
    async with editor(project, CODE) as (_, pilot):
        await pilot.press("X", "home", "V")

    assert tree(project) == [(0, "Deference"), (0, "News fatigue"), (0, "Big people")]


async def test_a_taken_code_is_copied_to_another_codebook(coded):
    """Without its codings, which stay with the code; moved instead, it takes them along. Each is undone by key."""
    second = create_codebook(coded.store, "Second", coder="Vera", at=AT)

    async with editor(coded, CODE) as (_, pilot):
        await pilot.press("X", "end", "Y")
        (copy,) = coded.codebook(second).codes
        uses = [coding.code_guid for coding in coded.codings()]
        await pilot.press("U")
        undone = coded.codebook(second).codes
        await pilot.press("home", "down", "down", "X", "end", "V")

    assert (copy.name, copy.guid == CODE, uses) == ("Big people", False, [CODE] * len(uses))
    assert undone == ()
    assert CODE in coded.codebook(second)
    assert [coding.code_guid for coding in coded.codings()] == uses
    assert faults(coded.store) == ()


async def test_what_was_taken_can_be_let_go(project):
    """The tree marks it, Esc lets go, and then there is nothing to put."""
    async with editor(project, OTHER) as (app, pilot):
        await pilot.press("X")
        marked = rows(app)[-1]
        await pilot.press("escape", "up", "V")

    assert (marked.split()[-1], app.said, tree(project)) == ("taken", ["X takes a code first."], START)


async def test_a_code_cannot_be_put_under_itself(project):
    """It is refused in one line, and nothing is moved."""
    async with editor(project, THEME) as (app, pilot):
        await pilot.press("X", "down", "V")

    assert (app.said, tree(project)) == (["Codebook 'Peace talks': 'Deference' cannot be moved under itself."], START)


async def test_joining_takes_the_codings_along(coded):
    """J finds the other code, tells how many codings follow, and asks once."""
    async with editor(coded, CODE) as (app, pilot):
        await pilot.press("J", *typed("news"), "enter")
        question = str(app.screen.query_one(Static).visual)
        await pilot.press("enter")
        await pilot.settled()
        _, standing = app.screen.query_one(CodebookTree).standing

    assert "What follows: 2 codings" in question
    assert (tree(coded), len(coded_as(coded, OTHER)), standing.guid) == (
        [(0, "Deference"), (0, "News fatigue")],
        2,
        OTHER,
    )


async def test_joining_is_left_by_esc(coded):
    """At the question, too."""
    async with editor(coded, CODE) as (_, pilot):
        await pilot.press("J", *typed("news"), "enter", "escape")

    assert tree(coded) == START


async def test_splitting_takes_the_marked_codings_to_a_new_code(coded):
    """S shows the codings, Space marks, Enter goes on to the name."""
    async with editor(coded, CODE) as (app, pilot):
        await pilot.press("S", "down", "space", "enter", *typed("Watching"), "enter")
        await pilot.settled()
        _, standing = app.screen.query_one(CodebookTree).standing

    assert (tree(coded), standing.name) == (
        [(0, "Deference"), (1, "Big people"), (1, "Watching"), (0, "News fatigue")],
        "Watching",
    )
    assert (coded_as(coded, CODE), coded_as(coded, standing.guid)) == (["Let the big people decide"], ["I watch"])


async def test_a_code_without_codings_cannot_be_split(project):
    """It is said, and nothing is asked."""
    async with editor(project, CODE) as (app, pilot):
        await pilot.press("S")

    assert app.said == ["This code has no codings that could be split off."]


async def test_a_code_is_retired_and_taken_back(coded):
    """D turns it, and its codings stay."""
    async with editor(coded, CODE) as (_, pilot):
        await pilot.press("D")
        retired = code(coded).is_retired
        await pilot.press("D")

    assert (retired, code(coded).is_retired, len(coded_as(coded, CODE))) == (True, False, 2)


async def test_an_unused_code_is_removed_with_all_under_it(project):
    """Delete asks nothing, because U undoes it."""
    async with editor(project, THEME) as (app, pilot):
        await pilot.press("delete")

    assert (tree(project), app.said) == ([(0, "News fatigue")], ["Removed Deference and 1 under it. U undoes."])


async def test_a_code_in_use_is_not_removed_but_may_be_retired(coded):
    """Delete says why not and offers to retire it."""
    async with editor(coded, CODE) as (app, pilot):
        await pilot.press("delete")
        reason = str(app.screen.query_one(Static).visual)
        await pilot.press("enter")

    assert "'Big people' has codings" in reason
    assert (tree(coded), code(coded).is_retired) == (START, True)


async def test_a_code_in_use_stays_as_it_is_where_that_is_declined(coded):
    """Esc leaves it."""
    async with editor(coded, CODE) as (_, pilot):
        await pilot.press("delete", "escape")

    assert code(coded) == BOOK.code(CODE)


async def test_undo_and_redo_walk_through_the_edits(project):
    """U takes back the last act, R does it again; both are said."""
    async with editor(project, CODE) as (app, pilot):
        await pilot.press("D", "U")
        await pilot.settled()
        undone = code(project).is_retired
        await pilot.press("R")
        await pilot.settled()

    assert (undone, code(project).is_retired) == (False, True)
    assert app.said == ["Undid: retired Big people", "Redid: retired Big people"]


async def test_a_memo_is_written_and_shown(project):
    """M opens it; it stands below the code's text and is marked in the tree."""
    async with editor(project, CODE) as (app, pilot):
        await pilot.press("M", *typed("too wide?"), "escape")
        await pilot.settled()
        details, row = shown(app, "#details"), rows(app)[2]
        await pilot.press("M", "space", *typed("yes"), "ctrl+s")

    assert "too wide?" in details
    assert row.endswith("✎")
    assert [(memo.target, memo.target_guid, memo.text) for memo in project.memos()] == [
        ("code", CODE, "too wide? yes"),
    ]


async def test_other_coders_memos_are_shown_and_not_mine_to_change(project):
    """M begins a memo of one's own."""
    write_memo(project.store, "code", CODE, "see Sunday's notes", coder="Pavel", at=AT)
    async with editor(project, CODE) as (app, pilot):
        details = shown(app, "#details")
        await pilot.press("M", *typed("mine"), "escape")

    assert "Memo of Pavel" in details
    assert {(memo.coder, memo.text) for memo in project.memos()} == {("Pavel", "see Sunday's notes"), ("Vera", "mine")}


async def test_a_project_without_codebooks_gets_one(store):
    """A asks for the codebook first, and then for codes in it."""
    project = Project(store, "Vera")
    async with editor(project) as (_, pilot):
        await pilot.press("A", "enter")
        await pilot.settled()
        await pilot.press("A", *typed("Hope"), "enter", "B", *typed("Small hope"), "enter")

    assert [book.name for book in project.codebooks()] == ["Codebook"]
    assert tree(project) == [(0, "Hope"), (1, "Small hope")]


async def test_a_further_codebook_is_made(project):
    """N asks for its name; one that is taken is refused."""
    async with editor(project) as (app, pilot):
        await pilot.press("N", *typed("Peace talks"), "enter", "N", *typed("Dynamics"), "enter")

    assert len(app.said) == 1
    assert [book.name for book in project.codebooks()] == ["Peace talks", "Dynamics"]


async def test_a_code_is_found_by_a_few_letters(project):
    """Slash finds retired codes, too, and opens what hides them."""
    change_code(project.store, CODE, is_retired=True, **ME)
    async with editor(project, THEME) as (app, pilot):
        await pilot.press("left", "slash", *typed("bp"), "enter")
        _, standing = app.screen.query_one(CodebookTree).standing

    assert standing.guid == CODE


async def test_the_first_act_asks_who_is_coding(project):
    """Without a name nothing is stored before it is given, and then it is."""
    async with editor(replace(project, coder=""), CODE) as (app, pilot):
        await pilot.press("D")
        before = code(project).is_retired
        app.screen.query_one(Input).value = "Nina"
        await pilot.press("enter")
        await pilot.settled()

    assert (before, code(project).is_retired, project.history()[0].coder) == (False, True, "Nina")


async def test_small_letters_change_nothing_and_teach(project):
    """Commands are capitals, here as on the coding screen."""
    async with editor(project, CODE) as (app, pilot):
        before = project.last_act()
        await pilot.press("d")

    assert (project.last_act(), app.said) == (before, ["Commands are capitals: D. ? shows all keys."])


async def test_russian_letters_are_the_commands_on_their_keys(project):
    """The key of D types В on a Russian keyboard."""
    async with editor(project, CODE) as (_, pilot):
        await pilot.press("В")
        await pilot.settled()

    assert code(project).is_retired


async def test_the_code_under_the_cursor_is_shown_in_full(coded):
    """Meaning, cues, who uses it, and quotes; harmless, and never as markup."""
    change_code(coded.store, CODE, definition="[b]Those\x1b above", use_when="always", examples=("one",), **ME)
    async with editor(coded, CODE) as (app, _):
        details = shown(app, "#details")

    assert details.split("\n") == [
        "Deference > Big people",
        "▌color of its theme · key f1",
        "",
        "[b]Those␛ above",
        "",
        "Use when  always",
        "",
        "Cues en  big people",
        "",
        "Examples",
        "· one",
        "",
        "Used  2 codings in 1 source: Vera 1, Pavel 1",
        "“Let the big people decide”  fg1.txt, turn 2, Vera",
        "“I watch”  fg1.txt, turn 2, Pavel",
    ]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_tree_and_code_are_in_sight_at_every_size(coded, size):
    """On a narrow screen one below the other, on a wide one side by side; Tab gives the text more room."""
    async with editor(coded, CODE, size=size) as (app, pilot):
        tree_region, aside = (app.screen.query_one(name).region for name in ("CodebookTree", "#aside"))
        await pilot.press("tab")
        await pilot.pause()
        grown = app.screen.query_one("#aside").region

    is_wide = size[0] >= 100
    assert (tree_region.x < aside.x, tree_region.y < aside.y) == (is_wide, not is_wide)
    assert (grown.height > aside.height) == (not is_wide)
    assert min(tree_region.height, aside.height) >= 7


async def test_what_somebody_else_does_appears(project):
    """Another process's code is shown without a key being pressed, and the cursor stays where it was."""
    async with editor(project, OTHER) as (app, pilot):
        create_code(project.store, BOOK.guid, "Zeal", parent_guid=THEME, coder="Pavel", at=AT)
        async with asyncio.timeout(60):
            while not any(row.endswith("Zeal") for row in rows(app)):
                await pilot.pause()
        _, standing = app.screen.query_one(CodebookTree).standing

    assert standing.guid == OTHER


async def test_esc_goes_from_the_text_to_the_tree_and_then_back_once(project):
    """Two quick Escs more close this screen and not the one below."""
    async with editor(project, CODE) as (app, pilot):
        below = app.screen_stack[0]
        await pilot.press("tab", "escape")
        is_here = isinstance(app.screen, CodebookScreen)
        for _ in range(2):
            app.post_message(events.Key("escape", None))
        await pilot.pause()

        assert (is_here, app.screen_stack) == (True, [below])
