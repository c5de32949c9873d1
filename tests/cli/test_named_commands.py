"""What messages tell people to type can be typed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import typer

import qualcode
from qualcode.cli.main import app

_ROOT = typer.main.get_command(app)
_TYPED = re.compile(r"(?:`|: |See |with |use )qualcode ((?:[a-z][a-z-]+ ?)+)((?:--[a-z-]+)?)")


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the program, with where it stands."""
    for path in sorted(Path(qualcode.__file__).parent.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "qualcode " in text else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.name}:{node.lineno}", node.value


def options(command) -> set[str]:
    """The options of a command; of a group, those of the one that stands in for it."""
    meant = getattr(command, "command_meant", "")
    told = command.commands[meant] if meant else command
    return {name for one in told.params for name in (*one.opts, *one.secondary_opts)}


def wrong(words: list[str], option: str) -> bool:
    """Whether there is no such command, or it has no such option."""
    command = _ROOT
    for place, word in enumerate(words):
        below = getattr(command, "commands", {})
        if word not in below:
            return not place or bool(below and not getattr(command, "command_meant", ""))
        command = below[word]
    return bool(option) and option not in options(command)


def test_every_command_that_a_message_names_is_there():
    """With the option that stands behind it."""
    named = [(where, found) for where, text in texts() for found in _TYPED.finditer(text)]

    assert 50 < len(named)
    assert [] == [(where, found[0]) for where, found in named if wrong(found[1].split(), found[2])]


def test_every_option_that_an_error_names_is_there():
    known = set()
    waiting = [_ROOT]
    while waiting:
        command = waiting.pop()
        known |= {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        waiting += getattr(command, "commands", {}).values()
    errors = Path(qualcode.__file__).parent / "errors"

    named = {found for path in errors.glob("*.py") for found in re.findall(r"--[a-z][a-z-]+", path.read_text("utf-8"))}

    assert 10 < len(named)
    assert set() == named - known
