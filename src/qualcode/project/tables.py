"""The tables of numbers a project is asked for.

What is counted is read, handed to `analysis`, and what it answers is handed out; nothing is counted here. A question is
one method, which repeats the options of the function it asks, so that editors can complete them. What is not read for a
question is not loaded for it either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors.values import InvalidValueError
from qualcode.project.handle import ProjectHandle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from qualcode.analysis.selection import Selection
    from qualcode.analysis.tables import Tables


class ProjectTables(ProjectHandle):
    """One open project as tables."""

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
