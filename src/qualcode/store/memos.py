"""Memos as they stand in a project."""

from datetime import datetime

from qualcode.model.coding import Memo
from qualcode.store.database import Asked
from qualcode.store.project_facts import read_project


def read_memos(asked: Asked, *, besides_codings: bool = False) -> tuple[Memo, ...]:
    """Return all memos, or those that are not on codings, newest first."""
    where = "WHERE memos.coding_id IS NULL " if besides_codings else ""
    rows = asked.rows(
        "SELECT memos.guid, codings.guid, codes.guid, sources.guid, cases.guid, memos.text, coders.name, memos.at "
        "FROM memos JOIN coders ON coders.id = memos.coder_id LEFT JOIN codings ON codings.id = coding_id "
        "LEFT JOIN codes ON codes.id = memos.code_id LEFT JOIN sources ON sources.id = memos.source_id "
        "LEFT JOIN cases ON cases.id = memos.case_id " + where + "ORDER BY memos.at DESC, memos.id DESC"
    )
    project = read_project(asked).guid
    memos = []
    for guid, coding, code, source, case, text, coder, at in rows:
        targets = (("coding", coding), ("code", code), ("source", source), ("case", case), ("project", project))
        target, target_guid = next((kind, found) for kind, found in targets if found)
        memos.append(
            Memo(
                guid=guid,
                target=target,  # type: ignore[arg-type]  # one of the five literals above
                target_guid=target_guid,
                text=text,
                coder=coder,
                at=datetime.fromisoformat(at),
            )
        )
    return tuple(memos)
