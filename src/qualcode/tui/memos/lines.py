"""Memos as lines of a list: on what, by whom, when, and where that is; and those that hold what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.codebook import code_paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Coding, Memo
    from qualcode.model.transcript import Segment
    from qualcode.project.snapshots import CaseFacts, SourceFacts

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class MemoLine:
    """A memo and what it is on.

    Attributes:
        what: the thing in words.
        place: where that is in words, for a coding or a case.
        source_guid: where that is, for a coding, a source, or a case that speaks somewhere.
        segment: where in the source, for a coding.
    """

    memo: Memo
    what: str
    place: str = ""
    source_guid: str | None = None
    segment: Segment | None = None


class Things:
    """What memos can be on, by GUID."""

    def __init__(
        self,
        codings: Iterable[Coding],
        codebooks: tuple[Codebook, ...],
        sources: tuple[SourceFacts, ...],
        cases: tuple[CaseFacts, ...],
    ) -> None:
        self._codings = {coding.guid: coding for coding in codings}
        self._paths = code_paths(codebooks)
        self._names = {code.guid: code.name for book in codebooks for code in book.codes}
        self._sources = {source.guid: source.name for source in sources}
        self._guids = {source.name: source.guid for source in sources}
        self._cases = {case.guid: case for case in cases}

    def line(self, memo: Memo) -> MemoLine:
        """Return a memo with what it is on; of what is gone only its kind is told."""
        guid = memo.target_guid
        if memo.target == "coding" and guid in self._codings:
            coding = self._codings[guid]
            quote = coding.quote if len(coding.quote) <= _LONGEST_QUOTE else coding.quote[:_LONGEST_QUOTE] + "…"
            what = f"{self._names.get(coding.code_guid, 'coding')} “{quote}”"
            place = f"{self._sources.get(coding.source_guid, '')}, turn {coding.first_turn}"
            return MemoLine(memo, what, place, coding.source_guid, coding.segment)
        if memo.target == "code" and guid in self._paths:
            return MemoLine(memo, f"code {self._paths[guid]}")
        if memo.target == "source" and guid in self._sources:
            return MemoLine(memo, f"source {self._sources[guid]}", source_guid=guid)
        if memo.target == "case" and guid in self._cases:
            case = self._cases[guid]
            spoken = case.sources[0] if case.sources else ""
            return MemoLine(memo, f"case {case.label}", ", ".join(case.sources), self._guids.get(spoken))
        return MemoLine(memo, f"the {memo.target}")


def holding(lines: Iterable[MemoLine], typed: str) -> list[MemoLine]:
    """Return the lines whose memo, thing, place or coder holds every word that was typed, in any letter case."""
    words = typed.casefold().split()
    return [line for line in lines if _holds(line, words)]


def _holds(line: MemoLine, words: list[str]) -> bool:
    text = f"{line.memo.text}\n{line.what}\n{line.place}\n{line.memo.coder}".casefold()
    return all(word in text for word in words)
