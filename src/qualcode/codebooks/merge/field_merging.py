"""The fields of one code, and of the codebook, merged."""

from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

from qualcode.codebooks.drafts import CODE_FIELDS
from qualcode.codebooks.merge.clashes import OWN_WORDS, Settling
from qualcode.codebooks.merge.list_merging import in_merged_order, merged_items
from qualcode.model.codebook import Code, Codebook, Cue

_LISTS = ("cues", "examples")
_EMPTY = {field.name: field.default for field in fields_of(Code)}


def merged_code(base: Codebook, ours: Codebook, theirs: Codebook, guid: str, settling: Settling) -> Code:
    """Return a code with each field that only one side changed as that side has it, and both sides' cues and examples.

    Parent and merged codes are left to others.
    """
    if guid not in theirs:
        return ours.code(guid)
    if guid not in ours:
        return theirs.code(guid)
    here, other = ours.code(guid), theirs.code(guid)
    if here == other:
        return here
    before = base.code(guid) if guid in base else None
    merged: dict[str, Any] = {"split_from_guid": here.split_from_guid or other.split_from_guid}
    for field in ("name", *CODE_FIELDS):
        was = getattr(before, field) if before else (None if field == "name" else _EMPTY[field])
        values: tuple[Any, Any, Any] = (was, getattr(here, field), getattr(other, field))
        if field in _LISTS:
            merged[field] = _merged_list(*values)
        else:
            merged[field] = _merged_value(guid, ours.path(guid), field, values, settling)
    return replace(here, **merged)


def merged_book_fields(base: Codebook | None, ours: Codebook, theirs: Codebook, settling: Settling) -> tuple[str, str]:
    """Return the name and the description of the codebook."""
    name, description = (
        _merged_value(
            None,
            "",
            field,
            (getattr(base, field) if base else "", getattr(ours, field), getattr(theirs, field)),
            settling,
        )
        for field in ("name", "description")
    )
    return name, description


def _merged_value(guid: str | None, path: str, field: str, values: tuple[Any, Any, Any], settling: Settling) -> Any:  # noqa: ANN401  # whatever the field holds
    base, ours, theirs = values
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    settled = settling.side(guid, path, field, base=base, ours=ours, theirs=theirs)
    if settled.words is not None and field in OWN_WORDS:
        return settled.words
    return ours if settled.side == "ours" else theirs


def _merged_list(base: tuple[Any, ...], ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    items = merged_items(base, ours, theirs)
    first, second = in_merged_order(items, base, ours, theirs, key=_list_key)
    # The order of cues and examples carries no meaning, so a difference in it alone is no clash.
    return tuple(min(first, second, key=lambda order: [_list_key(item) for item in order]))


def _list_key(item: object) -> str:
    return f"{item.text}\n{item}" if isinstance(item, Cue) else str(item)
