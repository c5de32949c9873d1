"""What the keys of the codebook editor do to one code: make, name, fill in, color, retire, remove it. One act each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from qualcode.codebooks.editing import with_changed, with_code
from qualcode.coding.codebook_editing import change_code, create_code, remove_code
from qualcode.coding.codebook_making import FIRST_CODEBOOK, create_codebook, rename_codebook
from qualcode.coding.memos import write_memo
from qualcode.errors.codebooks import CodebookError
from qualcode.model.codebook import Code, Codebook
from qualcode.model.display import harmless_line
from qualcode.model.identity import new_guid
from qualcode.tui.asking.confirmation import Confirmation
from qualcode.tui.asking.line_prompt import LinePrompt
from qualcode.tui.codebook.board import CodebookBoard
from qualcode.tui.codebook.code_fields import key_remark
from qualcode.tui.codebook.new_code import name_warning
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.keymap import way_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content


class CodebookActs(CodebookBoard):
    """The acts on one code.

    More methods than most classes: Textual calls one for each key.
    """

    def action_add(self, below: bool) -> None:
        """Ask for the name of a new code, below the one under the cursor or beside it, and make it."""
        standing = self.tree_of_codes.standing
        if standing is None:
            self.action_new_codebook()
            return
        book, code = standing
        parent_guid = None if code is None else code.guid if below else code.parent_guid
        under = f"under “{book.code(parent_guid).name}”" if parent_guid else f"at the top of {book.name}"

        def named(name: str | None) -> None:
            if name:
                self.act(partial(self._create, book, name, parent_guid))

        def check(name: str) -> object:
            return with_code(book, Code(guid=new_guid(), name=name, parent_guid=parent_guid))

        self.app.push_screen(LinePrompt(f"New code {under}", check=check, remark=self._warning()), named)

    def _create(self, book: Codebook, name: str, parent_guid: str | None) -> None:
        self.next_guid = self.done(create_code, book.guid, name, parent_guid=parent_guid)

    def _warning(self, besides: str | None = None) -> partial[Content]:
        return partial(name_warning, self.codebooks, besides=besides)

    def action_new_codebook(self) -> None:
        """Ask for the name of a new codebook and make it."""

        def named(name: str | None) -> None:
            if name:
                self.act(partial(self._create_codebook, name))

        line = "" if self.codebooks else FIRST_CODEBOOK
        check = partial(Codebook, guid=new_guid())
        self.app.push_screen(LinePrompt("New codebook", line, check=lambda name: check(name=name)), named)

    def _create_codebook(self, name: str) -> None:
        self.next_guid = self.done(create_codebook, name)

    def action_rename(self) -> None:
        """Ask for another name of the code or codebook under the cursor."""
        book, code = self.tree_of_codes.standing or (None, None)
        if book is None:
            self.action_new_codebook()
        elif code is None:
            self._rename_codebook(book)
        else:
            self._ask_line("Rename", book, code, "name", code.name, remark=self._warning(code.guid))

    def _rename_codebook(self, book: Codebook) -> None:
        def named(name: str | None) -> None:
            if name:
                self.act(partial(self.done, rename_codebook, book.guid, name))

        prompt = LinePrompt("Rename the codebook", book.name, check=lambda name: replace(book, name=name))
        self.app.push_screen(prompt, named)

    def action_key(self) -> None:
        """Ask for another key of the code under the cursor; an empty one takes it off."""
        here = self.code_here()
        if here:
            book, code = here

            def remark(key: str) -> Content:
                return said(key_remark(self.codebooks, code, key), "$text-warning")

            self._ask_line("Key", book, code, "key", code.key or "", remark=remark, hint="one to four characters")

    def _ask_line(
        self,
        title: str,
        book: Codebook,
        code: Code,
        field: str,
        line: str,
        *,
        remark: Callable[[str], Content],
        hint: str = "",
    ) -> None:
        def fields(typed: str) -> dict[str, Any]:
            return {field: typed or (None if field == "key" else typed)}

        def given(typed: str | None) -> None:
            if typed is not None:
                self.act(partial(self.done, change_code, code.guid, **fields(typed)))

        def check(typed: str) -> object:
            return with_changed(book, replace(code, **fields(typed)))

        prompt = LinePrompt(f"{title}: {code.name}", line, check=check, remark=remark, placeholder=hint)
        self.app.push_screen(prompt, given)

    def action_edit(self) -> None:
        """Show all fields of the code under the cursor to be changed."""
        from qualcode.tui.codebook.code_form import CodeForm

        here = self.code_here()
        if here:
            book, code = here

            def filled_in(fields: dict[str, Any] | None) -> None:
                if fields:
                    self.act(partial(self.done, change_code, code.guid, **fields))

            self.app.push_screen(CodeForm(self.codebooks, book, code), filled_in)

    def action_color(self) -> None:
        """Ask for another color of the code under the cursor."""
        from qualcode.tui.codebook.color_choice import ColorChoice

        here = self.code_here()
        if here:
            book, code = here

            def chosen(color: str | None) -> None:
                if color is not None:
                    self.act(partial(self.done, change_code, code.guid, color=color or None))

            self.app.push_screen(ColorChoice(f"Color: {code.name}", code.color, book), chosen)

    def action_retire(self) -> None:
        """Take the code under the cursor out of use, keeping its codings, or back into use."""
        here = self.code_here()
        if here:
            code = here[1]
            self.act(partial(self.done, change_code, code.guid, is_retired=not code.is_retired))

    def action_remove(self) -> None:
        """Remove the code under the cursor; where it is used, say so and offer to retire it."""
        here = self.code_here()
        if here:
            self.act(partial(self._remove, *here))

    def _remove(self, book: Codebook, code: Code) -> None:
        below = len(book.descendants(code.guid))
        try:
            self.done(remove_code, code.guid)
        except CodebookError as error:
            if code.is_retired:
                raise
            question = Confirmation(f"“{code.name}” cannot be removed", str(error), f"retires “{code.name}”")
            self.app.push_screen(question, lambda yes: self.action_retire() if yes else None)
            return
        more = f" and {below} under it" if below else ""
        self.notify(f"Removed {harmless_line(code.name)}{more}. {way_to(self, 'codebook.undo')} undoes.", markup=False)

    def action_memo(self) -> None:
        """Write one's memo on the code under the cursor."""
        from qualcode.project.memo_drafts import Draft, drop_draft
        from qualcode.tui.memos.kept_editor import KeptMemoEditor

        here = self.code_here()
        if here:
            book, code = here
            draft = Draft(target="code", guid=code.guid, coder=self.project.coder)

            def stored(text: str) -> None:
                self._write_memo(code, text)
                drop_draft(self.project.path, draft)

            def written(text: str | None) -> None:
                if text is None:
                    drop_draft(self.project.path, draft)
                else:
                    self.act(partial(stored, text))

            mine = (memo for memo in self.memos if (memo.target_guid, memo.coder) == (code.guid, self.project.coder))
            before = next((memo.text for memo in mine), "")
            self.app.push_screen(
                KeptMemoEditor(f"Memo on {book.path(code.guid)}", before, self.project.path, draft), written
            )

    def _write_memo(self, code: Code, text: str) -> None:
        self.done(write_memo, "code", code.guid, text)
        self.read_again()
