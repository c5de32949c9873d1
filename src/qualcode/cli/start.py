"""Where the program starts: the terminal UI at once where nothing else can be meant, else the command line.

The command line's library takes a quarter of a second to come up; whoever only wants to code does not wait for it.
"""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.failures import ending_plainly

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTIONS = {"-p": "project", "--project": "project", "--coder": "coder", "-s": "source", "--source": "source"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shown in the terminal UI."""

    project: str | None = None
    coder: str | None = None
    source: str | None = None


def plain_wish(arguments: Sequence[str], surroundings: dict[str, str]) -> Wish | None:
    """Return what is to be shown; None where the command line has to read the arguments.

    Only the program's own options with their values are read here, each once and as separate words.
    """
    told = {
        "project": surroundings.get("QUALCODE_PROJECT") or None,
        "coder": surroundings.get("QUALCODE_CODER") or None,
        "source": None,
    }
    seen = set()
    if len(arguments) % 2 or any(name.endswith("_COMPLETE") for name in surroundings):
        return None
    for option, value in zip(arguments[::2], arguments[1::2], strict=True):
        name = _OPTIONS.get(option)
        if name is None or name in seen or not value or value.startswith("-"):
            return None
        seen.add(name)
        told[name] = value
    return Wish(**told)


def main() -> None:
    """Run the program."""
    wish = plain_wish(sys.argv[1:], dict(os.environ))
    if wish is None:
        from qualcode.cli.main import main as run_command

        run_command()
        return
    gc.disable()  # nothing that is made while starting can be taken away again; the screen says when it goes on

    def opened() -> None:
        from qualcode.cli.screen import open_screen

        open_screen(Path(wish.project) if wish.project else None, coder=wish.coder, source=wish.source)

    ending_plainly(opened)
