"""Commands run in this process, in a folder of their own."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli.main import main


@dataclass
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of a --json answer."""
        return json.loads(self.out)["rows"]


Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `qualcode ARGUMENTS...` in an empty folder as coder Vera."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUALCODE_CODER", "Vera")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)

    def command(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["qualcode", *map(str, arguments)])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return command


TRANSCRIPT = """Moderator: Who should talk to whom?

ANNA: Let the big people decide. It is at 19:30 that I watch the news.

IVAN: Trump is a businessman, you can reach an agreement with him.

Moderator: And you, Olga?

OLGA: The question is: who pays for it? Let the big people decide.

ANNA: Exactly.
"""
CODEBOOK = """qualcode: codebook/1
name: Peace talks
guid: 0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0001
codes:
- name: Deference
  guid: 0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0002
  definition: Leaves it to others.
  codes:
  - name: Big people
    guid: 0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0003
    definition: Leaves it to the powerful.
    cues:
      en:
      - big people
    key: f1
- name: Dealmakers
  guid: 0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0004
  cues:
  - businessman
"""


@pytest.fixture
def small(run: Run, tmp_path: Path) -> Run:
    """A project with one transcript and one codebook in the folder."""
    (tmp_path / "fg1.txt").write_text(TRANSCRIPT, encoding="utf-8")
    (tmp_path / "book.yaml").write_text(CODEBOOK, encoding="utf-8")
    assert run("init", "study.qualcode").code == 0
    assert run("import", "fg1.txt").code == 0
    assert run("codebook", "import", "book.yaml").code == 0
    return run


def place(quote: str) -> tuple[int, int]:
    """Where the words first stand in the transcript."""
    start = TRANSCRIPT.index(quote)
    return start, start + len(quote)
