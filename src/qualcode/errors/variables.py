"""What cannot be done to cases and variables."""

from collections.abc import Sequence

from qualcode.errors.base import QualcodeError
from qualcode.errors.values import InvalidValueError


class AmbiguousCaseError(QualcodeError):
    """Several people go by that label."""

    def __init__(self, label: str, ways: Sequence[str]) -> None:
        super().__init__(f"Several people are called {label!r}: say which, {' or '.join(map(repr, ways[:4]))}.")


class NobodyError(QualcodeError):
    """No case goes by that label."""

    def __init__(self, label: str, near: Sequence[str] = ()) -> None:
        hint = f" Did you mean {near[0]!r}?" if near else " See `qualcode cases`."
        super().__init__(f"Nobody is called {label!r} in the project.{hint}")


class CaseGoneError(NobodyError):
    """A case that was looked at is no longer in the project."""

    def __init__(self) -> None:
        QualcodeError.__init__(
            self,
            "The participant is no longer in the project: merged with another, or its import undone, meanwhile. "
            "Look again; `qualcode history` tells who did it.",
        )


class CasesRefusedError(QualcodeError):
    """Cases cannot be merged or split so."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Nothing was changed: {reason}.")


class AssignmentError(QualcodeError):
    """What is to be set is not VARIABLE=VALUE."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is not like VARIABLE=VALUE, such as age=34 (age= takes the value away).")


class BandsError(InvalidValueError):
    """Bands are not like 18-34,35-54,55+."""

    def __init__(self, written: str, reason: str, also: str = "") -> None:
        super().__init__("Bands", written, f"{reason}; they are like 18-34,35-54,55+ or <18,18+{also}.")
        self.written = written
        self.reason = reason


class RecodeError(QualcodeError):
    """Levels are not like NEW=OLD,OLD."""

    def __init__(self, written: str, reason: str) -> None:
        super().__init__(f"Levels {written!r}: {reason}; they are like --level 'north=Oslo,Bergen'.")


class DerivedVariableError(QualcodeError):
    """A derived variable cannot be set by hand, nor what it comes from be lost."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name!r} {reason}.")


class WrongKindError(QualcodeError):
    """A value does not fit the kind that was told for its variable."""

    def __init__(self, name: str, kind: str, value: str) -> None:
        super().__init__(
            f"{value!r} does not fit {name!r}, which is {kind}. Correct it, or say that it stands for a missing value: "
            f"qualcode variables type {name} {kind} --missing {value}"
        )
