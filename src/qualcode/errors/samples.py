"""Reliability samples that are not there, or cannot be changed any more."""

from collections.abc import Sequence

from qualcode.errors.base import QualcodeError


class UnknownSampleError(QualcodeError):
    """No sample goes by that name."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        have = ", ".join(repr(one) for one in names)
        way = f"it has: {have}" if names else "it has none yet: qualcode sample draw, or mark"
        super().__init__(f"No sample {name!r} in the project ({way}).")


class SampleReleasedError(QualcodeError):
    """A sample was released, so what is added to it would not be coded blind."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The sample {name!r} was released already; give another one another name.")


class SampleExistsError(QualcodeError):
    """A sample of that name was drawn or marked before."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a sample {name!r} already. Name another, or remove that: qualcode sample remove.")


class TooFewTurnsError(QualcodeError):
    """More turns are to be drawn than there are."""

    def __init__(self, wanted: int, count: int) -> None:
        there = f"there are only {count}" if count else "there are none"
        super().__init__(f"{wanted} turns of participants cannot be drawn: {there} in the transcripts asked for.")
