"""Which text of a source counts, as SQL says it: a source has a row a text, and `sources.revision` numbers the one."""

STANDING_TEXTS = (
    "sources JOIN source_revisions "
    "ON source_revisions.source_id = sources.id AND source_revisions.number = sources.revision"
)


def standing(table: str) -> str:
    """Return what a table whose rows lie on texts is joined with, so that only those on texts that stand are left."""
    return (
        f"source_revisions ON source_revisions.id = {table}.revision_id JOIN sources "
        "ON sources.id = source_revisions.source_id AND sources.revision = source_revisions.number"
    )
