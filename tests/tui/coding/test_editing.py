"""Correcting text on the coding screen, and what others' corrections do to it."""

import pytest
from textual.widgets import Input, Static, TextArea

from qualcode.coding.applying import apply_code
from qualcode.errors.source_texts import TextChangedError
from qualcode.exchange.new_texts import text_of_edit
from qualcode.exchange.revisions import revise
from qualcode.tui.coding.revised_screen import RevisedScreen
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.coding.turn_editor import TurnEditor
from tests.tui.coding_scenes import AT, DEFERENCE, FATIGUE, TEXT, TRADER, coding, make_study, segment_of, stored

NEWS = "CLARA: I do not follow the news. Not at all."


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path) as made:
        apply_code(made.store, made.source("fg1").guid, segment_of(made, "Let the big people decide"), DEFERENCE.guid,
                   coder="Vera", at=AT)  # fmt: skip
        apply_code(made.store, made.source("fg1").guid, segment_of(made, "I do not follow the news"), FATIGUE.guid,
                   coder="Vera", at=AT)  # fmt: skip
        yield made


def corrected(project, turn, talk, coder="Boris"):
    guid = project.source("fg1").guid
    return revise(project.store, guid, text_of_edit(turn, talk), coder=coder, at=AT)


async def test_a_turn_is_corrected_and_its_codings_go_along(project):
    """Ctrl+E, type, Ctrl+S: the new text is shown at that turn, and undo brings the old one back."""
    async with coding(project) as scene:
        await scene.press("down", "down", "ctrl+e")
        area = scene.screen.query_one(TextArea)
        assert "Let the big people decide 🙂. We are small." == area.text
        area.text = "Well, let the big people decide 🙂. We are so small."
        await scene.press("ctrl+s")
        await scene.settle()

        assert "Well, let the big people decide 🙂. We are so small." == scene.selected
        assert TEXT.replace("Let the big", "Well, let the big").replace("are small", "are so small") == (
            project.source("fg1").text
        )
        assert [("let the big people decide", "Deference", "Vera"), stored(project)[1]] == stored(project)

        await scene.press("U")
        await scene.settle()

        assert (TEXT, TEXT) == (project.source("fg1").text, scene.screen.desk.source.text)
        assert ("Let the big people decide", "Deference", "Vera") == stored(project)[0]


async def test_another_turn_that_was_corrected_meanwhile_keeps_its_correction(project):
    """Two people correct one text at once: neither loses a word."""
    async with coding(project) as scene:
        await scene.press("down", "down", "ctrl+e")
        corrected(project, 1, "Who wants to begin?")
        scene.screen.query_one(TextArea).text = "Let the great people decide."
        await scene.press("ctrl+s")
        await scene.settle()

        text = project.source("fg1").text
        assert ("Who wants to begin?" in text, "Let the great people decide." in text) == (True, True)


async def test_a_turn_that_was_corrected_meanwhile_is_shown_beside_the_words_typed(project):
    """Nothing is dropped without a word: both stand there, and what is kept then counts."""
    async with coding(project) as scene:
        await scene.press("down", "down", "ctrl+e")
        corrected(project, 3, "Let the big people decide. We are tiny.")
        scene.screen.query_one(TextArea).text = "Let the great people decide."
        await scene.press("ctrl+s")
        await scene.settle()

        assert isinstance(scene.screen, TurnEditor)
        assert "Let the great people decide." == scene.screen.query_one(TextArea).text
        assert "Let the big people decide. We are tiny." in str(scene.screen.query_one(Static).render())
        assert "We are tiny." in project.source("fg1").text

        scene.screen.query_one(TextArea).text = "Let the great people decide. We are tiny."
        await scene.press("ctrl+s")
        await scene.settle()

        assert "BORIS: Let the great people decide. We are tiny." in project.source("fg1").text


async def test_leaving_the_editor_changes_nothing(project):
    async with coding(project) as scene:
        before = project.last_act()
        await scene.press("down", "down", "ctrl+e")
        scene.screen.query_one(TextArea).text = "Nothing of this."
        await scene.press("escape")
        await scene.settle()

        assert (before, TEXT) == (project.last_act(), project.source("fg1").text)


async def test_a_text_that_another_program_corrected_is_shown(project):
    """What is coded then lies on the words that are seen."""
    async with coding(project) as scene:
        corrected(project, 1, "What do you all think of these talks? Who wants to begin?")
        scene.screen.look()
        await scene.settle()

        assert any("these talks" in line for line in scene.drawn())
        await scene.press("down", "d", "1")
        said = "Trump is a businessman. You can reach an agreement with him. Why not?"
        assert (said, TRADER.name, "Vera") in stored(project)


async def test_nothing_is_coded_on_words_that_moved_meanwhile(project):
    """A key that comes before the screen knows of the new text is refused."""
    async with coding(project) as scene:
        await scene.press("down", "down")
        desk = scene.screen.desk
        segment = segment_of(project, "We are small")
        corrected(project, 1, "Begin.")

        with pytest.raises(TextChangedError):
            desk.apply(segment, TRADER.guid)
        with pytest.raises(TextChangedError):
            desk.edit_turn(
                1, "Who begins?", seen=desk.source.text[desk.source.turns[0].speech : desk.source.turns[0].end]
            )
        assert 2 == len(stored(project))


async def test_doubtful_codings_are_settled_by_key(project):
    """One is confirmed, one put elsewhere, one removed; undo puts the last one back."""
    apply_code(project.store, project.source("fg1").guid, segment_of(project, "Me neither"), FATIGUE.guid,
               coder="Vera", at=AT)  # fmt: skip
    corrected(project, 3, "Let the great people decide 🙂. We are small.")
    corrected(project, 5, "Nothing on any channel. Not at all.")
    corrected(project, 6, "Same here.")
    async with coding(project) as scene:
        await scene.press("percent_sign")
        await scene.app.workers.wait_for_complete()
        await scene.pilot.pause()
        assert isinstance(scene.screen, RevisedScreen)
        assert ["changed", "lost", "lost"] == [one.outcome for one in scene.screen._doubts]

        await scene.press("enter")
        await scene.app.workers.wait_for_complete()
        await scene.press("P")
        scene.screen.query_one(Input).value = "Nothing on any channel"
        await scene.press("enter")
        await scene.app.workers.wait_for_complete()
        await scene.pilot.pause()
        await scene.press("delete")
        await scene.app.workers.wait_for_complete()

        assert () == project.doubtful_codings()
        words = ["Let the great people decide", "Nothing on any channel"]
        assert words == [quote for quote, _, _ in stored(project)]
        await scene.press("U")
        await scene.app.workers.wait_for_complete()
        assert ["Me neither"] == [one.before for one in project.doubtful_codings()]
        await scene.press("R")
        await scene.app.workers.wait_for_complete()
        assert () == project.doubtful_codings()
        await scene.press("escape")
        assert isinstance(scene.screen, CodingScreen)


async def test_a_source_without_talk_has_nothing_to_correct(project):
    async with coding(project) as scene:
        await scene.press("home")
        assert not isinstance(scene.screen, TurnEditor)
