"""Turns drawn at random from transcripts, and how much is in a sample of them.

Pure: the same seed and the same transcripts give the same turns.

Each source gives its share of turns (largest remainders, the earlier source where two are alike). Within a source, runs
of so many turns are taken in the order of a hash of seed, source and place, so that no library's random numbers matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

from qualcode.errors.samples import TooFewTurnsError
from qualcode.errors.values import InvalidValueError
from qualcode.model.coding import Coding
from qualcode.model.sample import Sample, Stretch, joined
from qualcode.model.transcript import Source, talk_of


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """What is in a sample: turns of participants, sources, and coders who have codings in it."""

    turns: int
    sources: int
    coders: int


def sample_facts(sample: Sample, sources: Iterable[Source], codings: Iterable[Coding]) -> SampleFacts:
    """Return how much is in a sample, and how many have coded there.

    Args:
        sample: of which.
        sources: those it has passages of.
        codings: in these sources.
    """
    there: dict[str, set[int]] = {}
    for one in sample.stretches:
        there.setdefault(one.source_guid, set()).update(range(one.first_turn, one.last_turn + 1))
    turns = sum(turn.number in there[source.guid] for source in sources for turn in talk_of(source))
    coders = {
        one.coder for one in codings if not there[one.source_guid].isdisjoint(range(one.first_turn, one.last_turn + 1))
    }
    return SampleFacts(turns, len(there), len(coders))


def drawn_stretches(
    sources: Iterable[Source], *, count: int | None, percent: float | None, together: int, seed: int
) -> tuple[Stretch, ...]:
    """Return turns in which participants say something, drawn at random.

    Args:
        sources: to draw from.
        count: how many turns.
        percent: or how many of a hundred, rounded up.
        together: how many that follow each other are drawn together.
        seed: of the draw.

    Raises:
        TooFewTurnsError: there are not so many.
        InvalidValueError: the count or how many are together is less than one.
    """
    turns: dict[str, list[int]] = {}
    guids: dict[str, str] = {}
    for source in sources:
        turns[source.name] = [turn.number for turn in talk_of(source)]
        guids[source.name] = source.guid
    total = sum(map(len, turns.values()))
    wanted = count if count is not None else ceil(total * (percent or 0) / 100)
    return joined(
        Stretch(source_guid=guids[name], first_turn=first, last_turn=last)
        for name, ranges in drawn(turns, wanted, together=together, seed=seed).items()
        for first, last in ranges
    )


def drawn(
    turns: Mapping[str, Sequence[int]], count: int, *, together: int, seed: int
) -> dict[str, list[tuple[int, int]]]:
    """Return so many turns, as `(first, last)` numbers in order, by source.

    Args:
        turns: numbers of the turns that may be drawn, in order, by the name of the source.
        count: how many turns to draw.
        together: how many turns that follow each other among these are drawn together; what stands between them, a
            moderator's question, is in the stretch too.
        seed: of the draw.

    Raises:
        TooFewTurnsError: there are not so many.
        InvalidValueError: the count or how many are together is less than one.
    """
    for what, number in (("Turns to draw", count), ("Turns together", together)):
        if number < 1:
            raise InvalidValueError(what, number, "must be 1 or more.")
    total = sum(len(numbers) for numbers in turns.values())
    if count > total:
        raise TooFewTurnsError(count, total)
    shares = _shares({source: len(numbers) for source, numbers in turns.items()}, count, total)
    return {
        source: _drawn_in(source, numbers, shares[source], together, seed)
        for source, numbers in turns.items()
        if shares[source]
    }


def _shares(sizes: Mapping[str, int], count: int, total: int) -> dict[str, int]:
    shares = {source: count * size // total for source, size in sizes.items()}
    left = count - sum(shares.values())
    by_remainder = sorted(sizes, key=lambda source: -(count * sizes[source] % total))
    for source in by_remainder[:left]:
        shares[source] += 1
    return shares


def _drawn_in(source: str, numbers: Sequence[int], share: int, together: int, seed: int) -> list[tuple[int, int]]:
    runs = [numbers[start : start + together] for start in range(0, len(numbers), together)]
    runs.sort(key=lambda run: sha256(f"{seed}\x1f{source}\x1f{run[0]}".encode()).digest())
    taken = []
    for run in runs:
        if share <= 0:
            break
        part = run[:share]
        taken.append((part[0], part[-1]))
        share -= len(part)
    return sorted(taken)
