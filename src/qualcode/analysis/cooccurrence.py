"""Which codes go together: pairs of codes that meet in the same piece of talk or in the same person.

Where two codes meet, one row a pair:

overlap
    In the same characters. The unit is a character of what was said in the turns that count, so that two coders, or two
    codings side by side, count text once. `passages` are the places where both codes are: unbroken stretches within a
    turn.
turn
    In the same turn, overlapping or not.
exchange
    In the same exchange: a moderator's turn and all until the next moderator's turn. What comes before the first one
    belongs to none and is left out.
participant
    In what the same person says, anywhere in the study.

The figures:

n_a, n_b, n_both
    Units with the one code, with the other, with both; n_both is never more than either.
units
    All units there are: characters, turns, exchanges or participants that count, coded or not.
percent_a, percent_b
    100 n_both / n_a and 100 n_both / n_b.
jaccard
    n_both / (n_a + n_b - n_both), from 0 (never together) to 1 (never one without the other). Source: Jaccard, The
    distribution of the flora in the alpine zone, New Phytologist 11 (1912).
lift
    (n_both / units) / ((n_a / units) (n_b / units)): 1 where they meet as often as chance would have it, 2 where twice
    as often. Source: Brin, Motwani, Ullman and Tsur, Dynamic itemset counting and implication rules for market basket
    data, SIGMOD (1997), there called interest.

Both have three decimals, halves rounded up. Units with few codes make a high lift of little weight: read it beside
n_both. A code and a code it stands under are not a pair. What counts as a turn is said in `analysis.frequencies`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.counted import ancestors, coded_turns, counted_part
from qualcode.analysis.exchanges import exchanges
from qualcode.analysis.pairs import meetings, pair_counts
from qualcode.analysis.rounding import percent, ratio
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from qualcode.analysis.pairs import Whole
    from qualcode.analysis.tables import Tables

WITHIN = ("overlap", "turn", "exchange", "participant")
OF = ("codes", "themes", "own")

_SHIFT = 2**32


def cooccurrences(
    tables: Tables,
    selection: Selection = EVERYTHING,
    *,
    within: str = "turn",
    of: str = "codes",
    with_moderator: bool = False,
    keep_zero: bool = False,
) -> pl.DataFrame:
    """Return one row a pair of codes that meet, in tree order of the first, then of the second.

    The module's docstring says what the figures mean.

    Args:
        tables: the project; with `turn_places` where `within` is "overlap".
        selection: which part of it to count.
        within: "overlap", "turn", "exchange" or "participant".
        of: "codes", all with their sub-codes rolled up; "themes", only the highest codes, rolled up; "own", all codes
            with their own codings only.
        with_moderator: count the turns of moderators and observers too.
        keep_zero: keep pairs that never meet.

    Returns:
        `code_a, path_a, code_b, path_b, within, n_a, n_b, n_both, units, percent_a, percent_b, jaccard, lift, passages
        (null but for overlap), codebook_a, codebook_b, guid_a, guid_b, place_a, place_b (of the codes
        in the codebook)`.

    Raises:
        InvalidValueError: no such `within` or `of`, or the places of turns were not read.
        EmptySelectionError: nothing is left to count, or no moderator opens an exchange.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, UnknownVariableError: something
            asked for is not in the project.
    """
    import numpy as np
    import polars as pl

    if within not in WITHIN:
        raise InvalidValueError("Within", within, f"is none of {', '.join(WITHIN)}.")
    if of not in OF:
        raise InvalidValueError("Pairs of", of, f"is none of {', '.join(OF)}.")
    chosen, turns = counted_part(tables, selection, with_moderator=with_moderator)
    meeting = _meeting(tables, chosen, turns, within)
    met = _rolled(meeting, chosen.codes, of)
    width = chosen.codes.height
    both = pair_counts(met, meeting.weights, width)
    alone = np.bincount(met % max(width, 1), meeting.weights[met // max(width, 1)], minlength=width).astype(np.int64)
    is_pair = both > 0 if not keep_zero else _every_pair(chosen.codes, of)
    above = ancestors(chosen.codes)
    is_pair[above["above"], above["code"]] = False
    a, b = np.nonzero(is_pair)
    pairs = pl.DataFrame({"a": a, "b": b, "n_a": alone[a], "n_b": alone[b], "n_both": both[a, b]}).with_columns(
        units=pl.lit(meeting.total, dtype=pl.Int64), passages=pl.lit(None, dtype=pl.Int64)
    )
    if within == "overlap":
        pairs = pairs.with_columns(passages=pl.Series(_passages(met, meeting.weights, width)[a, b], dtype=pl.Int64))
    return _figured(pairs, chosen.codes, within)


def strongest(frame: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return the pairs that meet most often, at most so many; of equals, first those with the higher Jaccard."""
    return frame.sort("n_both", "jaccard", descending=True, maintain_order=True, nulls_last=True).head(most)


def square(frame: pl.DataFrame, figure: str = "jaccard") -> pl.DataFrame:
    """Return the pairs as a square: a row and a column for each code that has a pair, in the order of the codebook.

    Returns:
        `code, path, guid, n` and a column for each code, called like its GUID; null where there is no pair.
    """
    import polars as pl

    codes = pl.concat(
        frame.select(
            code=f"code_{side}", path=f"path_{side}", guid=f"guid_{side}", n=f"n_{side}", place=f"place_{side}"
        )
        for side in "ab"
    )
    codes = codes.unique("guid").sort("place").drop("place")
    both = pl.concat(
        [
            frame.select(guid="guid_a", other="guid_b", value=figure),
            frame.select(guid="guid_b", other="guid_a", value=figure),
        ]
    )
    columns = {
        guid: codes.join(both.filter(pl.col("other") == guid), on="guid", how="left", maintain_order="left")["value"]
        for guid in codes["guid"]
    }
    return codes.with_columns(**columns)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Which codes are in which units by codings of their own.

    Attributes:
        codes: places of codes; beside each, in `units`, a unit that it is in.
        units: whole numbers from 0 on.
        weights: of each unit that has a code.
        total: the weight of all units.
    """

    codes: Whole
    units: Whole
    weights: Whole
    total: int


def _meeting(tables: Tables, chosen: Tables, turns: pl.DataFrame, within: str) -> _Meeting:
    import numpy as np
    import polars as pl

    coded = coded_turns(chosen, turns)
    if within == "overlap":
        return _pieces(tables, chosen, turns, coded)
    if within == "turn":
        unit = turns["turn"]
    elif within == "participant":
        unit = turns["case_id"].rank("dense").cast(pl.Int64) - 1
    else:
        unit = _exchange_numbers(tables, turns)
        if unit.null_count() == len(unit) and len(unit):
            raise EmptySelectionError("no moderator opens an exchange in it; count pairs within turns.")
    total = unit.drop_nulls().n_unique()
    met = coded.select("code", unit=unit.gather(coded["turn"])).drop_nulls()
    return _Meeting(met["code"].to_numpy(), met["unit"].to_numpy(), np.ones(total, np.int64), total)


def _exchange_numbers(tables: Tables, turns: pl.DataFrame) -> pl.Series:
    """Return the exchange of each counted turn, from 0 on; null before the first one of a source."""
    import polars as pl

    opened = turns.join(exchanges(tables), on=["source_id", "number"], how="left", maintain_order="left")
    key = opened.select(pl.col("source_id") * _SHIFT + pl.col("opener")).to_series()
    return key.rank("dense").cast(pl.Int64) - 1


def _pieces(tables: Tables, chosen: Tables, turns: pl.DataFrame, coded: pl.DataFrame) -> _Meeting:
    """Return the same for overlaps: units are pieces of turns between two borders of codings, weights their lengths."""
    import numpy as np
    import polars as pl

    if tables.turn_places is None:
        raise InvalidValueError("Within", "overlap", "needs the places of turns: read the tables with is_whole=True.")
    said = turns.join(tables.turn_places, on=["source_id", "number"], how="left", maintain_order="left")
    codings, turn, at = chosen.codings, coded["turn"].to_numpy(), coded["coding"].to_numpy()
    start = np.maximum(codings["start"].to_numpy()[at], said["start"].to_numpy()[turn])
    end = np.minimum(codings["end"].to_numpy()[at], said["end"].to_numpy()[turn])
    is_in = start < end
    start, end = (start + turn * _SHIFT)[is_in], (end + turn * _SHIFT)[is_in]
    borders = pl.Series(np.concatenate([start, end]), dtype=pl.Int64).sort().unique(maintain_order=True).to_numpy()
    first, last = np.searchsorted(borders, start), np.searchsorted(borders, end)
    # Between the last border of a turn and the first of the next there is a piece as well; nothing is ever in it.
    lengths = np.append(np.diff(borders), 0)
    often = last - first
    steps = np.arange(often.sum()) - np.repeat(np.cumsum(often) - often, often)
    return _Meeting(
        np.repeat(coded["code"].to_numpy()[is_in], often),
        np.repeat(first, often) + steps,
        lengths,
        int((said["end"] - said["start"]).sum()),
    )


def _rolled(meeting: _Meeting, codes: pl.DataFrame, of: str) -> Whole:
    """Return the meetings of codes and units, each once, with sub-codes rolled up where asked for."""
    import polars as pl

    if of == "own":
        return meetings(meeting.codes, meeting.units, codes.height)
    above = ancestors(codes)
    if of == "themes":
        above = above.filter(pl.Series(_is_highest(codes)).gather(above["above"]))
    own = meetings(meeting.codes, meeting.units, codes.height)
    met = pl.DataFrame({"code": own % max(codes.height, 1), "unit": own // max(codes.height, 1)}).join(above, on="code")
    return meetings(met["above"].to_numpy(), met["unit"].to_numpy(), codes.height)


def _is_highest(codes: pl.DataFrame) -> NDArray[np.bool_]:
    """Tell of each code whether it stands under none of the others."""
    import numpy as np

    known = set(codes["code_id"])
    return np.array([parent not in known for parent in codes["parent_id"]], dtype=bool)


def _every_pair(codes: pl.DataFrame, of: str) -> NDArray[np.bool_]:
    import numpy as np

    is_some = _is_highest(codes) if of == "themes" else np.ones(codes.height, dtype=bool)
    return np.triu(np.outer(is_some, is_some), k=1)


def _passages(met: Whole, weights: Whole, width: int) -> Whole:
    """Return for each pair the pieces with both, but not those that go on where another with both has ended."""
    import numpy as np

    once = np.ones(len(weights), np.int64)
    place = np.minimum(np.searchsorted(met, met + width), len(met) - 1)
    goes_on = met[met[place] == met + width] if len(met) else met
    return pair_counts(met, once, width) - pair_counts(goes_on, once, width)


def _figured(pairs: pl.DataFrame, codes: pl.DataFrame, within: str) -> pl.DataFrame:
    import polars as pl

    names = [
        pairs.select(
            codes["name"].gather(pairs[side]).alias(f"code_{side}"),
            codes["path"].gather(pairs[side]).alias(f"path_{side}"),
            codes["codebook"].gather(pairs[side]).alias(f"codebook_{side}"),
            codes["guid"].gather(pairs[side]).alias(f"guid_{side}"),
        )
        for side in "ab"
    ]
    n_a, n_b, both = pl.col("n_a"), pl.col("n_b"), pl.col("n_both")
    return pl.concat([pairs, *names], how="horizontal").select(
        *("code_a", "path_a", "code_b", "path_b", pl.lit(within).alias("within"), "n_a", "n_b", "n_both", "units"),
        percent(both, n_a).alias("percent_a"),
        percent(both, n_b).alias("percent_b"),
        ratio(both, n_a + n_b - both, digits=3).alias("jaccard"),
        ratio(both * pl.col("units"), n_a * n_b, digits=3).alias("lift"),
        *("passages", "codebook_a", "codebook_b", "guid_a", "guid_b"),
        place_a="a",
        place_b="b",
    )
