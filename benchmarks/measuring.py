"""How everything here is measured: ours and its floor in turns, in one run, so that a busy machine slows both."""

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

Measured = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of the table.

    Attributes:
        ours: seconds, the median of all repetitions.
        floor: seconds of the bare parts, likewise; None where a figure is given for information only.
        ratio: the median of ours / floor over the pairs.
        goal: the ratio that is not to be passed, or None.
        note: anything else, such as peak memory.
    """

    name: str
    ours: float
    floor: float | None = None
    ratio: float | None = None
    goal: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Tell whether the goal is reached; yes where there is none."""
        return self.goal is None or self.ratio is None or self.ratio <= self.goal


def compared(
    name: str, ours: Measured, floor: Measured, *, repetitions: int = 3, goal: float | None = None, note: str = ""
) -> Result:
    """Run both in turns and return what came of it; each returns its own seconds, so that preparing does not count."""
    pairs = []
    for _ in range(repetitions):
        gc.collect()
        first = ours()
        gc.collect()
        pairs.append((first, floor()))
    return Result(
        name=name,
        ours=statistics.median(first for first, _ in pairs),
        floor=statistics.median(second for _, second in pairs),
        ratio=statistics.median(first / second for first, second in pairs),
        goal=goal,
        note=note,
    )


class Stopwatch:
    """Seconds of a `with` block."""

    seconds = 0.0


@contextmanager
def timed() -> Iterator[Stopwatch]:
    """Measure a `with` block."""
    watch = Stopwatch()
    start = time.perf_counter()
    yield watch
    watch.seconds = time.perf_counter() - start


def program() -> str:
    """Return the path of the installed `qualcode` command that belongs to this Python."""
    return str(Path(sys.executable).with_name("qualcode"))


def run(command: Sequence[str | Path], *, project: Path | None = None) -> float:
    """Run a command to its end and return the seconds it took.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    status = subprocess.run(
        [str(part) for part in command],
        env=_surroundings(project),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    ).returncode
    seconds = time.perf_counter() - start
    if status != 0:
        raise RuntimeError(f"{' '.join(map(str, command[:3]))} … ended with {status}")
    return seconds


# A process starts with the peak of the one that made it, so that a small one has to stand between.
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdin=-3, stdout=-3, stderr=-3)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_note(command: Sequence[str | Path], *, project: Path | None = None) -> str:
    """Run a command to its end and return its peak memory in words."""
    told = subprocess.run(
        [sys.executable, "-c", _PEAK, *(str(part) for part in command)],
        env=_surroundings(project),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    return f"peak {int(told) * (1 if sys.platform == 'darwin' else 1024) / 1e6:.0f} MB"


def _surroundings(project: Path | None) -> dict[str, str]:
    named = {"QUALCODE_PROJECT": str(project)} if project is not None else {}
    return {**os.environ, "QUALCODE_CODER": "Lena", **named}
