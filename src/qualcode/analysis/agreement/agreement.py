"""Agreement of coders: per code, per theme and over all codes at once.

Whose codings are compared, which units count as seen by all of them, and when a coder says a code of a unit, is told in
`qualcode.analysis.agreement.compared`. What the figures mean:

percent
    The share of agreeing pairs of coders, averaged over the units, in percent. Chance alone makes it high for a rare
    code.
cohen_kappa
    Cohen's kappa of two coders; of more, the mean over all pairs of them that have one.
fleiss_kappa, alpha
    Fleiss' kappa and Krippendorff's nominal alpha: chance is what all coders said together.
overall
    What a coder says of a unit is the set of codes they gave it, the empty set too; sub-codes are codes of their own
    here. The figures above take two sets for either the same or different. `alpha_jaccard` and `alpha_masi` are
    Krippendorff's alpha with distances between sets, so that half the codes found is half right.
characters
    The family of 2016 for unitizing (`unitizing`), over the seen turns' talk of a source laid end to
    end: `u_alpha` where a code's segments are; overall also `u_alpha_binary` (which text has any code) and `cu_alpha`
    (which code, where both found something); and for each code `ku_alpha`, how well it is told from others where both
    coders of a pair found something. Overlapping codings of one code, or under one theme, by one coder are one
    segment; those that only touch are two. Over all codes a coder's text is cut at every border of their codings, and
    the value of a piece is the set of codes it has. Characters are no independent units, so there is no kappa of them;
    `percent` is of characters. `units` and `coded_...` are characters.
intervals
    `..._low` and `..._high` hold 95 % of what groups drawn with replacement give (`qualcode.analysis.resampling`).
    There are none for one group.
units_needed, is_rare
    How many units are needed to tell an alpha of .667 from a lower one at the 5 % level, given how often the code was
    said; with fewer the code is too rare (or too common) to judge. For characters turns are counted instead. Units of
    one group are alike, so more are needed in truth. Source: Bloch and Kraemer, 2 x 2 kappa coefficients, Biometrics
    45 (1989), formula 3.7, as used by Krippendorff, Content Analysis, 4th ed. (2019).
basis
    `all` codings, or only those made `by hand`; see *suggested* in `qualcode.analysis.agreement.compared`.

A figure that cannot be had is missing, and `note` says why.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from qualcode.analysis.agreement import character_agreement, unit_agreement
from qualcode.analysis.agreement.compared import UNITS, Compared, compared, said_of_pieces, said_of_turns, seen_pieces
from qualcode.analysis.resampling import RESAMPLES, drawn_groups
from qualcode.analysis.selection import EVERYTHING, Selection
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from qualcode.analysis.tables import Tables

ALL, BY_HAND = "all", "by hand"
OVERALL = "(overall)"
_ESTIMATES = (
    "percent",
    "cohen_kappa",
    "fleiss_kappa",
    "alpha",
    "alpha_jaccard",
    "alpha_masi",
    "u_alpha",
    "u_alpha_binary",
    "cu_alpha",
)
Row = dict[str, object]


def agreement(
    tables: Tables,
    selection: Selection = EVERYTHING,
    *,
    unit: str = "turn",
    seen: str = "sources",
    with_moderator: bool = False,
    by_origin: bool = False,
    pieces: pl.DataFrame | None = None,
    seed: int = 1,
) -> pl.DataFrame:
    """Return how far coders agree: one row a code in tree order, sub-codes rolled up, and one over all codes, the last.

    The module's docstring says what each figure means.

    Args:
        tables: the project; with `turn_places` where the unit is the character.
        selection: which part of it; the coders in it are those compared, all who have codings where none is named.
        unit: what is compared.
        seen: which turns count as seen by all compared coders.
        with_moderator: compare the turns of moderators and observers too.
        by_origin: a second row each, without what was suggested.
        pieces: where the unit is the sentence: `source_id, number, start, end` of each, in its turn.
        seed: of the resamples; the same seed gives the same intervals.

    Returns:
        `code, path, depth, kind (theme, code or overall), basis, unit, seen, coders, sources, groups, units,
        coded_each (a number for each coder), coded_any, coded_all, suggested`, each of the coefficients with its
        interval (`alpha, alpha_low, alpha_high`), `ku_alpha, units_needed, is_rare, note, codebook, code_guid,
        is_retired`. A coefficient that does not belong to the unit or row is missing.

    Raises:
        TooFewCodersError: there are not two coders.
        EmptySelectionError: no turn counts as seen by them.
        InvalidValueError: no such unit or way of seeing, or what the unit needs was not given.
        UnknownCodeError, UnknownCodebookError, UnknownSourceError, UnknownCoderError, UnknownVariableError,
            AmbiguousCodeError: as for every table.
    """
    if unit not in UNITS:
        raise InvalidValueError("Unit", unit, f"is none of {', '.join(UNITS)}.")
    among = compared(tables, selection, seen=seen, with_moderator=with_moderator)
    rows = [
        row
        for by_hand in ((False, True) if by_origin else (False,))
        for row in _rows(among, unit, pieces, seed, by_hand=by_hand)
    ]
    return _frame(among, rows, unit=unit, seen=seen)


def pair_agreement(
    tables: Tables,
    selection: Selection = EVERYTHING,
    *,
    unit: str = "turn",
    seen: str = "sources",
    with_moderator: bool = False,
    by_origin: bool = False,
    pieces: pl.DataFrame | None = None,
    seed: int = 1,
) -> pl.DataFrame:
    """Return `agreement` of each two coders by themselves: `coder_a, coder_b` and its columns.

    Which turns count as seen is told anew for each pair, so coders need not all have coded the same sources. A pair
    that has seen nothing together has one row, with the reason in `note`.

    Raises:
        TooFewCodersError and the others: as for `agreement`.
    """
    import polars as pl

    everyone = compared(tables, selection, seen="all", with_moderator=with_moderator).coders
    frames = []
    for pair in combinations(everyone, 2):
        try:
            frame = agreement(
                tables,
                replace(selection, coders=pair),
                unit=unit,
                seen=seen,
                with_moderator=with_moderator,
                by_origin=by_origin,
                pieces=pieces,
                seed=seed,
            )
        except EmptySelectionError as error:
            row = {"code": OVERALL, "path": "", "depth": 0, "kind": "overall", "basis": ALL, "note": str(error)}
            frame = _framed([row | {"unit": unit, "seen": seen, "coders": list(pair), "units": 0}])
        a, b = (pl.lit(name).alias(f"coder_{place}") for place, name in zip("ab", pair, strict=True))
        frames.append(frame.select(a, b, pl.all()))
    return pl.concat(frames)


def _rows(among: Compared, unit: str, pieces: pl.DataFrame | None, seed: int, *, by_hand: bool) -> Iterator[Row]:
    import numpy as np

    weights = np.ones((1, among.groups))
    drawn = drawn_groups(among.groups, seed=seed, resamples=RESAMPLES)
    if drawn is not None:
        weights = np.vstack([weights, drawn])
    codes = among.tables.codes.select("name", "path", "depth", "guid", "codebook", "is_retired").rows()
    basis = {"basis": BY_HAND if by_hand else ALL}
    of_codes, overall = _figures(among, unit, pieces, weights, by_hand=by_hand)
    for (name, path, depth, guid, codebook, is_retired), figures in zip(codes, of_codes, strict=True):
        named = {"code": name, "path": path, "depth": depth, "kind": "code" if depth else "theme"}
        yield named | basis | figures | {"codebook": codebook, "code_guid": guid, "is_retired": is_retired}
    yield {"code": OVERALL, "path": "", "depth": 0, "kind": "overall"} | basis | overall


def _figures(
    among: Compared, unit: str, pieces: pl.DataFrame | None, weights: NDArray[np.float64], *, by_hand: bool
) -> tuple[Iterator[Row], Row]:
    if unit == "character":
        if among.tables.turn_places is None:
            raise InvalidValueError("Unit", unit, "needs the places of turns (is_whole).")
        line = character_agreement.line_of(among, among.tables.turn_places)
        rarity = _rarity_of_turns(among, by_hand=by_hand)
        figures = character_agreement.code_figures(among, line, weights, by_hand=by_hand)
        return (
            (row | rare for row, rare in zip(figures, rarity, strict=True)),
            character_agreement.overall_figures(among, line, weights, by_hand=by_hand),
        )
    if unit == "sentence":
        if pieces is None:
            raise InvalidValueError("Unit", unit, "needs the places of sentences.")
        units = seen_pieces(among, pieces)
        said = said_of_pieces(among, units)
    else:
        units, said = among.turns, said_of_turns(among)
    groups = units["group"].to_numpy()
    return (
        unit_agreement.code_figures(among, said, groups, weights, by_hand=by_hand),
        unit_agreement.overall_figures(among, said, groups, weights, by_hand=by_hand),
    )


def _rarity_of_turns(among: Compared, *, by_hand: bool) -> Iterator[Row]:
    said, groups = said_of_turns(among), among.turns["group"].to_numpy()
    for told, _ in unit_agreement.code_ratings(among, said, groups, by_hand=by_hand):
        yield unit_agreement.rarity(told)


def _frame(among: Compared, rows: list[Row], *, unit: str, seen: str) -> pl.DataFrame:
    shared = {
        "unit": unit,
        "seen": seen,
        "coders": list(among.coders),
        "sources": among.sources,
        "groups": among.groups,
    }
    return _framed([row | shared for row in rows])


def _framed(rows: list[Row]) -> pl.DataFrame:
    import polars as pl

    estimates = [f"{name}{end}" for name in _ESTIMATES for end in ("", "_low", "_high")]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        **dict.fromkeys(("code", "path"), pl.String),
        "depth": pl.Int64,
        **dict.fromkeys(("kind", "basis", "unit", "seen"), pl.String),
        "coders": pl.List(pl.String),
        **dict.fromkeys(("sources", "groups", "units"), pl.Int64),
        "coded_each": pl.List(pl.Int64),
        **dict.fromkeys(("coded_any", "coded_all", "suggested"), pl.Int64),
        **dict.fromkeys((*estimates, "ku_alpha"), pl.Float64),
        "units_needed": pl.Int64,
        "is_rare": pl.Boolean,
        **dict.fromkeys(("note", "codebook", "code_guid"), pl.String),
        "is_retired": pl.Boolean,
    }
    return pl.DataFrame([[row.get(name) for name in schema] for row in rows], schema=schema, orient="row")
