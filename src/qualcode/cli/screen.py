"""Opening the terminal UI, from whichever command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.settings import read_settings, remember

if TYPE_CHECKING:
    from qualcode.tui.preview.desk import PreviewDesk


def open_screen(
    path: Path | None,
    *,
    coder: str | None = None,
    source: str | None = None,
    in_terminal: bool = True,
    tour: bool = False,
    preview: PreviewDesk | None = None,
) -> None:
    """Open a project, or the only one of this folder, in the terminal UI.

    Args:
        path: the project file, if one was named.
        coder: who is coding; else the name that is remembered.
        source: what is shown at once, by name or GUID.
        in_terminal: False where something else than a terminal shows it.
        tour: begin with the tour, unless this person has seen it.
        preview: transcripts to be looked at first.

    Raises:
        QualcodeError: there is no such project or source.
        SystemExit: there is no terminal, or the screen had to give up.
    """
    from qualcode.project.opening import find_project, open_project

    settings = read_settings()
    with open_project(path or find_project(Path.cwd()), coder=coder or settings.coder) as project:
        if source is not None:
            source = project.source(source).guid
        if in_terminal and not (sys.stdin.isatty() and sys.stdout.isatty()):
            from qualcode.cli.printing import talk

            talk("The terminal UI needs a terminal. In scripts use the commands: qualcode --help")
            raise SystemExit(1)
        from qualcode.tui.app import run

        run(project, source=source, settings=settings, remember=remember, tour=tour, preview=preview)
