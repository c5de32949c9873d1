"""Theme frequencies of 100,000 codings, beside the SQL that asks the same of the same file."""

import sys
from collections.abc import Iterator
from pathlib import Path

import bare_counts
from bare_counts import EXACT, PLAIN, sql_rows
from measuring import Result, compared, peak_note, program, run, timed
from qualcode.project.opening import open_project
from studies import coded_project
from vocabulary import CODERS


def counting(size: str, work: Path) -> Iterator[Result]:
    """Measure the frequency table of a whole corpus."""
    path = coded_project(size, work / "coded.qualcode")
    _check_same(path)
    with open_project(path, coder=CODERS[0]) as project:

        def ours() -> float:
            with timed() as watch:
                project.frequencies()
            return watch.seconds

        def floor(question: str) -> float:
            with timed() as watch:
                sql_rows(path, question)
            return watch.seconds

        ours()  # loads Polars
        yield compared(f"freq {size}", ours, lambda: floor(EXACT), repetitions=7, goal=3.0 if size == "L" else None)
        yield compared(f"freq {size}, beside the plainest SQL", ours, lambda: floor(PLAIN), repetitions=7)

    bare = [sys.executable, bare_counts.__file__, str(path)]
    yield compared(
        f"freq {size}, whole command",
        lambda: run([program(), "freq"], project=path),
        lambda: run(bare),
        repetitions=5,
        goal=3.0 if size == "L" else None,
        note=peak_note([program(), "freq"], project=path),
    )


def _check_same(path: Path) -> None:
    """Check that both say the same.

    Raises:
        RuntimeError: they do not.
    """
    with open_project(path, coder=CODERS[0]) as project:
        guids: dict[int, str] = dict(project.store.rows("SELECT id, guid FROM codes"))
        frame = project.frequencies()
    told = {(guids[code], *figures) for code, *figures in sql_rows(path, EXACT)}
    counted = set(frame.select("code_guid", "codings", "turns", "participants", "groups").iter_rows())
    if told != counted:
        raise RuntimeError(f"The table and the SQL differ in {len(told ^ counted)} rows.")
