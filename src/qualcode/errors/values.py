"""What no noun of the model can be."""

from qualcode.errors.base import QualcodeError


class InvalidValueError(QualcodeError):
    """A noun of the model was made with a value it cannot have."""

    def __init__(self, what: str, value: object, reason: str) -> None:
        super().__init__(f"{what} {value!r}: {reason}")


class OffsetError(QualcodeError):
    """A segment does not lie inside the text it points into."""

    def __init__(self, source: str, start: int, end: int, length: int) -> None:
        super().__init__(
            f"Segment {start}-{end} is not inside {source!r}, which has {length} characters (offsets are code points, "
            f"0 to {length}, the end exclusive)."
        )
