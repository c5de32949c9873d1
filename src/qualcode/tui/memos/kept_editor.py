"""A memo editor whose words outlive a crash."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.project.memo_drafts import keep_draft
from qualcode.tui.memos.editor import MemoEditor

if TYPE_CHECKING:
    from pathlib import Path

    from textual.widgets import TextArea

    from qualcode.project.memo_drafts import Draft


class KeptMemoEditor(MemoEditor):
    """A memo editor whose words are kept while they are written; who asked drops them when they are stored."""

    def __init__(self, title: str, text: str, project: Path, draft: Draft) -> None:
        super().__init__(title, text)
        self._project = project
        self._draft = draft

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep the words; this comes before they are painted."""
        keep_draft(self._project, replace(self._draft, text=event.text_area.text, program=os.getpid()))
