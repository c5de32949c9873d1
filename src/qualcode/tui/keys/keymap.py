"""The keys commands are on: by default, or as a person wants them in the settings' `[keys]`.

What cannot be is left out and told in one line each. Where two commands of a screen would have one key, what the person
wanted goes before what is so by default, and of two wants the first; the other one keeps its remaining keys, and the
command palette finds it always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.model.lookup import near_names
from qualcode.tui.keys.app_keys import AppKeys
from qualcode.tui.keys.code_keys import is_key_start
from qualcode.tui.keys.commands import Command, commands_of, named_commands, places
from qualcode.tui.keys.names import ACCEPTED, UNBOUND, KeyNameError, read_keys, shown_key, typed_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import App
    from textual.screen import Screen

    from qualcode.tui.keys.commands import Place

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoundKeys:
    """Which keys commands are on now.

    Attributes:
        changed: the keys of the commands that are not on their own ones, by their ids.
        faults: what the settings want and cannot have, a line each.
    """

    changed: Mapping[str, Keys] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def of(self, command: Command) -> Keys:
        """Return the keys a command is on."""
        return self.changed.get(command.id, command.keys)

    def shown(self, command: Command) -> str:
        """Return the keys a command is on as they are shown, or an empty text where it is on none."""
        return " ".join(shown_key(key) for key in _told(self.of(command)))

    def keymap(self) -> dict[str, str]:
        """Return the keys as Textual wants them; a command without any gets one that nobody can press."""
        return {name: ",".join(keys) or UNBOUND + name for name, keys in self.changed.items()}


def _told(keys: Keys) -> Keys:
    """Return the keys without F13 to F24 where these are another name that terminals have for Shift+F1 to Shift+F12."""
    also = {f"f{number + 12}" for number in range(1, 13) if f"shift+f{number}" in keys}
    return tuple(key for key in keys if key not in also)


def all_commands() -> dict[str, Command]:
    """Return every command by its id."""
    return {command.id: command for place in places() for command in place.commands()}


def key_of(screen: Screen[Any], name: str) -> str:
    """Return the first key of a screen's or the app's command as it is shown, or an empty text where it is on none."""
    command = _named(screen, name)
    keys = keys_on(screen.app).of(command)
    return shown_key(keys[0]) if keys else ""


def way_to(screen: Screen[Any], name: str) -> str:
    """Return the first key of a command as it is shown or, where it is on none, how it is found in the palette."""
    words = _named(screen, name).words
    return key_of(screen, name) or f"{key_of(screen, 'app.palette') or 'the palette'} “{words}”"


def _named(screen: Screen[Any], name: str) -> Command:
    return named_commands((type(screen), AppKeys))[name]


def keys_on(app: App[Any]) -> BoundKeys:
    """Return the keys that commands are on in an app; in one that knows of none, those by default."""
    bound = getattr(app, "bound", None)
    return bound if isinstance(bound, BoundKeys) else BoundKeys()


def bound_keys(wanted: Mapping[str, object]) -> BoundKeys:
    """Return the keys all commands are on when a person wants these, by commands' ids."""
    if not wanted:
        return BoundKeys()
    commands = all_commands()
    faults: list[str] = []
    given: dict[str, Keys] = {}
    for name, written in wanted.items():
        try:
            given[name] = _taken(name, written, commands)
        except KeyNameError as error:
            faults.append(f"Settings, [keys]: {error}")
    current = {name: given.get(name, command.keys) for name, command in commands.items()}
    # A key two commands have on several screens is told of once.
    clashes = dict.fromkeys(clash for place in places() for clash in _settled(place, current, list(given)))
    faults += [f"Settings, [keys]: {clash}" for clash in clashes]
    changed = {name: keys for name, keys in current.items() if keys != commands[name].keys}
    return BoundKeys(changed, tuple(faults))


def _taken(name: str, written: object, commands: Mapping[str, Command]) -> Keys:
    """Return the keys that are wanted for a command.

    Raises:
        KeyNameError: there is no such command, or it cannot be on one of them.
    """
    if name not in commands:
        near = near_names(name, commands)
        hint = f"; did you mean {near[0]!r}?" if near else "."
        raise KeyNameError(f"there is no command {name!r}{hint} `qualcode keys` lists all of them.")
    command = commands[name]
    stays = f"It stays on {_listed(command.keys)}."
    try:
        keys = read_keys(written)
    except KeyNameError as error:
        raise KeyNameError(f"{name!r}: {error}. Keys are {ACCEPTED}. {stays}") from error
    for key in keys:
        if key not in command.keys and (reason := _reason_against(key, command)):
            raise KeyNameError(f"{name!r}: {shown_key(key)} {reason}. {stays}")
    return keys


def _reason_against(key: str, command: Command) -> str:
    typed = typed_by(key)
    if not typed:
        return ""
    for place in places():
        of_screen = command in commands_of(place.screen)
        if command.is_priority or (place.is_written_in and of_screen):
            return "is typed into texts; take one with Ctrl, or F1 to F12"
        if place.letters and is_key_start(typed) and command in place.commands():
            return place.letters
    return ""


def _settled(place: Place, current: dict[str, Keys], wanted: list[str]) -> list[str]:
    """Take keys that two commands of a screen have from one of them; return what was done, a line each."""
    told = []
    for chain in place.chains():
        for key, claims in _claims(chain, current).items():
            # A key somebody leaves a command on, beside others, is not a key they want for it anew.
            anew = [claim for claim in claims if claim[1].id in wanted and key not in claim[1].keys]
            if not anew:
                continue
            first_asked, winner = min(anew, key=lambda claim: wanted.index(claim[1].id))
            for asked, command in claims:
                if command.id == winner.id:
                    continue
                # What is asked after the winner does not hear of the key; what is asked before it has to let it go.
                left = tuple(other for other in current[command.id] if other != key)
                if asked <= first_asked:
                    current[command.id] = left
                told.append(_clash(place, key, winner, command, left))
    return told


def _claims(chain: list[tuple[Command, ...]], current: Mapping[str, Keys]) -> dict[str, list[tuple[int, Command]]]:
    """Return the commands on each key, with how early they are asked; those on a key alone are left out."""
    claims: dict[str, list[tuple[int, Command]]] = {}
    for distance, commands in enumerate(chain):
        for command in commands:
            asked = distance - len(chain) if command.is_priority else distance
            for key in current[command.id]:
                claims.setdefault(key, []).append((asked, command))
    return {key: found for key, found in claims.items() if len(found) > 1}


def _clash(place: Place, key: str, winner: Command, loser: Command, left: Keys) -> str:
    rest = f"is on {_listed(left)}" if left else "is in the command palette"
    return (
        f"on {place.title}, {shown_key(key)} is wanted by {winner.id!r} ({winner.words}) and {loser.id!r} "
        f"({loser.words}). The first one has it; the other {rest}."
    )


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(shown_key(key) for key in keys) or "no key"
