"""Agreement over characters: segments on the seen turns' talk, laid end to end, and the alphas for unitizing.

What the figures mean is told in `qualcode.analysis.agreement.agreement`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.analysis.agreement.coinciding import Coincidences, Segments, coinciding, meetings
from qualcode.analysis.agreement.compared import SUGGESTED, Compared
from qualcode.analysis.agreement.unitizing import CU_ALPHA, U_ALPHA, U_ALPHA_BINARY, ku_alpha
from qualcode.analysis.counted import ancestors
from qualcode.analysis.resampling import estimated
from qualcode.analysis.stretches import Kept, covered, joined, without

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from qualcode.analysis.agreement.unitizing import Alpha
    from qualcode.analysis.stretches import Places

Figures = dict[str, object]
_SHIFT = 2**32  # source and position in one integer


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The seen turns' talk, laid end to end, and the codings on it.

    Attributes:
        codings: `code, coder, start, end, is_suggested`, positions on the line.
        borders: where each source begins, and where the last ends.
        groups: the group of each source.
    """

    codings: pl.DataFrame
    borders: Places
    groups: NDArray[np.int64]


def line_of(among: Compared, places: pl.DataFrame) -> Line:
    """Return the seen turns' talk as one line.

    Args:
        among: what is compared.
        places: `source_id, number, start, end` of all turns' talk (`Tables.turn_places`).
    """
    import numpy as np
    import polars as pl

    talk = (
        among.turns.select("source_id", "number", "group")
        .join(places.select("source_id", "number", "start", "end"), on=["source_id", "number"])
        .sort("source_id", "start")
    )
    source = talk["source_id"].to_numpy() * _SHIFT
    kept = Kept(source + talk["start"].to_numpy(), source + talk["end"].to_numpy())
    codes = among.tables.codes.select("code_id").with_row_index("code")
    codings = (
        among.tables.codings.join(codes, on="code_id", maintain_order="left")
        .join(talk.select("source_id").unique(), on="source_id", how="semi", maintain_order="left")
        .select(
            pl.col("code").cast(pl.Int64),
            coder=pl.col("coder").replace_strict(
                {name: place for place, name in enumerate(among.coders)}, return_dtype=pl.Int64
            ),
            is_suggested=pl.col("origin").is_in(list(SUGGESTED)),
            start=pl.col("source_id") * _SHIFT + pl.col("start"),
            end=pl.col("source_id") * _SHIFT + pl.col("end"),
        )
    )
    sources = talk.group_by("source_id", maintain_order=True).agg(
        pl.col("group").first(), extent=(pl.col("end") - pl.col("start")).sum()
    )
    moved = codings.with_columns(
        start=pl.Series(kept.moved(codings["start"].to_numpy()), dtype=pl.Int64),
        end=pl.Series(kept.moved(codings["end"].to_numpy()), dtype=pl.Int64),
    )
    return Line(
        codings=moved.filter(pl.col("start") < pl.col("end")),
        borders=np.concatenate([[0], np.cumsum(sources["extent"].to_numpy())]).astype(np.int64),
        groups=sources["group"].to_numpy().astype(np.int64),
    )


def code_figures(among: Compared, line: Line, weights: NDArray[np.float64], *, by_hand: bool) -> Iterator[Figures]:
    """Yield the figures of each code in the order of the codebook, sub-codes rolled up.

    Args:
        among: who is compared.
        line: from `line_of`.
        weights: of the groups, shape (B, G): the first row for the figures, the others for their intervals.
        by_hand: take out the text in which the code was suggested.
    """
    import numpy as np
    import polars as pl

    codes, sources, length = len(among.tables.codes), len(line.groups), int(line.borders[-1])
    # The line is laid end to end with itself, once for each code: so all codes are one reckoning.
    codings = line.codings.join(ancestors(among.tables.codes), on="code").select(
        "coder",
        "is_suggested",
        start=pl.col("start") + pl.col("above") * length,
        end=pl.col("end") + pl.col("above") * length,
    )
    borders = np.append((np.arange(codes)[:, None] * length + line.borders[:-1]).ravel(), codes * length)
    codings, borders, aside = _left(codings, borders, by_hand=by_hand)
    found = [_segments(codings.filter(pl.col("coder") == coder)) for coder in range(len(among.coders))]
    groups = (np.arange(codes)[:, None] * among.groups + line.groups).ravel()
    everywhere = coinciding(found, (None, True), np.diff(borders), groups, count=codes * among.groups)
    told_apart = _ku_alphas(among, line, by_hand=by_hand)
    for code in range(codes):
        low, high = code * sources, (code + 1) * sources
        told = everywhere.of_groups(slice(code * among.groups, (code + 1) * among.groups))
        figures = _coded(found, int(borders[low]), int(borders[high])) | {"suggested": int(aside[high] - aside[low])}
        yield figures | {"ku_alpha": told_apart[code]} | _alphas(told, weights, {"u_alpha": U_ALPHA}, figures)


def overall_figures(among: Compared, line: Line, weights: NDArray[np.float64], *, by_hand: bool) -> Figures:
    """Return the figures over all codes at once: the text is cut at every border, its pieces have sets of codes."""
    import numpy as np

    cut = _cut(among, line, by_hand=by_hand)
    told = coinciding(cut.found, cut.values, np.diff(cut.borders), line.groups, count=among.groups)
    figures = _coded(cut.found, 0, int(cut.borders[-1])) | {"suggested": cut.aside}
    alphas = {"u_alpha": U_ALPHA, "u_alpha_binary": U_ALPHA_BINARY, "cu_alpha": CU_ALPHA}
    return figures | _alphas(told, weights, alphas, figures)


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """Each coder's text cut at every border of their codings.

    Attributes:
        found: of each coder the pieces that have codes, their values places in `values`.
        values: the sets of codes, None first.
        codes: `coder, part, code`: which codes, those above them too, each piece has.
        borders: of the sources.
        aside: how much of the line was suggested.
    """

    found: list[Segments]
    values: tuple[Hashable, ...]
    codes: pl.DataFrame
    borders: Places
    aside: int


def _cut(among: Compared, line: Line, *, by_hand: bool) -> _Cut:
    import numpy as np
    import polars as pl

    codings, borders, aside = _left(line.codings, line.borders, by_hand=by_hand)
    length, codes = int(borders[-1]) + 1, max(1, len(among.tables.codes))
    line_of_each = (pl.col("coder") * codes + pl.col("code")) * length
    starts, ends = joined(
        codings.select(line_of_each + pl.col("start")).to_series().to_numpy(),
        codings.select(line_of_each + pl.col("end")).to_series().to_numpy(),
    )
    segments = pl.DataFrame({"place": starts // length, "start": starts % length, "extent": ends - starts}).select(
        code=pl.col("place") % codes,
        start=pl.col("place") // codes * length + pl.col("start"),  # one line for each coder
        end=pl.col("place") // codes * length + pl.col("start") + pl.col("extent"),
    )
    cuts = np.unique(np.concatenate([segments["start"].to_numpy(), segments["end"].to_numpy()]))
    within = segments.select(
        "code",
        piece=pl.int_ranges(
            pl.Series(np.searchsorted(cuts, segments["start"].to_numpy()), dtype=pl.Int64),
            pl.Series(np.searchsorted(cuts, segments["end"].to_numpy()), dtype=pl.Int64),
        ),
    ).explode("piece")
    sets = (
        within.sort("piece", "code")
        .group_by("piece", maintain_order=True)
        .agg(codes=pl.col("code").cast(pl.String).str.join(" "))
    )
    spelled = sets["codes"].unique().sort()
    pieces = sets["piece"].to_numpy().astype(np.int64)
    place = np.searchsorted(spelled.to_numpy(), sets["codes"].to_numpy()) + 1 if len(sets) else pieces
    owner = cuts[pieces] // length if len(pieces) else pieces
    first = np.searchsorted(owner, np.arange(len(among.coders) + 1))
    found = [
        Segments(cuts[pieces[low:high]] - coder * length, cuts[pieces[low:high] + 1] - coder * length, place[low:high])
        for coder, (low, high) in enumerate(pairwise(first))
    ]
    part = np.arange(len(pieces)) - first[owner]
    members = (
        within.join(pl.DataFrame({"piece": pieces, "coder": owner, "part": part}), on="piece")
        .join(ancestors(among.tables.codes), on="code")
        .select("coder", "part", code="above")
        .unique()
    )
    values = (None, *(frozenset(int(code) for code in codes.split()) for codes in spelled.to_list()))
    return _Cut(found, values, members, borders, int(aside[-1]))


def _ku_alphas(among: Compared, line: Line, *, by_hand: bool) -> list[float | None]:
    """Return (k)u-alpha for each code: the code against all other text that both coders of a pair coded."""
    import polars as pl

    cut = _cut(among, line, by_hand=by_hand)
    met = meetings(cut.found)
    whole, real = pl.Int64, pl.Float64
    of_parts = pl.concat(
        pl.DataFrame(
            {"coder": [coder] * len(lengths), "part": range(len(lengths)), "met": lengths},
            schema={"coder": whole, "part": whole, "met": real},
        )
        for coder, lengths in enumerate(met.parts)
    )
    of_pieces = pl.concat(
        pl.DataFrame(
            {"coder": [coder] * len(part), "part": part, "piece": range(len(part)), "width": met.widths},
            schema={"coder": whole, "part": whole, "piece": whole, "width": real},
        )
        for coder, part in enumerate(met.within)
    )
    others = len(among.coders) - 1
    sums = (
        cut.codes.join(of_parts, on=["coder", "part"])
        .group_by("code")
        .agg(pl.col("met").sum(), own=(pl.col("met") ** 2).sum())
    )
    alike = (
        cut.codes.join(of_pieces, on=["coder", "part"])
        .group_by("code", "piece")
        .agg(pl.col("width").first(), coders=pl.len().cast(pl.Float64))
        .group_by("code")
        .agg(alike=(pl.col("width") * pl.col("coders") * (pl.col("coders") - 1) / others).sum())
    )
    total = float(sum(lengths.sum() for lengths in met.parts))
    alphas: list[float | None] = [None] * len(among.tables.codes)
    for code, length, own, same in sums.join(alike, on="code").select("code", "met", "own", "alike").iter_rows():
        alphas[code] = ku_alpha(met=length, alike=same, own=own, total=total)
    return alphas


def _left(codings: pl.DataFrame, borders: Places, *, by_hand: bool) -> tuple[pl.DataFrame, Places, Places]:
    """Return the codings and borders, by hand without the text that was suggested, and how much was before a border."""
    import polars as pl

    suggested = codings.filter("is_suggested")
    left = without(int(borders[-1]), *joined(suggested["start"].to_numpy(), suggested["end"].to_numpy()))
    moved = left.moved(borders)
    if not by_hand:
        return codings, borders, borders - moved
    placed = codings.with_columns(
        start=pl.Series(left.moved(codings["start"].to_numpy()), dtype=pl.Int64),
        end=pl.Series(left.moved(codings["end"].to_numpy()), dtype=pl.Int64),
    )
    return placed.filter(pl.col("start") < pl.col("end")), moved, borders - moved


def _segments(codings: pl.DataFrame) -> Segments:
    import numpy as np

    starts, ends = joined(codings["start"].to_numpy(), codings["end"].to_numpy())
    return Segments(starts, ends, np.ones(len(starts), dtype=np.int64))


def _coded(found: list[Segments], low: int, high: int) -> Figures:
    import numpy as np

    here = [slice(*np.searchsorted(one.starts, [low, high])) for one in found]
    starts = np.concatenate([one.starts[part] for one, part in zip(found, here, strict=True)])
    ends = np.concatenate([one.ends[part] for one, part in zip(found, here, strict=True)])
    return {
        "units": high - low,
        "coded_each": [int((one.ends[part] - one.starts[part]).sum()) for one, part in zip(found, here, strict=True)],
        "coded_any": covered(starts, ends, 1),
        "coded_all": covered(starts, ends, len(found)),
    }


def _alphas(told: Coincidences, weights: NDArray[np.float64], alphas: dict[str, Alpha], figures: Figures) -> Figures:
    """Return the coefficients with their intervals, and a note on what cannot be had."""
    import numpy as np

    if not figures["units"]:
        return {"note": "no text is left"}
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = 100 * (weights @ told.alike.sum(axis=1)) / (weights @ told.said.sum(axis=1))
    told_of = {"percent": estimated("percent", percent, digits=1)}
    told_of |= {name: estimated(name, alpha(told, weights)) for name, alpha in alphas.items()}
    note = told_of["u_alpha"][1]
    if told_of["u_alpha"][0]["u_alpha"] is None:
        note = "nobody coded anything of it" if not figures["coded_any"] else "all of the text was coded by all"
    elif "cu_alpha" in told_of and told_of["cu_alpha"][0]["cu_alpha"] is None:
        note = "cu_alpha: coders never coded the same text, or only with one set of codes"
    return {key: value for row, _ in told_of.values() for key, value in row.items()} | {"note": note}
