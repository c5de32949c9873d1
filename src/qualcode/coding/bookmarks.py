"""Bookmarks on turns, each coder's own. Setting one or taking it off is one act."""

from datetime import datetime

from qualcode.model.identity import new_guid
from qualcode.store.database import Store
from qualcode.store.finding import ids_where
from qualcode.store.standing_texts import standing_revision


def set_bookmark(
    store: Store, source_guid: str, turn: int, is_set: bool, *, coder: str, at: datetime, before: int | None = None
) -> None:
    """Bookmark a turn for this coder, or take the bookmark off.

    Args:
        store: the project.
        source_guid: whose turn it is.
        turn: its number.
        is_set: whether it is to have a bookmark.
        coder: whose bookmark it is.
        at: when.
        before: number of the revision that whoever counted the turns saw.

    Raises:
        TextChangedError: another revision stands.
        UnknownSourceError: the source is not there.
    """
    with store.act("bookmark", f"bookmarked turn {turn}", coder=coder, at=at) as unit:
        name, revision_id = standing_revision(unit, source_guid, before=before)
        known = ids_where(unit, "bookmarks", revision_id=revision_id, turn=turn, coder_id=unit.coder_id)
        if is_set and not known:
            columns = ("guid", "revision_id", "turn", "coder_id", "at")
            unit.insert("bookmarks", columns, [(new_guid(), revision_id, turn, unit.coder_id, at.isoformat())])
            unit.say(f"bookmarked turn {turn} of {name}")
        elif known and not is_set:
            unit.delete("bookmarks", known)
            unit.say(f"took the bookmark off turn {turn} of {name}")
