"""Acts of a coder that cannot be done, undone or redone."""

from pathlib import Path

from qualcode.errors.base import QualcodeError


class NotCodableError(QualcodeError):
    """A code only groups others, or was retired."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path!r} cannot be applied: {reason}.")


class CodingExistsError(QualcodeError):
    """The same coder gave the same segment the same code before."""

    def __init__(self, path: str, coder: str) -> None:
        super().__init__(f"{coder} has already coded this segment as {path!r}.")


class CodingsRefusedError(QualcodeError):
    """Some rows of a codings file do not fit; nothing was imported. `refused` holds line and reason of each."""

    refused: tuple[tuple[int, str], ...] = ()

    def __init__(self, path: Path | str, refused: int, total: int, first: str) -> None:
        super().__init__(
            f"{refused} of {total} codings in {str(path)!r} were refused ({first.rstrip('.')}). Nothing was imported; "
            "mend them, or import the others with --keep-going."
        )


class UnknownTurnError(QualcodeError):
    """A source has no turn with that number."""

    def __init__(self, number: int, source: str, count: int) -> None:
        way = f"it has {count}, from 1 on" if count else "it has none"
        super().__init__(f"No turn {number} in {source!r}: {way}.")


class UnknownPlaceError(QualcodeError):
    """A turn has no such sentence, or the words do not stand in it."""

    def __init__(self, turn: int, what: str, way: str) -> None:
        super().__init__(f"Turn {turn} has no {what}: {way}.")


class NothingToUndoError(QualcodeError):
    """This coder has no act left to undo (or to redo)."""

    def __init__(self, coder: str, verb: str) -> None:
        super().__init__(f"Nothing to {verb} for {coder}.")


class FarReachingUndoError(QualcodeError):
    """The act to be undone brought a whole file: whoever only wanted a coding back is told first."""

    def __init__(self, summary: str) -> None:
        super().__init__(
            f"Your last act is: {summary}. `qualcode undo` takes it back, `qualcode redo` brings it again."
        )
        self.summary = summary


class UndoConflictError(QualcodeError):
    """What the act wrote has been changed by a later act."""

    def __init__(self, summary: str, verb: str, later: str | None) -> None:
        since = f" Since then: {later}. Undo that first." if later else " What it wrote has been changed since."
        super().__init__(f"Cannot {verb} “{summary}”.{since}")
