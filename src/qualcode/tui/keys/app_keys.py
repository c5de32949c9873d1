"""The commands that are there on every screen; apart from the app, so that keys are known without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.tui.keys.groups import MORE, SEE

if TYPE_CHECKING:
    from textual.binding import BindingType


class AppKeys:
    """What the app binds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Keys", id="app.keys", tooltip="The keys of this screen", group=MORE),
        Binding(
            "f1",
            "help",
            "Keys",
            show=False,
            priority=True,
            id="app.help",
            tooltip="The keys of this screen",
            group=MORE,
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            "Commands",
            show=False,
            priority=True,
            id="app.palette",
            tooltip="Find any command by its name",
            group=MORE,
        ),
        Binding("E", "edit_codebook", "Edit the codebook", id="app.codebook", group=SEE),
        Binding("I", "list_memos", "List of memos", id="app.memos", group=SEE),
        Binding("L", "turn_light", "Light or dark", show=False, id="app.light", group=SEE),
        Binding("f2", "tour", "Take the tour, or end it", show=False, id="app.tour", group=MORE),
        Binding(
            "ctrl+q",
            "quit",
            "Quit",
            show=False,
            priority=True,
            id="app.quit",
            tooltip="Quit; everything is saved already",
            group=MORE,
        ),
    ]
