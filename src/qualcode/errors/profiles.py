"""Profiles of how transcripts are read that are not there or cannot be."""

from collections.abc import Sequence

from qualcode.errors.base import QualcodeError


class UnknownProfileError(QualcodeError):
    """No profile of that name was saved."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        there = f"There are: {', '.join(known)}." if known else "Save one with --save-profile NAME."
        super().__init__(f"No profile {name!r} of how to read transcripts. {there}")


class LabelRegexError(QualcodeError):
    """A regular expression for speaker labels cannot be used."""

    def __init__(self, pattern: str, reason: str) -> None:
        super().__init__(f"--label-regex {pattern!r}: {reason}.")
