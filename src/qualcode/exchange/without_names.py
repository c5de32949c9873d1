"""Codings and texts of a project as they may be shown where pseudonyms are wanted; `analysis.speakers` says how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.exchange.coding_files import coding_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.analysis.tables import Tables
    from qualcode.store.database import Store


def texts_without_names(store: Store, texts: Sequence[str]) -> list[str]:
    """Return texts of a project with pseudonyms for the names in them."""
    return _told(_tables(store), texts)


def coding_rows_without_names(store: Store) -> list[dict[str, object]]:
    """Return all codings as the rows of a codings file, with pseudonyms for speakers, in texts and names of sources."""
    from qualcode.analysis.speakers import pseudonymized, pseudonyms

    rows, tables = coding_rows(store), _tables(store)
    called = dict(pseudonymized(tables).sources.select("called", "name").rows())
    names = dict(tables.sources.select("source_id", "name").rows())
    shown = pseudonyms(tables)
    turns = tables.turns.select("source_id", "number", "case_id").rows()
    speakers: dict[tuple[object, object], str] = {
        (names[source], number): shown[case] for source, number, case in turns
    }
    for column in ("quote", "memo"):
        for row, text in zip(rows, _told(tables, [str(row[column]) for row in rows]), strict=True):
            row[column] = text
    return [
        row | {"source": called[str(row["source"])], "speaker": speakers.get((row["source"], row["turn"]), "")}
        for row in rows
    ]


def _tables(store: Store) -> Tables:
    from qualcode.analysis.tables import Tables
    from qualcode.store.frames import read_frames

    return Tables(**read_frames(store))


def _told(tables: Tables, texts: Sequence[str]) -> list[str]:
    from qualcode.analysis.speakers import names_told, without_names

    languages = tables.sources["language"].unique().sort().to_list()
    return [text or "" for text in without_names(texts, names_told(tables), languages)]
