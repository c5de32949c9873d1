"""What changed between two codebooks, told of codes: added, removed, renamed, moved, put in another order, changed.

Codes are the same when their GUID is. The changes name everything in which the two codebooks differ: no changes means
that they are equal, but for the codebooks' own GUIDs.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from qualcode.codebooks.drafts import CODE_FIELDS
from qualcode.model.codebook import PATH_SEPARATOR, Code, Codebook, Cue

# Merged and split codes will be kinds of their own once revisions can tell them from removed and added ones.
ChangeKind = Literal["added", "removed", "renamed", "moved", "reordered", "changed"]
FieldValue = str | bool | None | tuple[str, ...] | tuple[Cue, ...]
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference in one code, or in the codebook itself.

    Attributes:
        code_guid: the code; None for the codebook itself.
        path: where the code stands now, or stood if it was removed; empty for the codebook itself.
        field: what changed, for the kind `changed`; `name` or `description` for the codebook itself.
        before: for `changed` the field's value, for `renamed` and `moved` the path, for `reordered` the name of the
            sibling it stood after (None where it was the first).
        after: the same, as it is now.
    """

    kind: ChangeKind
    code_guid: str | None
    path: str
    field: str | None = None
    before: FieldValue = None
    after: FieldValue = None

    def sentence(self) -> str:
        """Return the change in one readable line."""
        return _sentence(self)


def codebook_changes(old: Codebook, new: Codebook) -> tuple[Change, ...]:
    """Return what changed from the old codebook to the new: first of the codebook, then of its codes in the new order.

    Removed codes come last, in their old order.
    """
    old_paths, new_paths = _paths(old), _paths(new)
    shifted = _reordered(old, new)
    changes = list(_codebook_changes(old, new))
    for code in new.codes:
        path = new_paths[code.guid]
        if code.guid not in old:
            changes.append(Change(kind="added", code_guid=code.guid, path=path))
            continue
        was = old.code(code.guid)
        old_path = old_paths[code.guid]
        if was.name != code.name:
            changes.append(Change(kind="renamed", code_guid=code.guid, path=path, before=old_path, after=path))
        if was.parent_guid != code.parent_guid:
            changes.append(Change(kind="moved", code_guid=code.guid, path=path, before=old_path, after=path))
        if code.guid in shifted:
            before, after = shifted[code.guid]
            changes.append(Change(kind="reordered", code_guid=code.guid, path=path, before=before, after=after))
        changes += _field_changes(was, code, path)
    changes += [
        Change(kind="removed", code_guid=code.guid, path=old_paths[code.guid])
        for code in old.codes
        if code.guid not in new
    ]
    return tuple(changes)


def _codebook_changes(old: Codebook, new: Codebook) -> Iterator[Change]:
    for field in ("name", "description"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            kind: ChangeKind = "renamed" if field == "name" else "changed"
            yield Change(kind=kind, code_guid=None, path="", field=field, before=before, after=after)


def _field_changes(was: Code, code: Code, path: str) -> Iterator[Change]:
    for field in CODE_FIELDS:
        before, after = getattr(was, field), getattr(code, field)
        if before != after:
            yield Change(kind="changed", code_guid=code.guid, path=path, field=field, before=before, after=after)


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


def _sentence(change: Change) -> str:
    if change.code_guid is None:
        verb = "renamed" if change.kind == "renamed" else f"{change.field} changed"
        return f"codebook {verb}: {_shown(change.before)} → {_shown(change.after)}"
    if change.kind in ("renamed", "moved"):
        return f"{change.kind}: {change.before} → {change.after}"
    if change.kind == "reordered":
        return f"reordered: {change.path}, now {f'after {change.after}' if change.after else 'first'}"
    if change.kind == "changed":
        return _FIELD_SENTENCES.get(change.field or "", _text_sentence)(change)
    return f"{change.kind}: {change.path}"


def _text_sentence(change: Change) -> str:
    return f"{change.field} changed: {change.path}: {_shown(change.before)} → {_shown(change.after)}"


def _list_sentence(change: Change) -> str:
    """Tell what came into a list and what went out of it."""
    before = change.before if isinstance(change.before, tuple) else ()
    after = change.after if isinstance(change.after, tuple) else ()
    came = [f"+ {_shown(item)}" for item in after if item not in before]
    went = [f"− {_shown(item)}" for item in before if item not in after]
    told = [*came, *went]
    more = f" and {len(told) - 4} more" if len(told) > 4 else ""
    return f"{change.field} changed: {change.path}: {', '.join(told[:4]) or 'other order'}{more}"


def _truth_sentence(change: Change) -> str:
    words = {
        "is_retired": {True: "retired", False: "no longer retired"},
        "is_codable": {True: "can be applied again", False: "only groups codes now"},
    }
    return f"{words[change.field or ''][change.after is True]}: {change.path}"


def _shown(value: object) -> str:
    """Return a value on one line, shortened."""
    if isinstance(value, Cue):
        parts = [value.language or "", "not" if value.is_negative else "", "" if value.form == "lemma" else value.form]
        prefix = " ".join(part for part in parts if part)
        value = f"{prefix}: {value.text}" if prefix else value.text
    text = " ".join(str(value or "").split())
    if not text:
        return "nothing"
    return f"“{text}”" if len(text) <= _LONGEST_SHOWN else f"“{text[: _LONGEST_SHOWN - 1]}…”"


_FIELD_SENTENCES: dict[str, Callable[[Change], str]] = {
    "cues": _list_sentence,
    "examples": _list_sentence,
    "is_codable": _truth_sentence,
    "is_retired": _truth_sentence,
}
