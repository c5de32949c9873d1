"""The desk shows what is stored, whoever acts and in whatever order."""

import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from qualcode.coding.applying import apply_code, remove_codings
from qualcode.coding.creating import NewCode
from qualcode.coding.undoing import undo
from qualcode.errors.base import QualcodeError
from qualcode.errors.coding import NothingToUndoError
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.project.opening import now
from qualcode.tui.desk.desk import Desk
from qualcode.tui.desk.open_suggestions import in_place
from qualcode.tui.desk.placed_codings import by_place
from qualcode.tui.desk.shown_source import load, talk_of_participants
from tests.tui.coding_scenes import AGREEMENT, DEFERENCE, FATIGUE, TEXT, THEMES, make_study

CODES = (AGREEMENT, DEFERENCE, FATIGUE)
segments = st.tuples(st.integers(25, 150), st.integers(1, 90)).map(lambda pair: Segment(pair[0], sum(pair)))
codes = st.sampled_from([code.guid for code in CODES])


class DeskMachine(RuleBasedStateMachine):
    """One coder at the desk, another at a second program, and what is in the file."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = make_study(Path(self.folder.name))
        self.source = self.project.source("fg1")
        self.desk = Desk(self.project, self.source, load(self.project, self.source))
        self.found = tuple(
            Suggestion(
                source_guid=self.source.guid, segment=Segment(start, start + 20), quote=TEXT[start : start + 20],
                code_guid=code.guid, score=0.5, reason="cue",
            )
            for start, code in ((30, AGREEMENT), (60, DEFERENCE), (65, FATIGUE), (120, DEFERENCE))
        )  # fmt: skip
        self.desk.show_suggestions(in_place(self.found))

    def teardown(self):
        self.project.close()
        self.folder.cleanup()

    def mine(self):
        return [coding for coding in self.desk.codings.all() if coding.coder == "Vera"]

    @rule(segment=segments, code=codes)
    def apply(self, segment, code):
        self.tried(lambda: self.desk.apply(segment, code))

    @precondition(lambda self: self.mine())
    @rule(data=st.data())
    def remove(self, data):
        self.tried(lambda: self.desk.remove(data.draw(st.sampled_from(self.mine()))))

    @precondition(lambda self: self.mine())
    @rule(data=st.data(), text=st.sampled_from(["", "so", " so ", "because\nof that"]))
    def write_memo(self, data, text):
        self.tried(lambda: self.desk.write_memo(data.draw(st.sampled_from(self.mine())), text))

    @precondition(lambda self: len(self.desk.codings))
    @rule(data=st.data())
    def mark(self, data):
        self.tried(lambda: self.desk.select_for_report(data.draw(st.sampled_from(self.desk.codings.all()))))

    @precondition(lambda self: self.desk.suggestions)
    @rule(data=st.data(), segment=st.none() | segments)
    def accept(self, data, segment):
        self.tried(lambda: self.desk.accept(data.draw(st.sampled_from(self.desk.suggestions)), segment))

    @precondition(lambda self: self.desk.suggestions)
    @rule(data=st.data())
    def reject(self, data):
        self.tried(lambda: self.desk.reject(data.draw(st.sampled_from(self.desk.suggestions))))

    @rule(turn=st.integers(1, 4))
    def bookmark(self, turn):
        self.tried(lambda: self.desk.turn_bookmark(turn))

    @precondition(lambda self: self.desk.suggestions)
    @rule(code=codes)
    def accept_all(self, code):
        self.tried(lambda: self.desk.accept_all(tuple(s for s in self.desk.suggestions if s.code_guid == code)))

    @precondition(lambda self: self.mine())
    @rule(data=st.data(), code=codes)
    def recode(self, data, code):
        self.tried(lambda: self.desk.recode(data.draw(st.sampled_from(self.mine())), code))

    @precondition(lambda self: self.mine())
    @rule(data=st.data(), segment=segments)
    def resize(self, data, segment):
        self.tried(lambda: self.desk.resize(data.draw(st.sampled_from(self.mine())), segment))

    @rule(segment=segments, name=st.sampled_from(["Trust", "Hope", "Fear"]))
    def create_and_apply(self, segment, name):
        self.tried(lambda: self.desk.create_and_apply(segment, NewCode(name=name, codebook_guid=THEMES.guid)))

    @precondition(lambda self: self.mine())
    @rule(data=st.data(), name=st.sampled_from(["Trust", "Hope", "Fear"]))
    def create_and_recode(self, data, name):
        new = NewCode(name=name, codebook_guid=THEMES.guid)
        self.tried(lambda: self.desk.recode(data.draw(st.sampled_from(self.mine())), new))

    @rule(text=st.sampled_from(["", "so", "because"]))
    def write_memo_on_the_source(self, text):
        self.tried(lambda: self.desk.write_memo_on("source", self.source.guid, text))

    @rule()
    def undo(self):
        self.tried(self.desk.undo)

    @rule()
    def redo(self):
        self.tried(self.desk.redo)

    @rule(segment=segments, code=codes)
    def another_applies(self, segment, code):
        other = replace(self.project, coder="Pavel")
        self.tried(lambda: apply_code(other.store, self.source.guid, segment, code, coder="Pavel", at=now()))

    @rule()
    def another_removes_all(self):
        guids = [coding.guid for coding in self.project.codings()]
        if guids:
            remove_codings(self.project.store, guids, coder="Pavel", at=now())

    @rule()
    def oneself_elsewhere_undoes(self):
        self.tried(lambda: undo(self.project.store, coder="Vera", at=now()))

    @rule()
    def look_and_load(self):
        self.desk.look()
        if self.desk.outdated:
            assert self.desk.replace(load(self.project, self.source))

    def tried(self, act):
        with suppress(QualcodeError):
            act()

    @invariant()
    def what_is_shown_is_stored(self):
        self.desk.look()
        if self.desk.outdated:
            return
        by_guid = {coding.guid: coding for coding in self.project.codings()}
        assert {coding.guid: coding for coding in self.desk.codings.all()} == by_guid
        assert self.desk.codings.counts() == Counter(coding.code_guid for coding in by_guid.values())
        assert set(self.desk.suggestions) <= set(self.found)
        assert self.desk.suggestions == in_place(self.desk.suggestions)
        coded = {number for coding in by_guid.values() for number in range(coding.first_turn, coding.last_turn + 1)}
        talk = talk_of_participants(self.source)
        assert self.desk.progress() == (len(coded & talk), len(talk))
        assert self.desk.codebooks == self.project.codebooks()
        memos = {(memo.target_guid, memo.coder): memo.text for memo in self.project.memos(besides_codings=True)}
        assert {(on, by): text for on, each in self.desk.memos.items() for by, text in each.items()} == memos
        assert sorted(self.desk.bookmarks) == list(self.project.bookmarks(self.source.guid))
        by_code = [coding for guid in self.desk.codes for coding in self.desk.codings.of_code(guid)]
        assert sorted(by_code, key=by_place) == list(self.desk.codings.all())


TestDesk = DeskMachine.TestCase
TestDesk.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_an_undone_verdict_opens_the_suggestion_again(tmp_path):
    """Rejected, it is gone; undone, it is back in its place."""
    with make_study(tmp_path) as project:
        source = project.source("fg1")
        desk = Desk(project, source, load(project, source))
        suggestions = tuple(
            Suggestion(
                source_guid=source.guid, segment=Segment(start, start + 5), quote=TEXT[start : start + 5],
                code_guid=DEFERENCE.guid, score=0.5, reason="cue",
            )
            for start in (30, 60, 90)
        )  # fmt: skip
        desk.show_suggestions(suggestions)
        desk.reject(suggestions[1])
        rejected = desk.suggestions
        desk.undo()

        assert (rejected, desk.suggestions) == ((suggestions[0], suggestions[2]), suggestions)


def test_nothing_to_redo_leaves_the_desk_as_it_is(tmp_path):
    """The error is the store's; the desk goes on."""
    with make_study(tmp_path) as project:
        source = project.source("fg1")
        desk = Desk(project, source, load(project, source))
        with pytest.raises(NothingToUndoError, match="redo"):
            desk.redo()

        assert (desk.outdated, desk.codings.all()) == (False, ())


def test_what_is_settled_while_suggestions_are_looked_for_is_not_suggested(tmp_path):
    """Coded by this or another program, or rejected: it does not come up again; what was undone meanwhile does."""
    with make_study(tmp_path) as project:
        source = project.source("fg1")
        desk = Desk(project, source, load(project, source))
        found = tuple(
            Suggestion(
                source_guid=source.guid, segment=Segment(start, start + 5), quote=TEXT[start : start + 5],
                code_guid=DEFERENCE.guid, score=0.5, reason="cue",
            )
            for start in (30, 60, 90, 120, 150)
        )  # fmt: skip
        desk.show_suggestions(found)
        desk.await_suggestions()
        desk.apply(Segment(32, 40), DEFERENCE.guid)
        desk.reject(found[1])
        desk.reject(found[2])
        desk.undo()
        desk.apply(Segment(150, 155), DEFERENCE.guid)
        desk.undo()
        apply_code(project.store, source.guid, Segment(120, 124), DEFERENCE.guid, coder="Vera", at=now())
        desk.replace(load(project, source))
        desk.take_suggestions(found)

        assert desk.suggestions == (found[2], found[4])


@pytest.mark.parametrize(("acts_meanwhile", "left"), [(False, 1), (True, 0)])
def test_codings_that_come_after_the_text_settle_nothing_unless_somebody_acted(tmp_path, acts_meanwhile, left):
    """Who looks for suggestions knows the codings there were; only where an act came since are they gone through."""
    with make_study(tmp_path) as project:
        source = project.source("fg1")
        apply_code(project.store, source.guid, Segment(30, 40), DEFERENCE.guid, coder="Vera", at=now())
        desk = Desk(project, source, load(project, source, without_codings=True))
        desk.await_suggestions()
        if acts_meanwhile:
            apply_code(project.store, source.guid, Segment(60, 70), DEFERENCE.guid, coder="Pavel", at=now())
        desk.replace(load(project, source))
        found = Suggestion(
            source_guid=source.guid, segment=Segment(32, 36), quote=TEXT[32:36], code_guid=DEFERENCE.guid,
            score=0.5, reason="cue",
        )  # fmt: skip
        desk.take_suggestions((found,))

        assert len(desk.suggestions) == left
