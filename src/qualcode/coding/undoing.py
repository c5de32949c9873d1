"""Undo and redo: the journal walked back and forth, one act at a time, each coder's own."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import get_args

from qualcode.errors.coding import FarReachingUndoError, NothingToUndoError
from qualcode.model.act_kinds import FarReachingKind, Reversal
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.journal import Reversible, act_to_redo, act_to_undo
from qualcode.store.revisions import keep_steps, standing_revisions

FAR_REACHING: frozenset[str] = frozenset(get_args(FarReachingKind))  # what a key does not take back unasked


def undo(store: Store, *, coder: str, at: datetime, but_not: Collection[str] = ()) -> str:
    """Take back the coder's last act that stands and return what it was; kinds of acts in `but_not` are left alone.

    Raises:
        NothingToUndoError: there is none.
        FarReachingUndoError: it is of a kind that is to be left alone.
        UndoConflictError: somebody changed since what it wrote.
    """
    return _reverse(store, "undo", act_to_undo, coder=coder, at=at, but_not=but_not)


def redo(store: Store, *, coder: str, at: datetime) -> str:
    """Do the coder's last undone act again and return what it was.

    Raises:
        NothingToUndoError: there is none, or something new was done since.
        UndoConflictError: somebody changed since what it would write.
    """
    return _reverse(store, "redo", act_to_redo, coder=coder, at=at)


def _reverse(
    store: Store,
    verb: Reversal,
    find: Callable[[Writing], Reversible | None],
    *,
    coder: str,
    at: datetime,
    but_not: Collection[str] = (),
) -> str:
    with store.act(verb, verb, coder=coder, at=at) as unit:
        act = find(unit)
        if act is None:
            raise NothingToUndoError(coder, verb)
        if act.kind in but_not:
            raise FarReachingUndoError(act.summary)
        stood_at = standing_revisions(unit)
        unit.revert(act.changes, summary=act.summary, verb=verb)
        keep_steps(unit, stood_at)
        unit.record_always()
        if verb == "undo":
            unit.undoes_id = act.number
            unit.say(f"undid: {act.summary}")
        else:
            unit.redoes_id = act.number
            unit.say(f"redid: {act.summary}")
        return act.summary
