"""What a screen offers, from its bindings: as rows of help, and as entries of the command palette."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from textual.actions import parse

from qualcode.tui.keys.commands import commands_of, hints_of, in_order, place_of
from qualcode.tui.keys.keymap import keys_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.dom import DOMNode
    from textual.screen import Screen

    from qualcode.tui.help_screen import Sections
    from qualcode.tui.keys.commands import Command

Run = Callable[[], Awaitable[None]]


def help_sections(screen: Screen[Any]) -> Sections:
    """Return the keys of a screen as they are bound now, by group; commands without a key are left to the palette."""
    place, bound = place_of(screen), keys_on(screen.app)
    rows: dict[Any, list[tuple[str, str]]] = {}
    for group, keys, what in (hint for node in (place.screen, *place.parts) for hint in hints_of(node)):
        rows.setdefault(group, []).append((keys, what))
    near = (*commands_of(place.screen), *(command for part in place.parts for command in commands_of(part)))
    taken = {key for command in near for key in bound.of(command)}
    seen: set[str] = set()
    for command in place.commands():
        keys = bound.shown(command) if command in near or taken.isdisjoint(bound.of(command)) else ""
        if keys and command.id not in seen and _is_offered(screen, screen.app, command):
            seen.add(command.id)
            _add(rows.setdefault(command.group, []), keys, command.words)
    return [(group.description, rows[group]) for group in sorted(rows, key=in_order)]


def _add(rows: list[tuple[str, str]], keys: str, words: str) -> None:
    """Add a row, or its keys to the one that says the same."""
    for place, (before, what) in enumerate(rows):
        if what == words:
            rows[place] = (f"{before} {keys}", what)
            return
    rows.append((keys, words))


def offers(screen: Screen[Any]) -> dict[str, tuple[str, Run]]:
    """Return what can be done on a screen now, by its words: the keys it is on, and what does it."""
    bound = keys_on(screen.app)
    found: dict[str, tuple[str, Run]] = {}
    for node, command in _now(screen):
        keys = bound.shown(command)
        before = found.get(command.words)
        if before:
            found[command.words] = (f"{before[0]} {keys}".strip(), before[1])
        else:
            found[command.words] = (keys, _run(node, command.action))
    return found


def _now(screen: Screen[Any]) -> Iterator[tuple[DOMNode, Command]]:
    """Yield the commands that can be given now and what they are given to."""
    place = place_of(screen)
    parts = (widget for part in place.parts for widget in screen.query(part) if type(widget) is part)
    nodes: list[DOMNode] = [*(widget for widget in parts if widget.display), screen, screen.app]
    here = place.commands()
    for node in nodes:
        for command in commands_of(type(node)):
            if command in here and _is_offered(screen, node, command):
                yield node, command


def _is_offered(screen: Screen[Any], node: DOMNode, command: Command) -> bool:
    destination, name, parameters = parse(command.action)
    asked: DOMNode = node.app if destination == "app" else node.screen if destination == "screen" else node
    return name != getattr(screen, "OPENED_BY", None) and bool(asked.check_action(name, parameters))


def _run(node: DOMNode, action: str) -> Run:
    async def run() -> None:
        await node.app.run_action(action, node)

    return run
