"""What a project is asked about suggestions; loads spaCy where it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.codebooks import ProjectCodebooks
from qualcode.project.samples import ProjectSamples
from qualcode.project.thresholds import ProjectThresholds
from qualcode.store.codings import read_codings, read_verdicts

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.coding import Suggestion


class ProjectSuggestions(ProjectSamples, ProjectThresholds, ProjectCodebooks):
    """One open project as suggestions."""

    __slots__ = ()

    def suggestions(
        self, source: str | None = None, *, with_moderator: bool = False, stop: Callable[[], bool] = lambda: False
    ) -> tuple[Suggestion, ...]:
        """Return what the codebooks' cues suggest in one source (by GUID) or in all, best first.

        What this coder (or anybody, if no coder is known) has coded or judged already is left out, and so is what lies
        in a sample that is not released, or below what somebody set for its code. Loads spaCy: seconds at first, so not
        on a screen's own thread. Once `stop` says so, what was found by then is returned.

        Raises:
            CuePatternError: a cue's token pattern is broken.
        """
        from qualcode.model.sample import blind_turns
        from qualcode.suggestions.passages import passages_of
        from qualcode.suggestions.ranking import ranked
        from qualcode.suggestions.scoring import record_of
        from qualcode.suggestions.suggesting import suggest

        blind = blind_turns(self.blind(source))
        sources = [self.source(source)] if source else [self.source(known.guid) for known in self.source_list()]
        found = suggest(
            (
                passage
                for known in sources
                for passage in passages_of(known)
                if (passage.source_guid, passage.turn_number) not in blind
            ),
            self.codebooks(),
            record=record_of(read_verdicts(self.store, None)),
            with_moderator=with_moderator,
            stop=stop,
        )
        set_by_hand = self.thresholds()
        found = (one for one in found if one.score >= set_by_hand.get(one.code_guid, 0.0))
        return ranked(
            found, read_codings(self.store, source), read_verdicts(self.store, source), coder=self.coder or None
        )

    def language_remarks(self) -> tuple[str, ...]:
        """Return what suggestions cannot do as well in the languages of this project's sources, one line each."""
        from qualcode.suggestions.pipelines import pipeline_remarks

        return pipeline_remarks({source.language for source in self.source_list()})
