"""What can be wrong with the revisions of sources and with what hangs on their turns; each fault is one sentence."""

from qualcode.store.database import Store

_TURN_TABLES = (("bookmarks", "a bookmark"), ("sections", "a section"), ("turn_languages", "a language"))


def revision_faults(store: Store) -> list[str]:
    """Return what is wrong with the revisions of a project's sources, nothing when they are whole."""
    return [*_number_faults(store), *_left_codings(store), *_turn_faults(store)]


def _number_faults(store: Store) -> list[str]:
    rows = store.rows(
        "SELECT name, revision, (SELECT count(*) FROM source_revisions WHERE source_id = sources.id), "
        "(SELECT coalesce(max(number), 0) FROM source_revisions WHERE source_id = sources.id) FROM sources ORDER BY id"
    )
    return [
        f"{name}: its text should be revision {revision}, and it has {count} texts numbered up to {newest}"
        for name, revision, count, newest in rows
        if not revision == count == newest
    ]


def _left_codings(store: Store) -> list[str]:
    """Return the faults of codings that stayed on an older text though nobody was told."""
    rows = store.rows(
        "SELECT name, number, codings.guid FROM codings JOIN source_revisions ON source_revisions.id = revision_id "
        "JOIN sources ON sources.id = source_id AND number <> revision WHERE NOT EXISTS "
        "(SELECT 1 FROM revised_codings WHERE coding_guid = codings.guid AND from_revision_id = codings.revision_id "
        "AND outcome = 'lost') ORDER BY codings.id"
    )
    return [f"{name} (text {number}): coding {guid} was left on it and is not listed" for name, number, guid in rows]


def _turn_faults(store: Store) -> list[str]:
    return [
        f"{name} (text {number}): {what} is on turn {turn}, which it does not have"
        for table, what in _TURN_TABLES
        for name, number, turn in store.rows(
            f"SELECT name, source_revisions.number, turn FROM {table} "
            "JOIN source_revisions ON source_revisions.id = revision_id JOIN sources ON sources.id = source_id "
            f"WHERE NOT EXISTS (SELECT 1 FROM turns WHERE turns.revision_id = {table}.revision_id "
            f"AND turns.number = turn) ORDER BY {table}.id"
        )
    ]
