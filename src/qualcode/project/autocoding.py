"""What a project is asked before passages are coded automatically."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.sample import stretch_segments
from qualcode.model.transcript import talk_of
from qualcode.project.codebooks import ProjectCodebooks
from qualcode.project.samples import ProjectSamples
from qualcode.store.codings import read_codings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.suggestions.search.autocoding import CodedUnit, Plan
    from qualcode.suggestions.search.talk_hits import TalkHits


class ProjectAutocoding(ProjectSamples, ProjectCodebooks):
    """One open project as a place to code automatically."""

    __slots__ = ()

    def autocode_plans(
        self,
        looked_for: TalkHits,
        code_guid: str,
        *,
        unit: CodedUnit = "sentence",
        sources: Sequence[str] = (),
        with_moderator: bool = False,
    ) -> Iterator[Plan]:
        """Yield what would be coded in each source; those in which nothing is found too. Changes nothing.

        Args:
            looked_for: what is to be coded.
            code_guid: the code it would get; what overlaps this coder's codings of it, or a sample
                that is not released, is passed over.
            unit: what is coded around a hit.
            sources: GUIDs; all for none.
            with_moderator: look at what moderators and observers say, too.

        Raises:
            SearchPatternError: an expression takes too long, or stands nearly everywhere.
        """
        from qualcode.suggestions.search.autocoding import plan

        for guid in sources or [known.guid for known in self.source_list()]:
            source = self.source(guid)
            hits = looked_for.hits(source, talk_of(source, with_moderator=with_moderator))
            coded = [
                one.segment
                for one in (read_codings(self.store, guid) if hits else ())
                if one.code_guid == code_guid and one.coder == self.coder
            ]
            blind = stretch_segments(self.blind(guid).get(guid, ()), source.turns) if hits else ()
            yield plan(source, hits, unit, coded, blind)
