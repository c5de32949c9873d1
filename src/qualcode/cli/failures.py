"""Where failures become one line: what a person can mend is told on stderr, with exit code 1."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from qualcode.errors.base import QualcodeError
from qualcode.model.display import harmless_line


def ending_plainly(work: Callable[[], object]) -> None:
    """Do what the program is for; failures a person can mend end as one line on stderr and exit code 1."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started the program
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # open to the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            work()
        finally:
            sys.stdout.flush()  # what cannot be written shows now, not when the interpreter ends
    except QualcodeError as error:
        _say(str(error))
        sys.exit(1)
    except BrokenPipeError:
        _give_up_output()
        sys.exit(1)
    except OSError as error:
        _give_up_output()
        reason = error.strerror or str(error)
        _say(f"{error.filename}: {reason}" if error.filename else f"the answer could not be written: {reason}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _say(why: str) -> None:
    print(f"qualcode: {harmless_line(why)}", file=sys.stderr)  # noqa: T201  # the one place where it ends


def _give_up_output() -> None:
    """Let what is still waiting to be written go nowhere, so that the interpreter does not try again at its end."""
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
