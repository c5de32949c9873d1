"""Choosing what of a code becomes a new one: some of its codings, and a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from qualcode.errors.base import QualcodeError
from qualcode.model.identity import LONGEST_NAME
from qualcode.tui.asking.mark_list import MarkList
from qualcode.tui.asking.question import Question
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.new_code import name_warning
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding


@dataclass(frozen=True, slots=True)
class Split:
    """A new code's name and the codings that go there."""

    name: str
    coding_guids: tuple[str, ...]


class SplitChoice(Question[Split]):
    """Ask for codings of a code and the name of a new one; gives both, or None when left."""

    CSS_PATH = "split_choice.tcss"
    PARTS = (MarkList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            "Leave",
            priority=True,
            id="split.leave",
            tooltip="Back to the list, or leave",
            group=ANSWER,
        )
    ]

    def __init__(
        self,
        title: str,
        codings: tuple[Coding, ...],
        source_names: Mapping[str, str],
        codebooks: tuple[Codebook, ...],
        check: Callable[[str], object],
    ) -> None:
        """Ask.

        Args:
            title: what is asked.
            codings: of the code that is split.
            source_names: by GUID.
            codebooks: in which names like the new one are looked for.
            check: called with the name; refuses it by raising a `QualcodeError`.
        """
        super().__init__()
        self._heading = title
        self._codings = codings
        self._source_names = source_names
        self._codebooks = codebooks
        self._check = check
        self._marked: set[int] = set()

    def compose(self) -> ComposeResult:
        """Lay out the codings, the one under the cursor in full, and the line for the name."""
        with Vertical(id="split") as box:
            box.border_title = said(self._heading)
            box.border_subtitle = "Space marks · A marks all · Enter goes on to the name · Esc leaves"
            yield MarkList()
            yield Static(id="whole")
            yield Static("Name of the new code", id="title", markup=False)
            yield Input(max_length=LONGEST_NAME, compact=True)
            yield Static(id="remark")

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(MarkList)
        rows.show_rows(len(self._codings), self._drawn)
        rows.focus()

    def _drawn(self, index: int, _width: int) -> Content:
        coding = self._codings[index]
        mark = Content.styled("[x] ", "bold") if index in self._marked else Content("[ ] ")
        return Content.assemble(mark, said(f"“{coding.quote}”"), "  ", said(self._place(coding), "dim"))

    def _place(self, coding: Coding) -> str:
        source = self._source_names.get(coding.source_guid, "")
        return f"{source}, turn {coding.first_turn}, {coding.coder}"

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the quote under the cursor in full."""
        if event.index >= 0:
            coding = self._codings[event.index]
            whole = Content("\n").join([said(self._place(coding), "dim"), said(f"“{coding.quote}”", "italic")])
            self.query_one("#whole", Static).update(whole)

    def on_mark_list_turned(self, event: MarkList.Turned) -> None:
        """Mark rows, or take the marks off."""
        rows = set(range(len(self._codings))) if event.index is None else {event.index}
        self._marked = self._marked - rows if rows <= self._marked else self._marked | rows
        self.query_one(MarkList).refresh()
        self._say(Content(f"{len(self._marked)} of {len(self._codings)} go to the new code."))

    def on_row_list_entered(self) -> None:
        """Go on to the name."""
        if self._marked:
            self.query_one(Input).focus()
        else:
            self._say(said("Mark at least one coding with Space first."), is_refusal=True)
            self.query_one(MarkList).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which codes are called nearly so."""
        self._say(name_warning(self._codebooks, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was marked and the name, or say why it cannot be one."""
        name = event.value.strip()
        if not self._marked:
            self.query_one(MarkList).action_choose()
            return
        try:
            self._check(name)
        except QualcodeError as error:
            self._say(said(str(error)), is_refusal=True)
            return
        self.answer(Split(name, tuple(self._codings[index].guid for index in sorted(self._marked))))

    def _say(self, remark: Content, *, is_refusal: bool = False) -> None:
        self.query_one("#remark", Static).set_class(is_refusal, "-refusal").update(remark)

    def action_leave(self) -> None:
        """Go back from the name to the codings, and from there without an answer."""
        rows = self.query_one(MarkList)
        if rows.has_focus:
            self.answer(None)
        else:
            rows.focus()
