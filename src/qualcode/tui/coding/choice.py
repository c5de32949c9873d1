"""The choice among several codings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from qualcode.tui.asking.question import Question
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.drawing.texts import code_color, said, swatch
from qualcode.tui.keys.groups import ROWS

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding


class CodingChoice(Question[str]):
    """Ask which of several codings is meant; gives its GUID, or None when left."""

    CSS_PATH = "choice.tcss"
    PARTS = (RowList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(n), f"take({n - 1})", f"Choose no. {n}", show=False, id=f"choice.take-{n}", group=ROWS)
            for n in range(1, 10)
        ),
    ]

    def __init__(
        self, codings: tuple[Coding, ...], codebooks: tuple[Codebook, ...], title: str = "Which coding?"
    ) -> None:
        super().__init__()
        self._codings = codings
        self._codes = {code.guid: (book, code) for book in codebooks for code in book.codes}
        self._title_text = title

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        rows = RowList(id="choice")
        rows.border_title = said(self._title_text)
        rows.border_subtitle = said("Enter or 1-9 chooses · Esc leaves")
        yield rows

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(RowList).show_rows(len(self._codings), self._drawn)

    def _drawn(self, index: int, _width: int) -> Content:
        coding = self._codings[index]
        number = said(str(index + 1) if index < 9 else "", "dim")
        coder = said(coding.coder, "dim")
        quote = said(f"“{coding.quote}”", "italic")
        if coding.code_guid not in self._codes:
            return Content("  ").join([number, said("code not in the codebook"), coder, quote])
        book, code = self._codes[coding.code_guid]
        name = swatch(code_color(book, code)) + said(code.name, "bold")
        return Content("  ").join([number, name, coder, quote])

    def on_row_list_entered(self, event: RowList.Entered) -> None:
        """Give the coding that was chosen."""
        self.action_take(event.index)

    def action_take(self, index: int) -> None:
        """Give the coding of that place in the list."""
        if index < len(self._codings):
            self.answer(self._codings[index].guid)
