"""A table as Parquet: columns with their types, and what it was made from in the file's own metadata."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode.exports.provenance import PARQUET_KEY, json_line, json_value
from qualcode.exports.sheet import Rows, Value, sheet_of, text_of

if TYPE_CHECKING:
    import polars as pl

_LARGEST = 2**63  # whole numbers beyond 64 bits are in few programs


def parquet_bytes(rows: Rows, about: Mapping[str, object], columns: Iterable[str] = ()) -> bytes:
    """Return the rows as a Parquet file; a frame keeps its types.

    Of dictionaries, a column whose values are of one type keeps it, any other is text.
    """
    frame = _frame(rows, columns) if isinstance(rows, Sequence) else rows
    file = io.BytesIO()
    frame.write_parquet(file, metadata={PARQUET_KEY: json_line(json_value(about))} if about else None)
    return file.getvalue()


def _frame(rows: Rows, columns: Iterable[str]) -> pl.DataFrame:
    import polars as pl

    sheet = sheet_of(rows, {}, columns).with_text(_whole)
    return pl.DataFrame(
        {name: _series(name, [row[place] for row in sheet.rows]) for place, name in enumerate(sheet.columns)}
    )


def _series(name: str, values: list[Value]) -> pl.Series:
    import polars as pl

    kinds = {type(value) for value in values if value is not None}
    is_too_large = int in kinds and any(isinstance(value, int) and abs(value) >= _LARGEST for value in values)
    if not is_too_large and (kinds <= {int, float} or (len(kinds) == 1 and not kinds & {tuple, str})):
        return pl.Series(name, values, dtype=pl.Float64 if kinds == {int, float} else None)
    texts = [None if value is None else text_of(value) for value in values]
    return pl.Series(name, texts, dtype=pl.String)


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # half characters have no UTF-8
