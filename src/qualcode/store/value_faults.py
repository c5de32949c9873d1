"""Values of another kind than their column's, and times that are none: what damage below the database leaves behind."""

from qualcode.store.database import Store

# By a column's declared kind, what SQLite may store in it.
_STORED = {"INTEGER": "'integer'", "BOOLEAN": "'integer'", "FLOAT": "'real', 'integer'", "VARCHAR": "'text'"}


def value_faults(store: Store) -> list[str]:
    """Return what holds values of a wrong kind, one sentence a column."""
    found = []
    for (table,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns = [(name, kind) for _, name, kind, *_ in store.rows(f'PRAGMA table_info("{table}")') if kind in _STORED]
        if not columns:
            continue
        wrong = ", ".join(f"total({_is_wrong(name, kind)})" for name, kind in columns)
        counts = store.rows(f'SELECT {wrong} FROM "{table}"')[0]  # names from the file's own schema
        found += [
            f"{table}: {int(count)} of the values of {name} make no sense"
            for (name, _), count in zip(columns, counts, strict=True)
            if count
        ]
    return found


def _is_wrong(column: str, kind: str) -> str:
    stored = f"typeof(\"{column}\") NOT IN ('null', {_STORED[kind]})"
    is_time = column == "at" or column.endswith("_at")
    return f'({stored} OR ("{column}" IS NOT NULL AND datetime("{column}") IS NULL))' if is_time else f"({stored})"
