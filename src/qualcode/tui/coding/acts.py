"""What a coder does to codings on the coding screen: apply a code or a new one, another code, remove, mark."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.coding.creating import NewCode
from qualcode.model.codebook import Code
from qualcode.model.coding import LIKELY_ORIGIN
from qualcode.model.identity import new_guid
from qualcode.tui.codebook.new_code import name_from, name_warning
from qualcode.tui.coding.acting import CodingActing
from qualcode.tui.coding.likely import CodingLikely
from qualcode.tui.desk.shown_source import RECENT
from qualcode.tui.keys.groups import CODE
from qualcode.tui.keys.keymap import way_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from qualcode.model.coding import Coding, Origin
    from qualcode.model.transcript import Segment
    from qualcode.tui.codebook.creating_picker import Picked
    from qualcode.tui.desk.history import Change


class CodingActs(CodingLikely, CodingActing):
    """The acts on codings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("V", "in_vivo", "New code named after the selected words", id="coding.in-vivo", group=CODE),
        Binding("X", "recode", "Another code for the coding; its memo stays", id="coding.recode", group=CODE),
    ]

    def begin(self) -> None:
        """Go on with the codes this coder used last."""
        super().begin()
        self.recent = self.desk.recent

    def apply(self, code_guid: str) -> None:
        """Code what is selected."""
        segment = self._selected()
        if segment:
            self._code(partial(self.desk.apply, segment, code_guid))

    def _selected(self) -> Segment | None:
        selection = self.transcript.selection
        if selection is None:
            self.tell("There is no talk to code in this source.")
            return None
        return selection.segment

    def _code(self, do: Callable[[], Change]) -> None:
        def coded() -> Change:
            change = do()
            for coding in change.after:
                self.recent = (coding.code_guid, *(guid for guid in self.recent if guid != coding.code_guid))[:RECENT]
            return change

        change = self.act(coded)
        if change and change.is_wider and change.after:
            undo = way_to(self, "coding.undo")
            self.tell_of(change.after[0].code_guid, "New code ", f" · {undo} takes it back")

    def action_pick(self) -> None:
        """Find a code by a few letters, or make one, and apply it."""
        segment = self._selected()
        if segment:
            self._pick("Code", partial(self._apply_picked, segment), likely=self.likely_codes(segment))

    def _pick(self, title: str, then: Callable[[Picked], object], *, likely: tuple[str, ...] = ()) -> None:
        from qualcode.tui.codebook.creating_picker import CreatingPicker

        def picked(code: Picked | None) -> None:
            if code is not None:
                then(code)

        self.app.push_screen(CreatingPicker(self.desk.codebooks, self.recent, title=title, likely=likely), picked)

    def _apply_picked(self, segment: Segment, picked: Picked) -> None:
        code = picked.code
        if isinstance(code, NewCode):
            self._code(partial(self.desk.create_and_apply, segment, code))
        else:
            origin: Origin = LIKELY_ORIGIN if picked.was_likely else "hand"
            self._code(partial(self.desk.apply, segment, code, origin=origin))

    def action_in_vivo(self) -> None:
        """Make a code that is named after the selected words, and apply it to them."""
        segment, turn = self._selected(), self.transcript.turn_in_use()
        if segment:
            end = min(segment.end, turn.end) if turn and turn.start <= segment.start < turn.end else segment.end
            self._ask_name(segment, name_from(self.desk.source.text[segment.start : end]))

    def _ask_name(self, segment: Segment, name: str) -> None:
        from qualcode.tui.asking.line_prompt import LinePrompt

        def named(given: str | None) -> None:
            if given:
                self._ask_theme(segment, given)

        prompt = LinePrompt(
            "New code from the selected words",
            name,
            check=lambda line: Code(guid=new_guid(), name=line),
            remark=partial(name_warning, self.desk.codebooks),
        )
        self.app.push_screen(prompt, named)

    def _ask_theme(self, segment: Segment, name: str) -> None:
        from qualcode.tui.codebook.creating_picker import ThemeChoice

        def placed(new: NewCode | None) -> None:
            if new:
                self._code(partial(self.desk.create_and_apply, segment, new))
            else:
                self._ask_name(segment, name)

        if self.desk.codebooks:
            self.app.push_screen(ThemeChoice(name, self.desk.codebooks, self.recent), placed)
        else:
            placed(NewCode(name=name, codebook_guid=None))

    def action_recode(self) -> None:
        """Give a coding of one's own under the cursor another code, keeping its memo and mark."""
        self.with_coding(self.mine(), "Change the code of which coding?", self._ask_other_code)

    def _ask_other_code(self, coding: Coding) -> None:
        def picked(other: Picked) -> None:
            if other.code == coding.code_guid:
                self.tell_of(coding.code_guid, "It is coded as ", " already.")
            else:
                self._code(partial(self.desk.recode, coding, other.code))

        self._pick(f"Instead of {self.desk.path(coding.code_guid)}", picked)

    def action_repeat(self) -> None:
        """Apply the code that was applied last."""
        if self.recent:
            self.apply(self.recent[0])
        else:
            self.tell("No code was applied yet.")

    def action_remove(self) -> None:
        """Remove a coding of one's own under the cursor."""
        self.with_coding(self.mine(), "Remove which coding?", lambda coding: self.act(lambda: self.desk.remove(coding)))

    def action_choose_for_report(self) -> None:
        """Mark a coding under the cursor as a quote for the report, or take the mark off."""
        self.with_coding(
            self.under_cursor(),
            "Which quote for the report?",
            lambda coding: self.act(lambda: self.desk.select_for_report(coding)),
        )
