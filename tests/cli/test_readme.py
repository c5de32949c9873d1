"""The README's tour, pasted line by line."""

import re
import shlex
from pathlib import Path

from tests.cli.conftest import Run

README = Path(__file__).parents[2] / "README.md"


def _lines(block: str) -> list[tuple[str, list[str]]]:
    steps: list[tuple[str, list[str]]] = []
    for line in block.strip().splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        else:
            steps[-1][1].append(line)
    return steps


def test_the_tour_does_what_it_says(run: Run, tmp_path: Path, monkeypatch) -> None:
    """Each command ends well, and what the README shows of its answer stands in it (`...` is anything)."""
    blocks = re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    monkeypatch.delenv("QUALCODE_CODER")

    for command, shown in (step for block in blocks for step in _lines(block)):
        words = shlex.split(command)
        if words[0] == "cd":
            monkeypatch.chdir(Path.cwd() / words[1])
        elif words[0] == "rm":
            Path(words[1]).unlink()
        else:
            assert words[0] == "qualcode"
            answer = run(*words[1:])
            assert answer.code == 0, (command, answer.err)
            said = re.sub(r"\s+", " ", answer.out)
            for line in shown:
                pattern = r".*?".join(re.escape(re.sub(r"\s+", " ", part)) for part in line.split("..."))
                assert re.search(pattern, said), (command, line, answer.out)
