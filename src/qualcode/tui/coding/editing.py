"""Correcting a turn's text on the coding screen, and the way to the codings that a correction left in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.errors.base import QualcodeError
from qualcode.errors.source_texts import TurnChangedError
from qualcode.model.transcript import Segment
from qualcode.tui.asking.refusal import refuse
from qualcode.tui.coding.acting import CodingActing
from qualcode.tui.keys.groups import CODE, SEE
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.transcript.selection import Selection

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.exchange.revision_plans import RevisionReport
    from qualcode.project.snapshots import ReadingPlace


class CodingEditing(CodingActing):
    """The acts on the text itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "edit_turn", "Correct the text of the turn", id="coding.edit-turn", group=CODE),
        Binding("percent_sign", "revised", "Codings that a new text left in doubt", id="coding.revised", group=SEE),
    ]

    _edited: int | None = None  # number of the turn that was edited just now

    def resume(self, place: ReadingPlace | None) -> None:
        """Go on at the turn that was edited, where the new text is shown because of that."""
        super().resume(place)
        if self._edited is not None:
            turn = self.desk.source.turns[self._edited - 1]
            self._edited = None
            self.transcript.selection = Selection(Segment(turn.speech, turn.end), "turn")

    def action_edit_turn(self) -> None:
        """Correct what is said in the turn under the cursor; codings are carried over."""
        from qualcode.tui.coding.turn_editor import TurnEditor

        turn = self.transcript.turn_in_use()
        if turn is None or turn.speech == turn.end:
            self.tell("There is no talk to correct here.")
            return
        before = self.desk.source.text[turn.speech : turn.end]
        label = next(case.label for case in self.desk.source.cases if case.guid == turn.case_guid)

        def edited(talk: str | None) -> None:
            if talk is not None:
                self._edit(turn.number, talk, before)

        self.app.push_screen(TurnEditor(f"Turn {turn.number}, {label}", before), edited)

    def _edit(self, turn: int, talk: str, before: str) -> None:
        def edit() -> RevisionReport | TurnChangedError:
            try:
                return self.desk.edit_turn(turn, talk, seen=before)
            except TurnChangedError as error:
                return error

        def edited(report: RevisionReport | TurnChangedError) -> None:
            if isinstance(report, TurnChangedError):
                refuse(self, report, "warning")
                self._edit_again(report, talk)
                return
            self._edited = turn
            self.notify(_told(report, way_to(self, "coding.revised"), way_to(self, "coding.undo")), markup=False)

        self.act_long("correcting", edit, edited)

    def _edit_again(self, error: TurnChangedError, talk: str) -> None:
        """Show the words that were typed once more, above them those that somebody else made of the turn meanwhile."""
        from qualcode.tui.coding.turn_editor import TurnEditor

        def edited(again: str | None) -> None:
            if again is not None:
                self._edit(error.turn, again, error.now)

        title = f"Turn {error.turn} as somebody else corrected it meanwhile"
        self.app.push_screen(TurnEditor(title, error.now, typed=talk), edited)

    def action_revised(self) -> None:
        """Show the codings that a new text left in doubt, of this source first."""
        from qualcode.tui.coding.revised_screen import RevisedScreen

        try:
            has_some = bool(self.project.doubtful_codings())
        except QualcodeError as error:
            refuse(self, error)
            return
        if not has_some:
            self.tell("No coding waits for review after a correction.")
            return
        self.app.push_screen(RevisedScreen(self.project))


def _told(report: RevisionReport, look: str, undo: str) -> str:
    doubtful = sum(1 for coding in report.codings if coding.note)
    told = f"Corrected, revision {report.number}; {len(report.codings)} codings carried over"
    return f"{told}, {doubtful} of them doubtful: {look} shows them" if doubtful else f"{told} · {undo} takes it back"
