"""What a project is asked about passages of a code that nobody has coded."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.project.suggestions import ProjectSuggestions
from qualcode.store.codings import read_codings

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.model.coding import Suggestion

_LOOKS_LIKE = 0.3  # lower than what is worth suggesting: whoever asks would rather see one too many
_FEWEST_CODINGS = 10  # of which a likeness can be learned that is worth so much


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A turn that looks like a code and is not coded with it.

    Attributes:
        source: its name.
        speaker: label.
        suggestion: what speaks for it most.
    """

    source: str
    turn: int
    speaker: str
    suggestion: Suggestion


class ProjectMissed(ProjectSuggestions):
    """One open project as passages that were missed."""

    __slots__ = ()

    def missed(
        self, code_guid: str, *, sources: tuple[str, ...] = (), stop: Callable[[], bool] = lambda: False
    ) -> tuple[Missed, ...]:
        """Return the turns that look like a code and that this coder (or nobody, if none is known) has coded so.

        The surest first, then by place. A turn in which something was judged to be that code, or not to be, is left
        out where that is what speaks for it; and so are samples that are not released.

        Args:
            code_guid: of the code.
            sources: GUIDs; all for none.
            stop: once it says so, what was found by then is returned.

        Raises:
            CuePatternError: a cue's token pattern is broken.
        """
        found: list[Missed] = []
        codings = [one for one in read_codings(self.store) if one.code_guid == code_guid]
        least = min(_LOOKS_LIKE, self.thresholds().get(code_guid, _LOOKS_LIKE))
        thresholds = {code_guid: least} if len(codings) >= _FEWEST_CODINGS else {}
        by_source: dict[str, list[Suggestion]] = {}
        for one in self.suggestions(stop=stop, thresholds=thresholds):
            if one.code_guid == code_guid and (not sources or one.source_guid in sources):
                by_source.setdefault(one.source_guid, []).append(one)
        for guid, here in by_source.items():
            source = self.source(guid)
            labels = {case.guid: case.label for case in source.cases}
            coded = {
                number
                for one in codings
                if one.source_guid == guid and self.coder in ("", one.coder)
                for number in range(one.first_turn, one.last_turn + 1)
            }
            for one in here:  # the surest first
                place = bisect_right(source.turns, one.segment.start, key=lambda turn: turn.start)
                turn = source.turns[max(0, place - 1)]
                if turn.number not in coded:
                    coded.add(turn.number)
                    speaker = labels[turn.case_guid]
                    found.append(Missed(source=source.name, turn=turn.number, speaker=speaker, suggestion=one))
        return tuple(sorted(found, key=lambda one: -one.suggestion.score))
