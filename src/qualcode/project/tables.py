"""The tables a project is asked for: what is counted is read, handed to `analysis`, and what it answers is handed out.

A question is one method, and nothing is counted here. What is not read for a question is not loaded for it either.
Longer than most modules: each question repeats the options of the function it asks, so that editors can complete them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors.values import InvalidValueError
from qualcode.project.handle import ProjectHandle
from qualcode.store.codings import read_memos
from qualcode.store.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from qualcode.analysis.cells import Cell
    from qualcode.analysis.quotes import Wanted
    from qualcode.analysis.selection import Selection
    from qualcode.analysis.tables import Tables
    from qualcode.model.sample import Sample


class ProjectTables(ProjectHandle):
    """One open project as tables; long, as said above."""

    __slots__ = ()

    def tables(self, selection: Selection | None = None, *, is_whole: bool = False) -> Tables:
        """Return the project as the tidy frames that analysis reads, whole: the selection is not applied yet.

        Args:
            selection: what is asked about, so that frames which only some selections need are read for it.
            is_whole: read all of those: `coding_facts` (time, memo, confidence, quote) and `turn_places` (where and
                when a turn is).
        """
        from qualcode.analysis.tables import Tables
        from qualcode.store.frames import read_frames

        demanded = selection.demanded if selection else ()
        tables = Tables(**read_frames(self.store, is_whole=is_whole, demanded=demanded))
        if self.is_pseudonymized:
            from qualcode.analysis.speakers import pseudonymized

            return pseudonymized(tables)
        return tables

    def _as_told(self, texts: Sequence[str]) -> list[str]:
        """Return texts of the project as they may be shown: without names, where pseudonyms are wanted."""
        if not self.is_pseudonymized:
            return list(texts)
        from qualcode.analysis.speakers import names_told, without_names
        from qualcode.analysis.tables import Tables
        from qualcode.store.frames import read_frames

        tables = Tables(**read_frames(self.store))
        languages = tables.sources["language"].unique().sort().to_list()
        return [text or "" for text in without_names(texts, names_told(tables), languages)]

    def frequencies(
        self,
        by: str | Sequence[str] | None = None,
        selection: Selection | None = None,
        *,
        with_moderator: bool = False,
        keep_zero: bool = True,
        bands: Mapping[str, str] | None = None,
        compare: Sequence[str] = (),
        seed: int | None = None,
    ) -> pl.DataFrame:
        """Return the theme frequency table, or with `by` the same for each level of a variable or of several.

        `analysis.frequencies` and `analysis.breakdowns` say what the figures mean and which columns there are.

        Raises:
            UnknownVariableError: no variable is called that.
            InvalidValueError: bands or levels to compare are not written as they should be.
            EmptySelectionError: something was asked for and nothing is left to count.
            UnknownCodeError, UnknownSourceError, UnknownCoderError: the selection names something unknown.
        """
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        tables = self.tables(chosen)
        if not by:
            from qualcode.analysis.frequencies import frequencies

            return frequencies(tables, chosen, with_moderator=with_moderator, keep_zero=keep_zero)
        from qualcode.analysis.breakdowns import frequencies_by
        from qualcode.analysis.proportions import SEED

        return frequencies_by(
            tables,
            by,
            chosen,
            with_moderator=with_moderator,
            keep_zero=keep_zero,
            bands=bands,
            compare=compare,
            seed=SEED if seed is None else seed,
        )

    def trend(
        self,
        codes: str | Sequence[str] = (),
        over: str | None = None,
        selection: Selection | None = None,
        *,
        with_moderator: bool = False,
        bands: Mapping[str, str] | None = None,
        seed: int | None = None,
    ) -> pl.DataFrame:
        """Return how many voiced each theme, or each of these codes, at each wave or date; see `analysis.trends`.

        Raises:
            UnknownVariableError, InvalidValueError, EmptySelectionError, UnknownCodeError, UnknownSourceError,
                UnknownCoderError: as for `frequencies`.
        """
        from qualcode.analysis.proportions import SEED
        from qualcode.analysis.selection import EVERYTHING
        from qualcode.analysis.trends import trend

        chosen = selection or EVERYTHING
        return trend(
            self.tables(chosen),
            (codes,) if isinstance(codes, str) else codes,
            over,
            chosen,
            with_moderator=with_moderator,
            bands=bands,
            seed=SEED if seed is None else seed,
        )

    def crosstab(
        self,
        rows: str,
        columns: str,
        selection: Selection | None = None,
        *,
        unit: str = "participants",
        is_whole: bool = False,
        presence: bool = False,
        with_moderator: bool = False,
    ) -> pl.DataFrame:
        """Return two codes, two variables, or a code and a variable crossed; `analysis.crosstabs` says how.

        Raises:
            UnknownDimensionError, AmbiguousDimensionError: what to cross by is not clear.
            InvalidValueError: no such unit.
            EmptySelectionError: nothing is left to count.
        """
        from qualcode.analysis.crosstabs import crosstab
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        return crosstab(
            self.tables(chosen),
            rows,
            columns,
            chosen,
            unit=unit,
            is_whole=is_whole,
            presence=presence,
            with_moderator=with_moderator,
        )

    def matrix(
        self,
        across: str = "source",
        selection: Selection | None = None,
        *,
        unit: str = "turns",
        presence: bool = False,
        with_moderator: bool = False,
        keep_zero: bool = True,
    ) -> pl.DataFrame:
        """Return every code with every source or case; `analysis.matrices` says how.

        Raises:
            InvalidValueError: no such unit, or neither source nor case.
            EmptySelectionError: something was asked for and nothing is left to count.
        """
        from qualcode.analysis.matrices import matrix
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        return matrix(
            self.tables(chosen),
            across,
            chosen,
            unit=unit,
            presence=presence,
            with_moderator=with_moderator,
            keep_zero=keep_zero,
        )

    def cooccurrences(
        self,
        selection: Selection | None = None,
        *,
        within: str = "turn",
        of: str = "codes",
        with_moderator: bool = False,
        keep_zero: bool = False,
    ) -> pl.DataFrame:
        """Return the pairs of codes that meet; `analysis.cooccurrence` says where and how often.

        Raises:
            InvalidValueError: no such `within` or `of`.
            EmptySelectionError: nothing is left to count.
        """
        from qualcode.analysis.cooccurrence import cooccurrences
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        tables = self.tables(chosen, is_whole=within == "overlap")
        return cooccurrences(tables, chosen, within=within, of=of, with_moderator=with_moderator, keep_zero=keep_zero)

    def saturation(
        self,
        selection: Selection | None = None,
        *,
        order: str | None = None,
        of: str = "codes",
        base: int = 4,
        run: int = 2,
        with_moderator: bool = False,
    ) -> pl.DataFrame:
        """Return how many new codes each group brings, in order of fieldwork; `analysis.saturation` says how.

        Raises:
            InvalidValueError: a size, or what is counted, is none.
            UnknownVariableError: no variable is called like the order.
            EmptySelectionError: nothing is left to count.
        """
        from qualcode.analysis.saturation import saturation
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        return saturation(
            self.tables(chosen), chosen, order=order, of=of, base=base, run=run, with_moderator=with_moderator
        )

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
        from qualcode.analysis.agreement import agreement, pair_agreement
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
        from qualcode.analysis.disagreements import disagreements
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

    def quotes(
        self,
        selection: Selection | None = None,
        wanted: Wanted | None = None,
        *,
        pick: int | None = None,
        context: int | None = None,
        with_moderator: bool = False,
    ) -> pl.DataFrame:
        """Return the words of codings with who said them where; `analysis.quotes` says how.

        Args:
            selection: which codings.
            wanted: words in them, codes that overlap them, only marked ones.
            pick: propose so many, spread over groups and speakers.
            context: also so many turns before and after; 0 for the rest of the turn.
            with_moderator: words of moderators and observers too.

        Raises:
            EmptySelectionError: there is no such quote.
            SearchPatternError: the text is no regular expression.
        """
        import polars as pl

        from qualcode.analysis.quotes import ANY, picked, quotes, with_context, with_memos
        from qualcode.analysis.selection import EVERYTHING

        tables = self.tables(selection, is_whole=True)
        found = quotes(tables, selection or EVERYTHING, wanted or ANY, with_moderator=with_moderator)
        if pick is not None:
            found = picked(found, pick)
        if found["has_memo"].any():
            memos = [memo for memo in reversed(read_memos(self.store)) if memo.target == "coding"]
            texts = self._as_told([memo.text for memo in memos])
            found = with_memos(found, dict(zip((memo.target_guid for memo in memos), texts, strict=True)))
        else:
            found = with_memos(found, {})
        if context is None:
            return found
        found = with_context(found, self._talk(tables, found), context)
        around = {end: self._as_told(found[end].to_list()) for end in ("before", "after")}
        return found.with_columns(pl.Series(end, texts, dtype=pl.String) for end, texts in around.items())

    def quotes_behind(
        self, cell: Cell, selection: Selection | None = None, *, with_moderator: bool = False
    ) -> pl.DataFrame:
        """Return the quotes that a figure of a table is counted from; `analysis.cells` says which.

        Raises:
            EmptySelectionError: there are none.
        """
        from qualcode.analysis.cells import quotes_behind
        from qualcode.analysis.selection import EVERYTHING

        tables = self.tables(is_whole=True)
        return quotes_behind(tables, cell, selection or EVERYTHING, with_moderator=with_moderator)

    def _talk(self, tables: Tables, found: pl.DataFrame) -> pl.DataFrame:
        """Return the words of every turn in the quotes' sources: `source_guid, number, speaker, start, text`."""
        import polars as pl

        from qualcode.analysis.speakers import shown_speakers

        names = dict(tables.cases.select("guid", "case_id").rows())
        shown = dict(shown_speakers(tables).rows())
        rows = [
            (source.guid, turn.number, shown[names[turn.case_guid]], turn.speech, source.text[turn.speech : turn.end])
            for source in (read_source(self.store, guid) for guid in found["source_guid"].unique(maintain_order=True))
            for turn in source.turns
        ]
        columns = {"source_guid": pl.String, "number": pl.Int64, "speaker": pl.String, "start": pl.Int64}
        return pl.DataFrame(rows, schema={**columns, "text": pl.String}, orient="row")

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

    def participation(
        self, selection: Selection | None = None, *, of: str = "speakers", with_moderator: bool = False
    ) -> pl.DataFrame:
        """Return who talks how much: of "speakers", of "groups", or who "follows" whom.

        `analysis.participation` says what the figures mean.

        Raises:
            InvalidValueError: it is none of these.
            EmptySelectionError: nobody is left to count.
        """
        from qualcode.analysis import participation as talk
        from qualcode.analysis.selection import EVERYTHING

        chosen = selection or EVERYTHING
        tables = self.tables(chosen)
        if of == "groups":
            return talk.participation_by_group(tables, chosen)
        if of == "follows":
            return talk.follows(tables, chosen, with_moderator=with_moderator)
        if of != "speakers":
            raise InvalidValueError("Participation of", of, "is none of speakers, groups, follows.")
        return talk.participation(tables, chosen, with_moderator=with_moderator)
