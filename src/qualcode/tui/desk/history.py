"""What was done at a desk: what each act changed, and so what undoing and redoing it changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.coding import Coding, Suggestion
    from qualcode.model.transcript import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one act changed.

    Attributes:
        before: codings as they were.
        after: codings as they are.
        settled: the suggestions that are settled by it.
        bookmarked: the number of the turn whose bookmark was set or taken off; 0 for none.
        is_wider: True where it changed more than this source's codings and suggestions: a codebook, a memo on
            something else.
    """

    before: tuple[Coding, ...] = ()
    after: tuple[Coding, ...] = ()
    settled: tuple[Suggestion, ...] = ()
    bookmarked: int = 0
    is_wider: bool = False

    @property
    def segment(self) -> Segment | None:
        """Where it happened."""
        codings = self.after or self.before
        return codings[0].segment if codings else self.settled[0].segment if self.settled else None

    @property
    def turned(self) -> Change:
        """What undoing it changes."""
        return replace(self, before=self.after, after=self.before)


class DeskHistory:
    """The acts done here that can be undone and redone without reading anything again.

    Attributes:
        seen: the number of the newest act that is known here.
    """

    def __init__(self, seen: int) -> None:
        self.seen = seen
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def keep(self, change: Change, act: int, *, is_whole: bool) -> bool:
        """Keep what an act changed and tell whether it was the only one since the last look.

        Args:
            change: what it changed.
            act: the number of the newest act now.
            is_whole: whether everything before was known.
        """
        is_next = act == self.seen + 1 and is_whole
        self.seen = act
        self._undone.clear()
        if is_next:
            self._done.append(change)
        else:
            self.forget()
        return is_next

    def walk(self, act: int, *, back: bool, is_whole: bool) -> Change | None:
        """Return what an undoing (`back`) or redoing has changed, if that is known."""
        source, target = (self._done, self._undone) if back else (self._undone, self._done)
        is_known = act == self.seen + 1 and is_whole and bool(source)
        self.seen = act
        if not is_known:
            self.forget()
            return None
        target.append(source.pop())
        return target[-1].turned if back else target[-1]

    def next(self, *, back: bool) -> Change | None:
        """Return what the act changed that is undone (`back`) or redone next, if that is known."""
        known = self._done if back else self._undone
        return known[-1] if known else None

    def forget(self) -> None:
        """Know nothing any more of what was done."""
        self._done.clear()
        self._undone.clear()
