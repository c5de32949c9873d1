"""The quotes a project is asked for, with the talk around them and the memos on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.tables import ProjectTables
from qualcode.store.memos import read_memos
from qualcode.store.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from qualcode.analysis.cells import Cell
    from qualcode.analysis.quotes import Wanted
    from qualcode.analysis.selection import Selection
    from qualcode.analysis.tables import Tables


class ProjectQuotes(ProjectTables):
    """One open project as the words that were coded."""

    __slots__ = ()

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

    def _as_told(self, texts: Sequence[str]) -> list[str]:
        """Return texts of the project as they may be shown: without names, where pseudonyms are wanted."""
        if not self.is_pseudonymized:
            return list(texts)
        from qualcode.exchange.without_names import texts_without_names

        return texts_without_names(self.store, texts)
