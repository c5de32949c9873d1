"""Asking before a key takes back what brought a whole file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen


def ask_to_undo(screen: Screen[None], summary: str, undo: Callable[[], object]) -> None:
    """Ask whether an act that reaches far is to be undone, and undo it if so."""
    from qualcode.tui.asking.confirmation import Confirmation

    def answered(is_wanted: bool | None) -> None:
        if is_wanted:
            undo()

    text = f"Your last act is:\n\n{summary}\n\nAll that it did is taken back. Redo does it again."
    screen.app.push_screen(Confirmation("Take back all of it?", text, "takes it back"), answered)
