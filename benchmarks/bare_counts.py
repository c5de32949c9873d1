"""The bare SQL of a theme frequency table; run as a program, it is the floor of the whole command.

    python benchmarks/bare_counts.py PROJECT

It imports nothing of qualcode, but the two libraries that the command loads for its table and its command line.
"""

import sqlite3
import sys
from pathlib import Path

# A code rolled up into all codes it stands under; participants' turns only.
_ABOVE = """
CREATE TEMP TABLE above AS WITH RECURSIVE pairs (code_id, above_id) AS (
    SELECT id, id FROM codes UNION ALL
    SELECT pairs.code_id, codes.parent_id FROM pairs JOIN codes ON codes.id = above_id WHERE parent_id IS NOT NULL
) SELECT * FROM pairs
"""
_FREQUENCIES = """
SELECT above_id, {codings}, count(DISTINCT turns.id), count(DISTINCT case_id), count(DISTINCT turns.revision_id)
FROM codings JOIN above USING (code_id)
JOIN turns ON turns.revision_id = codings.revision_id AND turns.number {turn}
JOIN cases ON cases.id = case_id AND role = 'participant' GROUP BY above_id
"""
# Exact: a coding lies in all turns from its first to its last and counts once. Plain: it lies in its first turn only.
EXACT = _FREQUENCIES.format(codings="count(DISTINCT codings.id)", turn="BETWEEN first_turn AND last_turn")
PLAIN = _FREQUENCIES.format(codings="count(*)", turn="= first_turn")


def sql_rows(path: Path, question: str) -> list[tuple[int, ...]]:
    """Return what the bare SQL says of a project: code, codings, turns, participants, groups."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(_ABOVE)
    rows = connection.execute(question).fetchall()
    connection.close()
    return rows


if __name__ == "__main__":
    import polars  # noqa: F401  # loaded, not used: that is what is compared
    import typer  # noqa: F401  # likewise

    for row in sql_rows(Path(sys.argv[1]), EXACT):
        print(row)
