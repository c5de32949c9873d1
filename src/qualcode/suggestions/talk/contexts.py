"""What a turn of talk answers: the moderator's question, and the turn before it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from qualcode.suggestions.language.words import units_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualcode.model.transcript import Source
    from qualcode.suggestions.language.words import Array, Units
    from qualcode.suggestions.talk.lessons import Example
    from qualcode.suggestions.talk.talk import Talk

# A question stands at the end of what a moderator says, and what is answered at the end of what others say.
_LAST_WORDS = 40
_NOTHING = np.zeros(0, dtype=np.int32)


def turns_before(talk: Talk, source: Source) -> Units:
    """Return, for each turn that has sentences, the last words of what it answers; the first turn answers nothing.

    A turn answers the moderator's latest turn before it and the turn just before it, which may be one; the moderator
    answers the turn just before.
    """
    moderators = {case.guid for case in source.cases if case.role == "moderator"}
    turns, units = talk.in_turns()
    question = before = _NOTHING
    was_question = False
    rows = []
    for turn, words in zip(turns.tolist(), units, strict=True):
        is_question = source.turns[turn].case_guid in moderators
        rows.append(before if is_question or was_question else np.concatenate((question, before)))
        before = words[-_LAST_WORDS:]
        was_question = is_question
        question = before if is_question else question
    return units_of(rows)


def sentences_around(talk: Talk, source: Source) -> Units:
    """Return the sentences of a source, each with what its turn answers around it."""
    turns, _ = talk.in_turns()
    return talk.units.with_around(turns_before(talk, source).chosen(np.searchsorted(turns, talk.turns)))


def turns_around(talk: Talk, source: Source) -> Units:
    """Return the turns of a source that have sentences, each with what it answers around it."""
    return talk.in_turns()[1].with_around(turns_before(talk, source))


def examples_around(
    units: Units, examples: Sequence[Example], talks: Mapping[str, Talk], sources: Mapping[str, Source]
) -> Units:
    """Return the words of the examples, each with what its turn answers around it, where its source was read."""
    known = {guid: (talk.in_turns()[0], list(turns_before(talk, sources[guid]))) for guid, talk in talks.items()}
    rows: list[Array] = []
    for one in examples:
        turns, before = known.get(one.source_guid, (_NOTHING, []))
        turn = bisect_right(sources[one.source_guid].turns, one.start, key=lambda turn: turn.start) - 1
        place = int(np.searchsorted(turns, turn))
        rows.append(before[place] if place < len(turns) and turns[place] == turn else _NOTHING)
    return units.with_around(units_of(rows))
