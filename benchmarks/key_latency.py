#!/usr/bin/env python3
"""How long from a key to its paint: drives any full-screen program through a pseudo-terminal.

    python benchmarks/key_latency.py [--columns 140 --rows 45] [--ready TEXT] \
        [--keys 'down*100,(a,U)*20'] -- COMMAND ARGUMENT...

Nothing inside the program is asked: the clock starts when a key's bytes are written to the terminal and stops at the
last byte of the paint that follows, when the terminal has been quiet for a while. Standard library only; Linux, macOS.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "shift+up": "\x1b[1;2A", "shift+down": "\x1b[1;2B", "shift+right": "\x1b[1;2C", "shift+left": "\x1b[1;2D",
    "ctrl+right": "\x1b[1;5C", "ctrl+left": "\x1b[1;5D", "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
    "home": "\x1b[H", "end": "\x1b[F", "ctrl+home": "\x1b[1;5H", "ctrl+end": "\x1b[1;5F",
    "enter": "\r", "tab": "\t", "escape": "\x1b", "space": " ", "delete": "\x1b[3~",
}  # fmt: skip
_QUIET = 0.06
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[@-Z^_=>])")


class NeverReadyError(Exception):
    """The program ended, or did not paint what it was waited for."""


@dataclass(slots=True)
class Paints:
    """What the keys of one kind took, in milliseconds; `missed` painted nothing."""

    first: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    size: int = 0
    missed: int = 0

    def median(self) -> float:
        """Return the median to the last byte."""
        return statistics.median(self.last)

    def p95(self) -> float:
        """Return what 95 of 100 keys do not exceed, to the last byte."""
        return sorted(self.last)[int(0.95 * (len(self.last) - 1))]


class Terminal:
    """A program running in a pseudo-terminal.

    Attributes:
        first_paint: seconds from the start to the first text on the screen.
        ready: seconds to the text that was waited for.
        shown: everything painted so far, escape sequences included.
    """

    def __init__(self, process: int, terminal: int) -> None:
        self._process = process
        self._terminal = terminal
        self._started = time.perf_counter()
        self.first_paint = 0.0
        self.ready = 0.0
        self.shown = bytearray()

    def await_ready(self, text: str, limit: float) -> None:
        """Wait until some text, or any text at all, has been painted.

        Raises:
            NeverReadyError: it was not.
        """
        wanted = text.encode()
        while (elapsed := time.perf_counter() - self._started) < limit:
            if not self._read(0.05):
                continue
            plain = _ESCAPES.sub(b"", self.shown)
            # Modes and queries come first; a screen of text is more than a line.
            if not self.first_paint and len(plain.split()) > 20:
                self.first_paint = time.perf_counter() - self._started
            if self.first_paint and wanted in plain:
                self.ready = time.perf_counter() - self._started
                return
        raise NeverReadyError(f"not ready after {elapsed:.0f} s; it showed {bytes(self.shown[-300:])!r}")

    def settle(self, seconds: float) -> None:
        """Let pass what is still painted after the start."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._read(0.05)

    def rest(self, *, quiet: float = 3.0, limit: float = 90.0) -> None:
        """Let the program do what it has begun, until it has hardly worked for so many seconds."""
        end = time.perf_counter() + limit
        worked = _worked(self._process)
        while time.perf_counter() < end:
            self.settle(quiet)
            before, worked = worked, _worked(self._process)
            if worked - before < quiet / 20:
                return

    def press(self, key: str, paints: Paints, *, limit: float = 3.0) -> None:
        """Press a key and note what its paint took."""
        while self._read(0):
            pass
        start = time.perf_counter()
        os.write(self._terminal, KEYS.get(key, key).encode())
        before = len(self.shown)
        if not self._read(limit):
            paints.missed += 1
            return
        first = last = time.perf_counter()
        while last - start < limit and self._read(_QUIET):
            last = time.perf_counter()
        paints.first.append((first - start) * 1000)
        paints.last.append((last - start) * 1000)
        paints.size += len(self.shown) - before

    def _read(self, wait: float) -> int:
        """Read what is there, waiting that long for it, and return how many bytes it was."""
        if not select.select([self._terminal], [], [], wait)[0]:
            return 0
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError as error:
            raise NeverReadyError(f"the program ended; it showed {bytes(self.shown[-300:])!r}") from error
        self.shown += data
        return len(data)

    def end(self) -> int:
        """Stop the program and return its peak memory in bytes."""
        peak = _peak_now(self._process)
        os.kill(self._process, signal.SIGTERM)
        end = time.perf_counter() + 2
        while time.perf_counter() < end:
            ended, _, usage = os.wait4(self._process, os.WNOHANG)
            if ended:
                return peak or usage.ru_maxrss
            try:
                self._read(0.05)
            except NeverReadyError:
                time.sleep(0.02)
        os.kill(self._process, signal.SIGKILL)
        usage = os.wait4(self._process, 0)[2]
        return peak or usage.ru_maxrss


def _worked(process: int) -> float:
    """Return the seconds of work a running process has done; the time of day where the system does not tell (macOS)."""
    try:
        cells = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return time.perf_counter()
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


def _peak_now(process: int) -> int:
    """Return the peak memory of a running process, or 0 where the system only tells at its end (macOS, in bytes)."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


@contextmanager
def terminal(command: Sequence[str], *, columns: int = 140, rows: int = 45) -> Iterator[Terminal]:
    """Start a program in a terminal of that size."""
    surroundings = {
        **os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": str(columns), "LINES": str(rows),
    }  # fmt: skip
    process, descriptor = pty.fork()
    if process == 0:
        os.execvpe(command[0], list(command), surroundings)
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    started = Terminal(process, descriptor)
    try:
        yield started
    finally:
        try:
            os.kill(process, 0)
            started.end()
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(descriptor)


def read_keys(text: str) -> list[str]:
    """Return the keys of a list such as `down*3,(a,U)*2`, one by one."""
    keys: list[str] = []
    for group, times, key, count in re.findall(r"\(([^)]*)\)\*(\d+)|([^,*()]+)(?:\*(\d+))?", text):
        keys += group.split(",") * int(times) if group else [key] * int(count or 1)
    return keys


def main() -> int:
    """Drive a program and print what its keys took."""
    parser = argparse.ArgumentParser(description="Measure a full-screen program from key to paint.")
    parser.add_argument("--columns", type=int, default=140)
    parser.add_argument("--rows", type=int, default=45)
    parser.add_argument("--ready", default="", help="text that shows that it may be measured")
    parser.add_argument("--settle", type=float, default=1.5, help="seconds to wait after that")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds it may take to get ready")
    parser.add_argument("--keys", default="down*100", help="such as 'down*100,(a,U)*20'")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
    kinds: dict[str, Paints] = {}
    try:
        with terminal(command, columns=asked.columns, rows=asked.rows) as running:
            running.await_ready(asked.ready, asked.limit)
            running.settle(asked.settle)
            for key in read_keys(asked.keys):
                running.press(key, kinds.setdefault(key, Paints()))
            print(f"first paint {running.first_paint * 1000:.0f} ms, ready {running.ready * 1000:.0f} ms")
            print(f"peak memory {running.end() / 1e6:.0f} MB")
    except NeverReadyError as error:
        print(error, file=sys.stderr)
        return 2
    for key, paints in kinds.items():
        if paints.last:
            print(
                f"{key:12} {len(paints.last):4} keys  median {paints.median():6.1f} ms  p95 {paints.p95():6.1f} ms  "
                f"(first byte {statistics.median(paints.first):.1f} ms, {paints.size // len(paints.last)} bytes)"
            )
        if paints.missed:
            print(f"{key:12} {paints.missed:4} keys painted nothing")
    return 1 if any(paints.missed for paints in kinds.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
