"""Words of one's own that settle a clash."""

from __future__ import annotations

from typing import ClassVar

from qualcode.tui.memos.editor import MemoEditor


class OwnWords(MemoEditor):
    """Ask for them; gives the text, or None when nothing was changed."""

    EMPTY: ClassVar[str] = "an empty or unchanged text settles nothing"
    ASKED: ClassVar[str] = "How should it read?"
