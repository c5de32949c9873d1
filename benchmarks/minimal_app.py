"""The least a Textual program can do: paint a screen of text, and paint it again, a line further, on every key.

python benchmarks/minimal_app.py [FILE]
"""

import sys
from pathlib import Path

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.events import Key
from textual.strip import Strip
from textual.widget import Widget


class Text(Widget):
    """Lines of text from some line on; can take the focus, so that keys come to it."""

    can_focus = True

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines
        self._first = 0

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        line = self._lines[(self._first + y) % len(self._lines)]
        return Strip([Segment(line.ljust(self.size.width)[: self.size.width])])

    def on_key(self, event: Key) -> None:
        """Move on by a line."""
        event.stop()
        self._first += 1
        self.refresh()


class MinimalApp(App[None]):
    """One screen, one widget."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Yield the text."""
        yield Text(self._lines)


def main() -> None:
    """Show a file's first 60 kilobytes, or numbers."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8")[:60_000] if len(sys.argv) > 1 else ""
    lines = [line[start : start + 100] for line in text.splitlines() for start in range(0, len(line), 100)]
    MinimalApp(lines or [f"Moderator {number}: " + "words and words " * 6 for number in range(1, 500)]).run()


if __name__ == "__main__":
    main()
