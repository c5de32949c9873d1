"""Theme frequencies by two variables on frames in memory, beside a pandas crosstab of the same frames.

The frames are made here, in the shape of a study of 200 groups with eight participants each and 40 codes in 10 themes.
pandas merges codings, turns and variables and crosses code with level, no more: sub-codes are not rolled up,
participants are not told apart, and there are no intervals.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from measuring import Result, compared, timed
from qualcode.analysis.breakdowns import frequencies_by
from qualcode.analysis.tables import SCHEMAS, Tables

_GROUPS, _PEOPLE, _CODES, _THEMES = 200, 8, 40, 10
_BY = ("gender", "wave")
_GROWTH = 10  # times the codings, for times the seconds


def crossing(size: str) -> Iterator[Result]:
    """Measure the table by two variables, and how it grows from there."""
    import pandas as pd  # only this measure needs it

    codings = {"S": 1_000, "M": 10_000}.get(size, 100_000)
    tables = study(codings)
    frames = {
        name: pd.DataFrame(getattr(tables, name).to_dict(as_series=False))
        for name in ("codings", "turns", "case_variables", "source_variables")
    }

    def floor() -> float:
        with timed() as watch:
            said = frames["codings"].merge(
                frames["turns"], left_on=["source_id", "first_turn"], right_on=["source_id", "number"]
            )
            for name, key in zip(_BY, ("case", "source"), strict=True):
                values = frames[f"{key}_variables"]
                levels = said.merge(values[values["variable"] == name], on=f"{key}_id", how="left")
                pd.crosstab(levels["code_id"], levels["value"].fillna("(missing)"))
        return watch.seconds

    _ours(tables)  # loads NumPy
    name = f"freq by two variables, {codings:,} codings, frames loaded"
    yield compared(name, lambda: _ours(tables), floor, repetitions=5, goal=3.0 if size == "L" else None)
    larger = study(codings * _GROWTH)
    yield compared(
        f"the same, {_GROWTH} times the codings, beside {_GROWTH} times the seconds",
        lambda: _ours(larger),
        lambda: _GROWTH * _ours(tables),
        repetitions=3,
        goal=1.5 if size == "L" else None,
    )


def study(codings: int) -> Tables:
    """Return a study of that many codings, and six turns for ten of them: 33 words a turn in the largest corpus."""
    rng = np.random.default_rng(codings)
    turns = max(1, 6 * codings // 10 // _GROUPS)
    source = np.repeat(np.arange(1, _GROUPS + 1), turns)
    speaker = rng.integers(0, _PEOPLE + 1, len(source))
    first = rng.integers(1, turns + 1, codings)
    cases = [(1, "m", "Moderator", "moderator")]
    cases += [(number, f"p{number}", f"P{number}", "participant") for number in range(2, _GROUPS * _PEOPLE + 2)]
    codes = [
        (
            code,
            f"c{code}",
            f"c{code}",
            f"c{code}",
            int(code > _THEMES),
            (code - 1) % _THEMES + 1 if code > _THEMES else None,
        )
        for code in range(1, _CODES + 1)
    ]
    order = sorted(codes, key=lambda code: (code[5] or code[0], code[0]))
    rows = {
        "codes": [(*code, "Talks", False) for code in order],
        "cases": cases,
        "sources": [(number, f"s{number}", f"s{number}.txt", "en") for number in range(1, _GROUPS + 1)],
        "case_variables": [(case[0], "gender", ("woman", "man")[case[0] % 2]) for case in cases[1:]],
        "source_variables": [(number, "wave", str(number % 4)) for number in range(1, _GROUPS + 1)],
    }
    frames = {name: pl.DataFrame(values, schema=SCHEMAS[name], orient="row") for name, values in rows.items()}
    frames["turns"] = pl.DataFrame(
        {
            "source_id": source,
            "number": np.tile(np.arange(1, turns + 1), _GROUPS),
            "case_id": np.where(speaker == 0, 1, (source - 1) * _PEOPLE + speaker + 1),
            "words": rng.integers(1, 60, len(source)),
            "characters": 100,
        }
    )
    frames["codings"] = pl.DataFrame(
        {
            "coding_id": np.arange(codings),
            "code_id": rng.integers(1, _CODES + 1, codings),
            "source_id": rng.integers(1, _GROUPS + 1, codings),
            "start": 0,
            "end": 1,
            "first_turn": first,
            "last_turn": np.minimum(first + (rng.random(codings) < 0.1), turns),
            "coder": "Kim",
            "origin": "hand",
        }
    )
    return Tables(**frames)


def _ours(tables: Tables) -> float:
    with timed() as watch:
        frequencies_by(tables, _BY)
    return watch.seconds
