"""Questions that the material cannot answer."""

from collections.abc import Sequence

from qualcode.errors.base import QualcodeError


class TooFewRatingsError(QualcodeError):
    """Agreement was asked for and too little was judged by several coders."""

    def __init__(self, units: int, coders: int) -> None:
        judged = f"{units} unit{'' if units == 1 else 's'}"
        super().__init__(
            f"Agreement needs at least two units that {coders} coders judged; there {'is' if units == 1 else 'are'} "
            f"{judged}. Let them code the same sources, or compare fewer coders."
        )


class TooFewCodersError(QualcodeError):
    """Agreement was asked for and there are not two coders to compare."""

    def __init__(self, coders: Sequence[str]) -> None:
        have = f"only {coders[0]} has" if coders else "nobody has"
        super().__init__(
            f"Agreement needs two coders or more, and {have} codings here. Let somebody else code the same sources, or "
            "import their codings."
        )


class NoVariationError(QualcodeError):
    """Everybody said the same of everything, so that chance would agree just as well."""

    def __init__(self, units: int) -> None:
        super().__init__(
            f"The same was said of all {units} units, so agreement beyond chance cannot be told; percent agreement can."
        )


class EmptySelectionError(QualcodeError):
    """A table would have no rows, for a reason that can be named."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Nothing to show: {reason}")
