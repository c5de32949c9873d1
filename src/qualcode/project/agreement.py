"""How far a project's coders agree, and where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.tables import ProjectTables
from qualcode.store.sources import read_source

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.selection import Selection
    from qualcode.analysis.tables import Tables
    from qualcode.model.sample import Sample


class ProjectAgreement(ProjectTables):
    """One open project as several coders have coded it."""

    __slots__ = ()

    def agreement(
        self,
        selection: Selection | None = None,
        *,
        unit: str = "turn",
        seen: str = "sources",
        pairs: bool = False,
        by_origin: bool = False,
        with_moderator: bool = False,
        seed: int = 1,
        sample: Sample | None = None,
    ) -> pl.DataFrame:
        """Return how far coders agree, or with `pairs` the same for each two of them; `analysis.agreement` says how.

        Only in a sample, where one is given.

        Raises:
            TooFewCodersError: there are not two coders.
            EmptySelectionError: nothing counts as seen by all of them.
            InvalidValueError: no such unit or way of seeing.
        """
        from qualcode.analysis.agreement.agreement import agreement, pair_agreement
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        tables, pieces = self._in_sample(chosen, sample, unit=unit, is_whole=unit == "character")
        return (pair_agreement if pairs else agreement)(
            tables,
            chosen,
            unit=unit,
            seen=seen,
            by_origin=by_origin,
            with_moderator=with_moderator,
            pieces=pieces,
            seed=seed,
        )

    def disagreements(
        self,
        selection: Selection | None = None,
        *,
        unit: str = "turn",
        seen: str = "sources",
        with_moderator: bool = False,
        sample: Sample | None = None,
    ) -> pl.DataFrame:
        """Return what some coders said of a unit and others did not; `analysis.disagreements` says how.

        Only in a sample, where one is given.

        Raises:
            TooFewCodersError, EmptySelectionError, InvalidValueError: as for `agreement`.
        """
        from qualcode.analysis.agreement.disagreements import disagreements
        from qualcode.analysis.selection import EVERYTHING

        tables, pieces = self._in_sample(selection, sample, unit=unit, is_whole=True)
        return disagreements(
            tables, selection or EVERYTHING, unit=unit, seen=seen, with_moderator=with_moderator, pieces=pieces
        )

    def _in_sample(
        self, selection: Selection | None, sample: Sample | None, *, unit: str, is_whole: bool
    ) -> tuple[Tables, pl.DataFrame | None]:
        """Return the tables, and the sentences where these are compared, whole or those of a sample."""
        from qualcode.analysis.sampled import in_sample, sampled_turns

        tables = self.tables(selection, is_whole=is_whole)
        pieces = self.sentence_places() if unit == "sentence" else None
        if sample is None:
            return tables, pieces
        turns = sampled_turns(tables, sample.stretches)
        if pieces is not None:
            pieces = pieces.join(turns, on=["source_id", "number"], how="semi", maintain_order="left")
        return in_sample(tables, turns), pieces

    def sentence_places(self) -> pl.DataFrame:
        """Return where every sentence is: `source_id, number, start, end`, the number that of its turn."""
        import polars as pl

        from qualcode.transcripts.units import Units

        ids = self.tables().sources.select("source_id", "guid").rows()
        rows = [
            (source_id, number, piece.start, piece.end)
            for source_id, source in ((source_id, read_source(self.store, guid)) for source_id, guid in ids)
            for number, piece in Units(source.text, source.turns).sentences()
        ]
        columns = ("source_id", "number", "start", "end")
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.Int64), orient="row")
