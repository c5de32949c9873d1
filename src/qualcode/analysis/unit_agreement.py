"""Agreement over turns or sentences: what was said of units, counted by pattern, and the coefficients of that.

What the figures mean is told in `qualcode.analysis.agreement`.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from math import ceil
from typing import TYPE_CHECKING

from qualcode.analysis.counted import ancestors
from qualcode.analysis.reliability import COHEN, FLEISS, PERCENT, Ratings, alpha_with
from qualcode.analysis.resampling import estimated
from qualcode.analysis.set_distances import jaccard_distance, masi_distance

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from qualcode.analysis.compared import Compared

Figures = dict[str, object]
_SMALLEST_ALPHA = 0.667  # the least that Krippendorff would draw tentative conclusions from
_Z_SQUARED = 1.6448536269514722**2  # at the 5 % level, one-sided


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

    votes = _votes(among, said, groups)
    above, mask, group = (votes[name].to_numpy() for name in ("above", "mask", "group"))
    count, is_suggested = votes["count"].to_numpy(), votes["is_suggested"].to_numpy()
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


def _votes(among: Compared, said: pl.DataFrame, groups: NDArray[np.int64]) -> pl.DataFrame:
    """Return `above, mask, group, is_suggested, count`: of how many units of a group did just these coders say a code.

    In `mask` each coder is a bit. The rows are in the order of codes.
    """
    import polars as pl

    units, coders = max(1, len(groups)), len(among.coders)
    own = (  # several codings of one coder meet in a unit
        said.select(
            key=((pl.col("code") * units + pl.col("unit")) * coders + pl.col("coder")) * 2
            + pl.col("is_suggested").cast(pl.Int64)
        )["key"]
        .sort()
        .unique()
    )
    at = own // 2 // coders
    marks = pl.DataFrame(
        {"code": at // units, "unit": at % units, "coder": own // 2 % coders, "is_suggested": own % 2 == 1}
    )
    by_unit = (
        marks.join(ancestors(among.tables.codes), on="code")
        .group_by(key=(pl.col("above") * units + pl.col("unit")) * coders + pl.col("coder"))
        .agg(pl.col("is_suggested").any())
        .group_by(cell=pl.col("key") // coders)
        .agg(pl.col("is_suggested").any(), mask=pl.lit(2, dtype=pl.Int64).pow(pl.col("key") % coders).sum())
    )
    return (
        by_unit.select(
            "mask",
            "is_suggested",
            above=pl.col("cell") // units,
            group=pl.Series(groups[by_unit["cell"].to_numpy() % units], dtype=pl.Int64),
        )
        .group_by("above", "mask", "group", "is_suggested")
        .agg(count=pl.len().cast(pl.Int64))
        .sort("above", "mask", "group", "is_suggested")
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
    sets = (
        kept.select("unit", "coder", "code")
        .unique()
        .sort("unit", "coder", "code")
        .group_by("unit", "coder", maintain_order=True)
        .agg(codes=pl.col("code").cast(pl.String).str.join(" "))
    )
    spelled = sets["codes"].unique().sort()
    values: tuple[Hashable, ...] = (
        frozenset(), *(frozenset(int(code) for code in codes.split()) for codes in spelled.to_list())
    )  # fmt: skip
    place = sets.select(pl.col("codes").replace_strict(spelled, pl.int_range(1, len(spelled) + 1, eager=True)))
    units = sets["unit"].unique().sort()
    table = np.zeros((len(units), len(among.coders)), dtype=np.int64)
    table[units.search_sorted(sets["unit"]).to_numpy(), sets["coder"].to_numpy()] = place["codes"].to_numpy()
    names = [f"coder_{place}" for place in range(len(among.coders))]
    counted = (
        pl.DataFrame(table, schema=names)
        .with_columns(group=pl.Series(groups[units.to_numpy()], dtype=pl.Int64))
        .group_by(*names, "group")
        .agg(count=pl.len())
    )
    patterns = counted.select(names).unique(maintain_order=True).sort(names).with_row_index("pattern")
    found = counted.join(patterns, on=names)
    counts = np.zeros((among.groups, len(patterns) + 1), dtype=np.int64)
    counts[found["group"].to_numpy(), found["pattern"].to_numpy()] = found["count"].to_numpy()
    whole = np.bincount(groups, minlength=among.groups)
    if by_hand:
        whole = whole - np.bincount(groups[suggested.to_numpy()], minlength=among.groups)
    counts[:, -1] = whole - counts.sum(axis=1)
    rows = np.vstack([patterns.select(names).to_numpy(), np.zeros((1, len(names)), dtype=np.int64)])
    return Ratings(values, rows.astype(np.int64), counts), len(suggested)


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
    found = {
        "percent": 100 * PERCENT(told, weights),
        "cohen_kappa": _mean_cohen(told, weights),
        "fleiss_kappa": FLEISS(told, weights),
        "alpha": alpha_with()(told, weights),
    }
    if has_sets:
        found["alpha_jaccard"] = alpha_with(jaccard_distance)(told, weights)
        found["alpha_masi"] = alpha_with(masi_distance)(told, weights)
    told_of = {name: estimated(name, values, digits=1 if name == "percent" else None) for name, values in found.items()}
    note = ""
    if told_of["alpha"][0]["alpha"] is None:
        what = "nobody coded any of them" if not figures["coded_any"] else "chance would agree as well"
        note = f"all said the same of all {figures['units']} units: {what}"
    else:
        note = told_of["alpha"][1]
    return {key: value for row, _ in told_of.values() for key, value in row.items()} | {"note": note}


def _mean_cohen(told: Ratings, weights: NDArray[np.float64]) -> NDArray[np.float64]:
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
