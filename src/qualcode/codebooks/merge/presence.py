"""Which codes are there after a merge, and where the codings of those go that are not."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from qualcode.codebooks.drafts import CODE_FIELDS
from qualcode.codebooks.merge.clashes import FATE, INTO, Settling
from qualcode.model.codebook import Code, Codebook

_COMPARED = ("name", "parent_guid", *CODE_FIELDS, "merged_guids")


@dataclass(slots=True)
class Presence:
    """What is there.

    Attributes:
        present: GUIDs of the codes of the result.
        into: of those that are gone because they were merged, what each went into, which may be gone too.
        goers: by the code of the result, those that went into it.
        remarks: what stays although one side removed it.
    """

    present: set[str]
    into: dict[str, str]
    goers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    remarks: list[str] = field(default_factory=list)

    def standing(self, guid: str | None) -> str | None:
        """Return the code of the result that a code went into, itself if it is there, None where it went nowhere."""
        seen = set()
        while guid is not None and guid not in self.present and guid not in seen:
            seen.add(guid)
            guid = self.into.get(guid)
        return guid if guid in self.present else None


def presence(base: Codebook, ours: Codebook, theirs: Codebook, used: Collection[str], settling: Settling) -> Presence:
    """Return which codes are there, asking about those that one side changed and the other removed."""
    went_here, went_there = _went(ours), _went(theirs)
    there = Presence(set(), {})
    for guid in dict.fromkeys(code.guid for book in (ours, theirs, base) for code in book.codes):
        here, known = guid in ours, guid in theirs
        if here and known:
            there.present.add(guid)
            continue
        if not here and not known:
            _note_both_gone(there, base, guid, (went_here.get(guid), went_there.get(guid)), settling)
            continue
        goer = (went_there if here else went_here).get(guid)
        if guid not in base and goer is None:
            there.present.add(guid)  # added on one side
        elif _stays(base, ours, theirs, guid, goer, settling):
            there.present.add(guid)
        elif goer is not None:
            there.into[guid] = goer
    for guid, into in (*went_here.items(), *went_there.items()):
        if guid not in there.present:
            there.into.setdefault(guid, into)
    _keep_used(there, ours, used)
    _note_goers(there)
    return there


def _went(book: Codebook) -> dict[str, str]:
    """Return the codes that are gone from a codebook because they were merged, and into which each."""
    return {guid: code.guid for code in book.codes for guid in code.merged_guids if guid not in book}


def _stays(base: Codebook, ours: Codebook, theirs: Codebook, guid: str, goer: str | None, settling: Settling) -> bool:
    """Tell whether a code that only one side still has stays: where that side changed it, that is asked."""
    is_here = guid in ours
    holder, other = (ours, theirs) if is_here else (theirs, ours)
    code = holder.code(guid)
    if guid not in base or not _is_changed(base.code(guid), code):
        return False
    gone = f"merged into {other.path(goer)}" if goer is not None else "removed"
    told = {"ours": "changed", "theirs": gone} if is_here else {"ours": gone, "theirs": "changed"}
    side = settling.side(guid, holder.path(guid), FATE, base="there", ours=told["ours"], theirs=told["theirs"]).side
    return (side == "ours") is is_here


def _is_changed(before: Code, after: Code) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in _COMPARED)


def _note_both_gone(
    there: Presence, base: Codebook, guid: str, went: tuple[str | None, str | None], settling: Settling
) -> None:
    """Note where a code went that neither side has; two ways are a clash."""
    here, other = went
    if here is not None and other is not None and here != other:
        side = settling.side(guid, base.path(guid), INTO, base=base.path(guid), ours=here, theirs=other).side
        there.into[guid] = here if side == "ours" else other
    elif here is not None or other is not None:
        there.into[guid] = here or other or ""


def _keep_used(there: Presence, ours: Codebook, used: Collection[str]) -> None:
    """Keep codes that are used here and would be gone without another in their place."""
    for code in ours.codes:
        if code.guid in used and there.standing(code.guid) is None:
            there.present.add(code.guid)
            there.remarks.append(f"{ours.path(code.guid)!r} was removed there but is used here: it stays.")


def _note_goers(there: Presence) -> None:
    for guid in there.into:
        if guid not in there.present and (stands := there.standing(guid)):
            there.goers[stands].add(guid)


def keep_for_child(there: Presence, book: Codebook, guid: str, child: str) -> None:
    """Bring a removed code back because a code that is there stands under it."""
    there.present.add(guid)
    there.into.pop(guid, None)
    there.remarks.append(f"{book.path(guid)!r} was removed on one side but {child!r} stands under it: it stays.")
