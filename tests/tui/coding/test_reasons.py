"""What stands behind suggestions, under real keys: the whole explanation, thresholds, what was missed."""

import pytest

from qualcode.coding.applying import apply_code
from qualcode.errors.values import InvalidValueError
from qualcode.exchange.sources import import_readings
from qualcode.project.opening import now
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.coding.reasons import score_of
from qualcode.tui.suggestions.explanation_screen import ExplanationScreen
from qualcode.tui.suggestions.missed_list import MissedList
from tests.tui.coding.test_review import TEXT
from tests.tui.coding_scenes import AT, DEFERENCE, TRADER, coding, make_study, segment_of


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path, text=TEXT) as made:
        yield made


async def asked(scene, *keys):
    await scene.press(*keys)
    await scene.settle()


def shown(screen):
    return [str(line.render()) for line in screen.query("Static")]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_whole_explanation_is_a_key_away(project, size):
    """Quote, every part, the record; Esc and Enter go back to the suggestion."""
    async with coding(project, size=size) as scene:
        await asked(scene, "tab", "minus")
        await asked(scene, "circumflex_accent")
        assert isinstance(scene.screen, ExplanationScreen)
        lines, title = shown(scene.screen), scene.screen.query_one("VerticalScroll").border_title
        await scene.press("enter")

        assert lines[0] == "“Let the big people decide.”"
        assert title == "Deference"
        assert any("big people" in line for line in lines[1:])
        assert "suggestions of this code: none judged yet" in lines
        assert scene.screen.suggestion.code_guid == DEFERENCE.guid


async def test_without_a_suggestion_no_explanation(project):
    """Which key leads to one is told."""
    async with coding(project) as scene:
        await scene.press("circumflex_accent")

        assert scene.line(0).startswith("No suggestion is selected: Tab")


async def test_a_threshold_is_set_by_key_and_holds_at_once(project):
    """It is stored, undone, and taken off by an empty line."""
    async with coding(project) as scene:
        await scene.press("tab", "dollar_sign", *"95")
        await asked(scene, "enter")
        strict = (project.thresholds(), {one.code_guid for one in scene.screen.desk.suggestions})
        told = scene.line(0)
        await asked(scene, "U")
        undone = project.thresholds()
        await asked(scene, "dollar_sign", *"0.2", "enter")
        loose = project.thresholds()
        await asked(scene, "dollar_sign", "ctrl+u", "enter")

        assert strict[0] == {TRADER.guid: 0.95}
        assert told.startswith("Leaders as dealmakers > Businessman who trades is suggested from 95% on")
        assert (undone, loose, project.thresholds()) == ({}, {TRADER.guid: 0.2}, {})


async def test_what_is_measured_stands_in_the_prompt(project):
    """Why a code is not suggested is said there."""
    async with coding(project) as scene:
        await asked(scene, "tab", "dollar_sign")

        assert scene.screen.query_one("Input").placeholder == (
            "such as 70 %; empty: none yet, 0 of the 20 codings it takes"
        )


async def test_what_is_no_threshold_is_refused_in_the_prompt(project):
    """And nothing is stored."""
    async with coding(project) as scene:
        await scene.press("tab", "dollar_sign", *"high", "enter")
        remark = str(scene.screen.query_one("#remark").render())
        await scene.press("escape")

        assert remark == "Threshold 'high': is not like 70 % or 0.7."
        assert project.thresholds() == {}


@pytest.mark.parametrize(
    ("line", "score"), [("70 %", 0.7), ("0.7", 0.7), ("70", 0.7), ("1", 1.0), ("0,25", 0.25), ("1%", 0.01), ("", None)]
)
def test_scores_are_read_as_people_write_them(line, score):
    """Percents or shares, with a comma too."""
    assert score_of(line) == score


@pytest.mark.parametrize("line", ["-1", "101", "101 %", "x", "nan", "inf"])
def test_other_scores_are_refused(line):
    """Each named."""
    with pytest.raises(InvalidValueError):
        score_of(line)


async def test_missed_passages_are_a_list_and_enter_goes_there(project):
    """Of all sources; turns that are coded so are not in it."""
    source = project.source("fg1").guid
    file = project.path.with_name("fg2.txt")
    file.write_text("BORIS: A businessman too.\n\nCLARA: No.\n", encoding="utf-8")
    import_readings(project.store, [read_transcript(file)], coder="Vera", at=AT)
    apply_code(project.store, source, segment_of(project, "Nothing else."), TRADER.guid, coder="Vera", at=now())
    async with coding(project, size=(80, 24)) as scene:
        await scene.press("tab")
        await asked(scene, "tilde")
        assert isinstance(scene.screen, MissedList)
        listed = scene.screen.query_one("RowList")
        rows = [listed.render_line(y).text.split("  ") for y in range(listed.row_count)]
        title = str(listed.border_title)
        await scene.press("down", "enter")
        here = scene.selected
        await asked(scene, "tilde")
        await scene.press("end", "enter")
        await scene.settle()
        there = scene.screen.desk.source.name, scene.selected

        assert title == "4 turns that look like Businessman who trades and are not coded"
        assert sorted("  ".join(row[1:]).strip() for row in rows) == [
            "fg1.txt  3  BORIS: “A businessman knows.”",
            "fg1.txt  4  CLARA: “The businessman again.”",
            "fg1.txt  5  ANNA: “Businessman he is born.”",
            "fg2.txt  1  BORIS: “A businessman too.”",
        ]
        assert here == "The businessman again."
        assert there == ("fg2.txt", "A businessman too.")


async def test_the_code_is_asked_where_none_is_at_hand(project):
    """And nothing missed is said in words."""
    async with coding(project) as scene:
        await scene.press("tilde", *"reached")
        await asked(scene, "enter")

        assert (
            scene.line(0) == "No turn that is not coded looks like Leaders as dealmakers > An agreement can be reached."
        )
