"""A project as the suggestions see it: what is known of it at one moment, without its texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.coding import Coding, Verdict
    from qualcode.model.sample import Stretch
    from qualcode.model.transcript import Segment, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKey:
    """What tells one reading of a source from another: the same key, the same reading.

    Attributes:
        state: changes whenever the text, its turns or their languages do.
    """

    guid: str
    state: str
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What suggestions are made from.

    Attributes:
        languages: of the sources, without repeats.
        read_source: gives a source by GUID.
        thresholds: scores from which on a code (by GUID) is suggested, where somebody has moved them.
        codings: that are learned from: none of them touches what is blind, and neither does a verdict.
        blind: turns in which no suggestions are shown, by the GUID of the source; who codes there, or elsewhere, is not
            to be told in any way how others did there.
        unseen: where these turns stand, likewise, in order; nobody counts as having looked there.
        cases: changes whenever somebody who speaks is called otherwise or has another role.
    """

    sources: tuple[SourceKey, ...]
    languages: tuple[str, ...]
    read_source: Callable[[str], Source]
    codebooks: tuple[Codebook, ...]
    codings: tuple[Coding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)
    blind: Mapping[str, tuple[Stretch, ...]] = field(default_factory=dict)
    unseen: Mapping[str, tuple[Segment, ...]] = field(default_factory=dict)
    cases: str = ""

    def codes(self) -> tuple[Code, ...]:
        """Return the codes that may be applied, in the codebooks' order."""
        return tuple(code for book in self.codebooks for code in book.codes if code.is_applicable)

    def judged_sources(self) -> list[SourceKey]:
        """Return the sources in which something was coded or judged."""
        judged = {one.source_guid for one in self.codings} | {one.source_guid for one in self.verdicts}
        return [key for key in self.sources if key.guid in judged]
