"""A code with all under it, as it goes from one codebook into another, or as a copy."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qualcode.errors.codebooks import CodebookError
from qualcode.model.codebook import Code, Codebook


def branch_of(book: Codebook, guid: str) -> tuple[Code, ...]:
    """Return a code and all under it, in order.

    Raises:
        UnknownCodeError: it is not in the codebook.
    """
    return (book.code(guid), *book.descendants(guid))


def copied(branch: Sequence[Code], new_guid: Callable[[], str]) -> tuple[Code, ...]:
    """Return the codes as new ones: under GUIDs of their own, and come from nowhere."""
    guids = {code.guid: new_guid() for code in branch}
    return tuple(
        replace(
            code,
            guid=guids[code.guid],
            parent_guid=guids.get(code.parent_guid or "", code.parent_guid),
            merged_guids=(),
            split_from_guid=None,
        )
        for code in branch
    )


def with_branch(
    book: Codebook, branch: Sequence[Code], parent_guid: str | None, *, before_guid: str | None = None
) -> tuple[Codebook, tuple[str, ...]]:
    """Return the codebook with a branch added below a code, and the names of codes that lost a key that is taken.

    Args:
        book: where it comes to stand.
        branch: the code first.
        parent_guid: under which; None for the top.
        before_guid: the sibling it comes to stand before; the last place without one.

    Raises:
        CodebookError: a sibling there has its name, or there is no such code to stand under.
    """
    if parent_guid is not None and parent_guid not in book:
        raise CodebookError(book.name, "the code it is to stand under is not in it.")
    taken = {code.key for code in book.codes if code.key is not None}
    lost = tuple(code.name for code in branch if code.key in taken)
    first, *others = (replace(code, key=None) if code.key in taken else code for code in branch)
    codes = list(book.codes)
    place = next((place for place, code in enumerate(codes) if code.guid == before_guid), len(codes))
    codes[place:place] = [replace(first, parent_guid=parent_guid), *others]
    return replace(book, codes=tuple(codes)), lost
