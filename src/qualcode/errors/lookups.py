"""Names that mean nothing here, or too much."""

from collections.abc import Sequence

from qualcode.errors.base import QualcodeError


def _near(near: Sequence[str], otherwise: str) -> str:
    return f" Did you mean {near[0]!r}?" if near else f" {otherwise}"


class UnknownCodeError(QualcodeError):
    """No code goes by that path, name, key or GUID."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"No code {name!r} in the codebook." + _near(near, "See `qualcode codebook show`."))


class CodeGoneError(UnknownCodeError):
    """A code that was looked at or meant is no longer in the codebook."""

    def __init__(self) -> None:
        QualcodeError.__init__(
            self,
            "The code is no longer in the codebook: it was removed, or joined with another, meanwhile. Look again; "
            "`qualcode history` tells who did it.",
        )


class AmbiguousCodeError(QualcodeError):
    """Several codes go by that name."""

    def __init__(self, name: str, paths: Sequence[str]) -> None:
        listed = "; ".join(paths[:4])
        super().__init__(f"Several codes are called {name!r}: give the path of one ({listed}).")


class UnknownSourceError(QualcodeError):
    """No source goes by that name or GUID."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"No source {name!r} in the project." + _near(near, "See `qualcode sources`."))


class SourceGoneError(UnknownSourceError):
    """The source that is being looked at is no longer in the project."""

    def __init__(self, name: str = "") -> None:
        what = repr(name) if name else "The transcript"
        QualcodeError.__init__(
            self,
            f"{what} is no longer in the project: its import was undone meanwhile. Redo the import to go on with it.",
        )


class UnknownCaseError(QualcodeError):
    """No case goes by that label in that source."""

    def __init__(self, label: str, source: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"No case {label!r} in {source!r}." + _near(near, "See `qualcode cases`."))


class UnknownVariableError(QualcodeError):
    """No variable of cases or sources has that name."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"No variable {name!r}." + _near(near, "See `qualcode cases` and `qualcode sources`."))


class NoTimeVariableError(UnknownVariableError):
    """There is neither a wave nor a date to follow themes over."""

    def __init__(self, known: Sequence[str]) -> None:
        QualcodeError.__init__(
            self,
            "No variable 'wave' or 'date' says when a group met. Bring one in from a CSV (qualcode variables FILE), or "
            f"name another with --over: {', '.join(known[:6])}.",
        )


class UnknownDimensionError(QualcodeError):
    """What a table is to be crossed by is neither a code nor a variable."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        way = _near(near, "See `qualcode codebook show` and `qualcode cases`.")
        super().__init__(f"No code and no variable {name!r}." + way)


class AmbiguousDimensionError(QualcodeError):
    """A code and a variable, or variables of cases and of sources, go by one name."""

    def __init__(self, name: str, ways: Sequence[str]) -> None:
        super().__init__(f"{name!r} is the name of a code and of a variable: write {' or '.join(map(repr, ways))}.")


class UnknownCodebookError(QualcodeError):
    """No codebook of the project has that name."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        have = ", ".join(repr(n) for n in names)
        told = f"No codebook {name!r} in the project (it has: {have})."
        way = "No codebook is in the project yet. Bring one in: qualcode codebook import FILE"
        super().__init__(told if names else way)


class CodebookGoneError(UnknownCodebookError):
    """A codebook that was looked at is no longer in the project."""

    def __init__(self, names: Sequence[str]) -> None:
        have = ", ".join(repr(n) for n in names) or "none"
        QualcodeError.__init__(
            self, f"The codebook is no longer in the project (it has: {have}): it was removed meanwhile. Look again."
        )


class UnknownCoderError(QualcodeError):
    """Nobody of that name has coded in this project."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        have = ", ".join(repr(n) for n in names) or "nobody yet"
        super().__init__(f"No coder {name!r} in the project (it has: {have}).")


class UnknownCodingError(QualcodeError):
    """A coding is gone, or never was."""

    def __init__(self, guid: str) -> None:
        super().__init__(f"No coding {guid!r}: it may have been removed meanwhile. Look again and retry.")
