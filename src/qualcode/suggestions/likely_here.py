"""Which codes any segment of one source may have, kept small beside a screen, so that asking takes no time.

Of each sentence only the few codes are kept that speak up there: those that are several times as likely as in most
sentences of the source. So nothing is said of “Thank you”. Once something is coded, chances mean what they say, and a
code has to have one in ten; before, the codebook's own words make an order, however small its chances. A segment has
a code where any of its sentences may have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.cues.scoring import Judge, record_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from qualcode.model.coding import Verdict
    from qualcode.model.transcript import Segment
    from qualcode.suggestions.cues.scoring import Evidence
    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.talk.study import Study
    from qualcode.suggestions.views import View

_KEPT = 8  # codes of a sentence
_HIGHEST = 0.99
_TIMES = 6.0  # as likely as usual
_PART = 0.2  # of how likely the likeliest is; what is less hardly ever is meant
_LEAST = 0.1  # how likely a code has to be, once that can be known
_USUAL = 0.25  # so many of the sentences are less likely to have a code: most have none
_LOOKED_AT = 2000  # sentences, to know what is usual
_AT_ONCE = 500  # sentences: with thousands of codes, all of them would take much room


@dataclass(frozen=True, slots=True)
class LikelyHere:
    """What may be coded in one source.

    Attributes:
        revision: of the source's text that the sentences are places in.
        codes: GUIDs.
        starts: of the sentences, in order.
        ends: likewise.
        best: of each sentence, places in `codes`.
        doubts: of each of these the logarithm of how likely it is not meant; 0 where it does not speak up.
    """

    source_guid: str
    revision: int
    codes: tuple[str, ...]
    starts: Array
    ends: Array
    best: Array
    doubts: Array

    def codes_at(self, segment: Segment, *, besides: Collection[str] = (), most: int = 3) -> tuple[str, ...]:
        """Return the GUIDs of the likeliest codes of a segment, the likeliest first; none where none speaks up.

        Beside a code that is much likelier than the others, these are left out, also where it is not asked for.

        Args:
            segment: any part of the source; the whole of the sentences it touches is looked at.
            besides: GUIDs that are not asked for.
            most: how many.
        """
        first = int(np.searchsorted(self.ends, segment.start, side="right"))
        stop = int(np.searchsorted(self.starts, segment.end, side="left"))
        if stop <= first:
            return ()
        chosen = slice(first, stop)
        doubt = np.bincount(self.best[chosen].ravel(), self.doubts[chosen].ravel(), minlength=len(self.codes))
        order = np.argsort(doubt, kind="stable")[: most + len(besides)]
        scores = -np.expm1(doubt[order])
        found = [self.codes[place] for place in order[(scores > 0) & (scores >= _PART * scores[:1])].tolist()]
        return tuple(guid for guid in found if guid not in besides)[:most]


def likely_here(
    view: View, study: Study, *, revision: int, places: Collection[int], rejected: Collection[Verdict]
) -> LikelyHere:
    """Return what may be coded in a source, from what a model says of it.

    Args:
        revision: of the source's text.
        places: of the turns in the source that are spoken of.
        rejected: what is not to be proposed again.
    """
    talk, codes = view.talk, view.trained.model.codes
    rows = np.flatnonzero(np.isin(talk.turns, list(places)))
    usual = np.quantile(view.chances[:: 1 + len(view.chances) // _LOOKED_AT], _USUAL, axis=0)
    least = _LEAST if view.trained.model.frequencies.codings.any() else 0.0
    heard = _heard(view, study)
    columns = {code: column for column, code in enumerate(codes)}
    kept = min(_KEPT, len(codes))
    best, doubts = np.zeros((len(rows), kept), dtype=np.int32), np.zeros((len(rows), kept), dtype=np.float32)
    for first in range(0, len(rows), _AT_ONCE):
        piece = rows[first : first + _AT_ONCE]
        scores = view.chances[piece]
        for place, row in enumerate(piece.tolist()):
            for column, said in heard.get(row, ()):
                scores[place, column] = 1 - (1 - scores[place, column]) * (1 - said)
        scores[scores < np.maximum(_TIMES * usual, least)] = 0.0
        for verdict in rejected:
            if verdict.code_guid in columns:
                segment = verdict.segment
                touched = (talk.starts[piece] < segment.end) & (talk.ends[piece] > segment.start)
                scores[touched, columns[verdict.code_guid]] = 0.0
        order = np.argsort(-scores, axis=1, kind="stable")[:, :kept]
        best[first : first + _AT_ONCE] = order
        doubts[first : first + _AT_ONCE] = np.log1p(-np.minimum(np.take_along_axis(scores, order, axis=1), _HIGHEST))
    return LikelyHere(talk.source_guid, revision, codes, talk.starts[rows], talk.ends[rows], best, doubts)


def _heard(view: View, study: Study) -> dict[int, list[tuple[int, float]]]:
    """Return how much cues say in sentences: for each the code's column, and how much."""
    talk, codes = view.talk, view.trained.model.codes
    judge = Judge(record_of(study.verdicts), view.trained.cues.elsewhere(talk.source_guid))
    columns = {code: column for column, code in enumerate(codes)}
    evidence: dict[tuple[int, str], list[Evidence]] = {}
    for hit in talk.cue_hits:
        row = int(np.searchsorted(talk.starts, hit.start, side="right")) - 1
        if hit.code_guid in columns and row >= 0:
            evidence.setdefault((row, hit.code_guid), []).extend(hit.evidence)
    heard: dict[int, list[tuple[int, float]]] = {}
    for (row, code), said in evidence.items():
        heard.setdefault(row, []).append((columns[code], judge.judged(code, said).score))
    return heard
