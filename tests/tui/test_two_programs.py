"""Two programs on one project, each on a terminal of its own: each shows what the other did, and nothing is lost."""

import os

from qualcode.project.opening import open_project
from tests.tui.coding_scenes import make_study
from tests.tui.test_kill import PROGRAM, Terminal

STORM = 30


def test_each_shows_what_the_other_did_and_none_is_lost(tmp_path):
    """A coding of one is painted by the other without a key; in a storm of undo and redo every key is an act."""
    with make_study(tmp_path) as project:
        path, before = project.path, project.last_act()
    coders = {"Vera": Terminal(path), "Pavel": Terminal(path, PROGRAM.replace("Vera", "Pavel"))}
    vera, pavel = coders.values()
    try:
        for terminal in (vera, pavel):
            terminal.wait_for(" coded")
            terminal.press(b"\x1b[B")
            terminal.wait_for("turn 2 of 6")
        pavel.painted = b""
        vera.press(b"b")
        pavel.wait_for("Vera")
        vera.painted = b""
        pavel.press(b"t")
        vera.wait_for("Pavel")
        for number in range(STORM):
            for terminal in (vera, pavel):
                os.write(terminal.fd, b"R" if number % 2 else b"U")
        with open_project(path, coder="Vera") as project:
            while project.last_act() < before + 2 * (STORM + 1):
                for terminal in (vera, pavel):
                    terminal.read(0.01)
                    assert "locked" not in terminal.text()
            made = sorted((one.coder, one.first_turn) for one in project.codings())

            assert made == [("Pavel", 2), ("Vera", 2)]
            assert project.faults() == ()
    finally:
        vera.kill()
        pavel.kill()
