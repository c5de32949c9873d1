"""What a project is asked about its reliability samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors.samples import UnknownSampleError
from qualcode.project.sources import ProjectSources
from qualcode.store.codings import read_codings
from qualcode.store.samples import read_blind, read_samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.sample import Sample, Stretch


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """What is in a sample: turns of participants, sources, and coders who have codings in it."""

    turns: int
    sources: int
    coders: int


class ProjectSamples(ProjectSources):
    """One open project as reliability samples."""

    __slots__ = ()

    def samples(self) -> tuple[Sample, ...]:
        """Return all samples, the oldest first."""
        return read_samples(self.store)

    def sample(self, name: str) -> Sample:
        """Return the sample of that name; letter case does not matter.

        Raises:
            UnknownSampleError: there is none.
        """
        known = self.samples()
        for one in known:
            if one.name.casefold() == name.strip().casefold():
                return one
        raise UnknownSampleError(name, [one.name for one in known])

    def sample_facts(self, sample: Sample) -> SampleFacts:
        """Return how much is in a sample, and how many have coded there."""
        numbers: dict[str, set[int]] = {}
        for one in sample.stretches:
            numbers.setdefault(one.source_guid, set()).update(range(one.first_turn, one.last_turn + 1))
        turns, coders = 0, set()
        for guid, there in numbers.items():
            source = self.source(guid)
            heard = {case.guid for case in source.cases if case.role == "participant"}
            turns += sum(turn.number in there and turn.case_guid in heard for turn in source.turns)
            coders |= {
                coding.coder
                for coding in read_codings(self.store, guid)
                if not there.isdisjoint(range(coding.first_turn, coding.last_turn + 1))
            }
        return SampleFacts(turns, len(numbers), len(coders))

    def blind(self, source: str | None = None) -> dict[str, tuple[Stretch, ...]]:
        """Return where no suggestions are shown, by the GUID of the source: in one source (by GUID) or in all."""
        return read_blind(self.store, source)

    def draw(
        self,
        *,
        count: int | None = None,
        percent: float | None = None,
        together: int,
        seed: int,
        sources: Sequence[str],
    ) -> tuple[Stretch, ...]:
        """Return turns of participants drawn at random; nothing is kept.

        Args:
            count: how many turns.
            percent: or how many of a hundred, rounded up.
            together: how many that follow each other are drawn together.
            seed: of the draw.
            sources: GUIDs to draw from; all for none.

        Raises:
            TooFewTurnsError: there are not so many.
        """
        from math import ceil

        from qualcode.model.sample import Stretch, joined
        from qualcode.transcripts.sampling import drawn

        turns: dict[str, list[int]] = {}
        guids: dict[str, str] = {}
        for guid in sources or [known.guid for known in self.source_list()]:
            source = self.source(guid)
            heard = {case.guid for case in source.cases if case.role == "participant"}
            turns[source.name] = [
                turn.number for turn in source.turns if turn.case_guid in heard and turn.speech < turn.end
            ]
            guids[source.name] = guid
        total = sum(map(len, turns.values()))
        wanted = count if count is not None else ceil(total * (percent or 0) / 100)
        found = drawn(turns, wanted, together=together, seed=seed)
        return joined(
            Stretch(source_guid=guids[name], first_turn=first, last_turn=last)
            for name, ranges in found.items()
            for first, last in ranges
        )
