from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.widgets import Static

from qualcode.codebooks.finding import entries, ranked
from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.code_picker import CodePicker
from tests.tui.asking_app import Asking


def guid(number):
    return str(UUID(int=0x40008000000000000000 << 48 | number, version=4))


LEADERS = Code(guid=guid(1), name="Leaders as dealmakers", key="d")
TRADER = Code(
    guid=guid(2),
    name="Businessman who trades",
    key="d1",
    parent_guid=LEADERS.guid,
    definition="A leader is seen as a trader.",
    use_when="Price or profit [b]explains[/b] him.",
    not_when="He is open to agreement only.",
    cues=(Cue("art of the deal"), Cue("small shop", is_negative=True)),
)
DETENTE = Code(guid=guid(3), name="Détente as non-interference", key="l")
TERMS = Code(guid=guid(4), name="Acceptable terms", is_codable=False)
CHURCH = Code(guid=guid(5), name="Church and language", parent_guid=TERMS.guid)
OLD = Code(guid=guid(6), name="Business as usual", is_retired=True)
MEDVED = Code(guid=guid(7), name="Ёлки и медведи")
BOOK = Codebook(guid=guid(100), name="Peace talks", codes=(LEADERS, TRADER, DETENTE, TERMS, CHURCH, OLD, MEDVED))
JOKE = Code(guid=guid(8), name="Joke", key="j")
DYNAMICS = Codebook(guid=guid(101), name="Group dynamics", codes=(JOKE,))
ALL = entries((BOOK, DYNAMICS))


def asked(books=(BOOK, DYNAMICS), recent=()):
    return Asking(CodePicker(books, recent))


def found(typed, recent=()):
    return [entry.code.name for entry in ranked(ALL, typed, recent)]


def shown(app):
    rows = app.screen.query_one(RowList)
    lines = [rows.render_line(y).text.strip() for y in range(rows.size.height)]
    return [" ".join(line.split()) for line in lines if line]


def test_codes_that_cannot_be_applied_are_left_out():
    """Retired codes and those that only group others are not offered."""
    assert {OLD.name, TERMS.name}.isdisjoint(found(""))


def test_recent_codes_come_first_when_nothing_is_typed():
    """The latest first, then the others in tree order."""
    assert found("", (JOKE.guid, CHURCH.guid))[:4] == [JOKE.name, CHURCH.name, LEADERS.name, TRADER.name]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("d1", TRADER.name),  # its key
        ("lead", LEADERS.name),  # how the name begins
        ("trad", TRADER.name),  # how a word of it begins
        ("bus trad", TRADER.name),  # how several do, in any order
        ("maker", LEADERS.name),  # inside a word
        ("bwt", TRADER.name),  # initials
        ("ld", LEADERS.name),  # some of the initials
        ("church peace", CHURCH.name),  # words of the path
        ("detente", DETENTE.name),  # without accents
        ("елки", MEDVED.name),  # without dots, as people type
        ("busnesman", TRADER.name),  # with letters left out
        ("art of the", TRADER.name),  # a cue
        ("art of th deal", TRADER.name),  # nearly a cue
        ("  LEADERS   as ", LEADERS.name),  # case and spaces aside
    ],
)
def test_a_few_letters_find_a_code(typed, first):
    """What comes first fits best."""
    assert found(typed)[0] == first


def test_names_come_before_cues():
    """A code whose name holds the letters stands before one of which only a cue does."""
    assert found("deal") == [LEADERS.name, TRADER.name]


def test_cues_that_speak_against_a_code_do_not_find_it():
    """A negative cue is no name for the code."""
    assert found("small shop") == []


def test_recent_codes_come_first_among_equals():
    """Of two names that begin alike, the one used lately is first."""
    twins = tuple(Code(guid=guid(20 + n), name=name) for n, name in enumerate(("Fear of war", "Fear of mobilization")))
    book = entries((Codebook(guid=guid(102), name="Fears", codes=twins),))

    assert [entry.code.guid for entry in ranked(book, "fear", (twins[1].guid,))] == [twins[1].guid, twins[0].guid]


NAMES = st.text(st.sampled_from("abcdefg éžйё"), min_size=1).map(str.strip).filter(bool)


@given(st.lists(NAMES, min_size=1, max_size=8, unique_by=str.casefold))
def test_a_whole_name_finds_its_code_among_the_first(names):
    """Typed in full, a name puts its code before all but those whose key or name begins just so."""
    codes = tuple(Code(guid=guid(n + 1), name=name) for n, name in enumerate(names))
    book = entries((Codebook(guid=guid(103), name="Any", codes=codes),))

    for entry in book:
        before = []
        for other in ranked(book, entry.code.name):
            if other is entry:
                break
            before.append(other)
        assert all(other.name.startswith(entry.name) for other in before)


@given(st.text(max_size=12))
def test_whatever_is_typed_each_code_comes_at_most_once(typed):
    """No letters make the search fail or repeat itself."""
    fitting = ranked(ALL, typed)

    assert len({entry.code.guid for entry in fitting}) == len(fitting)


async def test_enter_gives_the_best_fit():
    """Letters, then Enter: the first code's GUID."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*"bus", "enter")

    assert app.given == [TRADER.guid]


async def test_arrows_move_while_letters_keep_the_focus():
    """Down goes to the next code, and typing goes on."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "e", "l", "backspace", "backspace", "pagedown", "enter")

    assert app.given == [JOKE.guid]


async def test_esc_leaves_without_a_code():
    """Esc gives None."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press("a", "escape")

    assert app.given == [None]


async def test_a_click_gives_the_code():
    """The mouse does what Enter does."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.click(RowList, offset=(6, 1))

    assert app.given == [TRADER.guid]


async def test_enter_without_a_fit_keeps_the_question_open():
    """What cannot be found is said, and nothing is chosen."""
    app = asked()
    async with app.run_test() as pilot:
        await pilot.press(*"qqqq", "enter")
        lines = shown(app)

    assert (app.given, lines) == ([], ["No code fits “qqqq”."])


async def test_two_quick_enters_answer_once():
    """Keys quicker than the screen closes do not answer again or close what is below."""
    app = asked()
    async with app.run_test() as pilot:
        for _ in range(2):
            app.post_message(events.Key("enter", "\r"))
        await pilot.pause()

    assert app.given == [LEADERS.guid]


async def test_rows_show_key_name_path_and_what_is_recent():
    """A row says all that tells codes apart; with several codebooks the path begins with theirs."""
    app = asked(recent=(TRADER.guid,))
    async with app.run_test(size=(100, 30)):
        lines = shown(app)

    assert lines[:2] == [
        "▏d1 Businessman who trades Peace talks > Leaders as dealmakers recent",
        "▏d Leaders as dealmakers Peace talks",
    ]


async def test_the_meaning_of_the_code_under_the_cursor_stands_below():
    """Definition, when to use and when not are shown as they are written."""
    app = asked((BOOK,))
    async with app.run_test() as pilot:
        await pilot.press("down")
        meaning = str(app.screen.query_one("#meaning", Static).visual)

    assert meaning == (
        "Leaders as dealmakers > Businessman who trades\nA leader is seen as a trader.\n"
        "Use when Price or profit [b]explains[/b] him.\nNot when He is open to agreement only."
    )


async def test_a_project_without_codes_says_so():
    """The picker opens on an empty codebook."""
    app = asked(())
    async with app.run_test() as pilot:
        await pilot.press("enter")
        lines = shown(app)

    assert (app.given, lines) == ([], ["There is no code to choose from yet."])
