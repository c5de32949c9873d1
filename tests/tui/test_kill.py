"""Killing the program from outside right after it has shown something loses nothing of what was shown."""

import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import termios
import time
from contextlib import suppress
from dataclasses import replace

import pytest

from qualcode.project.memo_drafts import drafts
from qualcode.project.opening import open_project
from tests.tui import coding_scenes
from tests.tui.coding_scenes import DEFERENCE, FATIGUE, make_study

PROGRAM = """
import sys
from pathlib import Path
from qualcode.project.opening import open_project
from qualcode.tui.app import run
run(open_project(Path(sys.argv[1]), coder="Vera"), source="fg1")
"""
CLOSING = """
import sys
from pathlib import Path
from qualcode.project.opening import open_project
from qualcode.tui.app import run
with open_project(Path(sys.argv[1]), coder="Vera") as project:
    run(project, source="fg1")
"""
ROWS, COLUMNS = 30, 110
PATIENCE = 60.0
TURNS = 6
CODES = {"b": DEFERENCE, "t": FATIGUE}
MAY_FRAME, FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;1$y"
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
CONTROL = re.compile(r"\x1b(?:\[[0-9;?<>=]*[A-Za-z~$]|[()].|[=>]|\][^\x07]*\x07|P.*?\x1b\\)", re.DOTALL)


class Terminal:
    """The program on a pseudo-terminal, and what it has painted since it was last asked.

    The program is told that this terminal shows whole frames, so that it says where each ends: what is read after a key
    is never the rest of what was painted before it.
    """

    def __init__(self, path, program=PROGRAM):
        self.painted = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
            os.execvpe(sys.executable, [sys.executable, "-c", program, str(path)], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def press(self, keys):
        self.painted = b""
        os.write(self.fd, keys)

    def wait_for(self, words):
        """Read until the words are on the screen, and the frame they are in is painted."""
        end = time.monotonic() + PATIENCE
        while words not in self.text() or self.painted.rfind(FRAME_BEGINS) > self.painted.rfind(FRAME_ENDS):
            assert self.read(max(0, end - time.monotonic())), (
                f"{words!r} was never shown; last: {self.text()[-2000:]!r}"
            )

    def read(self, seconds):
        """Take what is painted, waiting for it so long; tell whether anything was."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        asked = MAY_FRAME in self.painted
        self.painted += os.read(self.fd, 1 << 16)
        if not asked and MAY_FRAME in self.painted:
            os.write(self.fd, FRAMES)
        return True

    def text(self):
        return CONTROL.sub("", self.painted.decode(errors="replace"))

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def ended(self):
        """Take all that is painted until the program has ended, since it waits for that; return its exit code."""
        with suppress(OSError):  # as a terminal ends
            while os.read(self.fd, 1 << 16):
                pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


class Coder:
    """Presses keys as a coder would, and knows what the screen has shown to be done."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.codings = {}  # (turn, key) to [memo, is chosen]
        self.done = []  # how to take each act back
        self.typing = None
        self.turn = 0

    def look(self, terminal):
        for turn in re.findall(f"turn (.) of {TURNS}", terminal.text()):
            self.turn = int(turn)

    def act(self, terminal):
        turn = self.chance.randint(1, TURNS)
        if turn == self.turn:  # away and back, so that it is seen to have come
            self.go(terminal, turn % TURNS + 1)
        self.go(terminal, turn)
        here = [key for key in CODES if (turn, key) in self.codings]
        ways = [self.apply] * 3
        if len(here) == 1:
            ways += [self.write, self.mark]
        if self.done:
            ways.append(self.undo)
        self.chance.choice(ways)(terminal, turn, here)

    def go(self, terminal, turn):
        terminal.press((b"\x1b[B" if turn > self.turn else b"\x1b[A") * abs(turn - self.turn))
        terminal.wait_for(f"turn {turn} of {TURNS}")
        self.turn = turn

    def apply(self, terminal, turn, here):
        free = [key for key in CODES if key not in here]
        if free:
            key = self.chance.choice(free)
            terminal.press(key.encode())
            terminal.wait_for(f" {CODES[key].name}")
            self.codings[turn, key] = ["", False]
            self.done.append(lambda: self.codings.pop((turn, key)))

    def write(self, terminal, turn, here):
        coding = self.codings[turn, here[0]]
        word = "".join(self.chance.choices("abcdefgh", k=12))
        terminal.press(b"M")
        terminal.wait_for("Memo on")
        terminal.press(word.encode())
        terminal.wait_for(word)
        self.typing = (turn, here[0], coding[0] + word)
        if self.chance.random() < 0.5:
            raise KilledHereError
        terminal.press(b"\x13")
        terminal.wait_for(f"✎ {coding[0]}{word}")
        self.typing = None
        before, coding[0] = coding[0], coding[0] + word
        self.done.append(lambda: coding.__setitem__(0, before))

    def mark(self, terminal, turn, here):
        coding = self.codings[turn, here[0]]
        terminal.press(b"*")
        terminal.wait_for(f"{CODES[here[0]].name} · Vera · " + ("by hand" if coding[1] else "* for the report"))
        coding[1] = not coding[1]
        self.done.append(lambda: coding.__setitem__(1, not coding[1]))

    def undo(self, terminal, turn, here):
        terminal.press(b"U")
        terminal.wait_for("Undone:")
        self.look(terminal)  # what is taken back may be gone to
        self.done.pop()()


class KilledHereError(Exception):
    """The coder's program is stopped before the coder is done."""


def stored(path):
    with open_project(path, coder="Vera") as project:
        keys = {code.guid: key for key, code in CODES.items()}
        found = {(one.first_turn, keys[one.code_guid]): [one.memo, one.is_selected] for one in project.codings()}
        written = [draft.text for draft in drafts(project.path, "Vera")]
        return found, written, project.faults()


@pytest.mark.parametrize("seed", range(3))
def test_what_was_shown_is_there_after_a_kill(tmp_path, seed, monkeypatch):
    """Codes, memos, marks and undoing, five times killed at what was painted last: all is in a file that is whole."""
    # Without cues nothing is suggested: a suggestion would paint a code's name that nobody applied.
    codes = tuple(replace(one, cues=()) for one in coding_scenes.THEMES.codes)
    monkeypatch.setattr(coding_scenes, "THEMES", replace(coding_scenes.THEMES, codes=codes))
    with make_study(tmp_path) as project:
        path = project.path
    coder, written = Coder(seed), []
    for _ in range(5):
        terminal = Terminal(path)
        try:
            terminal.wait_for("A memo that was being written" if written else " coded")
            coder.look(terminal)
            for _ in range(coder.chance.randint(1, 6)):
                coder.act(terminal)
        except KilledHereError:
            pass
        finally:
            terminal.kill()
        found, written, faults = stored(path)

        assert (found, faults) == (coder.codings, ())
        if coder.typing:
            turn, key, text = coder.typing
            assert written == [text]
            # The next start stores what was being written.
            coding = coder.codings[turn, key]
            before, coding[0], coder.typing = coding[0], text, None
            coder.done.append(lambda coding=coding, before=before: coding.__setitem__(0, before))


@pytest.mark.parametrize("told", [signal.SIGHUP, signal.SIGTERM])
def test_a_closed_terminal_leaves_a_file_that_is_whole_alone(tmp_path, told):
    """Nothing that was done stands only in what SQLite keeps beside it, so that the file can be copied by itself."""
    with make_study(tmp_path) as project:
        path = project.path
    terminal = Terminal(path, CLOSING)
    terminal.wait_for(" coded")
    terminal.press(b"\x1b[Bb")
    terminal.wait_for(f" {DEFERENCE.name}")
    os.kill(terminal.pid, told)
    terminal.ended()

    assert [file.name for file in tmp_path.glob("*-wal")] == []
    assert stored(path)[0] == {(2, "b"): ["", False]}
