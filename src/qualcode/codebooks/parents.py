"""Parents in a table of codes: each row names its parent as it can, by GUID, identifier, path or name.

A path goes before a name, since a theme's name is its path. A name that several rows have is refused, not guessed. In
tables that name themes without giving them rows of their own, those codes are made.
"""

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.codebooks.drafts import DEEPEST, Remarks, mended_guid
from qualcode.errors.codebooks import CodebookFileError
from qualcode.model.codebook import PATH_SEPARATOR
from qualcode.model.lookup import near_names


@dataclass(slots=True, eq=False)
class Row:
    """One code of a table.

    Attributes:
        parent: its parent as the table names it, or empty for a theme.
        identifier: what other rows may name it by, where the table has such a column.
        cells: its other fields, as written.
        above: its parent, once that is known.
        path: its path, once all above it is known; empty in a circle.
        depth: how many codes its path names.
        column: which cell of the row holds its name, from 1, where that is known.
        parent_column: which one names its parent.
    """

    line: int
    name: str
    parent: str = ""
    identifier: str = ""
    guid: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    above: "Row | None" = None
    path: str = ""
    depth: int = 0
    column: int | None = None
    parent_column: int | None = None


def path_key(path: str) -> str:
    """Return a path or name in the form that comparisons use: letter case and spacing do not matter."""
    return re.sub(r"\s*>\s*", ">", " ".join(path.casefold().split()))


def with_parents(path: Path, rows: Sequence[Row], remarks: Remarks, *, can_make: bool) -> list[Row]:
    """Return the rows with `above` set; rows made for parents that have none stand before their first child.

    Args:
        path: the file, named in refusals.
        can_make: parents are named by path only, and one that no row is gets made.

    Raises:
        CodebookFileError: a parent is not in the table, or its name is that of several rows.
    """
    return _Finding(path, rows, remarks).rows(can_make)


class _Finding:
    """The search for parents: what is found makes paths known, and paths lead to more parents."""

    def __init__(self, path: Path, rows: Sequence[Row], remarks: Remarks) -> None:
        self.path = path
        self.remarks = remarks
        self.all = rows
        self.made: dict[int, list[Row]] = defaultdict(list)
        self.by_path: dict[str, Row] = {}
        self.named: dict[str, list[Row]] = defaultdict(list)
        self.below: dict[int, list[Row]] = defaultdict(list)
        self.waiting: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self.named[path_key(row.name)].append(row)

    def rows(self, can_make: bool) -> list[Row]:
        lost = self._linked_directly()
        if not can_make:
            for is_path in (False, True):
                for row in lost:
                    if row.above is None and (">" in row.parent) is is_path:
                        self._link_by_name(row)
        for row in lost:
            if row.above is None:
                self._link_or_refuse(row, can_make)
        return [each for row in self.all for each in (*self.made.get(id(row), ()), row)]

    def _linked_directly(self) -> list[Row]:
        """Link what GUIDs, identifiers and paths tell; return the rows whose parent is not known yet."""
        by_guid = {guid: row for row in self.all if (guid := mended_guid(row.guid))}
        by_identifier: dict[str, Row] = {}
        for row in self.all:
            if row.identifier:
                by_identifier.setdefault(row.identifier.casefold(), row)
        lost = []
        themes = []
        for row in self.all:
            if not row.parent:
                themes.append(row)
                continue
            above = by_guid.get(mended_guid(row.parent) or "") or by_identifier.get(row.parent.casefold())
            if above is None:
                lost.append(row)
                self.waiting[path_key(row.parent)].append(row)
            else:
                self._set_above(row, above)
        for row in themes:
            self._set_path(row, None)
        return lost

    def _set_above(self, row: Row, above: Row) -> None:
        row.above = above
        self.below[id(above)].append(row)
        if above.path:
            self._set_path(row, above)

    def _set_path(self, row: Row, above: Row | None) -> None:
        """Keep a row's path, then the paths of all that stand below it or have waited for it."""
        known = deque([(row, above)])
        while known:
            each, parent = known.popleft()
            if each.path:
                continue
            each.path = each.name if parent is None else parent.path + PATH_SEPARATOR + each.name
            each.depth = 1 if parent is None else parent.depth + 1
            if each.depth > DEEPEST:
                raise CodebookFileError(
                    self.path, each.line, each.parent_column, f"codes stand more than {DEEPEST} levels deep here."
                )
            key = path_key(each.path)
            self.by_path.setdefault(key, each)
            for waiting in self.waiting.pop(key, ()):
                if waiting.above is None and waiting is not each:
                    waiting.above = each
                    self.below[id(each)].append(waiting)
            known.extend((child, each) for child in self.below[id(each)])

    def _link_by_name(self, row: Row) -> None:
        called = [other for other in self.named[path_key(row.parent)] if other is not row]
        if len(called) == 1:
            self._set_above(row, called[0])

    def _link_or_refuse(self, row: Row, can_make: bool) -> None:
        known = self.by_path.get(path_key(row.parent))
        called = [other for other in self.named[path_key(row.parent)] if other is not row]
        if known is not None and known is not row:
            self._set_above(row, known)
        elif can_make:
            self._set_above(row, self._made(row))
        elif called:
            reason = (
                f"several codes are called {row.parent!r}: give the path or the GUID of the parent of {row.name!r}."
            )
            raise CodebookFileError(self.path, row.line, row.parent_column, reason)
        else:
            raise CodebookFileError(self.path, row.line, row.parent_column, self._unknown(row))

    def _made(self, row: Row) -> Row:
        """Return the parent that a row's path names, made with all that is missing above it."""
        first, *others = re.split(r"\s+>\s+", row.parent)
        above = self._known_or_made(first, None, row)
        for name in others:
            above = self._known_or_made(name, above, row)
        return above

    def _known_or_made(self, name: str, above: Row | None, child: Row) -> Row:
        path = name if above is None else above.path + PATH_SEPARATOR + name
        known = self.by_path.get(path_key(path))
        if known is None:
            known = Row(child.line, name, above=above, column=child.parent_column)
            self.made[id(child)].append(known)
            self.remarks.add("parent without a row", child.line, f"{path!r} has no row of its own; a code is made.")
            self._set_path(known, above)
        return known

    def _unknown(self, row: Row) -> str:
        if path_key(row.parent) == path_key(row.name):
            return f"{row.name!r} stands under itself (a circle of parents)."
        near = near_names(row.parent, [other.name for other in self.all])
        hint = f" Did you mean {near[0]!r}?" if near else " Give it a row of its own."
        return f"the parent {row.parent!r} of {row.name!r} is not in the file.{hint}"
