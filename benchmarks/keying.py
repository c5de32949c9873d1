"""From key to paint on the coding screen, beside a minimal Textual app that only repaints a screen of text.

Both are driven from outside, each through a pseudo-terminal of 140 columns and 45 rows, key by key in turns, so that
whatever else the machine does meets both. That is done several times.
"""

import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import minimal_app
from corpus import KEYS as CODE_KEYS
from key_latency import Paints, terminal
from measuring import Result, program
from studies import coded_project, copied, transcripts

CODER = "Meter"  # whose codings are none yet: every code can be applied
SETTLING = 1.5  # seconds between the first paint and the first key: suggestions are still being made
SOURCE_TEXT = "group 1."  # in the first turn
# Kind of work and key, in order; keys without a kind only lead to the next place.
KEYS: tuple[tuple[str, str], ...] = (
    *[("moving by turn", "down")] * 40,
    *[("moving by sentence", "right")] * 40,
    *[*[("growing", "shift+right")] * 8, ("", "down")] * 5,
    *[("coding", CODE_KEYS[0]), ("undoing", "U"), ("", "down")] * 30,
    *[("paging", "pagedown")] * 40,
)


@dataclass(slots=True)
class Session:
    """What one start of a program took."""

    first_paint: float
    kinds: dict[str, Paints] = field(default_factory=dict)
    peak_bytes: int = 0


def keying(work: Path, *, pairs: int = 3) -> Iterator[Result]:
    """Measure first paint and keys on a source of 200,000 words with 10,000 codings.

    Raises:
        NeverReadyError: a program did not come up.
        RuntimeError: a key painted nothing.
    """
    path = coded_project("single", work / "single.qualcode")
    source = transcripts("single")[0]
    bare = [sys.executable, minimal_app.__file__, str(source)]
    sessions = []
    for pair in range(pairs):
        # A copy each time: where a coder was is kept in the project, and the next start goes on there.
        copy = copied(path, f"single {pair}.qualcode")
        home = [program(), "--project", str(copy), "--coder", CODER]
        screen = [*home, "--source", source.stem]
        sessions.append((_opened(home, source.name), *_sessions(screen, bare)))
    for name, place in (("project", 0), ("source", 1)):
        yield _result(
            f"first paint, {name}", [(each[place].first_paint, each[2].first_paint) for each in sessions], goal=2.5
        )
    peaks = [statistics.median(each[place].peak_bytes for each in sessions) / 1e6 for place in (1, 2)]
    for kind in dict.fromkeys(kind for kind, _ in KEYS if kind):
        both = [(each[1].kinds[kind], each[2].kinds[kind]) for each in sessions]
        yield _result(f"{kind}, median", [(ours.median() / 1e3, bare.median() / 1e3) for ours, bare in both], goal=1.5)
        yield _result(f"{kind}, 95 of 100", [(ours.p95() / 1e3, bare.p95() / 1e3) for ours, bare in both], goal=2.0)
    yield Result(
        name="memory", ours=0, note=f"peak {peaks[0]:.0f} MB, suggestions made twice, minimal app {peaks[1]:.0f} MB"
    )


def _result(name: str, pairs: Sequence[tuple[float, float]], *, goal: float) -> Result:
    return Result(
        name=name,
        ours=statistics.median(ours for ours, _ in pairs),
        floor=statistics.median(floor for _, floor in pairs),
        ratio=statistics.median(ours / floor for ours, floor in pairs),
        goal=goal,
    )


def _opened(command: Sequence[str], ready: str) -> Session:
    with terminal(command) as running:
        running.await_ready(ready, limit=60)
        return Session(running.ready, peak_bytes=running.end())


def _sessions(command: Sequence[str], bare: Sequence[str]) -> tuple[Session, Session]:
    """Return what a program and the minimal app took, each key of the one followed by one of the other."""
    with terminal(command) as running:
        running.await_ready(SOURCE_TEXT, limit=60)
        ours = Session(running.ready)
        with terminal(bare) as beside:
            beside.await_ready(SOURCE_TEXT, limit=60)
            floor = Session(beside.ready)
            running.settle(SETTLING)
            for kind, key in KEYS:
                running.press(key, ours.kinds.setdefault(kind, Paints()))
                beside.press(key, floor.kinds.setdefault(kind, Paints()))
            floor.peak_bytes = beside.end()
        running.rest()  # what was coded is learned from once nothing is pressed: that takes the most memory
        ours.peak_bytes = running.end()
    for name, session in ((command[0], ours), (bare[0], floor)):
        missed = {kind: paints.missed for kind, paints in session.kinds.items() if kind and paints.missed}
        if missed:
            raise RuntimeError(f"{name}: keys painted nothing: {missed}")
    return ours, floor
