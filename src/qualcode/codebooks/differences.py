"""What changed between two codebooks, told of codes: added, split off, gone, merged, renamed, moved, changed.

Codes are the same when their GUID is. The changes name everything in which the two codebooks differ: no changes means
that they are equal, but for the codebooks' own GUIDs; and made on the old codebook they give the new one.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from qualcode.codebooks.changes import Change, ChangeKind
from qualcode.codebooks.drafts import CODE_FIELDS, ORIGIN_FIELDS
from qualcode.model.codebook import PATH_SEPARATOR, Code, Codebook


def codebook_changes(old: Codebook, new: Codebook) -> tuple[Change, ...]:
    """Return what changed from the old codebook to the new: first of the codebook, then of its codes in the new order.

    Codes that are gone come last, in their old order.
    """
    old_paths, new_paths = _paths(old), _paths(new)
    shifted, above = _reordered(old, new), _siblings_above(new)
    went_into = _went_into(old, new)
    merged = _merged_by_now(old, went_into)
    changes = list(_codebook_changes(old, new))
    for code in new.codes:
        path, after_guid = new_paths[code.guid], above[code.guid]
        if code.guid not in old:
            origin = code.split_from_guid if code.split_from_guid in old else None
            made = Change(kind="added", code_guid=code.guid, path=path, code=code, after_guid=after_guid)
            changes.append(replace(made, kind="split", before=old_paths[origin]) if origin else made)
            continue
        was = old.code(code.guid)
        for kind, before, after in _place_changes(was, code, old_paths[code.guid], path, shifted):
            changes.append(
                Change(
                    kind=kind,
                    code_guid=code.guid,
                    path=path,
                    before=before,
                    after=after,
                    code=code,
                    after_guid=after_guid,
                )
            )
        changes += _field_changes(was, code, path, merged)
    for code in old.codes:
        if code.guid not in new:
            into = went_into.get(code.guid)
            gone = Change(kind="removed", code_guid=code.guid, path=old_paths[code.guid], code=code)
            changes.append(replace(gone, kind="merged", after=new_paths[into], into_guid=into) if into else gone)
    return tuple(changes)


def _place_changes(
    was: Code, code: Code, old_path: str, path: str, shifted: dict[str, tuple[str | None, str | None]]
) -> Iterator[tuple[ChangeKind, str | None, str | None]]:
    if was.name != code.name:
        yield "renamed", old_path, path
    if was.parent_guid != code.parent_guid:
        yield "moved", old_path, path
    if code.guid in shifted:
        yield "reordered", *shifted[code.guid]


def _went_into(old: Codebook, new: Codebook) -> dict[str, str]:
    """Return the codes that are gone because they were merged, and into which one each."""
    return {
        guid: code.guid
        for code in new.codes
        for guid in code.merged_guids
        if guid in old and guid not in new and not (code.guid in old and guid in old.code(code.guid).merged_guids)
    }


def _codebook_changes(old: Codebook, new: Codebook) -> Iterator[Change]:
    for field in ("name", "description"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            kind: ChangeKind = "renamed" if field == "name" else "changed"
            yield Change(kind=kind, code_guid=None, path="", field=field, before=before, after=after)


def _field_changes(was: Code, code: Code, path: str, merged: dict[str, tuple[str, ...]]) -> Iterator[Change]:
    for field in (*CODE_FIELDS, *ORIGIN_FIELDS):
        before, after = getattr(was, field), getattr(code, field)
        if before == after or (field == "merged_guids" and after == merged.get(code.guid)):
            continue
        yield Change(kind="changed", code_guid=code.guid, path=path, field=field, before=before, after=after)


def _merged_by_now(old: Codebook, went_into: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return what codes that others went into remember of merges because of that."""
    merged: dict[str, tuple[str, ...]] = {}
    for guid, into in went_into.items():
        known = merged.get(into) or (old.code(into).merged_guids if into in old else ())
        merged[into] = (*known, guid, *old.code(guid).merged_guids)
    return {into: tuple(sorted({*guids} - {into})) for into, guids in merged.items()}


def _siblings_above(book: Codebook) -> dict[str, str | None]:
    """Return after which sibling each code stands; None for the first."""
    last: dict[str | None, str] = {}
    above = {}
    for code in book.codes:
        above[code.guid] = last.get(code.parent_guid)
        last[code.parent_guid] = code.guid
    return above


def _paths(book: Codebook) -> dict[str, str]:
    paths: dict[str, str] = {}
    for code in book.codes:
        above = paths[code.parent_guid] + PATH_SEPARATOR if code.parent_guid else ""
        paths[code.guid] = above + code.name
    return paths


def _reordered(old: Codebook, new: Codebook) -> dict[str, tuple[str | None, str | None]]:
    """Return the codes that changed places with siblings: the fewest that explain it, with whom they stood after."""
    old_below, new_below = _below(old), _below(new)
    shifted = {}
    for parent, codes in new_below.items():
        stayed = {code.guid for code in codes if code.guid in old and old.code(code.guid).parent_guid == parent}
        before = [code for code in old_below.get(parent, ()) if code.guid in stayed]
        after = [code for code in codes if code.guid in stayed]
        places = {code.guid: place for place, code in enumerate(before)}
        in_order = _longest_rising([places[code.guid] for code in after])
        for number, code in enumerate(after):
            place = places[code.guid]
            if place not in in_order:
                above_before = before[place - 1].name if place else None
                shifted[code.guid] = (above_before, after[number - 1].name if number else None)
    return shifted


def _below(book: Codebook) -> dict[str | None, list[Code]]:
    below: dict[str | None, list[Code]] = {}
    for code in book.codes:
        below.setdefault(code.parent_guid, []).append(code)
    return below


def _longest_rising(numbers: list[int]) -> set[int]:
    """Return a longest rising subsequence of different numbers (patience sorting, in n log n)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(tails, number)
        before[number] = tails[place - 1] if place else None
        tails[place:] = [number, *tails[place + 1 :]]
    rising: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        rising.add(last)
        last = before[last]
    return rising
