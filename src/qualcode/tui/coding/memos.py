"""Memos on the coding screen: on codings, and on the code, the speaker, the source and the project at hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.tui.coding.acting import CodingActing
from qualcode.tui.keys.groups import CODE

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from qualcode.model.coding import Coding, MemoTarget
    from qualcode.tui.desk.history import Change
    from qualcode.tui.memos.target_choice import Target

_LONGEST_NOTE = 40


class CodingMemos(CodingActing):
    """The acts on memos."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "Y", "memo_on", "Memo on the code, the speaker, the source, the project", id="coding.memo-on", group=CODE
        ),
    ]

    _is_taken_up = False

    def show_loaded(self) -> None:
        """Take up what was left unfinished, once."""
        super().show_loaded()
        if not self._is_taken_up and self.project.coder:
            self._is_taken_up = True
            self._take_up_drafts()

    def _take_up_drafts(self) -> None:
        from qualcode.project.memo_drafts import store_drafts

        told = store_drafts(self.project)
        if told:
            self.look()
            self.tell(f"A memo that was being written was kept: {'; '.join(told)}")

    def action_memo(self) -> None:
        """Write the memo on a coding of one's own under the cursor."""
        self.with_coding(self.mine(), "Memo on which coding?", self._edit_memo)

    def _edit_memo(self, coding: Coding) -> None:
        what = self.desk.path(coding.code_guid)
        self._write(("coding", coding.guid), what, coding.memo, partial(self.desk.write_memo, coding))

    def action_memo_on(self) -> None:
        """Ask what to write a memo on, of what is at hand, and write it."""
        from qualcode.tui.memos.target_choice import TargetChoice

        def chosen(target: Target | None) -> None:
            if target:
                on = (target.kind, target.guid)
                self._write(on, f"{target.kind} {target.name}", self._mine_on(target.guid), self._writing(*on))

        self.app.push_screen(TargetChoice("Memo on what?", tuple(self._at_hand())), chosen)

    def _writing(self, kind: MemoTarget, guid: str) -> Callable[[str], Change]:
        return lambda text: self.desk.write_memo_on(kind, guid, text)

    def _mine_on(self, guid: str) -> str:
        return self.desk.memos.get(guid, {}).get(self.project.coder, "")

    def _at_hand(self) -> list[Target]:
        from qualcode.tui.memos.target_choice import Target

        desk, turn = self.desk, self.transcript.turn_in_use()
        found: list[tuple[MemoTarget, str, str]] = [
            ("code", guid, desk.path(guid))
            for guid in dict.fromkeys(coding.code_guid for coding in self.under_cursor())
            if guid in desk.codes
        ]
        found += [("case", case.guid, case.label) for case in desk.source.cases if turn and case.guid == turn.case_guid]
        facts = self.project.facts()
        found += [("source", desk.source.guid, desk.source.name), ("project", facts.guid, facts.name)]
        return [Target(kind, guid, name, _note(self._mine_on(guid))) for kind, guid, name in found]

    def _write(self, on: tuple[MemoTarget, str], what: str, before: str, store: Callable[[str], Change]) -> None:
        from qualcode.project.memo_drafts import Draft, drop_draft
        from qualcode.tui.memos.kept_editor import KeptMemoEditor

        draft = Draft(target=on[0], guid=on[1], coder=self.project.coder)

        def stored(text: str) -> Change:
            change = store(text)
            drop_draft(self.project.path, draft)
            return change

        def written(text: str | None) -> None:
            if text is None:
                drop_draft(self.project.path, draft)
            else:
                self.act(partial(stored, text))

        self.app.push_screen(KeptMemoEditor(f"Memo on {what}", before, self.project.path, draft), written)


def _note(memo: str) -> str:
    first = memo.strip().split("\n", maxsplit=1)[0]
    return f"✎ {first if len(first) <= _LONGEST_NOTE else first[:_LONGEST_NOTE] + '…'}" if first else ""
