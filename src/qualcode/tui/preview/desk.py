"""Files on their way in, without a widget: how each is read now, and what a person told of how to read it.

What a reader made of a file is kept, so that another name for a speaker costs no second look at the file. Not safe to
be asked from two threads at once: the screen asks one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors.base import QualcodeError
from qualcode.transcripts.formats.extract import Extract
from qualcode.transcripts.formats.formats import RawFile, extracted
from qualcode.transcripts.gathering import gathered
from qualcode.transcripts.labels.seen import SeenLabel
from qualcode.transcripts.profiles import Columns, Profile
from qualcode.transcripts.reading import Reading, reading_of

_CONTEXT = 6


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it would come in: its reading, or why there is none; `raw` is None where it has no bytes."""

    name: str
    raw: RawFile | None
    reading: Reading | None
    reason: str = ""


class PreviewDesk:
    """The files, what is told of each, and how each reads."""

    def __init__(self, paths: Sequence[Path], profile: Profile | None = None) -> None:
        """Gather files; zip files stay open until `close`."""
        self._stack = ExitStack()
        gathering = gathered(paths, self._stack)
        self.found = gathering.found
        self.refused = tuple(str(error) for error in gathering.refused)
        self.profiles = [profile or Profile()] * len(self.found)
        self.looks: dict[int, Look] = {}
        self._extracts: dict[int, tuple[tuple[str | None, Columns], RawFile, Extract]] = {}

    def close(self) -> None:
        """Let go of zip files."""
        self._stack.close()

    def next_unread(self, first: int) -> int | None:
        """Return the place of a file that was not looked at as it is told now; that one first."""
        order = [first, *range(len(self.found))]
        return next((place for place in order if place not in self.looks and place < len(self.found)), None)

    def look(self, place: int) -> Look:
        """Return how a file reads as it is told now."""
        found, told = self.found[place], self.profiles[place]
        raw: RawFile | None = None
        try:
            key = (told.encoding, told.columns)
            if place not in self._extracts or self._extracts[place][0] != key:
                raw = found.raw()
                self._extracts[place] = key, raw, extracted(raw, told)
            _, raw, extract = self._extracts[place]
            return Look(found.name, raw, reading_of(extract, raw, told))
        except QualcodeError as error:
            return Look(found.name, raw, None, str(error))

    def tell(self, place: int, profile: Profile) -> None:
        """Read a file in another way from now on."""
        self.profiles[place] = profile
        self.looks.pop(place, None)

    def tell_all(self, profile: Profile) -> None:
        """Read all files in the same way from now on."""
        for place in range(len(self.found)):
            self.tell(place, profile)

    def readings(self) -> list[Reading]:
        """Return the readings of all files that can come in."""
        looks = (self.looks[place] for place in sorted(self.looks))
        return [look.reading for look in looks if look.reading is not None]


def words_around(reading: Reading, seen: SeenLabel) -> str:
    """Return the lines where a label stands first."""
    lines = reading.text.split("\n", seen.line + _CONTEXT)
    return "\n".join(line[:300] for line in lines[seen.line - 1 : seen.line + _CONTEXT - 1])
