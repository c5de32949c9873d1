"""The text that was last coded in, kept in memory: SQLite finds a place in a long text only by reading up to it."""

from collections.abc import Callable


class TextMemory:
    """Keeps one text, known by its SHA-256; used by every thread of a store."""

    def __init__(self) -> None:
        self._kept = ("", "")

    def text(self, sha256: str, read: Callable[[], str]) -> str:
        """Return the text with that SHA-256, reading it where another one is kept."""
        known, text = self._kept
        if known != sha256:
            text = read()
            self._kept = (sha256, text)
        return text
