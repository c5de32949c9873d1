"""Turn, case, source and segment: a transcript as stored.

Every position is a zero-based Unicode code point into the stored text, half-open `[start, end)`: Python slices agree.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from qualcode.errors.values import InvalidValueError, OffsetError
from qualcode.model.identity import checked_guid, checked_name

Role = Literal["moderator", "participant", "observer"]


@dataclass(frozen=True, slots=True)
class Segment:
    """`[start, end)` in a source's stored text, in code points; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidValueError(
                "Segment", f"{self.start}-{self.end}", "its start must be before its end, from 0 on."
            )

    def quote(self, text: str, source: str) -> str:
        """Return the words the segment covers in that text.

        Raises:
            OffsetError: it reaches past the text's end.
        """
        if self.end > len(text):
            raise OffsetError(source, self.start, self.end, len(text))
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A participant, moderator or observer, with what is known of them."""

    guid: str
    label: str
    role: Role = "participant"

    def __post_init__(self) -> None:
        checked_guid(self.guid)
        object.__setattr__(self, "label", checked_name("Speaker label", self.label))
        if self.role not in get_args(Role):
            raise InvalidValueError("Role", self.role, f"is none of {', '.join(get_args(Role))}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's uninterrupted talk.

    `[start, speech)` is the label as it stands in the text, `[speech, end)` the talk without surrounding space. Turns
    are in order; each turn's tile reaches from its `start` to the next turn's `start`, so tiles cover the text from the
    first label on.

    Attributes:
        number: citable, from 1.
        case_guid: who speaks.
        seconds: when it was said, from the start of the recording, where the transcript tells.
        language: where it is another than its source's.
    """

    number: int
    start: int
    speech: int
    end: int
    case_guid: str
    seconds: float | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.speech <= self.end or self.number < 1:
            raise InvalidValueError("Turn", f"{self.number} {self.start}-{self.speech}-{self.end}", "is out of order.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    r"""One transcript as stored: its text never changes.

    Attributes:
        text: decoded, newlines made `\\n`, otherwise as it was in the file.
        sha256: of the text's UTF-8 bytes.
        language: code such as `en` or `ru`, or `xx` when it is not known.
        encoding: what the file was decoded from.
        revision: which stored text of the source this is, from 1.
    """

    guid: str
    name: str
    text: str
    sha256: str
    language: str
    encoding: str
    turns: tuple[Turn, ...]
    cases: tuple[Case, ...]
    revision: int = 1

    def __post_init__(self) -> None:
        checked_guid(self.guid)
        object.__setattr__(self, "name", checked_name("Source name", self.name))
        if self.turns and self.turns[-1].end > len(self.text):
            raise OffsetError(self.name, self.turns[-1].start, self.turns[-1].end, len(self.text))


def cases_heard(source: Source, *, with_moderator: bool = False) -> frozenset[str]:
    """Return whose talk may be coded, by GUID: participants, or with `with_moderator` all."""
    return frozenset(case.guid for case in source.cases if with_moderator or case.role == "participant")


def talk_of(source: Source, *, with_moderator: bool = False) -> tuple[Turn, ...]:
    """Return the turns in which participants, or with `with_moderator` all, say something, in order."""
    heard = cases_heard(source, with_moderator=with_moderator)
    return tuple(turn for turn in source.turns if turn.case_guid in heard and turn.speech < turn.end)


class TurnPlace(NamedTuple):
    """Where a turn stands, without whose it is: five thousand of these are read in two milliseconds."""

    number: int
    start: int
    speech: int
    end: int


def turn_range(starts: list[int], turns: Sequence[Turn | TurnPlace], segment: Segment) -> tuple[int, int]:
    """Return the numbers of the first and last turn in whose talk the segment lies; 0 is the text before all turns.

    A segment that touches only a label or the space between two turns belongs to the turn whose tile holds its start.

    Args:
        starts: the turns' `start`s, in order (made once for many segments).
        turns: in order; those before the tile that holds the segment's start may be left out.
    """
    tile = bisect_right(starts, segment.start)
    first, last = tile, bisect_right(starts, segment.end - 1)
    if first and turns[first - 1].end <= segment.start:
        first += 1
    if last and turns[last - 1].speech >= segment.end:
        last -= 1
    if last < first:
        first = last = tile
    return (turns[first - 1].number if first else 0), (turns[last - 1].number if last else 0)
