"""How the coding screen looks: whose codings are shown, of which theme, and how wide the lines are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message

from qualcode.tui.codebook.code_picker import CodePicker
from qualcode.tui.coding.board import CodingBoard
from qualcode.tui.coding.status import whose_codings
from qualcode.tui.keys.groups import SEE

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.tui.desk.history import Change

LINE_WIDTHS = (60, 84, 110, 0)
"""Cells of a line of the transcript at most, in the order of the key; 0 for as wide as the screen."""


class ThemeChoice(CodePicker):
    """Ask for a theme or code of which alone the codings are to be shown."""

    LATELY = "under the cursor"


class CodingLooks(CodingBoard):
    """What of the codings is in sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("O", "only_theme", "Only one theme or code, or all", id="coding.only-theme", group=SEE),
        Binding("W", "whose", "Whose codings: everybody's, mine, another's", id="coding.whose", group=SEE),
        Binding(
            "vertical_line", "widen", "Wider lines; after the widest, narrow ones", id="coding.line-width", group=SEE
        ),
    ]

    class LineWidthChosen(Message):
        """Lines were given another width."""

        def __init__(self, width: int) -> None:
            super().__init__()
            self.width = width

    def action_only_theme(self) -> None:
        """Ask for a theme or code and show only its codings and those of codes below it; again: all."""
        if self.desk.theme is not None:
            self._show_codings(self.desk.codings.whose, None)
            return

        def chosen(code_guid: str | None) -> None:
            if code_guid:
                self._show_codings(self.desk.codings.whose, code_guid)

        here = tuple(dict.fromkeys(coding.code_guid for coding in self.under_cursor()))
        title = "Show only which theme or code?"
        self.app.push_screen(ThemeChoice(self.desk.codebooks, here, title=title, with_all=True), chosen)

    def action_whose(self) -> None:
        """Show everybody's codings, one's own, those of each other coder, and again everybody's."""
        me = [self.project.coder] if self.project.coder else []
        round_of = [None, *me, *(coder for coder in self.desk.codings.coders() if coder not in me)]
        shown = self.desk.codings.whose
        place = round_of.index(shown) + 1 if shown in round_of else 0
        self._show_codings(round_of[place % len(round_of)], self.desk.theme)

    def _show_codings(self, whose: str | None, theme: str | None) -> None:
        self.desk.show(whose, theme)
        if self.only_uncoded:
            uncoded = self.desk.uncoded()
            self.only_uncoded = bool(uncoded)
            self.transcript.show(self.desk, uncoded or self.desk.source.turns)
            if not uncoded:
                self.tell("All turns are shown: of these codings, every turn of a participant has one.")
        self.transcript.refresh_codings()
        self.show_all()

    def show_change(self, change: Change) -> None:
        """Draw what an act changed, and say where it is out of sight."""
        super().show_change(change)
        if any(not self.desk.codings.is_shown(coding) for coding in change.after):
            of_what = f" of {self.desk.name(self.desk.theme)} (O: all)" if self.desk.theme else ""
            self.tell(f"Done, but out of sight: only {whose_codings(self.desk)}{of_what} are shown.")

    def action_widen(self) -> None:
        """Give the lines of the transcript the next width, after the widest the narrowest; it is remembered."""
        now = self.transcript.line_width
        wider = next((width for width in LINE_WIDTHS if now and (width > now or not width)), LINE_WIDTHS[0])
        self.transcript.widen(wider)
        self.post_message(self.LineWidthChosen(wider))
        up_to = f"up to {wider} characters" if wider else "as wide as the screen"
        room = self.transcript.room_for_text
        self.tell(f"Lines {up_to}" + (f"; there is room for {room}" if wider > room else ""))
