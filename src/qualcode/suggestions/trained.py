"""A model together with what it was trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.suggestions.learning import Learned
    from qualcode.suggestions.lessons import Example
    from qualcode.suggestions.spans import Span
    from qualcode.suggestions.words import Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model and what it was trained on.

    Attributes:
        examples: coded segments and rejected ones, those that gave reasons first come first.
        units: of the examples.
        spans: what each code is usually applied to.
    """

    model: Learned
    examples: tuple[Example, ...]
    units: Units
    spans: tuple[Span, ...]
