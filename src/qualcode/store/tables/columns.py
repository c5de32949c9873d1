"""What the declarations of tables share, and what holds for all of them.

Rows have no behavior and no relationships. `table=True` classes do not validate, so every invariant that the model
checks is repeated here as CHECK, UNIQUE or FOREIGN KEY. Times are UTC, ISO 8601 with microseconds, as text, so that any
SQL browser shows them. Tables whose rows can be undone carry `act_id`: the act that last wrote the row.

Offsets (`start`, `speech`, `end`) are code points into the `text` of the source revision that the row points to.
"""

from sqlalchemy import CheckConstraint, Column, Text

KEEP_IDS = {"sqlite_autoincrement": True}  # a row's id is never given to another row: the journal speaks of ids


def long() -> Column[str]:
    """Return the column of a text of any length."""
    return Column(Text, nullable=False)


def named(table: str, name: str, condition: str) -> CheckConstraint:
    """Return a condition that the rows of a table fulfil, under a name that errors tell."""
    return CheckConstraint(condition, name=f"ck_{table}_{name}")
