"""Pages of a PDF interpreted for their characters alone, up to a bound: how much is drawn cannot be told before.

A form can be drawn a thousand times by each of a thousand others, so what is interpreted is counted while it is. Lines,
shapes and pictures are passed over.
"""

from collections.abc import Sequence
from typing import Any

from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

MOST_CHARACTERS = 1_000_000  # twenty hours of talk, a minute or two to lay out
MOST_BYTES = 16 * 1024 * 1024
_FEWEST = 256  # what drawing an empty form costs, in bytes of drawing


class TooMuchDrawnError(Exception):
    """More is drawn in a file than a transcript can hold."""


class Budget:
    """What may still be interpreted of a file: characters, and bytes of drawing."""

    def __init__(self) -> None:
        self.characters = MOST_CHARACTERS
        self.bytes = MOST_BYTES

    def spend(self, *, characters: int = 0, drawing: int = 0) -> None:
        """Take so much away.

        Raises:
            TooMuchDrawnError: it is not there.
        """
        self.characters -= characters
        self.bytes -= drawing
        if self.characters < 0 or self.bytes < 0:
            raise TooMuchDrawnError


class _Characters(PDFPageAggregatorWithMarkedContent):
    """Keeps the characters of a page."""

    def __init__(self, page: Page, budget: Budget) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
        self.budget = budget

    def render_char(self, *args: Any, **kwargs: Any) -> float:  # noqa: ANN401 # handed on as they come
        self.budget.spend(characters=1)
        return super().render_char(*args, **kwargs)

    def render_image(self, *args: object, **kwargs: object) -> None:
        """Pass over it."""

    def paint_path(self, *args: object, **kwargs: object) -> None:
        """Pass over it."""


class _Interpreter(PDFPageInterpreter):
    """Counts what it is given to draw, forms each time."""

    def execute(self, streams: Sequence[object]) -> None:
        device = self.device
        if isinstance(device, _Characters):
            for stream in streams:
                device.budget.spend(drawing=max(_FEWEST, len(stream_value(stream).get_data())))
        super().execute(streams)


def interpret(page: Page, budget: Budget) -> None:
    """Lay the characters of a page out, for all that is asked of it afterwards.

    Raises:
        TooMuchDrawnError: the file draws more than its budget.
    """
    device = _Characters(page, budget)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    layout: LTPage = device.get_result()
    page._layout = layout  # where pdfplumber keeps it, too; it has no other way to give it one
