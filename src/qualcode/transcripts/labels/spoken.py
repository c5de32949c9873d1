"""What a reading is made of: turns and the speakers they belong to."""

from dataclasses import dataclass
from typing import NamedTuple

from qualcode.model.transcript import Role


class SpokenTurn(NamedTuple):
    """One speaker's uninterrupted talk; positions mean what they mean in `model.transcript.Turn`.

    A tuple, because a study has tens of thousands of them and making a tuple takes a fifth of the time.

    Attributes:
        number: from 1.
        start: where the label begins (or the time beside it).
        speech: where the talk begins; the same as `end` when nothing is said.
        end: where the talk ends, without surrounding space.
        speaker: the label of its `Speaker`.
        seconds: the time beside the label, from the start of the recording.
        words: of the talk, counted at white space.
    """

    number: int
    start: int
    speech: int
    end: int
    speaker: str
    seconds: float | None
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who speaks in one text, or a label that stands for several.

    Attributes:
        label: the most frequent spelling of the speaker label, without what sets it off.
        turns: how many.
        words: in all of them.
        variables: what a bracket beside the label tells: a whole number from 10 to 110 is `age`, a word such as woman,
            m or мужчина is `gender`, `city: Tula` is what it says. What the rest means (a city, a job) cannot be known:
            `label_1`, `label_2` and so on, in the order they stand in, unless a person names it.
    """

    label: str
    role: Role
    turns: int
    words: int
    variables: tuple[tuple[str, str], ...]
