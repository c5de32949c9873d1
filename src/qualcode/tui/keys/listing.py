"""All commands with their keys, for the command line: as rows, and as a settings table to begin with."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING

from qualcode.tui.keys.app_keys import AppKeys
from qualcode.tui.keys.commands import Command, commands_of, places
from qualcode.tui.keys.keymap import BoundKeys, all_commands, bound_keys
from qualcode.tui.keys.names import ACCEPTED, written_key

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEW = 3  # screens that are named; what is on more of them is said by its kind
_KINDS = {"list": "lists", "question": "questions", "picker": "lists one types letters above", "marks": "lists"}

Row = dict[str, object]


def key_rows(wanted: Mapping[str, object]) -> tuple[list[Row], tuple[str, ...]]:
    """Return every command with its keys when these are wanted, and what of it cannot be, a line each."""
    bound = bound_keys(wanted)
    return [_row(command, bound) for command in all_commands().values()], bound.faults


def _row(command: Command, bound: BoundKeys) -> Row:
    return {
        "id": command.id,
        "keys": ", ".join(map(written_key, bound.of(command))),
        "default_keys": ", ".join(map(written_key, command.keys)),
        "does": command.words,
        "where": _where(command),
    }


def _where(command: Command) -> str:
    if command in commands_of(AppKeys):
        return "everywhere"
    titles = list(dict.fromkeys(place.title for place in places() if command in place.commands()))
    kind = _KINDS.get(command.id.partition(".")[0])
    return kind if kind and len(titles) > _FEW else ", ".join(titles)


def key_template() -> str:
    """Return a `[keys]` table with all commands on the keys they are on by default, each line a comment."""
    how = (
        "Take the # away from a line to put its command on other keys. Several stand with commas between; an empty "
        f"text is none, the command palette finds the command still. Keys are {ACCEPTED}."
    )
    lines = [*wrap(how, 100, initial_indent="# ", subsequent_indent="# "), "", "[keys]"]
    where = ""
    for command in sorted(all_commands().values(), key=lambda one: _where(one) == "everywhere"):
        if _where(command) != where:
            where = _where(command)
            lines += ["", f"# {where}"]
        keys = json.dumps(", ".join(map(written_key, command.keys)), ensure_ascii=False)
        lines.append(f'# "{command.id}" = {keys}  # {command.words}')
    return "\n".join(lines) + "\n"
