"""What a project is asked about its reliability samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.sample import outside, sample_named
from qualcode.project.sources import ProjectSources
from qualcode.store.codings import read_codings
from qualcode.store.samples import read_blind, read_blind_segments, read_samples
from qualcode.store.verdicts import read_verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.coding import Coding, Verdict
    from qualcode.model.sample import Sample, Stretch
    from qualcode.transcripts.sampling import SampleFacts


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
        return sample_named(self.samples(), name)

    def sample_facts(self, sample: Sample) -> SampleFacts:
        """Return how much is in a sample, and how many have coded there."""
        from qualcode.transcripts.sampling import sample_facts

        guids = list(dict.fromkeys(one.source_guid for one in sample.stretches))
        codings = (one for guid in guids for one in read_codings(self.store, guid))
        return sample_facts(sample, map(self.source, guids), codings)

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
        from qualcode.transcripts.sampling import drawn_stretches

        asked = map(self.source, sources or [known.guid for known in self.source_list()])
        return drawn_stretches(asked, count=count, percent=percent, together=together, seed=seed)

    def blind_remarks(self) -> tuple[str, ...]:
        """Return that samples are not released, so that nothing is suggested nor learned there, in a line; or nothing.

        It says the same whether somebody has coded there or not.
        """
        names = [one.name for one in self.samples() if not one.is_released]
        if not names:
            return ()
        told = f"sample {names[0]!r}" if len(names) == 1 else f"samples {', '.join(map(repr, names))}"
        return (
            f"Blind until released: {told}. Nothing is suggested there, and what is coded there is left out. Release: "
            "qualcode sample release NAME",
        )

    def seen_codings(self, source: str | None = None) -> tuple[Coding, ...]:
        """Return the codings that touch no sample that is not released: only these may speak elsewhere."""
        return outside(read_codings(self.store, source), read_blind_segments(self.store))

    def seen_verdicts(self, source: str | None = None) -> tuple[Verdict, ...]:
        """Return the verdicts that touch no sample that is not released."""
        return outside(read_verdicts(self.store, source), read_blind_segments(self.store))

    def codings_in_sight(self, source: str) -> tuple[Coding, ...]:
        """Return the codings of a source (by GUID) that whoever codes there may see.

        In a sample that is not released that is one's own, so that two coders' agreement is their own; all of them
        where nobody is known to be coding.
        """
        codings = read_codings(self.store, source)
        blind = read_blind_segments(self.store) if self.coder and self.blind(source) else {}
        if not blind:
            return codings
        hidden = {one.guid for one in codings if one.coder != self.coder}
        hidden -= {one.guid for one in outside(codings, blind)}
        return tuple(one for one in codings if one.guid not in hidden)
