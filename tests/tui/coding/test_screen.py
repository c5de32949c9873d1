"""Real keys on the coding screen, and what was stored."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from qualcode.coding.memos import write_memo
from qualcode.coding.undoing import redo, undo
from qualcode.exchange.sources import import_readings
from qualcode.project.opening import now, open_project
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.app import QualcodeApp
from qualcode.tui.asking.coder_prompt import CoderPrompt
from qualcode.tui.asking.confirmation import Confirmation
from qualcode.tui.codebook.creating_picker import CreatingPicker
from qualcode.tui.coding.choice import CodingChoice
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.help_screen import HelpScreen
from qualcode.tui.home_screen import HomeScreen
from qualcode.tui.memos.editor import MemoEditor
from qualcode.tui.screens.history_screen import HistoryScreen
from qualcode.tui.tables.screen import TablesScreen
from tests.tui.coding_scenes import (
    AGREEMENT,
    AT,
    DEFERENCE,
    LEADERS,
    TEXT,
    TRADER,
    apply,
    coding,
    make_study,
    stored,
)

ASKED = "What do you think of the talks? Who wants to begin?"
BUSINESS = "Trump is a businessman."
AGREE = "You can reach an agreement with him."
ANNA = f"{BUSINESS} {AGREE} Why not?"
BORIS = "Let the big people decide 🙂. We are small."
CLARA = "I do not follow the news. Not at all."


def shown(scene):
    return sorted(scene.screen.desk.codings.all(), key=lambda one: one.guid)


def in_file(project):
    return sorted(project.codings(), key=lambda one: one.guid)


def numbers(scene):
    """The numbers of the turns in sight."""
    begun = (line[1:5].split() for line in scene.drawn())
    return [words[0] for words in begun if words and words[0].isdigit()]


async def test_the_first_turn_is_selected_at_first(project):
    """The moderator's first turn, without its label."""
    async with coding(project) as scene:
        assert scene.selected == ASKED


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("down", ANNA),
        ("end", "Me neither."),
        ("end home", ASKED),
        ("end up", CLARA),
        ("right", "What do you think of the talks?"),
        ("left", "Who wants to begin?"),
        ("right right right", BUSINESS),
        ("down ctrl+right ctrl+right", "is"),
        ("down ctrl+right ctrl+right ctrl+left", "Trump"),
        ("pagedown pageup", ASKED),
        ("down right shift+right", f"{BUSINESS} {AGREE}"),
        ("down right shift+right shift+left", BUSINESS),
        ("down right shift+down", ANNA),
        ("down shift+down", f"{ANNA}\n\nBORIS: {BORIS}"),
        ("down shift+down shift+up", ANNA),
        ("down right left_curly_bracket left_curly_bracket", "a businessman."),
        ("down right left_curly_bracket left_square_bracket", BUSINESS),
        ("down right right_curly_bracket", "Trump is a businessman"),
        ("down right right_square_bracket", f"{BUSINESS} You"),
        ("down ctrl+right ctrl+right left_parenthesis", "p is"),
        ("down ctrl+right less_than_sign less_than_sign", "Tru"),
        ("down ctrl+right greater_than_sign right_parenthesis", "rump i"),
        ("j", ANNA),
        ("j k", ASKED),
        ("down down up", ANNA),
        ("d down", ANNA),
    ],
)
async def test_keys_that_select(project, keys, expected):
    """Arrows move, Shift and brackets grow and shrink, j and k move where no code has them."""
    async with coding(project) as scene:
        await scene.press(*keys.split())

        assert scene.selected == expected


async def test_a_code_key_codes_what_is_selected(project):
    """Down to Boris's turn, `b`: the turn is coded, in the file and on the screen."""
    async with coding(project) as scene:
        await scene.press("down", "down", "b")

        assert stored(project) == [(BORIS, "Deference", "Vera")]
        assert shown(scene) == in_file(project)
        assert scene.line(0) == "a Deference"
        assert any("BORIS" in line and " a " in line for line in scene.drawn())


async def test_what_is_selected_over_several_turns_is_one_coding(project):
    """Shift and an arrow take turns in; the coding knows all of them, and so does its quote."""
    async with coding(project) as scene:
        await scene.press("down", "shift+down", "b")
        made = project.codings()[0]

        assert (made.first_turn, made.last_turn, made.quote) == (2, 3, f"{ANNA}\n\nBORIS: {BORIS}")
        assert shown(scene) == in_file(project)


@pytest.mark.parametrize("keys", ["Q", "ctrl+q", "escape Q"])
async def test_the_program_ends_and_all_is_stored(project, keys):
    """Q and Ctrl+Q, without a question; the coding of just before is there."""
    async with coding(project) as scene:
        await scene.press("down", "b", *keys.split())

        assert not scene.app.is_running
        assert stored(project) == [(ANNA, DEFERENCE.name, "Vera")]


async def test_a_key_that_begins_others_waits(project):
    """`d` shows what can follow and stores nothing; `1` completes it."""
    async with coding(project) as scene:
        await scene.press("down", "right", "d")
        waiting = (scene.line(0), stored(project))
        await scene.press("1")

        assert waiting == (
            "d…  Enter Leaders as dealmakers  1 Businessman who trades  2 An agreement can be reached",
            [],
        )
        assert stored(project) == [(BUSINESS, TRADER.name, "Vera")]


async def test_enter_takes_the_code_whose_key_is_begun(project):
    """`d`, Enter: the theme itself."""
    async with coding(project) as scene:
        await scene.press("down", "d", "enter")

        assert stored(project) == [(ANNA, LEADERS.name, "Vera")]


@pytest.mark.parametrize("keys", ["d escape", "d x", "x", "g", "d down"])
async def test_keys_that_code_nothing(project, keys):
    """Esc takes back what was begun; unknown keys, and those of codes that only group others, are told."""
    async with coding(project) as scene:
        await scene.press("down", *keys.split())

        assert stored(project) == []
        assert isinstance(scene.screen, CodingScreen)


async def test_a_command_leaves_what_was_begun(project):
    """`d`, then a capital that no key goes on with: the command is done, nothing is coded."""
    async with coding(project) as scene:
        await scene.press("down", "b", "down", "d", "U")

        assert (stored(project), scene.line(0)[:7]) == ([], "Undone:")


async def test_an_unknown_key_is_told(project):
    """With the way out."""
    async with coding(project) as scene:
        await scene.press("x")

        assert scene.line(0).startswith("No code has the key x.")


async def test_several_codes_on_one_selection(project):
    """One after another without selecting anew; their stripes stand side by side."""
    async with coding(project) as scene:
        await scene.press("down", "right", "b", "d", "1", "t", "d", "2", "d", "enter")

        assert len(stored(project)) == 5
        assert {words for words, _, _ in stored(project)} == {BUSINESS}
        assert any("ANNA" in line and "abcde" in line for line in scene.drawn())


async def test_the_same_code_twice_is_refused_in_words(project):
    """Nothing is stored twice; the last refusal is shown in place of those before."""
    async with coding(project) as scene:
        await scene.press("down", "b", "t", "b", "b", "t")

        assert stored(project) == [(ANNA, "Deference", "Vera"), (ANNA, "Tired of news", "Vera")]
        said = [known.message for known in scene.app._notifications]
        assert [("has already coded" in words, "Tired of news" in words) for words in said] == [(True, True)]


async def test_a_code_is_picked_by_a_few_letters(project):
    """Enter, letters of the name, Enter."""
    async with coding(project) as scene:
        await scene.press("down", "enter")
        assert isinstance(scene.screen, CreatingPicker)
        await scene.press(*"agree", "enter")

        assert stored(project) == [(ANNA, AGREEMENT.name, "Vera")]


async def test_the_picker_can_be_left(project):
    """Esc stores nothing and returns to the transcript."""
    async with coding(project) as scene:
        await scene.press("enter", "escape")

        assert (stored(project), isinstance(scene.screen, CodingScreen)) == ([], True)


async def test_a_full_stop_repeats_the_last_code(project):
    """On the next selection."""
    async with coding(project) as scene:
        await scene.press("down", "b", "down", ".")

        assert stored(project) == [(ANNA, "Deference", "Vera"), (BORIS, "Deference", "Vera")]


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_the_coding_under_the_cursor_is_removed(project, key):
    """The only one: at once."""
    apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        await scene.press("down", key)

        assert stored(project) == []
        assert scene.line(0) == "ANNA · 13 words selected · no coding here"


async def test_of_several_codings_one_is_chosen_to_be_removed(project):
    """The choice lists one's own; the second is taken."""
    apply(project, BUSINESS, TRADER)
    apply(project, AGREE, AGREEMENT)
    async with coding(project) as scene:
        await scene.press("down", "delete")
        assert isinstance(scene.screen, CodingChoice)
        await scene.press("down", "enter")

        assert stored(project) == [(BUSINESS, TRADER.name, "Vera")]


async def test_other_coders_codings_are_not_removed(project):
    """What Pavel coded stays, and that is told."""
    apply(project, BUSINESS, TRADER, coder="Pavel")
    async with coding(project) as scene:
        await scene.press("down", "delete")

        assert stored(project) == [(BUSINESS, TRADER.name, "Pavel")]
        assert "other coders" in scene.line(0)


async def test_a_memo_is_written_on_the_coding_under_the_cursor(project):
    """M, words, Esc: it is stored and stands below."""
    apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        await scene.press("down", "M")
        assert isinstance(scene.screen, MemoEditor)
        await scene.press(*"irony", "escape")

        assert [one.memo for one in project.codings()] == ["irony"]
        assert scene.line(1).endswith("✎ irony")


async def test_a_quote_is_chosen_for_the_report(project):
    """`*` marks it, `*` again takes the mark off."""
    apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        await scene.press("down", "asterisk")
        marked = ([one.is_selected for one in project.codings()], "for the report" in scene.line(1))
        await scene.press("asterisk")

        assert marked == ([True], True)
        assert [one.is_selected for one in project.codings()] == [False]


@pytest.mark.parametrize(("undo", "redo"), [("U", "R"), ("ctrl+z", "ctrl+y")])
async def test_undo_and_redo(project, undo, redo):
    """Both show what they did and go where it happened."""
    async with coding(project) as scene:
        await scene.press("down", "b", "down", "t", "home", undo, undo)
        undone = (stored(project), scene.selected, scene.line(0))
        await scene.press(redo)

        assert undone == ([], ANNA, f"Undone: coded “{ANNA[:47]}…” in fg1.txt as Deference")
        assert stored(project) == [(ANNA, "Deference", "Vera")]
        assert shown(scene) == in_file(project)


async def test_undo_goes_back_before_the_program_was_started(project):
    """What was done before the screen was opened is undone as well."""
    apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        await scene.press("U")
        await scene.settle()

        assert (stored(project), scene.screen.desk.codings.all()) == ([], ())


async def test_what_brought_a_whole_file_is_undone_only_when_asked(project):
    """One U too many asks: Esc leaves all in place, Enter takes the codebook, then the transcripts; R brings back."""
    before = (project.source_list(), project.codebooks())
    async with coding(project) as scene:
        await scene.press("down", "b", "U", "U")
        asked = type(scene.screen)
        await scene.press("escape")
        left = (project.source_list(), project.codebooks())
        await scene.press("U", "enter", "U")
        still = (project.source_list(), project.codebooks())
        await scene.press("enter")
        gone = (project.source_list(), project.codebooks())
        await scene.press("R", "R")

        assert (asked, left, still, gone) == (Confirmation, before, (before[0], ()), ((), ()))
        assert (project.source_list(), project.codebooks()) == before


async def test_nothing_to_undo_is_told(project):
    """The message says so; nothing breaks."""
    async with coding(project) as scene:
        await scene.press("R")

        assert ["Nothing to redo" in known.message for known in scene.app._notifications] == [True]


async def test_suggestions_come_in_order_of_place(project):
    """Tab selects the first cue's words and says why; Shift+Tab goes back."""
    async with coding(project) as scene:
        await scene.press("tab")
        first = (scene.selected, "Businessman who trades" in scene.line(0))
        await scene.press("tab")
        second = scene.selected
        await scene.press("shift+tab")

        assert first == (segment_text(scene, 0), True)
        assert (second, scene.selected) == (segment_text(scene, 1), segment_text(scene, 0))


def segment_text(scene, index):
    segment = scene.screen.desk.suggestions[index].segment
    return TEXT[segment.start : segment.end]


async def test_a_suggestion_is_accepted(project):
    """Plus makes a coding of it, keeps the verdict and goes on to the next."""
    async with coding(project) as scene:
        await scene.press("tab")
        suggested = scene.screen.suggestion
        await scene.press("plus")

        assert [(one.segment, one.code_guid, one.origin) for one in project.codings()] == [
            (suggested.segment, TRADER.guid, "suggestion")
        ]
        assert [verdict.kind for verdict in project.verdicts()] == ["accept"]
        assert scene.screen.suggestion.code_guid == DEFERENCE.guid
        assert shown(scene) == in_file(project)


async def test_a_suggestion_is_accepted_for_what_is_selected(project):
    """Tab, grow, `=`: the coding has the selection, and remembers that it was resized."""
    async with coding(project) as scene:
        await scene.press("tab", "shift+down", "equals_sign")
        chosen = project.codings()[0]

        assert chosen.quote.endswith("Why not?")
        assert (chosen.origin, [verdict.kind for verdict in project.verdicts()]) == ("suggestion-resized", ["accept"])


async def test_a_suggestion_is_rejected(project):
    """Minus keeps the verdict, codes nothing, and the suggestion is gone until undone."""
    async with coding(project) as scene:
        before = scene.screen.desk.suggestions
        await scene.press("tab", "minus")
        rejected = (stored(project), [verdict.kind for verdict in project.verdicts()], scene.screen.desk.suggestions)
        await scene.press("U")

        assert rejected == ([], ["reject"], before[1:])
        assert (project.verdicts(), scene.screen.desk.suggestions) == ((), before)


async def test_without_a_suggestion_plus_and_minus_only_tell(project):
    """Nothing is stored."""
    async with coding(project) as scene:
        await scene.press("plus", "minus", "equals_sign")

        assert (stored(project), project.verdicts()) == ([], ())
        assert scene.line(0).startswith("No suggestion is selected")


async def test_coding_by_hand_settles_the_suggestion(project):
    """What was coded with the suggested code is not suggested any more."""
    async with coding(project) as scene:
        count = len(scene.screen.desk.suggestions)
        await scene.press("down", "d", "1")

        assert TRADER.guid not in {one.code_guid for one in scene.screen.desk.suggestions}
        assert len(scene.screen.desk.suggestions) == count - 1


async def test_uncoded_turns_are_gone_to(project):
    """N and P pass over the moderator's turns and those that are coded."""
    apply(project, BORIS, DEFERENCE)
    async with coding(project) as scene:
        await scene.press("N", "N")
        on = scene.selected
        await scene.press("P")

        assert (on, scene.selected) == (CLARA, ANNA)


async def test_only_uncoded_turns_are_shown(project):
    """F hides the moderator and what is coded; F shows all again."""
    apply(project, BORIS, DEFERENCE)
    async with coding(project) as scene:
        await scene.press("F")
        few = numbers(scene)
        await scene.press("b", "F")
        every = numbers(scene)

        assert (few, every) == (["2", "5", "6"], ["1", "2", "3", "4", "5", "6"])
        assert stored(project)[0] == (ANNA, "Deference", "Vera")


async def test_turns_that_are_filtered_out_are_not_selected_unseen(project):
    """With the turn between hidden, the selection does not grow over it; over a neighbor it does."""
    apply(project, BORIS, DEFERENCE)
    async with coding(project) as scene:
        await scene.press("F", "shift+down")
        hidden = scene.selected
        await scene.press("down", "shift+down")

        assert (hidden, scene.selected) == (ANNA, f"{CLARA}\n\nANNA: Me neither.")


async def test_a_turn_is_gone_to_by_number(project):
    """G, its number, Enter."""
    async with coding(project) as scene:
        await scene.press("G", "5", "enter")

        assert scene.selected == CLARA


async def test_whose_codings_are_shown(project):
    """Everybody's at first, mine after W."""
    apply(project, BUSINESS, TRADER, coder="Pavel")
    async with coding(project) as scene:
        await scene.press("down")
        everybody = scene.line(0)
        await scene.press("W")

        assert everybody == "a Businessman who trades (Pavel)"
        assert scene.line(0).endswith("no coding here")


@pytest.mark.parametrize(
    ("key", "kind"),
    [("T", TablesScreen), ("H", HistoryScreen), ("question_mark", HelpScreen), ("escape", HomeScreen)],
)
async def test_keys_that_open_screens(project, key, kind):
    """Tables, history, help, and the sources."""
    async with coding(project) as scene:
        await scene.press(key)
        await scene.app.workers.wait_for_complete()
        await scene.pilot.pause()

        assert isinstance(scene.screen, kind)


async def test_from_the_sources_and_back(project):
    """Enter opens a source, Esc leads back to them, and a coding stays."""
    async with coding(project) as scene:
        await scene.press("down", "b", "escape")
        await scene.app.workers.wait_for_complete()
        await scene.pilot.pause()
        assert isinstance(scene.screen, HomeScreen)
        await scene.press("enter")
        await scene.settle()

        assert isinstance(scene.screen, CodingScreen)
        assert [one.quote for one in scene.screen.desk.codings.all()] == [ANNA]


async def test_the_codebook_is_shown_and_sent_away_on_a_narrow_screen(project):
    """C opens it over the text and goes to it; a code is chosen there; Esc sends it away."""
    async with coding(project, size=(80, 24)) as scene:
        await scene.press("down")
        hidden = scene.screen.query_one("#codebook").display
        await scene.press("C", "down", "enter")
        chosen = stored(project)
        await scene.press("escape")

        assert (hidden, chosen) == (False, [(ANNA, LEADERS.name, "Vera")])
        assert scene.screen.query_one("#codebook").display is False


async def test_codebook_and_suggestions_stand_beside_the_text_on_a_wide_screen(project):
    """With the counts of codings."""
    async with coding(project, size=(140, 40)) as scene:
        shown = [scene.screen.query_one(name).display for name in ("#codebook", "#suggestions")]
        await scene.press("S")

        assert (shown, scene.screen.query_one("#suggestions").display) == ([True, True], False)


async def test_the_coder_is_asked_once_at_the_first_act(tmp_path):
    """The name is asked for, the act is done under it, and it is remembered."""
    remembered = {}
    with make_study(tmp_path, coder="") as project:
        async with coding(project, remember=remembered.update) as scene:
            await scene.press("down", "b")
            assert isinstance(scene.screen, CoderPrompt)
            await scene.press(*["backspace"] * 40, *"Olga", "enter")
            await scene.press("down", "b")

            assert stored(project) == [(ANNA, "Deference", "Olga"), (BORIS, "Deference", "Olga")]
            assert remembered == {"coder": "Olga"}


async def test_no_name_no_act(tmp_path):
    """Leaving the question does nothing."""
    with make_study(tmp_path, coder="") as project:
        async with coding(project) as scene:
            await scene.press("down", "b", "escape")

            assert stored(project) == []


async def test_what_another_program_does_is_shown(project):
    """A second connection codes and removes; the screen follows by itself."""
    async with coding(project) as scene:
        with open_project(project.path, coder="Pavel") as other:
            apply(other, BORIS, DEFERENCE, coder="Pavel")
        while not scene.screen.desk.codings.all():
            await asyncio.sleep(0)
        await scene.settle()

        assert shown(scene) == in_file(project)


async def test_acts_of_two_programs_in_turn_are_both_shown(project):
    """An act of one's own right after another's: both are there at once or after the next look."""
    async with coding(project) as scene:
        apply(replace(project, coder="Pavel"), BORIS, DEFERENCE, coder="Pavel")
        await scene.press("down", "t")
        await scene.settle()
        await scene.press("U")
        await scene.settle()

        assert stored(project) == [(BORIS, "Deference", "Pavel")]
        assert shown(scene) == in_file(project)


async def test_a_coding_that_is_gone_meanwhile_is_told(project):
    """Removed by another program under the cursor: one line, and the screen shows what is left."""
    guid = apply(project, BUSINESS, TRADER)
    async with coding(project) as scene:
        await scene.press("down")
        from qualcode.coding.applying import remove_codings

        remove_codings(project.store, [guid], coder="Vera", at=now())
        await scene.press("M", *"late", "escape")
        await scene.settle()

        assert scene.screen.desk.codings.all() == ()


async def test_a_source_that_is_undone_meanwhile_is_told(tmp_path):
    """Its import taken back by another program: one line each time, no key does harm, and Esc leads to the sources."""
    with make_study(tmp_path) as project:
        extra = tmp_path / "fg2.txt"
        extra.write_text(TEXT.replace("Saratov", "Perm"), encoding="utf-8")
        import_readings(project.store, [read_transcript(extra)], coder="Vera", at=AT)
        async with coding(project, source="fg2") as scene:
            undo(project.store, coder="Vera", at=now())
            await told_more_than(scene, 0)
            first = [one.message for one in scene.app._notifications]
            await scene.press("down", "b", "N", "ctrl+e", "escape")
            redo(project.store, coder="Vera", at=now())
            while scene.screen.desk.outdated:
                await asyncio.sleep(0)
            before = len(scene.app._notifications)
            undo(project.store, coder="Vera", at=now())
            await told_more_than(scene, before)
            await scene.press("escape")
            screen = scene.screen

        assert len(first) == 1
        assert first[0].startswith("'fg2.txt' is no longer in the project: its import was undone")
        assert isinstance(screen, HomeScreen)
        assert stored(project) == []


async def told_more_than(scene, number):
    while len(scene.app._notifications) <= number:
        await asyncio.sleep(0)


async def test_text_from_outside_is_harmless(tmp_path):
    """Escape sequences in a transcript are drawn as signs, and markup as it stands."""
    text = "M: So?\n\n[red]X: one \x1b[31mtwo [b]three[/b]\n\nY: four\n\nX: five\n"
    with make_study(tmp_path, text=text) as project:
        async with coding(project) as scene:
            await scene.press("down")
            drawn = "\n".join(scene.drawn())

            assert "\x1b" not in drawn
            assert "[b]three[/b]" in drawn


async def test_commands_and_codes_on_a_russian_keyboard(project):
    """The letters on the same keys do the same."""
    async with coding(project) as scene:
        await scene.press("down", "и", "Г")

        assert (stored(project), scene.line(0)[:7]) == ([], "Undone:")


async def test_the_mouse_selects(project):
    """A click takes the sentence, a second one the word, in the margin the turn."""
    async with coding(project) as scene:
        row = next(y for y, line in enumerate(scene.drawn()) if "ANNA" in line)
        column = scene.drawn()[row].index("agreement")
        await scene.pilot.click("#transcript", offset=(column, row))
        sentence = scene.selected
        await scene.pilot.click("#transcript", offset=(column, row), times=2)
        word = scene.selected
        await scene.pilot.click("#transcript", offset=(2, row))

        assert (sentence, word, scene.selected) == (AGREE, "agreement", ANNA)


async def test_the_mouse_draws_a_selection(project):
    """Pressed on one word and released on another: all words between."""
    async with coding(project) as scene:
        row = next(y for y, line in enumerate(scene.drawn()) if "ANNA" in line)
        first, last = (scene.drawn()[row].index(word) + 1 for word in ("businessman", "agreement"))
        await scene.pilot.mouse_down("#transcript", offset=(first, row))
        await scene.pilot.hover("#transcript", offset=(last, row))
        await scene.pilot.mouse_up("#transcript", offset=(last, row))
        await scene.pilot.pause()

        assert scene.selected == "businessman. You can reach an agreement"


async def test_wide_characters_are_selected_where_they_are_drawn(tmp_path):
    """A click right of wide characters finds the word that is drawn there."""
    text = "M: So?\n\nA: 你好 👩‍👧 word after\n\nB: yes\n\nA: no\n"
    with make_study(tmp_path, text=text) as project:
        async with coding(project) as scene:
            row = next(y for y, line in enumerate(scene.drawn()) if "你好" in line)
            before = scene.drawn()[row].split("你好")[0]
            await scene.pilot.click("#transcript", offset=(len(before) + 4 + 1 + 2 + 1 + 2, row), times=2)

            assert scene.screen.transcript.selection.segment.quote(text, "x") == "word"


async def test_much_text_of_wide_characters_is_coded_and_drawn(tmp_path):
    """Its lines are made in a thread, also for another width; what is selected then is what is stored."""
    text = "\n\n".join(f"{'AB'[n % 2]}: 第{n} {'我們希望和平。' * 12}👩\u200d👧 完了。" for n in range(140))
    with make_study(tmp_path, text=text) as project:
        async with coding(project, size=(80, 24)) as scene:
            await scene.press("end", "left", "b")
            await scene.pilot.resize_terminal(60, 20)
            await scene.settle()

            assert [quote for quote, _, _ in stored(project)] == ["👩\u200d👧 完了。"]
            assert any("👩\u200d👧 完了。" in line for line in scene.drawn())


async def test_a_page_down_shows_the_next_screen(tmp_path):
    """Something further down is selected, and it is in sight."""
    text = "\n\n".join(f"{'AB'[n % 2]}: talk number {n}." for n in range(200))
    with make_study(tmp_path, text=text) as project:
        async with coding(project, size=(80, 24)) as scene:
            await scene.press("pagedown", "pagedown")
            number = int(scene.selected.split()[-1].rstrip("."))

            assert number > 15
            assert any(f"talk number {number}." in line for line in scene.drawn())


async def test_the_selection_stays_in_sight_when_the_window_changes(tmp_path):
    """Narrower, shorter, wider: the selected turn is on the screen."""
    text = "\n\n".join(f"{'AB'[n % 2]}: talk number {n} {'and so on ' * 20}." for n in range(100))
    with make_study(tmp_path, text=text) as project:
        async with coding(project, size=(160, 50)) as scene:
            await scene.press("G", *"60", "enter")
            for size in ((80, 24), (60, 12), (200, 60)):
                await scene.pilot.resize_terminal(*size)
                await scene.settle()
                assert any("talk number 59" in line for line in scene.drawn())


async def test_what_is_shown_is_what_is_stored_after_many_keys(project):
    """Codings, memos, marks and suggestions, done, undone and done again, agree with the file."""
    keys = "down b d 1 U tab plus minus U U R down t asterisk M h i escape delete U home N . W W d 2 R U U tab minus U"
    async with coding(project) as scene:
        for key in keys.split():
            await scene.press(key)
            if isinstance(scene.screen, CodingScreen) and not scene.screen.desk.outdated:
                assert shown(scene) == in_file(project)


async def test_an_unknown_source_is_told(project):
    """The line above says which, and Esc leads to the sources."""
    from qualcode.tui.app import QualcodeApp

    app = QualcodeApp(project, source="nowhere")
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        told = app.screen.query_one("#place").text(0)
        await pilot.press("b", "escape")
        await pilot.pause()

        assert "No source 'nowhere'" in told
        assert isinstance(app.screen, HomeScreen)
        await app.workers.wait_for_complete()


async def test_a_memo_of_before_is_there(project):
    """What was noted in another session is shown and can be changed."""
    guid = apply(project, BUSINESS, TRADER)
    write_memo(project.store, "coding", guid, "first", coder="Vera", at=now())
    async with coding(project) as scene:
        await scene.press("down", "M", *" second", "ctrl+s")

        assert [one.memo for one in project.codings()] == ["first second"]


async def test_keys_typed_faster_than_the_screen_follows_keep_their_order(tmp_path: Path) -> None:
    """A move and a code key that arrive together code the turn that was moved to; the next move comes after."""
    project = make_study(tmp_path)
    app = QualcodeApp(project, source="fg1")
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        for key, character in (("down", None), ("t", "t"), ("down", None), ("t", "t"), ("up", None)):
            app.post_message(events.Key(key, character))
        await pilot.pause()
        await pilot.pause()

    assert [2, 3] == [coding.first_turn for coding in project.codings()]


@pytest.mark.parametrize("keys", ["", "down b", "tab", "down b D", "slash n o t enter"])
@pytest.mark.parametrize("width", [80, 120])
async def test_the_keys_line_is_never_cut(project, keys, width):
    """Whole keys only, with help first and Esc last, whatever is going on."""
    async with coding(project, size=(width, 24)) as scene:
        for key in keys.split():
            await scene.press(key)
            await scene.settle()
        said = scene.line(2)
        drawn = scene.screen.query_one("#below").render_line(2).text

    assert "…" not in drawn
    assert "D" in keys or said.startswith("? keys")
    assert "Esc" in said.rstrip().split("  ")[-1]
