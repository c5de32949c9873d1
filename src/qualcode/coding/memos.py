"""Memos on codings, codes, sources, cases and the project: written, changed, taken off. Each is one act."""

from datetime import datetime

from qualcode.model.coding import MemoTarget
from qualcode.model.identity import new_guid
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.finding import ids_where
from qualcode.store.memo_targets import memo_target_id

_COLUMNS = {"coding": "coding_id", "code": "code_id", "source": "source_id", "case": "case_id", "project": None}


def write_memo(store: Store, target: MemoTarget, target_guid: str, text: str, *, coder: str, at: datetime) -> None:
    """Make the coder's memo on that thing say `text`; an empty text takes it off.

    Raises:
        UnknownCodingError, UnknownCodeError, UnknownSourceError, NobodyError: the thing is not there.
    """
    with store.act("memo", f"wrote a memo on a {target}", coder=coder, at=at) as unit:
        done, what = _write(unit, target, target_guid, text)
        unit.say(f"{done} {what}")


def add_memo(unit: Writing, target: MemoTarget, target_guid: str, text: str) -> None:
    """Do what `write_memo` does, inside an act that is being written; an empty text changes nothing."""
    if text.strip():
        _write(unit, target, target_guid, text)


def _write(unit: Writing, target: MemoTarget, target_guid: str, text: str) -> tuple[str, str]:
    """Write, change or take off a memo; return what was done, and on what."""
    column = _COLUMNS[target]
    what, target_id = memo_target_id(unit, target, target_guid)
    targets = {name: target_id if name == column else None for name in _COLUMNS.values() if name}
    known = ids_where(unit, "memos", coder_id=unit.coder_id, **targets)
    said, at = text.strip(), unit.at.isoformat()
    if known and said:
        unit.update("memos", known[0], {"text": said, "at": at})
        return "changed the memo on", what
    if known:
        unit.delete("memos", known)
        return "took the memo off", what
    if said:
        cells = (new_guid(), unit.coder_id, at, said, *targets.values())
        unit.insert("memos", ("guid", "coder_id", "at", "text", *targets), [cells])
    return "wrote a memo on", what
