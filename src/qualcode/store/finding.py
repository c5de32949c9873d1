"""Ids looked up inside an act by what cells say, so that what is checked is what is written to."""

from qualcode.store.acts import Writing


def ids_where(unit: Writing, table: str, **equal: object) -> list[int]:
    """Return the ids of a table's rows whose cells equal the given values (None finds null)."""
    condition = " AND ".join(f'"{column}" IS :{column}' for column in equal)
    return [row[0] for row in unit.rows(f'SELECT id FROM "{table}" WHERE {condition} ORDER BY id', **equal)]


def coder_name(unit: Writing) -> str:
    """Return the name of the coder whose act this is."""
    return str(unit.rows("SELECT name FROM coders WHERE id = :id", id=unit.coder_id)[0][0])
