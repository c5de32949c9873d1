"""Where a code comes to stand when it is moved by one step, as in an outline: up, down, inwards, outwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from qualcode.model.codebook import Code, Codebook


class Place(NamedTuple):
    """Under which code, and before which of its sub-codes; None for the top, and for the last place."""

    parent_guid: str | None
    before_guid: str | None


def place_above(book: Codebook, guid: str) -> Place | None:
    """Return the place before the sibling above a code, or None for the first."""
    siblings, place = _siblings(book, guid)
    return Place(book.code(guid).parent_guid, siblings[place - 1].guid) if place else None


def place_below(book: Codebook, guid: str) -> Place | None:
    """Return the place after the sibling below a code, or None for the last."""
    siblings, place = _siblings(book, guid)
    if place == len(siblings) - 1:
        return None
    return Place(book.code(guid).parent_guid, _guid_at(siblings, place + 2))


def place_inwards(book: Codebook, guid: str) -> Place | None:
    """Return the last place under the sibling above a code, or None for the first."""
    siblings, place = _siblings(book, guid)
    return Place(siblings[place - 1].guid, None) if place else None


def place_outwards(book: Codebook, guid: str) -> Place | None:
    """Return the place after the code that a code stands under, or None for a theme."""
    parent_guid = book.code(guid).parent_guid
    if parent_guid is None:
        return None
    above, place = _siblings(book, parent_guid)
    return Place(book.code(parent_guid).parent_guid, _guid_at(above, place + 1))


def _siblings(book: Codebook, guid: str) -> tuple[tuple[Code, ...], int]:
    code = book.code(guid)
    siblings = book.children(code.parent_guid)
    return siblings, siblings.index(code)


def _guid_at(codes: tuple[Code, ...], place: int) -> str | None:
    return codes[place].guid if place < len(codes) else None
