"""Agreement of two coders over the turns of a corpus, beside the SQL that counts the same contingency tables.

For each code, sub-codes rolled up, the SQL counts the turns that both, the one and the other gave it. It has no
coefficient, no interval, and nothing of sets of codes.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from bare_counts import sql_rows
from measuring import Result, compared, timed
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from studies import coded_project
from vocabulary import CODERS

_CONTINGENCY = """
SELECT above_id, sum(one AND other), sum(one AND NOT other), sum(other AND NOT one) FROM (
    SELECT above_id, turns.id, max(coder_id = {0}) AS one, max(coder_id = {1}) AS other
    FROM codings JOIN above USING (code_id)
    JOIN turns ON turns.revision_id = codings.revision_id AND turns.number BETWEEN first_turn AND last_turn
    JOIN cases ON cases.id = case_id AND role = 'participant' GROUP BY above_id, turns.id
) GROUP BY above_id
"""


def agreeing(size: str, work: Path) -> Iterator[Result]:
    """Measure the agreement over a whole corpus, from the file to the finished table."""
    path = work / "coded.qualcode"
    if not path.exists():
        coded_project(size, path)
    with open_project(path, coder=CODERS[0]) as project:
        coders = [row[0] for row in project.store.rows("SELECT DISTINCT coder_id FROM codings ORDER BY coder_id")]
        question = _CONTINGENCY.format(*coders)
        _check_same(project, sql_rows(path, question))

        def ours() -> float:
            with timed() as watch:
                project.agreement()
            return watch.seconds

        def floor() -> float:
            with timed() as watch:
                sql_rows(path, question)
            return watch.seconds

        turns = project.agreement()["units"][-1]
        name = f"agree {size}, {turns:,} turns, beside contingency tables in SQL"
        yield compared(name, ours, floor, repetitions=5, goal=3.0 if size == "L" else None)


def _check_same(project: Project, counted: list[tuple[int, ...]]) -> None:
    """Check that both say the same.

    Raises:
        RuntimeError: they do not.
    """
    guids: dict[int, str] = dict(project.store.rows("SELECT id, guid FROM codes"))
    told = {(guids[code], both + one + other, both) for code, both, one, other in counted}
    frame = project.agreement().filter(pl.col("kind") != "overall", pl.col("coded_any") > 0)
    found = set(frame.select("code_guid", "coded_any", "coded_all").iter_rows())
    if told != found:
        raise RuntimeError(f"The table and the SQL differ in {len(told ^ found)} rows.")
