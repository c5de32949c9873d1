"""What the texts of a codebook tell before anybody has coded, beyond their words: where they lie in the project's talk.

A name is a word or two; definitions, rules for use, examples and cues tell what a code is about. Talk that keeps the
same company as these words (latent semantic analysis, as in `vectors`) speaks for the code, though it has none of
them. And a code whose words are met most in more of the talk than those of others is likely to be applied more often:
that tells until codings do. Both have the form of a model's weights, so that they cost nothing when units are scored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from qualcode.suggestions.language.words import Array

_LIES_SAYS = 0.8
_LIKELY_SAYS = 0.02
_LIKELY_FADES_AT = 5.0  # codings
_AS_IF_MET = 0.01  # of the talk, for each code


@dataclass(frozen=True, slots=True)
class CodebookTexts:
    """What the texts of some codes tell.

    Attributes:
        lies: where the text of each code lies in the talk, codes × dimensions; 0 for those without one.
        usual: how near talk on the whole is to it.
        likely: how likely each code is beside the others, from what the talk meets of its words; 0 is the middle.
    """

    lies: Array
    usual: Array
    likely: Array

    def told(self, trust: Array, codings: float) -> tuple[Array, Array]:
        """Return weights of the dimensions, dimensions × codes, and what is added for each code.

        Args:
            trust: how much what the codebook says of each code counts.
            codings: how many there are of all codes.
        """
        says = _LIES_SAYS * trust
        fading = _LIKELY_SAYS * _LIKELY_FADES_AT / (_LIKELY_FADES_AT + codings)
        return self.lies.T * says, fading * self.likely - self.usual * says


def codebook_texts(lying: Array, talk: Array, met: Array) -> CodebookTexts | None:
    """Return what the texts of codes tell; None where there is no talk.

    Args:
        lying: where their words lie in the talk, codes × dimensions; 0 for codes without any.
        talk: where units of the talk lie.
        met: what these units meet of the words of each code, units × codes; never below 0.
    """
    if not len(talk):
        return None
    most = (met >= met.max(axis=1, keepdims=True)) & (met > 0)
    first = most / np.maximum(most.sum(axis=1, keepdims=True), 1)
    likely = np.log(first.mean(axis=0) + _AS_IF_MET)
    return CodebookTexts(lying, lying @ talk.mean(axis=0), likely - likely.mean())
