"""Cues and searches that cannot be matched."""

from qualcode.errors.base import QualcodeError


class CuePatternError(QualcodeError):
    """A cue's token pattern is not one."""

    def __init__(self, code: str, pattern: str, reason: str) -> None:
        super().__init__(f"Code {code!r}, cue pattern {pattern}: {reason}")


class SearchPatternError(QualcodeError):
    """A regular expression cannot be searched for."""

    def __init__(self, pattern: str, reason: str) -> None:
        super().__init__(f"Cannot search for {pattern!r}: {reason}.")
