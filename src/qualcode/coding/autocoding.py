"""Coding many segments at once, as one act that says it was done automatically."""

from collections.abc import Sequence
from datetime import datetime

from qualcode.coding.applying import checked_codable
from qualcode.model.display import harmless_line
from qualcode.model.identity import new_guid
from qualcode.model.transcript import Segment, turn_range
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.finding import CODING_COLUMNS, CodeRowFacts, checked_quote, code_row, segments_coded, standing_text

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
        by_source: dict[str, list[tuple[int, Segment]]] = {}
        for number, (source_guid, segment) in enumerate(places):
            by_source.setdefault(source_guid, []).append((number, segment))
        made: dict[int, str] = {}
        for source_guid, segments in by_source.items():
            made |= _code_in(unit, source_guid, segments, code, quotes)
        unit.say(
            f"auto-coded {len(made)} passage{'s' * (len(made) != 1)} as {code.name}, found by {_shortened(found_by)}"
        )
    return tuple(made.get(number, "") for number in range(len(places)))


def _code_in(
    unit: Writing,
    source_guid: str,
    segments: Sequence[tuple[int, Segment]],
    code: CodeRowFacts,
    quotes: Sequence[str],
) -> dict[int, str]:
    """Code numbered segments of one source, reading its text once, and return the GUIDs by number."""
    text = standing_text(unit, source_guid)
    starts = [turn.start for turn in text.turns]
    known = set(segments_coded(unit, text.revision_id, unit.coder_id))
    made: dict[int, str] = {}
    rows: list[tuple[object, ...]] = []
    for number, segment in segments:
        key = (segment.start, segment.end, code.row_id)
        if key in known:
            continue
        known.add(key)
        quote = checked_quote(text, segment, quotes[number] if quotes else None)
        first, last = turn_range(starts, text.turns, segment)
        made[number] = new_guid()
        rows.append((
            made[number], text.revision_id, segment.start, segment.end, code.row_id, unit.coder_id,
            code.codebook_revision_id, first, last, "auto", 0, None, unit.at.isoformat(), quote,
        ))  # fmt: skip
    unit.insert("codings", CODING_COLUMNS, rows)
    return made


def _shortened(words: str) -> str:
    line = harmless_line(words)
    return line if len(line) <= _LONGEST_WORDS else line[: _LONGEST_WORDS - 1].rstrip() + "…"
