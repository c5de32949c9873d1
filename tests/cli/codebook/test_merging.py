"""The command that merges a colleague's codebook, as typed."""

from pathlib import Path

import pytest

from qualcode.codebooks.editing import with_changed
from qualcode.codebooks.writing import write_codebook
from tests.cli.conftest import Run
from tests.conftest import BOOK, CODE


@pytest.fixture
def theirs(run: Run, tmp_path: Path) -> Path:
    """A project, and a colleague's file: both redefined one code, the colleague renamed another."""
    run("init", "study")
    write_codebook(BOOK, tmp_path / "begin.yaml")
    run("codebook", "import", "begin.yaml")
    run("codebook", "export", "theirs.yaml")
    path = tmp_path / "theirs.yaml"
    text = path.read_text()
    here = text.replace("name: Big people", "name: Big people\n    definition: Ours.")
    (tmp_path / "here.yaml").write_text(here)
    run("codebook", "merge", "here.yaml")
    there = text.replace("name: Big people", "name: Big people\n    definition: Theirs.")
    path.write_text(there.replace("name: News fatigue", "name: Tired of news"))
    return path


def test_a_clash_changes_nothing_until_it_is_settled(run: Run, theirs: Path) -> None:
    """One line names it and the ways out."""
    answer = run("codebook", "merge", "theirs.yaml")

    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert "definition: Deference > Big people: ours “Ours.”, theirs “Theirs.”" in answer.err
    assert run("codebook", "show", "--json").rows[2]["name"] == "News fatigue"


@pytest.mark.parametrize(("side", "definition"), [("--ours", "Ours."), ("--theirs", "Theirs.")])
def test_one_side_for_all_clashes(run: Run, theirs: Path, side: str, definition: str) -> None:
    """The rest is taken all the same; a dry run tells and changes nothing."""
    dry = run("codebook", "merge", "theirs.yaml", side, "--dry-run")
    unchanged = run("codebook", "show", "--json").rows
    done = run("codebook", "merge", "theirs.yaml", side)
    rows = run("codebook", "show", "--json").rows

    assert unchanged[2]["name"] == "News fatigue"
    assert dry.out.splitlines()[:-1] == done.out.splitlines()[:-1]
    assert (rows[1]["definition"], rows[2]["name"]) == (definition, "Tired of news")
    assert (
        run("codebook", "merge", "theirs.yaml").out == "Nothing to take: Peace talks has all of theirs.yaml already.\n"
    )
    run("undo")
    assert run("codebook", "show", "--json").rows == unchanged


def test_a_file_of_conflicts_is_written_edited_and_fed_back(run: Run, theirs: Path, tmp_path: Path) -> None:
    """With words of one's own."""
    written = run("codebook", "merge", "theirs.yaml", "--conflicts", "clashes.yaml")
    open_still = run("codebook", "merge", "theirs.yaml", "--conflicts", "clashes.yaml")
    path = tmp_path / "clashes.yaml"
    path.write_text(path.read_text().replace("  words:", "  words: Both of them."))

    done = run("codebook", "merge", "theirs.yaml", "--conflicts", "clashes.yaml")

    assert (written.code, open_still.code, done.code) == (1, 1, 0)
    assert run("codebook", "show", "--json").rows[1]["definition"] == "Both of them."


def test_a_wrong_answer_is_told_with_its_place(run: Run, theirs: Path, tmp_path: Path) -> None:
    """Line and column; nothing is changed."""
    run("codebook", "merge", "theirs.yaml", "--conflicts", "clashes.yaml")
    path = tmp_path / "clashes.yaml"
    path.write_text(path.read_text().replace("  take:", "  take: mine"))

    answer = run("codebook", "merge", "theirs.yaml", "--conflicts", "clashes.yaml")

    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert "'clashes.yaml', line 11, column 9: `take: mine` is neither ours nor theirs." in answer.err


def test_another_researcher_s_project_is_merged(run: Run, theirs: Path, tmp_path: Path) -> None:
    """And is not touched."""
    run("init", "other")
    write_codebook(
        with_changed(BOOK, BOOK.code(CODE).__class__(guid=CODE, name="Mighty", parent_guid=BOOK.codes[0].guid)),
        tmp_path / "o.yaml",
    )
    run("-p", "other.qualcode", "codebook", "import", "o.yaml")
    before = (tmp_path / "other.qualcode").read_bytes()

    answer = run("-p", "study.qualcode", "codebook", "merge", "other.qualcode", "--theirs")

    assert answer.code == 0
    assert "renamed: Deference > Big people → Deference > Mighty" in answer.out
    assert (tmp_path / "other.qualcode").read_bytes() == before


def test_both_sides_at_once_are_a_wrong_option(run: Run, theirs: Path) -> None:
    """Exit code 2, as for any wrong option."""
    assert run("codebook", "merge", "theirs.yaml", "--ours", "--theirs").code == 2


def test_a_dry_run_does_not_ask_who_is_acting(run: Run, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is: nothing is changed, and no name is taken for anybody's."""
    monkeypatch.delenv("QUALCODE_CODER")

    dry = run("codebook", "merge", "theirs.yaml", "--ours", "--dry-run")

    assert (0, "") == (dry.code, "".join(line for line in dry.err.splitlines() if "coder" in line))
