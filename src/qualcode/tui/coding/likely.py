"""Which codes the picker shows first on the coding screen: those that the program takes for likely in what is selected.

They are known before the picker opens, or it opens without them: nothing moves under the cursor. Where nothing is
suggested, in samples that are coded blind and with the suggestions' panel sent away, there are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from qualcode.tui.coding.blind import CodingBlind
from qualcode.tui.desk.loading import LikelyFound
from qualcode.tui.suggestions.panel import SuggestionPanel

if TYPE_CHECKING:
    from qualcode.model.transcript import Segment
    from qualcode.suggestions.likely_here import LikelyHere


class CodingLikely(CodingBlind):
    """Likely codes for a segment."""

    _likely: LikelyHere | None = None

    @on(LikelyFound)
    def _take_likely(self, event: LikelyFound) -> None:
        self._likely = event.likely

    def suggest(self) -> None:
        """Look for suggestions; what was likely before them is not shown meanwhile."""
        self._likely = None
        super().suggest()

    def on_unmount(self) -> None:
        """Let go of what is likely."""
        self._likely = None

    def likely_codes(self, segment: Segment) -> tuple[str, ...]:
        """Return the GUIDs of codes that are likely in a segment and not applied in it by this coder yet."""
        known, source = self._likely, self.desk.source
        if known is None or (known.source_guid, known.revision) != (source.guid, source.revision):
            return ()
        is_sent_away = self.has_class("-wide") and not self.query_one(SuggestionPanel).display
        if is_sent_away or self.is_blind_in(segment):
            return ()
        coder = self.project.coder
        codings = self.desk.codings.touching(segment.start, segment.end)
        return known.codes_at(segment, besides={one.code_guid for one in codings if one.coder == coder})
