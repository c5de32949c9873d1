"""What is said below tables, the same in every face."""

from qualcode.analysis.resampling import RESAMPLES

UNITIZING = "uα, |uα, cuα, (k)uα: as defined by Krippendorff, Mathet, Bouvry and Widlöcher (2016)."
VOICED = "Participants: how many of them voiced it at least once."
_SMALL = "* too small a base to say more: fewer than 5 participants or 2 groups."
_NO_P = "No p-value: people of one group are not independent of each other."


def whose(*, with_moderator: bool) -> str:
    """Return whose turns are counted."""
    return "Everybody's turns" if with_moderator else "Participants' turns only"


def interval_lines(seed: int, *, with_moderator: bool) -> tuple[str, ...]:
    """Return what intervals are made of, and what is not told."""
    if with_moderator:
        return ("No intervals: moderators and observers are no sample of anybody.",)
    drawn = f"95 % intervals: groups drawn {RESAMPLES} times (seed {seed}), or Wilson's where that is wider."
    return f"{drawn} {_NO_P}", _SMALL
