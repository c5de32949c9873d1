"""The footer: the first commands of a screen on the keys they are on now, and where all of them are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from qualcode.tui.keys.names import UNBOUND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

_KEPT = ("help", "back", "leave")  # actions whose keys are shown on the narrowest screen
_AROUND = 3  # blanks about a key and behind what it does
_PALETTE_EDGE = 1


class KeyFooter(Footer):
    """Textual's footer, which would join commands of one group of the help under a single name.

    It shows whole entries only: where they do not all fit, the last ones are left out, but never help and the way back.
    """

    _laid_for = 0

    def compose(self) -> ComposeResult:
        """Lay out one entry a command."""
        if not self._bindings_ready:
            return
        self._laid_for = self.app.size.width
        entries = list(self._entries())
        room = self._laid_for
        while sum(_cells(entry) for entry in entries) > room:
            droppable = [entry for entry in entries if entry.action not in _KEPT]
            if not droppable:
                break
            palette = [entry for entry in droppable if entry.has_class("-command-palette")]
            entries.remove((palette or droppable)[-1])
        for entry in entries:
            # Bound to the footer, as in Textual, each entry that was ever there would stay.
            entry.set_reactive(FooterKey.compact, self.compact)
            yield entry
        self.styles.grid_size_columns = max(1, len(entries))

    def on_resize(self) -> None:
        """Choose anew what fits."""
        if self._bindings_ready and self._laid_for != self.app.size.width:
            self.call_after_refresh(self.recompose)

    def _entries(self) -> Iterator[FooterKey]:
        seen = set()
        for _, binding, is_enabled, _ in self.screen.active_bindings.values():
            if binding.action == "command_palette" and self.show_command_palette:
                classes = "-command-palette"
            elif binding.show:
                classes = ""
            else:
                continue
            if binding.action in seen or binding.key.startswith(UNBOUND):
                continue
            seen.add(binding.action)
            shown = self.app.get_key_display(binding)
            yield FooterKey(
                binding.key, shown, binding.description, binding.action, disabled=not is_enabled, classes=classes
            )


def _cells(entry: FooterKey) -> int:
    edge = _PALETTE_EDGE if entry.has_class("-command-palette") else 0
    return cell_len(entry.key_display) + cell_len(entry.description) + _AROUND + edge
