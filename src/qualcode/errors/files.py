"""Files that cannot be read, written or taken for what they should be."""

from collections.abc import Sequence
from pathlib import Path

from qualcode.errors.base import QualcodeError


class UnreadableFileError(QualcodeError):
    """A file cannot be read at all: missing, a folder, no permission."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} cannot be read: {reason}.")


class UnwritableFileError(QualcodeError):
    """A file cannot be written."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} cannot be written: {reason}. Nothing was written.")


class NotTextError(QualcodeError):
    """A file is not a text in an encoding this version reads."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} is not a text that can be read: {reason}.")


class EmptyTextError(QualcodeError):
    """A file holds no words."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"{str(path)!r} is empty: there is nothing to import.")


class NoSpeakersError(QualcodeError):
    """A transcript has no speaker labels."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            f"No speaker labels found in {str(path)!r} (such as 'Moderator:', '[Anna]' or 'P3 -'). If it has one "
            "speaker only, import it with --one-speaker NAME."
        )


class UnknownFormatError(QualcodeError):
    """A file's ending is none that is read or written."""

    def __init__(self, path: Path | str, known: Sequence[str]) -> None:
        super().__init__(f"{str(path)!r}: unknown file ending. Known are {', '.join(known)}.")


class TableFormatError(QualcodeError):
    """A CSV file lacks a column or has a bad cell."""

    def __init__(self, path: Path | str, line: int | None, reason: str) -> None:
        place = f", line {line}" if line else ""
        super().__init__(f"{str(path)!r}{place}: {reason}")


class SourceExistsError(QualcodeError):
    """The same text, or the same name, is in the project already."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} was not imported: {reason}.")
