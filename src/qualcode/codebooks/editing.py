"""Edits of a codebook as pure functions: a codebook in, the edited codebook out.

What would not make a codebook (a sibling's name or a key twice, a code under itself) is refused by the codebook itself.
"""

from dataclasses import replace

from qualcode.errors.codebooks import CodebookError
from qualcode.model.codebook import Code, Codebook


def with_code(book: Codebook, code: Code) -> Codebook:
    """Return the codebook with a further code, the last among its siblings.

    Raises:
        CodebookError: its name or key is taken.
    """
    return replace(book, codes=(*book.codes, code))


def with_changed(book: Codebook, code: Code) -> Codebook:
    """Return the codebook with the code of that GUID replaced, in its place.

    Raises:
        UnknownCodeError: it is not in the codebook.
        CodebookError: its name or key is taken.
    """
    book.code(code.guid)
    return replace(book, codes=tuple(code if known.guid == code.guid else known for known in book.codes))


def with_moved(book: Codebook, guid: str, parent_guid: str | None, *, before_guid: str | None = None) -> Codebook:
    """Return the codebook with a code, and all under it, moved under another (to the top for None).

    Args:
        before_guid: the sibling it comes to stand before; the last place without one.

    Raises:
        UnknownCodeError: one of them is not in the codebook.
        CodebookError: the code would stand under itself, or a sibling there has its name.
    """
    moved = book.code(guid)
    if parent_guid is not None:
        parent = book.code(parent_guid)
        if parent_guid == guid or parent in book.descendants(guid):
            raise CodebookError(book.name, f"{moved.name!r} cannot be moved under itself.")
    moved = replace(moved, parent_guid=parent_guid)
    others = [code for code in book.codes if code.guid != guid]
    place = len(others)
    if before_guid is not None:
        place = others.index(book.code(before_guid))
    return replace(book, codes=(*others[:place], moved, *others[place:]))


def with_merged(book: Codebook, guid: str, into_guid: str) -> Codebook:
    """Return the codebook with one code gone into another: its cues, examples and sub-codes go along.

    The other code's name, definition, color and key stay, and it remembers the GUIDs of all that went into it. A
    sub-code whose name is taken there is refused.

    Raises:
        UnknownCodeError: one of them is not in the codebook.
        CodebookError: a code cannot go into itself or into one under it.
    """
    gone, into = book.code(guid), book.code(into_guid)
    if guid == into_guid or into in book.descendants(guid):
        raise CodebookError(book.name, f"{gone.name!r} cannot be merged into itself or a code under it.")
    joined = replace(
        into,
        cues=(*into.cues, *gone.cues),
        examples=tuple(dict.fromkeys((*into.examples, *gone.examples))),
        merged_guids=(*into.merged_guids, guid, *gone.merged_guids),
    )
    kept = []
    for code in book.codes:
        if code.guid == into_guid:
            kept.append(joined)
        elif code.guid != guid:
            kept.append(replace(code, parent_guid=into_guid) if code.parent_guid == guid else code)
    return replace(book, codes=tuple(kept))


def without_code(book: Codebook, guid: str) -> Codebook:
    """Return the codebook without a code and all under it.

    Raises:
        UnknownCodeError: it is not in the codebook.
    """
    gone = {guid, *(code.guid for code in book.descendants(guid))}
    book.code(guid)
    return replace(book, codes=tuple(code for code in book.codes if code.guid not in gone))
