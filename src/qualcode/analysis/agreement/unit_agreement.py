"""Agreement over turns or sentences: what was said of units, counted by pattern, and the coefficients of that.

What the figures mean is told in `qualcode.analysis.agreement.agreement`.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from qualcode.analysis.agreement.coefficients import (
    COHEN,
    FEW_PATTERNS,
    FLEISS,
    PERCENT,
    Ratings,
    alpha_with,
    set_alphas,
)
from qualcode.analysis.counted import parent_places
from qualcode.analysis.resampling import estimated
from qualcode.analysis.tallies import distinct, generations, numbered, tallied

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from qualcode.analysis.agreement.compared import Compared

Figures = dict[str, object]
_BITS = 62  # codes told by one whole number
_SMALLEST_ALPHA = 0.667  # the least that Krippendorff would draw tentative conclusions from
_Z_SQUARED = 1.6448536269514722**2  # at the 5 % level, one-sided


class _Votes(NamedTuple):
    """Of how many units of a group did just these coders say a code.

    Attributes:
        code: the code, sub-codes rolled up.
        mask: who said it, each coder a bit.
        group: of the units.
        is_suggested: somebody has it there from a suggestion.
        units: how many.
    """

    code: NDArray[np.int64]
    mask: NDArray[np.int64]
    group: NDArray[np.int64]
    is_suggested: NDArray[np.bool_]
    units: NDArray[np.int64]


def units_needed(share: float, coders: int) -> int | None:
    """Return how many units are needed to tell an alpha of .667 from a lower one, or None where nothing varies.

    Args:
        share: how much of what was said of units says the code, from 0 to 1.
        coders: how many judge each unit.

    Source: Bloch and Kraemer (1989), formula 3.7, for each coder, as in the table of Krippendorff (2019).
    """
    if not 0 < share < 1:
        return None
    alpha = _SMALLEST_ALPHA
    spread = (1 + alpha) * (3 - alpha) / (4 * (1 - alpha) * share * (1 - share))
    return ceil(coders * _Z_SQUARED * (spread - alpha))


def code_figures(
    among: Compared, said: pl.DataFrame, groups: NDArray[np.int64], weights: NDArray[np.float64], *, by_hand: bool
) -> Iterator[Figures]:
    """Yield the figures of each code in the order of the codebook, sub-codes rolled up.

    Args:
        among: who is compared.
        said: from `said_of_turns` or `said_of_pieces`.
        groups: the group of each unit.
        weights: of the groups, shape (B, G): the first row for the figures, the others for their intervals.
        by_hand: set aside units in which the code was suggested.
    """
    for told, set_aside in code_ratings(among, said, groups, by_hand=by_hand):
        figures = _coded(told, told.patterns == 1) | {"suggested": set_aside}
        yield figures | rarity(told) | _coefficients(told, weights, figures)


def overall_figures(
    among: Compared, said: pl.DataFrame, groups: NDArray[np.int64], weights: NDArray[np.float64], *, by_hand: bool
) -> Figures:
    """Return the figures over all codes at once: what is said of a unit is the set of codes it was given."""
    told, set_aside = set_ratings(among, said, groups, by_hand=by_hand)
    figures = _coded(told, told.patterns > 0) | {"suggested": set_aside}
    return figures | _coefficients(told, weights, figures, has_sets=True)


def code_ratings(
    among: Compared, said: pl.DataFrame, groups: NDArray[np.int64], *, by_hand: bool
) -> Iterator[tuple[Ratings, int]]:
    """Yield for each code who said it of how many units, and how many units have it from a suggestion.

    The two values are False and True, as places 0 and 1.
    """
    import numpy as np

    above, mask, group, is_suggested, count = _votes(among, said, groups)
    whole = np.bincount(groups, minlength=among.groups)
    borders = np.searchsorted(above, np.arange(len(among.tables.codes) + 1))
    for start, end in pairwise(borders):
        here = slice(start, end)
        aside = is_suggested[here] & by_hand
        kept = ~aside
        masks, place = np.unique(mask[here][kept], return_inverse=True)
        counts = np.zeros((among.groups, len(masks) + 1), dtype=np.int64)
        np.add.at(counts, (group[here][kept], place), count[here][kept])
        left = whole - np.bincount(group[here][aside], weights=count[here][aside], minlength=among.groups).astype(int)
        counts[:, -1] = left - counts.sum(axis=1)  # of these units nobody said it
        patterns = (np.append(masks, 0)[:, None] >> np.arange(len(among.coders))) & 1
        yield Ratings((False, True), patterns, counts), int(count[here][is_suggested[here]].sum())


def _votes(among: Compared, said: pl.DataFrame, groups: NDArray[np.int64]) -> _Votes:
    """Return of how many units of a group just these coders said a code, in the order of codes."""
    import numpy as np

    codes, units, coders = len(among.tables.codes), max(1, len(groups)), len(among.coders)
    code, unit, coder = (said[name].to_numpy() for name in ("code", "unit", "coder"))
    was_suggested = said["is_suggested"].to_numpy()
    parents = np.array(parent_places(among.tables.codes), dtype=np.int64)
    # A cell is a code in a unit. Several codings of one coder meet in it.
    in_cells = [(rows, above * units + unit[rows]) for rows, above in generations(code, parents)]
    both = distinct([cell * coders + coder[rows] for rows, cell in in_cells], codes * units * coders)
    starts = np.flatnonzero(np.diff(both // coders, prepend=-1))
    cells = both[starts] // coders
    masks = np.bitwise_or.reduceat(1 << both % coders, starts) if len(starts) else both
    suggested = distinct([cell[was_suggested[rows]] for rows, cell in in_cells], codes * units)
    is_suggested = np.zeros(len(cells), dtype=np.int64)
    is_suggested[np.searchsorted(cells, suggested)] = 1
    numbers, places = numbered(masks)
    width, group = max(1, len(places)), groups[cells % units] if len(cells) else cells
    keys = ((cells // units * width + numbers) * among.groups + group) * 2 + is_suggested
    found, often = tallied(keys, codes * width * among.groups * 2)
    places_of = found // 2 // among.groups
    return _Votes(
        places_of // width, masks[places][places_of % width], found // 2 % among.groups, found % 2 == 1, often
    )


def set_ratings(
    among: Compared, said: pl.DataFrame, groups: NDArray[np.int64], *, by_hand: bool
) -> tuple[Ratings, int]:
    """Return which set of codes each coder gave the units, and how many units have some code from a suggestion.

    The empty set is the first value, place 0.
    """
    import numpy as np
    import polars as pl

    suggested = said.filter("is_suggested")["unit"].unique()
    kept = said.filter(~pl.col("unit").is_in(suggested.to_list())) if by_hand else said
    codes, coders = max(1, len(among.tables.codes)), len(among.coders)
    unit, coder, code = (kept[name].to_numpy() for name in ("unit", "coder", "code"))
    given = distinct([(unit * coders + coder) * codes + code], max(1, len(groups)) * coders * codes)
    starts = np.flatnonzero(np.diff(given // codes, prepend=-1))
    members, one_of = given % codes, given[starts] // codes
    sets, first = numbered(*_as_bits(members, starts, codes))
    ends = np.append(starts[1:], len(given))
    values: tuple[Hashable, ...] = (
        frozenset(), *(frozenset(members[starts[place] : ends[place]].tolist()) for place in first)
    )  # fmt: skip
    units = distinct([one_of // coders], max(1, len(groups)))
    table = np.zeros((len(units), coders), dtype=np.int64)
    table[np.searchsorted(units, one_of // coders), one_of % coders] = sets + 1
    pattern, rows = numbered(*table.T)
    counts = np.zeros((among.groups, len(rows) + 1), dtype=np.int64)
    np.add.at(counts, (groups[units], pattern), 1)
    whole = np.bincount(groups, minlength=among.groups)
    if by_hand:
        whole = whole - np.bincount(groups[suggested.to_numpy()], minlength=among.groups)
    counts[:, -1] = whole - counts.sum(axis=1)
    patterns = np.vstack([table[rows], np.zeros((1, coders), dtype=np.int64)])
    return Ratings(values, patterns, counts), len(suggested)


def _as_bits(members: NDArray[np.int64], starts: NDArray[np.int64], codes: int) -> list[NDArray[np.int64]]:
    """Return sets of codes as numbers of which each code is a bit, as many numbers as that needs."""
    import numpy as np

    return [
        np.bitwise_or.reduceat(np.where(members // _BITS == word, 1 << members % _BITS, 0), starts)
        for word in range(-(-codes // _BITS))
    ]


def _coded(told: Ratings, is_said: NDArray[np.bool_]) -> Figures:
    often = told.counts.sum(axis=0)
    return {
        "units": int(often.sum()),
        "coded_each": [int(often[is_said[:, coder]].sum()) for coder in range(is_said.shape[1])],
        "coded_any": int(often[is_said.any(axis=1)].sum()),
        "coded_all": int(often[is_said.all(axis=1)].sum()),
    }


def rarity(told: Ratings) -> Figures:
    """Return how many units are needed to judge a code, and whether there are fewer."""
    judged = told.counts.sum() * told.patterns.shape[1]
    said = (told.counts.sum(axis=0) @ told.patterns).sum()
    needed = units_needed(float(said / judged), told.patterns.shape[1]) if judged else None
    return {"units_needed": needed, "is_rare": needed is None or int(told.counts.sum()) < needed}


def _coefficients(told: Ratings, weights: NDArray[np.float64], figures: Figures, *, has_sets: bool = False) -> Figures:
    """Return the coefficients with their intervals, and a note on what cannot be had."""
    if int(told.counts.sum()) < 2:
        return {"note": "fewer than two units are left"}
    is_short = len(told.patterns) <= FEW_PATTERNS
    among, by = (told.drawn(weights), None) if is_short else (told, weights)
    found = {
        "percent": 100 * PERCENT(among, by),
        "cohen_kappa": _mean_cohen(among, by),
        "fleiss_kappa": FLEISS(among, by),
        "alpha": alpha_with()(among, by),
    }
    if has_sets:
        found |= set_alphas(told, weights)
    told_of = {name: estimated(name, values, digits=1 if name == "percent" else None) for name, values in found.items()}
    note = ""
    if told_of["alpha"][0]["alpha"] is None:
        what = "nobody coded any of them" if not figures["coded_any"] else "chance would agree as well"
        note = f"all said the same of all {figures['units']} units: {what}"
    else:
        note = told_of["alpha"][1]
    return {key: value for row, _ in told_of.values() for key, value in row.items()} | {"note": note}


def _mean_cohen(told: Ratings, weights: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Return Cohen's kappa, the mean over all pairs of coders that have one."""
    import numpy as np

    pairs = [
        COHEN(Ratings(told.values, told.patterns[:, list(pair)], told.counts), weights)
        for pair in combinations(range(told.patterns.shape[1]), 2)
    ]
    if len(pairs) == 1:
        return pairs[0]
    there = np.isfinite(pairs)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: NDArray[np.float64] = np.where(there, pairs, 0).sum(axis=0) / there.sum(axis=0)
    return mean
