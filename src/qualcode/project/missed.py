"""What a project is asked about passages of a code that nobody has coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.sample import outside
from qualcode.project.suggestions import ProjectSuggestions
from qualcode.store.codings import read_codings
from qualcode.store.samples import read_blind_segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.coding import Suggestion
    from qualcode.suggestions.missing import Missed


class ProjectMissed(ProjectSuggestions):
    """One open project as passages that were missed."""

    __slots__ = ()

    def missed(
        self,
        code_guid: str,
        *,
        sources: tuple[str, ...] = (),
        with_moderator: bool = False,
        stop: Callable[[], bool] = lambda: False,
    ) -> tuple[Missed, ...]:
        """Return the turns that look like a code and that this coder (or nobody, if none is known) has coded so.

        The surest first, then by place. A turn in which something was judged to be that code, or not to be, is left
        out where that is what speaks for it; and so are samples that are not released.

        Args:
            code_guid: of the code.
            sources: GUIDs; all for none.
            with_moderator: look at the moderator's turns, too.
            stop: once it says so, what was found by then is returned.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        from qualcode.suggestions.missing import looks_like_from, missed_turns

        codings = [one for one in read_codings(self.store) if one.code_guid == code_guid]
        seen = outside(codings, read_blind_segments(self.store))
        least = looks_like_from(len(seen), self.thresholds().get(code_guid))
        by_source: dict[str, list[Suggestion]] = {}
        thresholds = {} if least is None else {code_guid: least}
        for one in self.suggestions(stop=stop, thresholds=thresholds, with_moderator=with_moderator):
            if one.code_guid == code_guid and (not sources or one.source_guid in sources):
                by_source.setdefault(one.source_guid, []).append(one)
        own = [one for one in codings if self.coder in ("", one.coder)]
        found = [missed for guid, here in by_source.items() for missed in missed_turns(self.source(guid), here, own)]
        return tuple(sorted(found, key=lambda one: -one.suggestion.score))
