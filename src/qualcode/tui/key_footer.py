"""The footer: the first commands of a screen on the keys they are on now, and where all of them are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from qualcode.tui.key_names import UNBOUND

if TYPE_CHECKING:
    from textual.app import ComposeResult


class KeyFooter(Footer):
    """Textual's footer, which would join commands of one group of the help under a single name."""

    def compose(self) -> ComposeResult:
        """Lay out one entry a command."""
        if not self._bindings_ready:
            return
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
        self.styles.grid_size_columns = len(seen)
