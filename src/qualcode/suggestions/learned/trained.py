"""A model together with what it was trained on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.suggestions.learned.calibrating import FEWEST_CODINGS, LEAST_PRECISION, NEVER
from qualcode.suggestions.learned.cue_records import CueRecord

if TYPE_CHECKING:
    from qualcode.suggestions.language.words import Units
    from qualcode.suggestions.learned.learning import Learned
    from qualcode.suggestions.talk.lessons import Example
    from qualcode.suggestions.talk.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model and what it was trained on.

    Attributes:
        examples: coded segments and rejected ones, those that gave reasons first come first.
        units: of the examples.
        spans: what each code is usually applied to.
        cues: how often each cue was right where somebody has looked.
    """

    model: Learned
    examples: tuple[Example, ...]
    units: Units
    spans: tuple[Span, ...]
    cues: CueRecord = field(default_factory=CueRecord)

    def least(self, code: str) -> tuple[float, float]:
        """Return from which score on a code (by GUID) is suggested by its cues, and by what was learned."""
        if code not in self.model.codes:
            return 0.0, NEVER
        column = self.model.codes.index(code)
        enough = self.model.frequencies.passages[column] >= FEWEST_CODINGS
        measured = int(float(self.model.thresholds[column]) * 10_000) / 10_000  # scores are rounded to as much
        return LEAST_PRECISION if enough else 0.0, measured

    def thresholds(self) -> tuple[MeasuredThreshold, ...]:
        """Return from which score on each of its codes is suggested, as measured."""
        model = self.model
        tried = model.tried.tolist() if model.tried is not None else [(0, 0, 0, 0)] * len(model.codes)
        facts = zip(model.codes, model.frequencies.passages.tolist(), model.thresholds.tolist(), tried, strict=True)
        return tuple(
            MeasuredThreshold(
                code_guid=code,
                codings=codings,
                score=score if score < NEVER else None,
                shown=shown,
                right=right,
                is_measurable=0 < lacking >= having,
            )
            for code, codings, score, (shown, right, having, lacking) in facts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredThreshold:
    """From which score on what was learned is suggested for a code, where nobody has set another.

    Attributes:
        codings: how many passages are coded with it; about, where very many are.
        score: None where nothing is suggested.
        shown: how many places reach it in transcripts that were left out when that was asked.
        right: how many of these have the code.
        is_measurable: whether enough talk is known not to have it.
    """

    code_guid: str
    codings: int
    score: float | None
    shown: int = 0
    right: int = 0
    is_measurable: bool = True

    def remark(self) -> str:
        """Return what it was measured on, or why nothing is suggested."""
        if self.score is not None:
            return f"measured: {self.right} of {self.shown} right in transcripts left out"
        if self.codings < FEWEST_CODINGS:
            return f"{self.codings} of the {FEWEST_CODINGS} codings it takes"
        if not self.is_measurable:
            return "cannot be measured: too little talk is known not to have it; read and code some by hand"
        return f"not right {LEAST_PRECISION * 10:.0f} times in ten so far"
