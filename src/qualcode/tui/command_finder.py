"""The command palette, which answers keys before its list is laid out."""

from __future__ import annotations

from contextlib import suppress

from textual.command import CommandPalette


class CommandFinder(CommandPalette):
    """Textual's palette; a page key that comes before there are lines to page through does nothing."""

    def _action_command_list(self, action: str) -> None:
        # The list knows no place of its rows until it was drawn once, and says so by a KeyError that ends the program.
        with suppress(KeyError):
            super()._action_command_list(action)
