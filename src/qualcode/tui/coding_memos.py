"""Memos on the coding screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qualcode.tui.coding_acting import CodingActing

if TYPE_CHECKING:
    from qualcode.model.coding import Coding


class CodingMemos(CodingActing):
    """The acts on memos."""

    def show_loaded(self) -> None:
        """Take up what was left unfinished."""
        super().show_loaded()
        self.take_up_drafts()

    def action_memo(self) -> None:
        """Write the memo on a coding of one's own under the cursor."""
        self.with_coding(self.mine(), "Memo on which coding?", self._edit_memo)

    def _edit_memo(self, coding: Coding) -> None:
        from qualcode.tui.memo_drafts import KeptMemoEditor, drop_draft

        def written(text: str | None) -> None:
            if text is None or self.act(lambda: self.desk.write_memo(coding, text)):
                drop_draft(self.project.path, coding.guid)

        title = f"Memo on {self.desk.path(coding.code_guid)}"
        self.app.push_screen(
            KeptMemoEditor(title, coding.memo, self.project.path, coding.guid, self.project.coder), written
        )

    def take_up_drafts(self) -> None:
        """Store the memos that were being written when the program was stopped."""
        from qualcode.tui.memo_drafts import drafts, drop_draft

        for draft in drafts(self.project.path, self.project.coder):
            if draft.coding_guid in self.desk.codings:
                coding = self.desk.codings[draft.coding_guid]
                if self.act(partial(self.desk.write_memo, coding, draft.text)):
                    drop_draft(self.project.path, coding.guid)
                    self.tell(f"A memo that was being written was kept: {self.desk.path(coding.code_guid)}")
