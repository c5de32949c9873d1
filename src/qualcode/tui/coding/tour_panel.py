"""The tour's card at the foot of the coding screen: it says what to do, and goes on when that was done.

It never has the focus and takes no key: all keys do what they always do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.tui.coding.tour import END, STEPS, Start, start_of, with_keys
from qualcode.tui.keys.keymap import way_to

if TYPE_CHECKING:
    from qualcode.tui.coding.board import CodingBoard

_LOOK_EVERY = 0.1  # seconds


class TourPanel(Static):
    """Five cards, one after another, and a last word.

    Attributes:
        step: which card is shown, from 0; as many as there are steps for the last word.
    """

    DEFAULT_CSS = """
    TourPanel {
        dock: bottom; height: auto; padding: 0 1;
        border: round $accent; border-title-style: bold; border-title-color: $foreground;
        border-subtitle-color: $foreground; background: $surface; color: $foreground;
    }
    """

    class Done(Message):
        """The tour was taken to its end, or sent away."""

    def __init__(self, screen: CodingBoard) -> None:
        super().__init__()
        self._on = screen
        self._start: Start | None = None
        self.step = 0

    def on_mount(self) -> None:
        """Show the first card, and look from then on what is done."""
        self._show()
        self.set_interval(_LOOK_EVERY, self.look)

    def look(self) -> None:
        """Go on to the next card if what this one asks was done."""
        if not self._on.is_open or self.step == len(STEPS):
            return
        if self._start is None:
            self._start = start_of(self._on)
        elif STEPS[self.step].is_done(self._on, self._start):
            self.step += 1
            self._start = start_of(self._on)
            self._show()
            if self.step == len(STEPS):
                self.post_message(self.Done())

    def _show(self) -> None:
        is_end = self.step == len(STEPS)
        card = None if is_end else STEPS[self.step]
        self.border_title = f"Tour: {card.title} ({self.step + 1} of {len(STEPS)})" if card else "Tour: done"
        self.border_subtitle = f"{self._key('app.tour')} {'closes this' if is_end else 'ends the tour'}"
        pieces = with_keys(card.text if card else END, self._key)
        self.update(Content.assemble(*((text, "bold reverse" if is_key else "") for text, is_key in pieces)))

    def _key(self, name: str) -> str:
        return way_to(self._on, name)
