"""Two texts laid beside each other: which stretches of the one stand in the other, in order or moved.

Words are looked at first. Runs of words that stand once in both texts are what the two are hung up on: the heaviest
chain of such runs that are in order is the spine, and the others have moved. Between two of them the same is tried with
shorter runs, at last with a plain word diff (Levenshtein, rapidfuzz). What comes out are blocks of equal characters;
each character of one text is in at most one of them, so nothing stands for two things.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from qualcode.transcripts.alignment.alignment import Alignment, Block, Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_WORD = re.compile(r"\w+|[^\w\s]")
_RUNS = (5, 3, 1)  # words that must be unique together, from the outside in
_MOST_CELLS = 400_000_000  # of one plain diff; a fifth of a second


class _Run(NamedTuple):
    """The same words in both texts, counted in words."""

    old: int
    new: int
    length: int


def aligned(old: str, new: str) -> Alignment:
    """Return two texts laid beside each other."""
    numbers: dict[str, int] = {}
    mine, other = _words(old, numbers), _words(new, numbers)
    old_ids, new_ids = mine.ids.copy(), other.ids.copy()
    chained, strayed = _told_apart(_unique_runs(old_ids, new_ids, _RUNS[0]))
    moved = list(_apart(strayed, chained))
    for number, run in enumerate(moved):
        # What moved may not be taken for anything else by the diffs between.
        old_ids[run.old : run.old + run.length] = -1 - 2 * number
        new_ids[run.new : run.new + run.length] = -2 - 2 * number
    whole = _Run(0, 0, 0), _Run(len(old_ids), len(new_ids), 0)
    spine = list(_filled(old_ids, new_ids, [whole[0], *chained, whole[1]], 1))
    blocks = [*_blocks(mine, other, spine, is_moved=False), *_blocks(mine, other, moved, is_moved=True)]
    blocks.sort()
    return Alignment(mine, other, tuple(blocks))


def _words(text: str, numbers: dict[str, int]) -> Words:
    import numpy as np

    found = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    ids = [numbers.setdefault(text[start:end], len(numbers)) for start, end in found]
    places = np.array(found, dtype=np.int64).reshape(-1, 2)
    return Words(text, places[:, 0], places[:, 1], np.array(ids, dtype=np.int64))


def _unique_runs(old: "Numbers", new: "Numbers", size: int) -> list[_Run]:
    """Return the longest runs of which every `size` neighboring words stand together once in each text."""
    import numpy as np

    if min(len(old), len(new)) < size:
        return []
    old_only, old_places = _once(_fingerprints(old, size))
    new_only, new_places = _once(_fingerprints(new, size))
    _, in_old, in_new = np.intersect1d(old_only, new_only, assume_unique=True, return_indices=True)
    at_old, at_new = old_places[in_old], new_places[in_new]
    order = np.argsort(at_old)
    at_old, at_new = at_old[order], at_new[order]
    if not len(at_old):
        return []
    breaks = np.flatnonzero((np.diff(at_old) != 1) | (np.diff(at_new) != 1)) + 1
    firsts = [0, *breaks.tolist()]
    lasts = [*(breaks - 1).tolist(), len(at_old) - 1]
    runs = [
        _Run(int(at_old[first]), int(at_new[first]), last - first + size)
        for first, last in zip(firsts, lasts, strict=True)
    ]
    # Fingerprints are hashes: what they found is looked at before it is believed.
    return [
        run for run in runs if np.array_equal(old[run.old : run.old + run.length], new[run.new : run.new + run.length])
    ]


def _fingerprints(ids: "Numbers", size: int) -> "NDArray[np.uint64]":
    import numpy as np

    cells = (ids.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    length = len(ids) - size + 1
    found = np.zeros(length, dtype=np.uint64)
    for place in range(size):
        found = found * np.uint64(1_000_003) + cells[place : place + length]
    return found


def _once(values: "NDArray[np.uint64]") -> "tuple[NDArray[np.uint64], Numbers]":
    import numpy as np

    found, places, times = np.unique(values, return_index=True, return_counts=True)
    return found[times == 1], places[times == 1]


def _told_apart(runs: Sequence[_Run]) -> tuple[list[_Run], list[_Run]]:
    """Return the heaviest chain of runs that are in order in both texts, and the others; runs come in old order.

    A tree of maxima over the order in the newer text (Fenwick) finds the best chain that may go before each run.
    """
    by_new = sorted(range(len(runs)), key=lambda place: runs[place].new)
    rank = {place: number for number, place in enumerate(by_new, start=1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(runs) + 1)
    before = [-1] * len(runs)
    top = (0, -1)
    for place, run in enumerate(runs):
        weight, above = 0, rank[place] - 1
        while above > 0:
            if best[above][0] > weight:
                weight, before[place] = best[above]
            above &= above - 1
        ending = (weight + run.length, place)
        top = max(top, ending)
        above = rank[place]
        while above <= len(runs):
            best[above] = max(best[above], ending)
            above += above & -above
    chosen: set[int] = set()
    at = top[1]
    while at >= 0:
        chosen.add(at)
        at = before[at]
    chain = _without_overlap([run for place, run in enumerate(runs) if place in chosen])
    return chain, [run for place, run in enumerate(runs) if place not in chosen]


def _without_overlap(chain: Sequence[_Run]) -> list[_Run]:
    """Return runs in order, each cut where the one before it reaches into it, in either text."""
    cut: list[_Run] = []
    old_end = new_end = 0
    for run in chain:
        over = max(0, old_end - run.old, new_end - run.new)
        if over < run.length:
            cut.append(_Run(run.old + over, run.new + over, run.length - over))
            old_end, new_end = run.old + run.length, run.new + run.length
    return cut


def _apart(strayed: Sequence[_Run], chained: Sequence[_Run]) -> Iterator[_Run]:
    """Yield the runs that moved, the longest first, without the words that the chain or a longer one has."""
    old_taken = [(run.old, run.old + run.length) for run in chained]
    new_taken = sorted((run.new, run.new + run.length) for run in chained)
    for run in sorted(strayed, key=lambda run: (-run.length, run.old)):
        first = max(_reach(old_taken, run.old) - run.old, _reach(new_taken, run.new) - run.new, 0)
        last = min(
            run.length, _limit(old_taken, run.old + first) - run.old, _limit(new_taken, run.new + first) - run.new
        )
        if last - first >= _RUNS[0]:
            _take(old_taken, (run.old + first, run.old + last))
            _take(new_taken, (run.new + first, run.new + last))
            yield _Run(run.old + first, run.new + first, last - first)


def _reach(taken: Sequence[tuple[int, int]], place: int) -> int:
    """Return how far what is taken at or before a place reaches."""
    before = bisect_right(taken, (place, 1 << 60)) - 1
    return taken[before][1] if before >= 0 else 0


def _limit(taken: Sequence[tuple[int, int]], place: int) -> int:
    """Return where the next thing that is taken begins."""
    after = bisect_left(taken, (place, 0))
    return taken[after][0] if after < len(taken) else 1 << 60


def _take(taken: list[tuple[int, int]], stretch: tuple[int, int]) -> None:
    taken.insert(bisect_left(taken, stretch), stretch)


def _filled(old: "Numbers", new: "Numbers", chain: Iterable[_Run], level: int) -> Iterator[_Run]:
    """Yield a chain with what lies between its runs aligned as well, by ever shorter runs."""
    for left, right in pairwise(chain):
        if left.length:
            yield left
        yield from _between(old, new, (left.old + left.length, right.old, left.new + left.length, right.new), level)


def _between(old: "Numbers", new: "Numbers", gap: tuple[int, int, int, int], level: int) -> Iterator[_Run]:
    old_start, old_end, new_start, new_end = gap
    lead = _same_ahead(old[old_start:old_end], new[new_start:new_end])
    if lead:
        yield _Run(old_start, new_start, lead)
    old_start, new_start = old_start + lead, new_start + lead
    tail = _same_ahead(old[old_start:old_end][::-1], new[new_start:new_end][::-1])
    old_end, new_end = old_end - tail, new_end - tail
    mine, other = old[old_start:old_end], new[new_start:new_end]
    if len(mine) and len(other):
        # Short gaps are diffed at once; in long ones what is unique holds the diff together.
        if level < len(_RUNS) and len(mine) * len(other) > 10_000:
            inside, _ = _told_apart(_unique_runs(mine, other, _RUNS[level]))
            chain = [_Run(0, 0, 0), *inside, _Run(len(mine), len(other), 0)]
            found = _filled(mine, other, chain, level + 1)
        else:
            found = _plainly(mine, other)
        for run in found:
            yield _Run(run.old + old_start, run.new + new_start, run.length)
    if tail:
        yield _Run(old_end, new_end, tail)


def _same_ahead(old: "Numbers", new: "Numbers") -> int:
    length = min(len(old), len(new))
    differing = (old[:length] != new[:length]).nonzero()[0]
    return int(differing[0]) if len(differing) else length


def _plainly(old: "Numbers", new: "Numbers") -> Iterator[_Run]:
    from rapidfuzz.distance import Levenshtein

    if len(old) * len(new) > _MOST_CELLS:
        return
    for step in Levenshtein.opcodes(old.tolist(), new.tolist()):
        if step.tag == "equal":
            yield _Run(step.src_start, step.dest_start, step.src_end - step.src_start)


def _blocks(old: Words, new: Words, runs: Iterable[_Run], *, is_moved: bool) -> Iterator[Block]:
    """Yield runs of words as blocks of characters; where the space between two words differs, a block ends."""
    pending: Block | None = None
    for run in runs:
        for block in _characters(old, new, run, is_moved=is_moved):
            if pending is not None and _joins(old.text, new.text, pending, block):
                pending = Block(pending.old_start, pending.new_start, block.old_end - pending.old_start, is_moved)
                continue
            if pending is not None:
                yield pending
            pending = block
    if pending is not None:
        yield pending


def _joins(old: str, new: str, left: Block, right: Block) -> bool:
    width = right.old_start - left.old_end
    return (
        0 <= width == right.new_start - left.new_end
        and old[left.old_end : right.old_start] == new[left.new_end : right.new_start]
    )


def _characters(old: Words, new: Words, run: _Run, *, is_moved: bool) -> Iterator[Block]:
    first, last = run.old, run.old + run.length - 1
    start, at = int(old.starts[first]), int(new.starts[run.new])
    length = int(old.ends[last]) - start
    if old.text[start : start + length] == new.text[at : at + length]:
        yield Block(start, at, length, is_moved)
        return
    if run.length == 1:
        return
    half = run.length // 2
    yield from _characters(old, new, _Run(run.old, run.new, half), is_moved=is_moved)
    yield from _characters(old, new, _Run(run.old + half, run.new + half, run.length - half), is_moved=is_moved)
