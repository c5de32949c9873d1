"""What was coded in a sample that is not released is told nowhere among suggestions, in the sample or elsewhere."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.coding.sampling import mark_sample, release_sample
from qualcode.coding.verdicts import reject
from qualcode.model.coding import Suggestion
from qualcode.model.sample import Stretch
from qualcode.model.transcript import Segment
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from tests.cli.conftest import Run

THINGS = ("coins", "savings", "debts", "prices", "wages", "loans", "bills", "taxes")
TURNS = 30
FIRST_BLIND = 23
AT = datetime(2025, 1, 1, tzinfo=UTC)


def _talk(number: int) -> str:
    lines = []
    for place in range(TURNS // 3):
        thing = THINGS[(place + number) % len(THINGS)]
        lines.append(f"Anna: We always count our {thing} and keep the money safe.")
        lines.append(f"Boris: The zorble hurts and pain number {place} never ends.")
        lines.append(f"Clara: Then we walked along river {place} in the evening.")
    return "\n".join(lines) + "\n"


def _rows(project: Project, sources: list[str], turns: range, coder: str, *, turned: bool = False) -> str:
    """Return codings of all turns but every third, as a table; turned: of everything with the other code."""
    rows = ["source,start,end,code,coder"]
    codes = ["Health", "Thrift"] if turned else ["Thrift", "Health"]
    for name in sources:
        for turn in project.source(name).turns:
            if turn.number in turns and turn.number % 3:
                rows.append(f"{name},{turn.speech},{turn.end},{codes[turn.number % 3 - 1]},{coder}")
    return "\n".join(rows) + "\n"


def _mark(path: Path) -> None:
    with open_project(path, coder="Vera") as project:
        stretches = [
            Stretch(source_guid=one.guid, first_turn=FIRST_BLIND, last_turn=TURNS)
            for one in project.source_list()
            if one.name != "fg3.txt"
        ]
        mark_sample(project.store, "pilot", stretches, coder="Vera", at=AT)


def _reject(path: Path) -> None:
    """Reject what a cue found in the turns that will be a sample."""
    with open_project(path, coder="Kim") as project:
        source = project.source("fg0")
        turn = source.turns[FIRST_BLIND]
        one = Suggestion(
            source_guid=source.guid, segment=Segment(turn.speech, turn.end), quote=source.text[turn.speech : turn.end],
            code_guid=project.codebooks()[0].codes[1].guid, score=0.5, reason="x", cue="zorble",
        )  # fmt: skip
        reject(project.store, one, coder="Kim", at=AT)


@pytest.fixture
def pair(run: Run, tmp_path: Path) -> Run:
    """Two copies of a project with the same sample: in `told` a colleague has coded and rejected there."""
    for number in range(4):
        (tmp_path / f"fg{number}.txt").write_text(_talk(number), encoding="utf-8")
    (tmp_path / "book.csv").write_text("name,cues\nThrift,count\nHealth,zorble\n", encoding="utf-8")
    (tmp_path / "copied.txt").write_text("The zorble hurts.\nWe count our loans.\n", encoding="utf-8")
    run("init", "untold.qualcode", "--coder", "Vera")
    run("-p", "untold.qualcode", "import", *(f"fg{number}.txt" for number in range(4)))
    run("-p", "untold.qualcode", "codebook", "import", "book.csv")
    coded = ["fg0.txt", "fg1.txt", "fg2.txt"]
    with open_project(tmp_path / "untold.qualcode", coder="Vera") as project:
        (tmp_path / "seen.csv").write_text(_rows(project, coded, range(1, FIRST_BLIND), "Vera"), encoding="utf-8")
        blind = _rows(project, coded, range(FIRST_BLIND, TURNS + 1), "Kim", turned=True)
        (tmp_path / "blind.csv").write_text(blind, encoding="utf-8")
    run("-p", "untold.qualcode", "codings", "import", "seen.csv")
    shutil.copy(tmp_path / "untold.qualcode", tmp_path / "told.qualcode")
    assert 0 == run("-p", "told.qualcode", "codings", "import", "blind.csv").code
    _reject(tmp_path / "told.qualcode")
    _mark(tmp_path / "told.qualcode")
    _mark(tmp_path / "untold.qualcode")
    return run


def _answers(run: Run, name: str, *arguments: str) -> tuple[int, object, str]:
    answer = run("-p", f"{name}.qualcode", *arguments)
    return answer.code, answer.rows if "--json" in arguments else answer.out, answer.err.replace(name, "x")


def test_no_answer_hangs_on_what_was_coded_in_a_blind_sample(pair: Run, tmp_path: Path) -> None:
    """Neither by a count nor by a score, a threshold, an order or a remark; nor what was missed."""
    for arguments in (
        ("suggest", "show", "--json"),
        ("suggest", "show", "--explain"),
        ("suggest", "show", "--all", "--jsonl"),
        ("suggest", "codes", "fg3", "-n", "0", "--json"),
        ("suggest", "codes", "--texts", "copied.txt", "-n", "0", "--json"),
        ("suggest", "threshold", "--json"),
        ("suggest", "evaluate", "--json"),
    ):
        assert _answers(pair, "untold", *arguments) == _answers(pair, "told", *arguments)
    told = []
    for name in ("untold", "told"):
        with open_project(tmp_path / f"{name}.qualcode", coder="Vera") as project:
            thrift = project.codebooks()[0].codes[0].guid
            told.append((project.missed(thrift), project.seen_verdicts(), project.seen_codings()))
    assert told[0][0]
    assert told[0] == told[1]


def test_once_it_is_released_it_is_learned_from(pair: Run, tmp_path: Path) -> None:
    """And its places count in the record of cues."""
    shown = ("suggest", "show", "fg3", "--json")
    before = _answers(pair, "told", *shown)
    with open_project(tmp_path / "told.qualcode", coder="Vera") as project:
        release_sample(project.store, "pilot", coder="Vera", at=AT)

    assert before != _answers(pair, "told", *shown)


def test_files_for_others_hold_nothing_of_it(pair: Run, tmp_path: Path) -> None:
    """Neither a shared pipeline nor examples for other tools; how to get them is said."""
    for name in ("untold", "told"):
        pair("-p", f"{name}.qualcode", "suggest", "pipeline", f"pipe-{name}")
        for ending in ("jsonl", "spacy"):
            answer = pair("-p", f"{name}.qualcode", "suggest", "export", f"{name}.{ending}")
            assert "qualcode sample release" in answer.err
    files = [path.relative_to(tmp_path / "pipe-told") for path in (tmp_path / "pipe-told").rglob("*") if path.is_file()]

    assert len(files) > 5
    assert all(
        (tmp_path / "pipe-told" / one).read_bytes() == (tmp_path / "pipe-untold" / one).read_bytes() for one in files
    )
    for ending in ("jsonl", "spacy"):
        assert (tmp_path / f"told.{ending}").read_bytes() == (tmp_path / f"untold.{ending}").read_bytes()
    assert "Kim" not in (tmp_path / "told.jsonl").read_text(encoding="utf-8")
