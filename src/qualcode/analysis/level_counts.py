"""What was voiced at each level of variables: the figures of `counted.heard`, for every code and level at once.

Levels are counted as arrays of one figure a level and code. What is voiced is first added up by seats, a seat being one
person in one source at one level of each variable: there are far fewer seats than turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.counted import SEVERAL, ancestors, coded_turns, parent_places
from qualcode.analysis.proportions import Level
from qualcode.analysis.tallies import distinct, generations, numbered, tallied

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from qualcode.analysis.leveling import Leveling
    from qualcode.analysis.tables import Tables

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class LevelCounts:
    """The figures of one variable with L levels, for K codes.

    Attributes:
        participants_total: participants of each level, shape (L,).
        groups_total: groups of each level, shape (L,).
        figures: by the name of their column in `counted.heard`, each of shape (L, K).
        levels: who they are in units that are drawn, one of each level; none where nothing is drawn.
    """

    participants_total: Numbers
    groups_total: Numbers
    figures: dict[str, Numbers]
    levels: tuple[Level, ...]


def level_counts(
    tables: Tables, turns: pl.DataFrame, levelings: Sequence[Leveling], units: pl.DataFrame | None
) -> list[LevelCounts]:
    """Return the figures of each variable.

    Args:
        tables: the codes and codings.
        turns: from `counted_turns`.
        levelings: the levels of these turns.
        units: from `proportions.drawn_together`; None where nothing is drawn.
    """
    said = _Said.of(tables, turns, [one.places.to_numpy() for one in levelings])
    unit = None
    if units is not None:
        import numpy as np

        unit = np.empty(len(said.cases), dtype=np.int64)
        unit[np.searchsorted(said.cases, units["case_id"].to_numpy())] = units["unit"].to_numpy()
    return [_counted(said, place, len(one.names), unit) for place, one in enumerate(levelings)]


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What was voiced from which seat.

    Attributes:
        codes: how many codes there are.
        lineage: pairs of a code and one it stands under, itself among these.
        coded: of each counted turn that each coding lies in: the coding, its code.
        coded_levels: of the same, its level of each variable.
        cases: the ids of those who speak, in order; elsewhere their places here.
        case, group: of each seat; groups are numbered anew, too.
        levels: of each seat, its level of each variable.
        code, seat, turns, words: how many turns, of how many words, each code was voiced in from each seat.
    """

    codes: int
    lineage: tuple[Numbers, Numbers]
    coded: tuple[Numbers, Numbers]
    coded_levels: tuple[Numbers, ...]
    cases: Numbers
    case: Numbers
    group: Numbers
    levels: tuple[Numbers, ...]
    code: Numbers
    seat: Numbers
    turns: Numbers
    words: Numbers

    @classmethod
    def of(cls, tables: Tables, turns: pl.DataFrame, levels: Sequence[Numbers]) -> _Said:
        """Return what was voiced in the turns that count, whose levels these are."""
        import numpy as np

        lineage = ancestors(tables.codes)
        coded = coded_turns(tables, turns)
        coding, code, turn = (coded[name].to_numpy() for name in ("coding", "code", "turn"))
        case, source, group = (turns[name].to_numpy() for name in ("case_id", "source_id", "group"))
        seats, first = numbered(case, source, *levels)
        of_case, cases = numbered(case)
        codes, many = len(tables.codes), max(1, len(turns))
        parents = np.array(parent_places(tables.codes), dtype=np.int64)
        rolled = distinct([above * many + turn[rows] for rows, above in generations(code, parents)], codes * many)
        code_above, turn_of = rolled // many, rolled % many
        width = max(1, len(first))
        cells, often, words = tallied(
            code_above * width + seats[turn_of], codes * width, turns["words"].to_numpy()[turn_of]
        )
        return cls(
            codes=codes,
            lineage=(lineage["code"].to_numpy(), lineage["above"].to_numpy()),
            coded=(coding, code),
            coded_levels=tuple(level[turn] for level in levels),
            cases=case[cases],
            case=of_case[first],
            group=numbered(group)[0][first],
            levels=tuple(level[first] for level in levels),
            code=cells // width,
            seat=cells % width,
            turns=often,
            words=words,
        )


def _counted(said: _Said, place: int, many: int, unit: Numbers | None) -> LevelCounts:
    """Return the figures of the variable at that place, with so many levels."""
    import numpy as np

    shape, cells = (many, said.codes), many * said.codes
    people, groups = len(said.cases), int(said.group.max(initial=-1)) + 1
    level = said.levels[place]
    there = distinct([level * people + said.case], many * people)
    met = distinct([level * groups + said.group], many * groups)
    # A cell is a level and a code. Who is in which group is one number, for most people are in one.
    pair, first = numbered(said.case, said.group)
    cell = level[said.seat] * said.codes + said.code
    width = max(1, len(first))
    keys, _, turns = tallied(cell * width + pair[said.seat], cells * width, said.turns)
    cell_of, member = keys // width, first[keys % width]
    by_person, _, of_person = tallied(cell_of * people + said.case[member], cells * people, turns)
    by_group, in_group, of_group = tallied(cell_of * groups + said.group[member], cells * groups, turns)
    is_several = of_group >= SEVERAL
    figures = {
        "codings": _codings(said, place, many).ravel(),
        "turns": np.bincount(cell, weights=said.turns, minlength=cells),
        "words": np.bincount(cell, weights=said.words, minlength=cells),
        "participants": np.bincount(by_person // max(1, people), minlength=cells),
        "groups": np.bincount(by_group // max(1, groups), minlength=cells),
        "top": _highest(by_person // max(1, people), of_person, cells),
        "several": np.bincount(by_group[is_several] // max(1, groups), minlength=cells),
        "groups_by_one": np.bincount(by_group[is_several & (in_group == 1)] // max(1, groups), minlength=cells),
    }
    return LevelCounts(
        np.bincount(there // max(1, people), minlength=many),
        np.bincount(met // max(1, groups), minlength=many),
        {name: found.astype(np.int64).reshape(shape) for name, found in figures.items()},
        () if unit is None else _levels(there, by_person, people, unit, shape),
    )


def _codings(said: _Said, place: int, many: int) -> Numbers:
    """Return how many codings of each code and those under it lie in turns of each level, shape (L, K)."""
    import numpy as np

    (coding, code), level = said.coded, said.coded_levels[place]
    # Most codings lie in one turn. Of the others the same may lie in several turns of a level.
    is_alone = np.bincount(coding)[coding] == 1 if len(coding) else np.zeros(0, dtype=np.bool_)
    cells = many * said.codes
    own = np.bincount((level * said.codes + code)[is_alone], minlength=cells)
    across = ~is_alone
    width = int(coding.max(initial=0)) + 1
    once = distinct([level[across] * width + coding[across]], many * width)
    of_coding = np.zeros(width, dtype=np.int64)
    of_coding[coding] = code
    own += np.bincount(once // width * said.codes + of_coding[once % width], minlength=cells)
    below, above = said.lineage
    rolled = np.zeros((said.codes, many), dtype=np.int64)
    np.add.at(rolled, above, own.reshape(many, said.codes).T[below])
    return rolled.T


def _highest(cell: Numbers, often: Numbers, cells: int) -> Numbers:
    """Return the highest number of each cell, 0 where there is none; the cells are in order."""
    import numpy as np

    highest = np.zeros(cells, dtype=np.int64)
    starts = np.flatnonzero(np.diff(cell, prepend=-1))
    if len(starts):
        highest[cell[starts]] = np.maximum.reduceat(often, starts)
    return highest


def _levels(
    there: Numbers, by_person: Numbers, people: int, unit: Numbers, shape: tuple[int, int]
) -> tuple[Level, ...]:
    """Return the people of each level by the units that are drawn.

    Args:
        there: `level * people + person` of all who speak at a level, in order.
        by_person: `(level * codes + code) * people + person` of those who voiced it, in order.
        people: how many there are.
        unit: of each.
        shape: how many levels and codes.
    """
    import numpy as np

    many, codes = shape
    borders = np.searchsorted(there, np.arange(many + 1) * people)
    voices = np.searchsorted(by_person, np.arange(many + 1) * codes * people)
    found = []
    for level in range(many):
        own = unit[there[borders[level] : borders[level + 1]] % people]
        present, often = np.unique(own, return_counts=True)
        voiced = by_person[voices[level] : voices[level + 1]]
        row = np.searchsorted(present, unit[voiced % people])
        table = np.bincount(row * codes + voiced // people % codes, minlength=len(present) * codes)
        found.append(Level(present, often, table.reshape(len(present), codes)))
    return tuple(found)
