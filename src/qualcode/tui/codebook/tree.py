"""The tree of all codebooks in the codebook editor: what stands under the cursor is what the keys change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from qualcode.tui.codebook.panel import CodebookPanel
from qualcode.tui.keys.groups import MAKE

if TYPE_CHECKING:
    from qualcode.model.codebook import Code


class CodebookTree(CodebookPanel):
    """All codebooks; nothing is chosen here by a click, only stood on."""

    BORDER_TITLE = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "screen.rename", "Rename", id="codebook.rename", tooltip="Rename the code or codebook", group=MAKE
        ),
    ]

    taken: str | None = None
    """The code that was taken out to be put somewhere else, by GUID."""

    noted: frozenset[str] = frozenset()
    """The codes with memos, by GUID."""

    def mark_of(self, code: Code) -> Content:
        """Return whether a code has a memo, and whether it was taken to be put elsewhere."""
        mark = Content.styled(" taken", "bold $warning") if code.guid == self.taken else Content("")
        return mark + Content.styled(" ✎", "dim") if code.guid in self.noted else mark

    def choose_row(self, index: int) -> None:
        """Stand on the row."""
        self.cursor = index
