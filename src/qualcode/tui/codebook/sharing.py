"""From the codebook editor to what is older and elsewhere: its history, a colleague's file, stale codings."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors.files import UnreadableFileError
from qualcode.tui.asking.line_prompt import LinePrompt
from qualcode.tui.codebook.acts import CodebookActs


class CodebookSharing(CodebookActs):
    """The ways to history, merging and stale codings."""

    def action_history(self) -> None:
        """Show the steps of the codebook under the cursor."""
        from qualcode.tui.codebook.history_screen import CodebookHistoryScreen

        book, _ = self.tree_of_codes.standing or (None, None)
        if book is None:
            self.notify("There is no codebook yet.", markup=False)
            return
        self.app.push_screen(CodebookHistoryScreen(self.project, self._name_coder, book.guid, book.name))

    def action_merge_file(self) -> None:
        """Ask for a file and show what merging it would give."""
        from qualcode.tui.codebook.merge_screen import CodebookMergeScreen

        def check(line: str) -> None:
            if not Path(line).expanduser().is_file():
                raise UnreadableFileError(line, "there is no such file")

        def given(line: str | None) -> None:
            if line:
                path = Path(line).expanduser()
                self.app.push_screen(CodebookMergeScreen(self.project, self._name_coder, path))

        hint = "path of a .yaml, .csv, .xlsx, .qdc or .qualcode file"
        self.app.push_screen(LinePrompt("Merge a colleague's codebook", check=check, placeholder=hint), given)

    def action_stale(self) -> None:
        """Show the codings that were made before their code's meaning changed."""
        from qualcode.tui.codebook.stale_screen import StaleScreen

        self.app.push_screen(StaleScreen(self.project, self._name_coder))
