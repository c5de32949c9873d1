"""Suggestions on the moderator's turns: asked for by a key, said in the panel's title, until the program ends."""

import pytest

from qualcode.exchange.sources import import_readings
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.suggestions.panel import SuggestionPanel
from tests.tui.coding_scenes import AT, DEFERENCE, FATIGUE, TEXT, TRADER, coding, make_study

QUESTION = "Do you follow the news?"
ASKED = TEXT.replace("And you, Clara?", f"And you, Clara? {QUESTION}")


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path, text=ASKED) as made:
        yield made


def suggested(scene):
    return [one.code_guid for one in scene.screen.desk.suggestions]


def title(scene):
    return str(scene.screen.query_one(SuggestionPanel).border_title)


def quotes(scene):
    return [one.quote for one in scene.screen.desk.suggestions]


PARTICIPANTS = [TRADER.guid, DEFERENCE.guid, FATIGUE.guid]
ALL = [TRADER.guid, DEFERENCE.guid, FATIGUE.guid, FATIGUE.guid]


async def test_the_moderator_has_suggestions_while_they_are_asked_for(project):
    """And none before and afterwards, that which was looked at included."""
    async with coding(project, size=(120, 40)) as scene:
        seen = [(suggested(scene), title(scene))]
        await scene.press("f4")
        told = scene.line(0)
        await scene.settle()
        seen.append((suggested(scene), title(scene)))
        await scene.press("tab", "tab", "tab")
        quote = scene.screen.suggestion.quote
        await scene.press("f4")
        await scene.settle()
        seen.append((suggested(scene), title(scene)))

        assert seen == [
            (PARTICIPANTS, "Suggestions"),
            (ALL, "Suggestions · moderator too"),
            (PARTICIPANTS, "Suggestions"),
        ]
        assert quote == QUESTION
        assert told == "Suggestions on the moderator's turns too, in this session · F4 ends that"
        assert scene.screen.suggestion is None


async def test_a_narrow_screen_tells_that_they_are_asked_for(project):
    """At the keys, from the first word to the last; where a suggestion is judged, its keys are more of use."""
    async with coding(project, size=(80, 24)) as scene:
        seen = [scene.line(2)]
        for keys in (["f4"], ["down"], ["tab"], ["end"], ["f4"], ["down"]):
            await scene.press(*keys)
            await scene.settle()
            seen.append(scene.line(2))

    assert ["F4 moderator off" in line for line in seen] == [False, True, True, False, True, False, False]
    assert all("Esc sources" in line for line in seen)
    assert "Tab suggestion" in seen[1]


async def test_missed_turns_are_the_moderators_too(project):
    """While suggestions on them are asked for."""
    async with coding(project, size=(80, 24)) as scene:
        seen = []
        for keys in ([], ["f4"], ["f4"]):
            await scene.press(*keys)
            await scene.settle()
            await scene.press("tilde", *"tired", "enter")
            await scene.settle()
            listed = scene.screen.query_one(RowList)
            rows = [listed.render_line(y).text for y in range(listed.row_count)]
            seen.append(sorted(name for row in rows for name in ("CLARA", "Moderator") if f"{name}: “" in row))
            await scene.press("escape")

    assert seen == [["CLARA"], ["CLARA", "Moderator"], ["CLARA"]]


async def test_they_stay_after_a_verdict_and_in_the_next_source(project, tmp_path):
    """What was asked for holds for all that is ranked again, and for every source."""
    other = tmp_path / "fg2.txt"
    other.write_text(ASKED.replace("Saratov", "Tula"), encoding="utf-8")
    import_readings(project.store, [read_transcript(other)], coder="Vera", at=AT)
    async with coding(project) as scene:
        await scene.press("f4")
        await scene.settle()
        await scene.press("home", "tab", "plus")
        await scene.settle()
        ranked = quotes(scene)
        scene.screen._learn()
        await scene.settle()
        learned = quotes(scene)
        await scene.press("escape")
        scene.app.show_source("fg2")
        await scene.settle()

        assert [one.quote for one in project.codings()] == ["Trump is a businessman."]
        assert [QUESTION in found for found in (ranked, learned, quotes(scene))] == [True, True, True]
        assert scene.screen.desk.source.name == "fg2.txt"
