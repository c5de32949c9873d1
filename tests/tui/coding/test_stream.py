"""The stream of suggestions under real keys: its orders, what is passed over, ranking anew after a verdict."""

from dataclasses import replace

import pytest

from qualcode.coding.applying import remove_codings
from qualcode.coding.verdicts import reject
from qualcode.exchange.sources import import_readings
from qualcode.project.opening import now
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.coding.stream import CodingStream
from qualcode.tui.suggestions.panel import SuggestionPanel
from tests.tui.coding.test_review import TEXT
from tests.tui.coding_scenes import AGREEMENT, AT, TRADER, apply, coding, make_study
from tests.tui.coding_scenes import TEXT as SMALL


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path, text=TEXT) as made:
        yield made


def scored(scene, *scores):
    """Give the suggestions these scores in order of place, and leave them so."""
    desk = scene.screen.desk
    scene.screen.is_ranked_again = False
    desk.show_suggestions(tuple(replace(one, score=score) for one, score in zip(desk.suggestions, scores, strict=True)))


def at(scene):
    return scene.screen.suggestion.score


SCORES = (0.7, 0.95, 0.4, 0.55, 0.81, 0.3, 0.6)


@pytest.mark.parametrize(
    ("orders", "expected", "said"),
    [
        (0, (0.7, 0.95, 0.4, 0.55), "Suggestions: by place"),
        (1, (0.95, 0.81, 0.7, 0.6), "Suggestions: the surest first"),
        (2, (0.55, 0.4, 0.6, 0.7), "Suggestions: the most doubtful first"),
        (3, (0.7, 0.95, 0.4, 0.55), "Suggestions: by place"),
    ],
)
async def test_the_order_is_chosen_and_tab_follows_it(project, orders, expected, said):
    """Tab passes over; the panel shows the same order and says which it is."""
    async with coding(project, size=(120, 40)) as scene:
        scored(scene, *SCORES)
        await scene.press(*["number_sign"] * orders)
        told = scene.line(0) if orders else said
        seen = []
        for _ in range(4):
            await scene.press("tab")
            seen.append(at(scene))
        subtitle = str(scene.screen.query_one(SuggestionPanel).border_subtitle)

        assert (tuple(seen), told.startswith(said)) == (expected, True)
        assert (said.removeprefix("Suggestions: ") in subtitle) == (orders in (1, 2))


async def test_why_the_next_one_is_suggested_is_said_beside_the_verdict(project):
    """Nobody accepts at 80 columns, where there is no panel, what was not explained; other keys show codings again."""
    async with coding(project, size=(80, 24)) as scene:
        await scene.press("tab")
        first = scene.line(0)
        await scene.press("plus")
        verdict, beside, current = scene.line(0), scene.line(1), scene.screen.suggestion
        expected = f"{round(100 * current.score)}% {scene.screen.desk.path(current.code_guid)} · "[:40]
        await scene.press("down")

        assert first.split("% ")[0].isdigit()
        assert verdict.startswith("Accepted: ")
        assert beside.startswith(expected)
        assert not scene.line(1).startswith(expected)


async def test_where_nothing_is_suggested_it_is_said_what_is_missing(tmp_path):
    """Here the language is not known; it is told once where suggestions were looked for, too."""
    with make_study(tmp_path, text="Moderator: So?\n\nANNA: Hm hm.\n") as project:
        async with coding(project) as scene:
            await scene.press("tab")

            assert scene.line(0).startswith("No suggestion here. Language 'xx' stands for any")
            assert [one.message.split(":")[0] for one in scene.app._notifications] == ["Language 'xx' stands for any"]


async def test_what_was_passed_over_comes_again_at_the_end(project):
    """After everything else was judged; Shift+Tab goes back to what was seen before."""
    async with coding(project) as scene:
        scored(scene, *SCORES)
        await scene.press("number_sign", "tab", "tab", "shift+tab")
        back = at(scene)
        await scene.press("tab", *["minus"] * 6)

        assert back == 0.95
        assert (at(scene), len(scene.screen.desk.suggestions)) == (0.95, 1)
        assert len(project.verdicts()) == 6


async def test_verdicts_follow_the_order(project):
    """The next after a verdict is the next in the order, not in the text."""
    async with coding(project) as scene:
        scored(scene, *SCORES)
        await scene.press("number_sign", "number_sign", "tab", "plus", "minus")

        assert at(scene) == 0.6
        assert [(verdict.kind, verdict.score) for verdict in project.verdicts()] == [("accept", 0.55), ("reject", 0.4)]


async def test_after_a_verdict_the_others_are_ranked_anew(project):
    """What a verdict says of its cue is in their scores and reasons; the current one stays the current one."""
    async with coding(project) as scene:
        await scene.press("tab")
        before = scene.screen.suggestion
        await scene.press("minus")
        current = scene.screen.suggestion
        await scene.settle()
        ranked = {one.segment: one for one in scene.screen.desk.suggestions}
        alike = [one for one in ranked.values() if one.code_guid == TRADER.guid]

        assert before.segment not in ranked
        assert scene.screen.suggestion == ranked[current.segment]
        assert scene.screen.suggestion.segment == current.segment
        assert alike
        assert all("0 of 1 accepted" in one.reason and one.score < before.score for one in alike)


@pytest.mark.parametrize("keys", ["minus U", "plus U", "A enter U"])
async def test_other_acts_are_learned_from_in_a_moment(project, keys, monkeypatch):
    """A verdict that was undone: all scores are as if it had never been."""
    monkeypatch.setattr(CodingStream, "learn_after", 0.01)
    async with coding(project) as scene:
        before = scene.screen.desk.suggestions
        await scene.press("tab", *keys.split())
        while scene.screen._learning is not None:
            await scene.pilot.pause()
        await scene.settle()

        assert scene.screen.desk.suggestions == before


async def test_what_came_late_is_dropped(project):
    """Verdicts quicker than the ranking never bring back what was judged."""
    async with coding(project) as scene:
        await scene.press("tab", *["minus"] * 3, "tab")
        await scene.settle()
        judged = {(one.segment, one.code_guid) for one in project.verdicts()}

        assert len(judged) == 3
        assert judged.isdisjoint((one.segment, one.code_guid) for one in scene.screen.desk.suggestions)


async def test_a_verdict_of_another_program_is_no_trouble(project):
    """The list is what it was until one's own next act."""
    async with coding(project) as scene:
        await scene.press("tab")
        reject(project.store, scene.screen.desk.suggestions[-1], coder="Vera", at=now())
        scene.screen.look()
        await scene.settle()
        await scene.press("plus")
        await scene.settle()

        assert len(scene.screen.desk.suggestions) == 5


async def test_no_reason_quotes_what_somebody_removed_elsewhere(tmp_path):
    """Nor is anything suggested for it: another program, or another screen, took the coding away."""
    with make_study(tmp_path) as project:
        other = tmp_path / "fg2.txt"
        other.write_text(SMALL.replace("Saratov", "Tula"), encoding="utf-8")
        import_readings(project.store, [read_transcript(other)], coder="Vera", at=AT)
        guid = apply(project, "You can reach an agreement with him.", AGREEMENT)
        async with coding(project, source="fg2") as scene:
            reasons = [one.reason for one in scene.screen.desk.suggestions if one.code_guid == AGREEMENT.guid]
            scene.screen.learn_after = 0.01
            remove_codings(project.store, [guid], coder="Vera", at=now())
            scene.screen.look()
            await scene.settle()
            while scene.screen._learning is not None:
                await scene.pilot.pause()
            await scene.settle()

            assert reasons == ["like “You can reach an agreement with him.” (ANNA, fg1.txt)"]
            assert AGREEMENT.guid not in [one.code_guid for one in scene.screen.desk.suggestions]
