"""Choosing one thing from a list that letters make shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from qualcode.tui.asking.typed_list import TypedList, holds_all
from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    from collections.abc import Sequence


class Choice(NamedTuple):
    """What can be chosen: what is given for it, its name, and what is said beside."""

    value: str
    name: str
    note: str = ""


class ListChoice(TypedList[str, Choice]):
    """Ask for one thing; gives its value, or None when left."""

    def __init__(self, title: str, choices: tuple[Choice, ...], standing: str = "") -> None:
        """Ask; `standing` is the value the cursor begins on."""
        super().__init__(title)
        self._choices = choices
        self._standing = standing

    def fitting(self, typed: str) -> Sequence[Choice]:
        """Return the choices in whose name or note all words stand."""
        return [choice for choice in self._choices if holds_all(f"{choice.name} {choice.note}", typed)]

    def is_standing(self, row: Choice) -> bool:
        """Tell whether a choice has the value that stands."""
        return row.value == self._standing

    def drawn(self, row: Choice) -> Content:
        """Return name and note."""
        return Content("  ").join([said(row.name), said(row.note, "dim")])

    def given_for(self, row: Choice) -> str:
        """Return the choice's value."""
        return row.value
