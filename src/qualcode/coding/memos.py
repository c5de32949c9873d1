"""Memos on codings, codes, sources, cases and the project: written, changed, taken off. Each is one act."""

from datetime import datetime

from qualcode.model.coding import MemoTarget
from qualcode.model.identity import new_guid
from qualcode.store.database import Store
from qualcode.store.finding import ids_where, memo_target_id

_COLUMNS = {"coding": "coding_id", "code": "code_id", "source": "source_id", "case": "case_id", "project": None}


def write_memo(store: Store, target: MemoTarget, target_guid: str, text: str, *, coder: str, at: datetime) -> None:
    """Make the coder's memo on that thing say `text`; an empty text takes it off.

    Raises:
        UnknownCodingError, UnknownCodeError, UnknownSourceError, UnknownCaseError: the thing is not there.
    """
    column = _COLUMNS[target]
    with store.act("memo", f"wrote a memo on a {target}", coder=coder, at=at) as unit:
        what, target_id = memo_target_id(unit, target, target_guid)
        targets = {name: target_id if name == column else None for name in _COLUMNS.values() if name}
        known = ids_where(unit, "memos", coder_id=unit.coder_id, **targets)
        said = text.strip()
        if known and said:
            unit.update("memos", known[0], {"text": said, "at": at.isoformat()})
            unit.say(f"changed the memo on {what}")
        elif known:
            unit.delete("memos", known)
            unit.say(f"took the memo off {what}")
        elif said:
            columns = ("guid", "coder_id", "at", "text", *targets)
            unit.insert("memos", columns, [(new_guid(), unit.coder_id, at.isoformat(), said, *targets.values())])
            unit.say(f"wrote a memo on {what}")
