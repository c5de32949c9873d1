"""Coder, coding, memo, suggestion and verdict: what people and the pipeline say of a segment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from qualcode.errors.values import InvalidValueError
from qualcode.model.identity import checked_guid
from qualcode.model.transcript import Segment

Origin = Literal["hand", "suggestion", "suggestion-resized", "auto", "import"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
Component = Literal["cues", "likeness", "learned"]
COMPONENTS: tuple[Component, ...] = get_args(Component)
VerdictKind = Literal["accept", "reject"]
CONFIDENCES = (1, 2, 3)  # doubtful, fair, sure
Outcome = Literal["exact", "moved", "changed", "lost"]  # of carrying a coding over to a new text
# The program's idea of a code, the coder's own segment: so agreement can tell it from what was coded by hand.
LIKELY_ORIGIN: Origin = "suggestion-resized"
MemoTarget = Literal["coding", "code", "source", "case", "project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One coder's act: segment, code and coder.

    Attributes:
        quote: the words at the segment, kept so that damage shows.
        origin: how it came about.
        first_turn: number of the first turn it lies in, 0 before the first turn.
        last_turn: number of the last turn it lies in.
        codebook_revision: content hash of the codebook it was made under.
        is_selected: marked as a quote for the report.
        confidence: how sure the coder is, from 1 (doubtful) to 3 (sure); None where nothing was said.
    """

    guid: str
    source_guid: str
    segment: Segment
    quote: str
    code_guid: str
    coder: str
    at: datetime
    origin: Origin = "hand"
    memo: str = ""
    first_turn: int = 0
    last_turn: int = 0
    codebook_revision: str = ""
    is_selected: bool = False
    confidence: int | None = None

    def __post_init__(self) -> None:
        checked_guid(self.guid)
        if self.origin not in ORIGINS:
            raise InvalidValueError("Origin", self.origin, f"is none of {', '.join(ORIGINS)}.")
        if len(self.quote) != self.segment.end - self.segment.start:
            raise InvalidValueError("Quote", self.quote[:40], "is not as long as its segment.")
        checked_confidence(self.confidence)


def checked_confidence(confidence: int | None) -> int | None:
    """Return it unchanged.

    Raises:
        InvalidValueError: it is none of 1, 2, 3 and not None.
    """
    if confidence is not None and confidence not in CONFIDENCES:
        raise InvalidValueError("Confidence", confidence, "is none of 1 (doubtful), 2, 3 (sure).")
    return confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionPart:
    """What one component of the pipeline says for a suggestion.

    Attributes:
        score: from 0 to 1, of this component alone.
        reason: on one line.
    """

    component: Component
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A proposed coding; never a coding until a coder accepts it.

    Attributes:
        score: from 0 to 1; the higher, the surer.
        reason: why, on one line.
        cue: the words of the codebook that spoke for it; empty where none did.
        component: which part of the pipeline spoke loudest.
        parts: what each part of the pipeline says, the loudest first; empty where only one was asked.
        threshold: the score from which on suggestions of its code are shown.
    """

    source_guid: str
    segment: Segment
    quote: str
    code_guid: str
    score: float
    reason: str
    cue: str = ""
    component: Component = "cues"
    parts: tuple[SuggestionPart, ...] = ()
    threshold: float = 0.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise InvalidValueError("Score", self.score, "is not between 0 and 1.")

    def origin_on(self, segment: Segment) -> Origin:
        """Return how a coding of a segment came about that is made by accepting this."""
        return "suggestion" if segment == self.segment else "suggestion-resized"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Accept or reject of a suggestion, kept: the record that later scores and reasons are made from.

    Attributes:
        score: of the suggestion when it was judged.
    """

    source_guid: str
    segment: Segment
    code_guid: str
    cue: str
    kind: VerdictKind
    coder: str
    at: datetime
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Settled:
    """Where somebody coded or judged a code: it needs no suggestion any more."""

    source_guid: str
    code_guid: str
    segment: Segment
    coder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """A researcher's note on a coding, a code, a source, a case or the project."""

    guid: str
    target: MemoTarget
    target_guid: str
    text: str
    coder: str
    at: datetime
