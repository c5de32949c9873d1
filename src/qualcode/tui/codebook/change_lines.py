"""Changes of a codebook as they are drawn: what kind in bold, what was removed struck, what was added underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.codebooks.changes import WORDY
from qualcode.codebooks.word_differences import word_changes
from qualcode.model.display import harmless
from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.codebooks.changes import Change

_STYLES = {"same": "", "removed": "strike $text-error", "added": "underline $text-success"}


def change_line(change: Change) -> Content:
    """Return a change on one line, as its sentence says it."""
    verb, colon, rest = change.sentence().partition(": ")
    return Content.assemble(said(verb, "bold"), colon, said(rest))


def change_lines(changes: Iterable[Change]) -> Content:
    """Return changes in full, a paragraph each: of texts, both versions in one."""
    return Content("\n").join(_in_full(change) for change in changes)


def _in_full(change: Change) -> Content:
    before, after = change.before, change.after
    if change.field in WORDY and isinstance(before, str) and isinstance(after, str) and before and after:
        return Content.assemble(
            said(change.sentence().partition(": ")[0], "bold"),
            said(f": {change.path}:" if change.path else ":"),
            " ",
            text_difference(before, after),
        )
    return change_line(change)


def text_difference(before: str, after: str) -> Content:
    """Return two texts in one, with what was removed struck and what was added underlined."""
    whole = Content("")
    was_removed = False
    for side, text in word_changes(before, after):
        space = " " if side == "added" and was_removed else ""
        whole += Content(space) + Content.styled(harmless(text).replace("\n", " "), _STYLES[side])
        was_removed = side == "removed"
    return whole
