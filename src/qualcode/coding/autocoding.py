"""Coding many segments at once, as one act that says it was done automatically."""

from collections.abc import Sequence
from datetime import datetime

from qualcode.coding.applying import Wanted, add_codings, checked_codable
from qualcode.model.display import harmless_line
from qualcode.model.transcript import Segment
from qualcode.store.code_rows import code_row
from qualcode.store.database import Store

_LONGEST_WORDS = 60


def autocode(
    store: Store,
    code_guid: str,
    places: Sequence[tuple[str, Segment]],
    *,
    found_by: str,
    coder: str,
    at: datetime,
    quotes: Sequence[str] = (),
) -> tuple[str, ...]:
    """Code segments in one act, and return the GUID of each coding, in order; empty where it was coded so before.

    Args:
        store: the project.
        code_guid: the code they all get.
        places: each source's GUID and the segment in it.
        found_by: what they were found by, as the journal is to say it.
        coder: whose codings they are.
        at: when.
        quotes: the words that were found at each of the places; not looked at for none.

    Raises:
        NotCodableError: the code only groups others, or was retired.
        OffsetError: a segment reaches past its text; nothing is coded then.
        TextChangedError: other words stand there now; nothing is coded then.
        UnknownSourceError, UnknownCodeError: they are not there.
    """
    with store.act("auto-code", "auto-coded", coder=coder, at=at) as unit:
        code = checked_codable(code_row(unit, code_guid))
        by_source: dict[str, dict[int, Wanted]] = {}
        for number, (source_guid, segment) in enumerate(places):
            wanted = Wanted(segment, code, quotes[number] if quotes else None)
            by_source.setdefault(source_guid, {})[number] = wanted
        guids: dict[int, str] = {}
        for source_guid, segments in by_source.items():
            made = add_codings(unit, source_guid, [*segments.values()], origin="auto")
            guids |= zip(segments, made, strict=True)
        count = sum(map(bool, guids.values()))
        unit.say(f"auto-coded {count} passage{'s' * (count != 1)} as {code.name}, found by {_shortened(found_by)}")
    return tuple(guids[number] for number in range(len(places)))


def _shortened(words: str) -> str:
    line = harmless_line(words)
    return line if len(line) <= _LONGEST_WORDS else line[: _LONGEST_WORDS - 1].rstrip() + "…"
