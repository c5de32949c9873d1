"""What could be better in a codebook, its cues included."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.codebooks.checking import Finding
    from qualcode.model.codebook import Codebook
    from qualcode.suggestions.checking import CueFinding


def codebook_findings(book: Codebook) -> tuple[Finding, ...]:
    """Return what could be better in a codebook, its cues included. Loads spaCy."""
    from qualcode.codebooks.checking import BROKEN_PATTERN, Finding, check_codebook
    from qualcode.suggestions.checking import check_cues

    found = check_codebook(book)
    by_shape = {finding.path for finding in found if finding.kind == BROKEN_PATTERN}
    about_cues = (
        Finding(BROKEN_PATTERN if cue.is_fault else "doubtful cue", cue.path, _told(cue))
        for cue in check_cues((book,))
        if not (cue.is_fault and cue.path in by_shape)
    )
    return (*found, *about_cues)


def _told(cue: CueFinding) -> str:
    return cue.reason if cue.is_fault else f"{cue.path}: the cue {cue.cue!r} {cue.reason}"
