"""Choosing what to write a memo on: the project, a source, a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from qualcode.tui.asking.typed_list import TypedList, holds_all
from qualcode.tui.drawing.texts import fitted, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import MemoTarget


class Target(NamedTuple):
    """Something a memo can be on, as it is called."""

    kind: MemoTarget
    guid: str
    name: str
    note: str = ""


class TargetChoice(TypedList[Target, Target]):
    """Ask for a thing; gives it, or None when left."""

    def __init__(self, title: str, targets: tuple[Target, ...]) -> None:
        super().__init__(title)
        self._targets = targets

    def fitting(self, typed: str) -> Sequence[Target]:
        """Return the things in whose kind, name or note all words stand."""
        return [each for each in self._targets if holds_all(f"{each.kind} {each.name} {each.note}", typed)]

    def drawn(self, row: Target) -> Content:
        """Return kind, name and note."""
        return Content("  ").join([fitted(said(row.kind, "dim"), 7), said(row.name), said(row.note, "dim")])

    def given_for(self, row: Target) -> Target:
        """Return the thing itself."""
        return row
