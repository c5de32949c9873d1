"""The places a coder left by a jump, to go back through, the last one first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.tui.transcript.selection import Selection

MOST_PLACES = 200


class PlacesLeft:
    """Places in one source; the oldest are forgotten."""

    def __init__(self) -> None:
        self._places: list[Selection] = []

    def __len__(self) -> int:
        return len(self._places)

    def leave(self, place: Selection) -> None:
        """Remember a place; one that was left last already is not remembered twice."""
        if self._places[-1:] != [place]:
            self._places.append(place)
            del self._places[:-MOST_PLACES]

    def back(self, here: Selection | None, is_shown: Callable[[Selection], bool]) -> Selection | None:
        """Return the last place left that is shown and is another than this, or None; what is passed is forgotten."""
        while self._places:
            place = self._places.pop()
            if place != here and is_shown(place):
                return place
        return None
