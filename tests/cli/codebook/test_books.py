"""Several codebooks, as typed."""

from pathlib import Path

from qualcode.codebooks.writing import write_codebook
from tests.cli.conftest import Run
from tests.conftest import BOOK


def test_codebooks_are_made_filled_named_emptied_and_removed(run: Run, tmp_path: Path) -> None:
    """Each command in one line; what cannot be is told in one."""
    write_codebook(BOOK, tmp_path / "begin.yaml")
    run("init", "study")
    run("codebook", "import", "begin.yaml")

    run("codebook", "create", "Dynamics")
    copied = run("codebook", "copy", "News fatigue", "--to", "dynamics")
    moved = run("codebook", "move", "Deference > Big people", "--to", "Dynamics", "--under", "News fatigue")
    run("codebook", "rename", "Dynamics", "Group dynamics")
    rows = run("codebook", "list", "--json").rows

    assert [(row["name"], row["codes"]) for row in rows] == [("Peace talks", 2), ("Group dynamics", 2)]
    assert (copied.code, moved.code) == (0, 0)
    paths = [row["path"] for row in run("codebook", "show", "--codebook", "Group dynamics", "--json").rows]
    assert paths == ["News fatigue", "News fatigue > Big people"]
    refused = run("codebook", "remove", "Group dynamics")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    run("codebook", "move", "Group dynamics > News fatigue > Big people", "--to", "Peace talks", "--under", "Deference")
    assert "Big people" in run("codebook", "show", "--codebook", "Peace talks").out
    assert run("codebook", "log", "--codebook", "Group dynamics").out.count("\n  ") >= 3
