"""Where codes stand after a merge: under which, and in which order."""

from collections.abc import Iterable

from qualcode.codebooks.merge.clashes import ORDER, PARENT, Settling
from qualcode.codebooks.merge.list_merging import in_merged_order
from qualcode.codebooks.merge.presence import Presence, keep_for_child
from qualcode.model.codebook import Code, Codebook


def merged_parents(
    base: Codebook, ours: Codebook, theirs: Codebook, there: Presence, settling: Settling
) -> dict[str, str | None]:
    """Return under which code each code of the result stands (None at the top).

    A code whose parent was merged stands under what that went into; a parent that was removed stays for its sake.
    """
    parents: dict[str, str | None] = {}
    waiting = [code.guid for book in (ours, theirs) for code in book.codes if code.guid in there.present]
    place = 0
    while place < len(waiting):
        guid = waiting[place]
        place += 1
        if guid in parents:
            continue
        chosen = _parent(base, ours, theirs, there, guid, settling)
        parents[guid] = _kept(ours, theirs, there, guid, chosen)
        if parents[guid] is not None:
            waiting.append(parents[guid] or "")
    _break_circles(ours, theirs, there, parents, settling)
    return parents


def _parent(
    base: Codebook, ours: Codebook, theirs: Codebook, there: Presence, guid: str, settling: Settling
) -> str | None:
    """Return the parent that a code is to have, which may be gone."""
    if guid not in theirs or guid not in ours:
        return (ours if guid in ours else theirs).code(guid).parent_guid
    here, other = ours.code(guid).parent_guid, theirs.code(guid).parent_guid
    # A parent that was merged counts as what it went into: following a merge is no move.
    now_here, now_other = (there.standing(each) or each for each in (here, other))
    if now_here == now_other:
        return now_here
    if guid in base:
        before = base.code(guid).parent_guid
        before = there.standing(before) or before
        if now_other == before:
            return here
        if now_here == before:
            return other
    side = settling.side(
        guid,
        ours.path(guid),
        PARENT,
        base=_path(base, base.code(guid).parent_guid if guid in base else None),
        ours=_path(ours, here),
        theirs=_path(theirs, other),
    ).side
    return here if side == "ours" else other


def _path(book: Codebook, guid: str | None) -> str:
    return book.path(guid) if guid is not None and guid in book else "the top"


def _kept(ours: Codebook, theirs: Codebook, there: Presence, guid: str, parent: str | None) -> str | None:
    """Return a parent that is there: what it went into, or itself brought back."""
    if parent is None:
        return None
    stands = there.standing(parent)
    # A code may have gone into one that stood below it.
    if stands is not None and stands != guid:
        return stands
    if stands == guid:
        return None
    holder = ours if parent in ours else theirs
    child = (ours if guid in ours else theirs).code(guid).name
    keep_for_child(there, holder, parent, child)
    return parent


def _break_circles(
    ours: Codebook, theirs: Codebook, there: Presence, parents: dict[str, str | None], settling: Settling
) -> None:
    """Let codes that came to stand under themselves stand as one side has them."""
    pinned: set[str] = set()
    while circle := _circle(parents):
        moved = sorted(guid for guid in circle if guid in ours and guid in theirs and guid not in pinned)
        if not moved:
            parents[min(circle)] = None
            continue
        for guid in moved:
            here, other = ours.code(guid).parent_guid, theirs.code(guid).parent_guid
            side = settling.side(
                guid, ours.path(guid), PARENT, ours=_path(ours, here), theirs=_path(theirs, other)
            ).side
            parents[guid] = there.standing(here if side == "ours" else other)
            pinned.add(guid)


def _circle(parents: dict[str, str | None]) -> set[str]:
    """Return codes that stand under each other in a circle, or nothing."""
    done: set[str] = set()
    for start in parents:
        above: dict[str, None] = {}
        guid: str | None = start
        while guid is not None and guid not in done:
            if guid in above:
                walked = list(above)
                return {*walked[walked.index(guid) :]}
            above[guid] = None
            guid = parents.get(guid)
        done |= {*above}
    return set()


def in_order(
    base: Codebook, ours: Codebook, theirs: Codebook, codes: Iterable[Code], settling: Settling
) -> tuple[Code, ...]:
    """Return the codes with siblings in the order of both sides; where both changed it differently, that is asked."""
    made = {code.guid: code for code in codes}
    below: dict[str | None, list[str]] = {}
    for code in made.values():
        below.setdefault(code.parent_guid, []).append(code.guid)
    listed = [_listed(book) for book in (base, ours, theirs)]

    def name_of(guid: str) -> tuple[str, str]:
        return made[guid].name.casefold(), guid

    ordered: list[Code] = []
    for parent, guids in below.items():
        before, here, other = (each.get(parent, []) for each in listed)
        first, second = in_merged_order(guids, before, here, other, key=name_of)
        if first != second:
            side = settling.side(
                parent,
                _path(ours, parent) if parent else "",
                ORDER,
                ours=tuple(made[guid].name for guid in first),
                theirs=tuple(made[guid].name for guid in second),
            ).side
            first = first if side == "ours" else second
        ordered += [made[guid] for guid in first]
    return tuple(ordered)


def _listed(book: Codebook) -> dict[str | None, list[str]]:
    listed: dict[str | None, list[str]] = {}
    for code in book.codes:
        listed.setdefault(code.parent_guid, []).append(code.guid)
    return listed
