"""What could be better in a codebook, its cues included."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.codebooks.changes import Change
    from qualcode.codebooks.checking import Finding
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding
    from qualcode.suggestions.cues.checking import CueFinding


def broken_patterns(book: Codebook, changes: Iterable[Change] | None = None) -> tuple[str, ...]:
    """Return a line for each token pattern that is none: suggestions leave them out until they are mended.

    Loads spaCy where there are token patterns.

    Args:
        book: as it is now.
        changes: what it was changed by; then only the codes that were changed are looked at.
    """
    from qualcode.suggestions.cues.checking import pattern_faults

    codes = book.codes
    if changes is not None:
        changed = {change.code_guid for change in changes}
        codes = tuple(code for code in codes if code.guid in changed)
    if not any(cue.form == "pattern" for code in codes for cue in code.cues):
        return ()
    looked_at = {code.guid for code in codes}
    return tuple(fault.reason for fault in pattern_faults((book,)) if fault.code_guid in looked_at)


def codebook_findings(book: Codebook) -> tuple[Finding, ...]:
    """Return what could be better in a codebook, its cues included. Loads spaCy where there are cues."""
    from qualcode.codebooks.checking import BROKEN_PATTERN, Finding, check_codebook
    from qualcode.suggestions.cues.checking import check_cues

    found = check_codebook(book)
    if not any(code.cues for code in book.codes):
        return found
    about_cues = (
        Finding(BROKEN_PATTERN if cue.is_fault else "doubtful cue", cue.path, _told(cue)) for cue in check_cues((book,))
    )
    # Whoever knows what a token may say finds every broken pattern, those of a wrong shape too.
    return (*(finding for finding in found if finding.kind != BROKEN_PATTERN), *about_cues)


def project_findings(books: tuple[Codebook, ...], codings: Iterable[Coding]) -> tuple[tuple[Codebook, Finding], ...]:
    """Return what could be better in the codebooks of a project: in each, in its use, and between them."""
    from qualcode.codebooks.checking import clashing_keys
    from qualcode.codebooks.usage import Use, usage_findings

    uses = [
        Use(coding.source_guid, coding.coder, coding.segment.start, coding.segment.end, coding.code_guid)
        for coding in codings
    ]
    found = [(book, finding) for book in books for finding in (*codebook_findings(book), *usage_findings(book, uses))]
    return (*found, *((books[-1], finding) for finding in clashing_keys(books)))


def _told(cue: CueFinding) -> str:
    return cue.reason if cue.is_fault else f"{cue.path}: the cue {cue.cue!r} {cue.reason}"
