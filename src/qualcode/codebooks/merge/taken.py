"""Keys and names that two codes would have after a merge: one of them gives way."""

from collections.abc import Iterable
from dataclasses import replace

from qualcode.codebooks.merge.clashes import KEY_TAKEN, NAME_TAKEN, Settling
from qualcode.codebooks.merge.keeping import code_beside
from qualcode.model.codebook import Code, Codebook


def with_free_keys(ours: Codebook, theirs: Codebook, codes: Iterable[Code], settling: Settling) -> list[Code]:
    """Return the codes, no two with one key: the code that has it here keeps it, or the one there, as settled.

    The other one keeps the key that it has on the other side, where that is free.
    """
    made = list(codes)
    holders: dict[str, list[Code]] = {}
    for code in made:
        if code.key is not None:
            holders.setdefault(code.key, []).append(code)
    without: set[str] = set()
    for key, found in holders.items():
        if len(found) > 1:
            first, *others = sorted(found, key=lambda code: (not _has(ours, code, "key"), code.guid))
            for other in others:
                side = settling.side(
                    other.guid,
                    _path(ours, theirs, other.guid),
                    KEY_TAKEN,
                    ours=f"{key} stays the key of {first.name}",
                    theirs=f"{key} becomes the key of {other.name}",
                ).side
                first, loser = (first, other) if side == "ours" else (other, first)
                without.add(loser.guid)
    taken = {code.key for code in made if code.guid not in without}
    left: dict[str, str | None] = {}
    for guid in sorted(without):
        known = (side.code(guid).key for side in (ours, theirs) if guid in side)
        left[guid] = next((key for key in known if key not in taken and key not in holders), None)
        taken.add(left[guid])
    return [replace(code, key=left[code.guid]) if code.guid in without else code for code in made]


def with_free_names(ours: Codebook, theirs: Codebook, codes: Iterable[Code], settling: Settling) -> list[Code]:
    """Return the codes, no two siblings of one name: the one that came gets a number, or the one here, as settled."""
    made = {code.guid: code for code in codes}
    siblings: dict[tuple[str | None, str], list[Code]] = {}
    for code in made.values():
        siblings.setdefault((code.parent_guid, code.name.casefold()), []).append(code)
    for found in siblings.values():
        if len(found) > 1:
            first, *others = sorted(found, key=lambda code: (not _has(ours, code, "name"), code.guid))
            for other in others:
                side = settling.side(
                    other.guid,
                    _path(ours, theirs, other.guid),
                    NAME_TAKEN,
                    ours=f"{first.name} stays, the other gets a number",
                    theirs=f"{other.name} comes, ours gets a number",
                ).side
                first, loser = (first, other) if side == "ours" else (other, first)
                rest = [code for guid, code in made.items() if guid != loser.guid]
                made[loser.guid] = replace(loser, name=code_beside(replace(loser, key=None), rest).name)
    return list(made.values())


def _has(book: Codebook, code: Code, field: str) -> bool:
    """Tell whether the code has that value of the field in a codebook already."""
    return code.guid in book and getattr(book.code(code.guid), field) == getattr(code, field)


def _path(ours: Codebook, theirs: Codebook, guid: str) -> str:
    return (ours if guid in ours else theirs).path(guid)
