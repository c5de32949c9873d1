"""Codes that a codebook may not lose: what is used stays, with what it stands under, wherever it is put."""

from collections.abc import Collection
from dataclasses import replace

from qualcode.codebooks.parents import path_key
from qualcode.model.codebook import Code, Codebook


def with_kept(wanted: Codebook, mine: Codebook, used: Collection[str]) -> tuple[Codebook, tuple[str, ...]]:
    """Return the wanted codebook with those codes of mine added that are used, and their paths.

    They stand where they stood, the codes above them come along, and a name or key that is taken gives way.

    Args:
        wanted: what the codebook is to be.
        mine: what it is.
        used: GUIDs of codes that may not go.
    """
    kept = {code.guid for code in mine.codes if code.guid in used and code.guid not in wanted}
    needed = {above.guid for guid in kept for above in mine.lineage(guid) if above.guid not in wanted}
    codes = list(wanted.codes)
    for code in mine.codes:
        if code.guid in needed:
            codes.append(code_beside(code, codes))
    present = {code.guid for code in codes}
    standing = [
        replace(code, merged_guids=tuple(guid for guid in code.merged_guids if guid not in present)) for code in codes
    ]
    return replace(wanted, codes=tuple(standing)), tuple(
        mine.path(code.guid) for code in mine.codes if code.guid in kept
    )


def code_beside(code: Code, others: Collection[Code]) -> Code:
    """Return a code with another name where a sibling has its own, and without a key where another code has it."""
    taken = {path_key(other.name) for other in others if other.parent_guid == code.parent_guid}
    name, number = code.name, 2
    while path_key(name) in taken:
        name = f"{code.name} ({number})"
        number += 1
    is_free = code.key is None or all(other.key != code.key for other in others)
    return replace(code, name=name, key=code.key if is_free else None)


def without_codes(book: Codebook, guids: Collection[str]) -> Codebook:
    """Return the codebook without some codes; what stands under them moves up."""
    if not guids:
        return book

    def parent_of(code: Code) -> str | None:
        above = code.parent_guid
        while above is not None and above in guids:
            above = book.code(above).parent_guid
        return above

    codes: list[Code] = []
    for code in book.codes:
        if code.guid not in guids:
            codes.append(code_beside(replace(code, parent_guid=parent_of(code)), codes))
    return replace(book, codes=tuple(codes))
