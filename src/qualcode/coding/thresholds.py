"""Setting the score from which on a code is suggested. Each is one act."""

from datetime import datetime

from qualcode.errors.values import InvalidValueError
from qualcode.store.database import Store
from qualcode.store.thresholds import write_threshold


def set_threshold(store: Store, code_guid: str, score: float | None, *, coder: str, at: datetime) -> None:
    """Set the score from which on a code is suggested to everybody, or leave it to the program again for None.

    Raises:
        InvalidValueError: the score is not between 0 and 1.
        UnknownCodeError: no code has that GUID.
    """
    if score is not None and not 0.0 <= score <= 1.0:
        raise InvalidValueError("Threshold", score, "is not between 0 and 1.")
    with store.act("set threshold", "set a threshold", coder=coder, at=at) as unit:
        name = write_threshold(unit, code_guid, score)
        unit.say(f"suggests {name} from {score:.0%} on" if score is not None else f"took the threshold off {name}")
