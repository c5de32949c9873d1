"""Codebooks and their files that cannot be taken."""

from collections.abc import Sequence
from pathlib import Path

from qualcode.errors.base import QualcodeError


class CodebookFileError(QualcodeError):
    """A codebook file is broken, with the place."""

    def __init__(self, path: Path | str, line: int | None, column: int | None, reason: str) -> None:
        place = f", line {line}" if line is not None else ""
        place += f", column {column}" if column is not None else ""
        super().__init__(f"{str(path)!r}{place}: {reason} Nothing was changed.")


class CodebookError(QualcodeError):
    """The codes do not make a codebook: a cycle, a lost parent, a name twice."""

    def __init__(self, codebook: str, reason: str) -> None:
        super().__init__(f"Codebook {codebook!r}: {reason}")


class UnknownRevisionError(QualcodeError):
    """No revision of a codebook goes by that hash, name or number."""

    def __init__(self, wanted: str, way: str) -> None:
        super().__init__(f"No revision {wanted!r} of the codebook. {way}")


class AmbiguousRevisionError(QualcodeError):
    """Several revisions go by that."""

    def __init__(self, wanted: str, hashes: Sequence[str]) -> None:
        listed = ", ".join(each[:12] for each in hashes[:4])
        super().__init__(f"Several revisions go by {wanted!r} ({listed}): give more digits of one.")


class OpenClashesError(QualcodeError):
    """Two sides changed the same thing and nobody said which stands."""

    def __init__(self, name: str, clashes: Sequence[str]) -> None:
        several = f"{len(clashes)} clashes are" if len(clashes) > 1 else "One clash is"
        super().__init__(
            f"{several} open between the project's codebook and {name!r}, the first: {clashes[0]}. Say --ours, "
            "--theirs, or --conflicts FILE.yaml to settle each; or merge in the codebook editor. Nothing was changed."
        )
        self.clashes = tuple(clashes)


class BusyFileError(QualcodeError):
    """Others write a shared file all the time."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{str(path)!r} is being written by another program; try again in a minute.")
