"""How much of the talk a code's segments usually take, so that what is suggested is what a coder would mark."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.talk.lessons import Example
    from qualcode.suggestions.talk.talk import Talk

SpanKind = Literal["words", "sentence", "sentences", "turn"]
_NEARLY_ALL = 0.9
_PART = 0.6
_BORROWED = 4.0  # how many codings the habits of all codes together count as, for one code
_CLAUSE_END = re.compile(r"[,;:]\s+|\s+[–—-]+\s+|…\s*")
_SHORTEST_CLAUSE = 8


@dataclass(frozen=True, slots=True)
class Span:
    """What a code is usually applied to.

    Attributes:
        sentences: how many, where it is several.
    """

    kind: SpanKind = "sentence"
    sentences: int = 1


def usual_spans(examples: Iterable[Example], talks: Mapping[str, Talk], codes: Sequence[str]) -> tuple[Span, ...]:
    """Return what each code is usually applied to; with few codings, what all codes are.

    Args:
        talks: by GUID of the source; what lies in others is passed over.
    """
    seen: dict[str, list[Span]] = {}
    for one in examples:
        talk = talks.get(one.source_guid)
        span = _span_of(one, talk) if talk is not None and one.codes else None
        if span is not None:
            for code in one.codes:
                seen.setdefault(code, []).append(span)
    everywhere = Counter(span.kind for spans in seen.values() for span in spans)
    total = sum(everywhere.values())
    usual: list[Span] = []
    for code in codes:
        own = seen.get(code, [])
        counts = Counter(span.kind for span in own)
        kinds: tuple[SpanKind, ...] = ("sentence", "turn", "sentences", "words")
        kind = max(kinds, key=lambda kind: counts[kind] + _BORROWED * everywhere[kind] / max(total, 1))
        lengths = [span.sentences for span in own if span.kind == kind]
        usual.append(Span(kind, median_low(lengths) if lengths and kind == "sentences" else 1 + (kind == "sentences")))
    return tuple(usual)


def _span_of(one: Example, talk: Talk) -> Span | None:
    first = int(np.searchsorted(talk.ends, one.start, side="right"))
    last = int(np.searchsorted(talk.starts, one.end, side="left"))
    if first >= last:
        return None
    turn = talk.turns[first]
    whole = np.flatnonzero(talk.turns == turn)
    length = one.end - one.start
    if len(whole) > 1 and length >= _NEARLY_ALL * (talk.ends[whole[-1]] - talk.starts[whole[0]]):
        return Span("turn", len(whole))
    starts, ends = talk.starts[first:last], talk.ends[first:last]
    shared = np.minimum(ends, one.end) - np.maximum(starts, one.start)
    halves = int((2 * shared >= ends - starts).sum())
    if halves > 1:
        return Span("sentences", halves)
    longest = first + int(shared.argmax())
    return Span("words" if length < _PART * (talk.ends[longest] - talk.starts[longest]) else "sentence")


def several(chances: Array, talk: Talk, place: int, most: int) -> tuple[int, int]:
    """Return the run of sentences around one that are at least half as likely, within its turn: first, last.

    Args:
        chances: of each sentence of the source, for one code.
    """
    first = last = place
    while last - first + 1 < most:
        before = float(chances[first - 1]) if first > 0 and talk.turns[first - 1] == talk.turns[place] else -1.0
        after = float(chances[last + 1]) if last + 1 < len(talk) and talk.turns[last + 1] == talk.turns[place] else -1.0
        if max(before, after) < chances[place] / 2:
            break
        if before > after:
            first -= 1
        else:
            last += 1
    return first, last


def clause(text: str, start: int, end: int, words: Sequence[str]) -> tuple[int, int]:
    """Return the clause of a sentence that holds the first of these words; the whole sentence where none does."""
    folded = text[start:end].lower()
    for word in words:
        found = folded.find(word)
        if found >= 0:
            borders = [0, *(match.end() for match in _CLAUSE_END.finditer(folded)), len(folded)]
            first = max(border for border in borders if border <= found)
            last = min(border for border in borders if border > found)
            chosen = folded[first:last].rstrip(" ,;:–—-…")
            return (start + first, start + first + len(chosen)) if len(chosen) >= _SHORTEST_CLAUSE else (start, end)
    return start, end
