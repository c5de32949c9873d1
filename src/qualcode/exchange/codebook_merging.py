"""A colleague's codebook merged into the project's, in one undoable act; codings follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from qualcode.codebooks.changes import Change
from qualcode.codebooks.content import is_hash_of
from qualcode.codebooks.differences import codebook_changes
from qualcode.codebooks.merge.clashes import Clash, Settled, Side
from qualcode.codebooks.merge.merging import Merge, merged_codebooks
from qualcode.codebooks.merge.pairing import Pair
from qualcode.codebooks.reading import CodebookFile
from qualcode.coding.codebook_writing import keep_revision, write_codebook
from qualcode.errors.codebooks import OpenClashesError
from qualcode.exchange.arriving import Arrival, arrival
from qualcode.model.codebook import Codebook
from qualcode.store.database import Asked, Store
from qualcode.store.recoding import used_codes

Outcome = Literal["known", "new", "fast-forward", "merged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What merging would give.

    Attributes:
        outcome: `known` where there is nothing to take, `new` where the project has no copy, `fast-forward` where
            theirs comes from what stands here and is taken as it is, `merged` otherwise.
        before: the project's copy.
        after: the result, with our side of what is open.
        changes: from before to after.
        clashes: all, settled or not.
        proposals: codes that may be the same, for a person to say.
        remarks: what stays, what was taken for what.
        went_into: codes of ours that are gone and what their codings follow to.
    """

    outcome: Outcome
    before: Codebook | None
    after: Codebook
    changes: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()
    proposals: tuple[Pair, ...] = ()
    remarks: tuple[str, ...] = ()
    went_into: Mapping[str, str]

    @property
    def open(self) -> tuple[Clash, ...]:
        """The clashes that nobody settled yet."""
        return tuple(clash for clash in self.clashes if clash.settled is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a person wants it merged.

    Attributes:
        codebook_guid: the project's copy, where several could be meant.
        settled: how clashes are settled, by their ids.
        otherwise: the side that all other clashes are settled for; None leaves them open.
        pairs: GUIDs of our codes by those of theirs that are the same.
        with_proposals: take all that are alike for the same.
    """

    codebook_guid: str | None = None
    settled: Mapping[str, Settled] | None = None
    otherwise: Side | None = None
    pairs: Mapping[str, str] | None = None
    with_proposals: bool = False


def merge_plan(asked: Asked, file: CodebookFile, wishes: Wishes | None = None) -> MergePlan:
    """Return what merging a colleague's codebook would give, and change nothing."""
    return _planned(asked, file, wishes or Wishes())[1]


def _planned(asked: Asked, file: CodebookFile, wishes: Wishes) -> tuple[Arrival, MergePlan]:
    arrived = arrival(asked, file, codebook_guid=wishes.codebook_guid, pairs=wishes.pairs)
    if wishes.with_proposals and arrived.proposals:
        pairs = {**(wishes.pairs or {}), **{each.theirs_guid: each.ours_guid for each in arrived.proposals}}
        arrived = arrival(asked, file, codebook_guid=wishes.codebook_guid, pairs=pairs)
    ours = arrived.ours
    if ours is None:
        return arrived, MergePlan(outcome="new", before=None, after=arrived.theirs, went_into={})
    if arrived.is_known:
        return arrived, MergePlan(outcome="known", before=ours, after=ours, went_into={})
    merge = _settled(arrived, ours, used_codes(asked), wishes)
    is_theirs = arrived.is_ahead and merge.codebook == arrived.theirs
    return arrived, MergePlan(
        outcome="fast-forward" if is_theirs else "merged",
        before=ours,
        after=merge.codebook,
        changes=codebook_changes(ours, merge.codebook),
        clashes=merge.clashes,
        proposals=arrived.proposals,
        remarks=(*arrived.remarks, *merge.remarks),
        went_into=merge.went_into,
    )


def _settled(arrived: Arrival, ours: Codebook, used: frozenset[str], wishes: Wishes) -> Merge:
    """Return the merge; where all else is settled for one side, as often as settling brings up further clashes."""
    settled = dict(wishes.settled or {})
    while True:
        merge = merged_codebooks(arrived.base, ours, arrived.theirs, used=used, settled=settled)
        fresh = {clash.id: Settled(wishes.otherwise) for clash in merge.open if wishes.otherwise}
        if not fresh:
            return merge
        settled |= fresh


def merge_codebook(
    store: Store, file: CodebookFile, *, name: str, coder: str, at: datetime, wishes: Wishes | None = None
) -> MergePlan:
    """Merge a colleague's codebook into the project's copy of it, or add it where there is none.

    Codings follow renames, moves and merges; a code that was removed there but is used here stays and is told.

    Args:
        store: the project.
        file: what the colleague gave.
        name: of the file, as the journal is to tell it.
        coder: who merges.
        at: when.
        wishes: how clashes are settled.

    Raises:
        OpenClashesError: not all are settled; nothing is changed.
        CodebookError: another codebook of the project has the name.
    """
    with store.act("merge codebook", f"merged codebook from {name}", coder=coder, at=at) as unit:
        arrived, plan = _planned(unit, file, wishes or Wishes())
        if plan.open:
            raise OpenClashesError(name, [clash.sentence() for clash in plan.open])
        if plan.outcome == "known":
            return plan
        revision = arrived.revision
        if plan.outcome != "merged" and is_hash_of(revision.hash, plan.after, revision.parents):
            write_codebook(unit, plan.after, revision=revision, went_into=plan.went_into)
        else:
            keep_revision(unit, plan.after.guid, arrived.theirs, arrived.revision)
            write_codebook(unit, plan.after, parents=(arrived.revision.hash,), went_into=plan.went_into)
        count = f"{len(plan.changes)} change{'' if len(plan.changes) == 1 else 's'}"
        told = f"{len(plan.after.codes)} codes, new here" if plan.outcome == "new" else count
        unit.say(f"merged codebook {plan.after.name} from {name} ({told})")
    return plan
