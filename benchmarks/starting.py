"""Start-up of the command line, beside the interpreter alone, and beside it with the command line's library."""

import sys
from collections.abc import Iterator

from measuring import Measured, Result, compared, peak_note, program, run


def starting() -> Iterator[Result]:
    """Measure what it takes to be told the version and the help."""
    bare = [sys.executable, "-c", "pass"]
    library = [sys.executable, "-c", "import typer"]
    for option in ("--version", "--help"):
        command = [program(), option]
        run(command)  # writes the compiled modules
        note = peak_note(command)
        yield compared(f"qualcode {option}", _running(command), _running(bare), repetitions=9, note=note)
    command = [program(), "--help"]
    yield compared("qualcode --help, beside `import typer`", _running(command), _running(library), repetitions=9)


def _running(command: list[str]) -> Measured:
    return lambda: run(command)
