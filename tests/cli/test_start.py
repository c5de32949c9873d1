"""What is read without the command line's library is read as it would read it."""

import subprocess
import sys

import pytest

from qualcode.cli.start import Wish, plain_wish

NOTHING: dict[str, str] = {}


def test_nothing_said_is_the_project_of_this_folder() -> None:
    assert plain_wish([], NOTHING) == Wish()


def test_the_programs_own_options_are_read() -> None:
    """In any order, long or short."""
    said = ["-s", "fg 1", "--coder", "Vera", "--project", "a.qualcode"]

    assert plain_wish(said, NOTHING) == Wish("a.qualcode", "Vera", "fg 1")


def test_what_is_said_goes_before_what_is_set() -> None:
    """An empty setting is none."""
    settings = {"QUALCODE_PROJECT": "b.qualcode", "QUALCODE_CODER": "Pavel"}

    assert plain_wish(["--coder", "Vera"], settings) == Wish("b.qualcode", "Vera")
    assert plain_wish([], {"QUALCODE_PROJECT": "", "QUALCODE_CODER": ""}) == Wish()


@pytest.mark.parametrize(
    "said",
    [
        "freq", "-p a freq", "--help", "-h", "--version", "-p", "-pa", "--project=a", "-p --help", "-p a -p b",
        "--proj a", "-s a -p", "-x a", "a b",
    ],
)  # fmt: skip
def test_everything_else_is_the_command_lines(said: str) -> None:
    """Commands, help, one word for an option and its value, mistakes."""
    assert plain_wish(said.split(), NOTHING) is None


def test_shell_completion_is_the_command_lines() -> None:
    assert plain_wish([], {"_QUALCODE_COMPLETE": "complete_bash"}) is None


def run(*said: str, folder: object) -> tuple[int, str, str, bool]:
    code = (
        "import sys\n"
        f"sys.argv = {['qualcode', *said]!r}\n"
        "from qualcode.cli.start import main\n"
        "try:\n    main()\nfinally:\n    print('TYPER' if 'typer' in sys.modules else 'bare')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=str(folder), capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stdout.strip(), done.stderr.strip(), "Traceback" in done.stderr


def test_the_screen_comes_up_without_the_command_lines_library(study, tmp_path) -> None:
    """Up to where it needs a terminal."""
    code, said, told, _ = run("-p", str(study.path), folder=tmp_path)

    assert (code, said) == (1, "bare")
    assert told == "The terminal UI needs a terminal. In scripts use the commands: qualcode --help"


def test_what_is_missing_is_told_in_one_line(study, tmp_path) -> None:
    """A project, a source."""
    no_project = run("-p", "none.qualcode", folder=tmp_path)
    no_source = run("-p", str(study.path), "-s", "nobody", folder=tmp_path)

    assert [(each[0], each[1], each[3], len(each[2].splitlines())) for each in (no_project, no_source)] == [
        (1, "bare", False, 1)
    ] * 2
    assert "none.qualcode" in no_project[2]
    assert "nobody" in no_source[2]
