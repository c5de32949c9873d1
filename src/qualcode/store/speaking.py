"""Who speaks where."""

from qualcode.store.database import Asked


def case_labels(asked: Asked, revision_id: int) -> dict[int, str]:
    """Return the row ids and labels of those who speak in a text, in order of birth."""
    return dict(
        asked.rows(
            "SELECT DISTINCT cases.id, label FROM turns JOIN cases ON cases.id = case_id WHERE revision_id = :id "
            "ORDER BY cases.id",
            id=revision_id,
        )
    )


def speaks_elsewhere(asked: Asked, case_id: int, source_id: int) -> bool:
    """Tell whether a case speaks in another source than that one."""
    return bool(
        asked.rows(
            "SELECT 1 FROM turns JOIN source_revisions ON source_revisions.id = revision_id "
            "WHERE case_id = :case AND source_id <> :source LIMIT 1",
            case=case_id,
            source=source_id,
        )
    )
