"""Where answers go: pipes that close, disks that are full, terminals that know few letters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import TRANSCRIPT

PROGRAM = (sys.executable, "-c", "from qualcode.cli.main import main; main()")
BOOK = "qualcode: codebook/1\nname: Книга 😀\ncodes:\n- name: é 😀 Да\n  definition: Ещё — “так”\n"
ANSWERS = [("sources",), ("codebook", "show"), ("freq",), ("history", "--json"), ("freq", "-f", "csv"), ("--help",)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project in it whose names no code page holds; nothing here changes it."""
    made = tmp_path_factory.mktemp("answers")
    (made / "ü😀.txt").write_text(TRANSCRIPT, encoding="utf-8")
    (made / "book.yaml").write_text(BOOK, encoding="utf-8")
    for arguments in (("init", "a.qualcode"), ("import", "ü😀.txt"), ("codebook", "import", "book.yaml")):
        assert 0 == _run(made, *arguments, "--coder", "Vera").returncode
    return made


def _run(
    folder: Path, *arguments: str, env: dict[str, str] | None = None, **more
) -> subprocess.CompletedProcess[bytes]:
    more.setdefault("stdout", subprocess.PIPE)
    told = os.environ | {"PYTHONUNBUFFERED": ""} | (env or {})
    return subprocess.run([*PROGRAM, *arguments], cwd=folder, env=told, stderr=subprocess.PIPE, check=False, **more)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_a_full_disk_is_one_line(folder: Path, arguments: tuple[str, ...], unbuffered: str) -> None:
    """An answer that could not be written is not passed off as written."""
    with Path("/dev/full").open("wb") as full:
        done = _run(folder, *arguments, stdout=full, env={"PYTHONUNBUFFERED": unbuffered})

    said = done.stderr.decode().splitlines()
    assert (1, ["qualcode: the answer could not be written: No space left on device"]) == (done.returncode, said[-1:])
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_a_reader_that_has_gone_is_no_news(folder: Path, arguments: tuple[str, ...], unbuffered: str) -> None:
    """As after `| head -1`: nothing is said."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = _run(folder, *arguments, stdout=writing, env={"PYTHONUNBUFFERED": unbuffered})
    finally:
        os.close(writing)

    assert 1 == done.returncode
    assert not [word for word in (b"Traceback", b"Exception", b"rror") if word in done.stderr]


@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_a_closed_output_is_no_traceback(folder: Path, arguments: tuple[str, ...]) -> None:
    """As after `>&-`: what there is to say goes nowhere."""
    done = _run(folder, *arguments, stdout=None, preexec_fn=lambda: os.close(1))

    assert (0, False) == (done.returncode, b"Traceback" in done.stderr)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1251", "utf-8"])
def test_json_is_json_in_every_encoding(folder: Path, encoding: str) -> None:
    """What the encoding lacks is escaped as JSON escapes it."""
    for arguments in (
        ("codebook", "show", "--json"),
        ("freq", "--json"),
        ("freq", "-f", "json"),
        ("sources", "--json"),
    ):
        done = _run(folder, *arguments, env={"PYTHONIOENCODING": encoding})

        row = json.loads(done.stdout.decode(encoding))["rows"][0]
        assert [value for value in row.values() if value in ("é 😀 Да", "ü😀.txt")]


def test_tables_are_readable_in_few_letters(folder: Path) -> None:
    """Letters the terminal lacks are escaped, nothing stops."""
    done = _run(folder, "codebook", "show", env={"PYTHONIOENCODING": "ascii"})

    assert (0, True) == (done.returncode, rb"\xe9 \U0001f600" in done.stdout)
