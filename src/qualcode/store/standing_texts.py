"""The texts of sources that stand, looked at inside an act: where a segment lies, and which words stand there."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from qualcode.errors.lookups import SourceGoneError
from qualcode.errors.source_texts import TextChangedError
from qualcode.errors.values import OffsetError
from qualcode.model.transcript import Segment, TurnPlace, turn_range
from qualcode.store.acts import Writing
from qualcode.store.standing import STANDING_TEXTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a segment lies: the text it points into, its words, the turns it touches."""

    source_name: str
    revision_id: int
    quote: str
    first_turn: int
    last_turn: int


def place_of(unit: Writing, source_guid: str, segment: Segment, *, quote: str | None = None) -> Place:
    """Return where a segment of a source's standing text lies.

    Args:
        unit: the act.
        source_guid: whose text it is.
        segment: of the text that stands.
        quote: the words that whoever chose the segment saw there.

    Raises:
        TextChangedError: other words stand there now.
        UnknownSourceError: no source has that GUID.
        OffsetError: the segment reaches past the text's end.
    """
    name, revision_id, _, characters, sha256 = _standing(unit, source_guid)
    standing = _text(unit, revision_id, sha256)[segment.start : segment.end]
    if quote is not None and quote != standing:
        raise TextChangedError(name)
    if segment.end > characters:
        raise OffsetError(name, segment.start, segment.end, characters)
    first, last = _tiles(unit, revision_id, segment)
    turns = [
        TurnPlace._make(row)
        for row in unit.rows(
            'SELECT number, start, speech, "end" FROM turns '
            "WHERE revision_id = :id AND number BETWEEN :first AND :last ORDER BY number",
            id=revision_id,
            first=first,
            last=last,
        )
    ]
    first, last = turn_range([turn.start for turn in turns], turns, segment)
    return Place(source_name=name, revision_id=revision_id, quote=standing, first_turn=first, last_turn=last)


def standing_revision(unit: Writing, source_guid: str, *, before: int | None = None) -> tuple[str, int]:
    """Return a source's name and the id of its text that stands now.

    Args:
        unit: the act.
        source_guid: whose text it is.
        before: number of the revision that whoever acts on it saw.

    Raises:
        TextChangedError: another revision stands.
        UnknownSourceError: no source has that GUID.
    """
    name, revision_id, number, *_ = _standing(unit, source_guid)
    if before is not None and before != number:
        raise TextChangedError(name)
    return name, revision_id


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingText:
    """The whole text of a source that stands now, for checking many segments against it."""

    source_name: str
    revision_id: int
    text: str
    turns: tuple[TurnPlace, ...]


def standing_text(unit: Writing, source_guid: str) -> StandingText:
    """Return the text and turns of a source as they stand.

    Raises:
        UnknownSourceError: no source has that GUID.
    """
    name, revision_id, _, _, sha256 = _standing(unit, source_guid)
    turns = unit.rows(
        'SELECT number, start, speech, "end" FROM turns WHERE revision_id = :id ORDER BY number', id=revision_id
    )
    return StandingText(
        source_name=name,
        revision_id=revision_id,
        text=_text(unit, revision_id, sha256),
        turns=tuple(map(TurnPlace._make, turns)),
    )


def checked_quote(text: StandingText, segment: Segment, seen: str | None) -> str:
    """Return the words of a segment.

    Args:
        text: that stands.
        segment: of it.
        seen: the words that whoever chose the segment saw there; None where nobody did.

    Raises:
        OffsetError: the segment reaches past the text's end.
        TextChangedError: other words stand there now.
    """
    quote = segment.quote(text.text, text.source_name)
    if seen is not None and seen != quote:
        raise TextChangedError(text.source_name)
    return quote


def _standing(unit: Writing, source_guid: str) -> tuple[str, int, int, int, str]:
    """Return name of a source, and of its text that stands: row id, number, how many characters, SHA-256."""
    rows = unit.rows(
        "SELECT name, source_revisions.id, number, characters, sha256 "
        f"FROM {STANDING_TEXTS} WHERE sources.guid = :guid",
        guid=source_guid,
    )
    if not rows:
        raise SourceGoneError
    name, revision_id, number, characters, sha256 = rows[0]
    return name, revision_id, number, characters, sha256


def _text(unit: Writing, revision_id: int, sha256: str) -> str:
    def read() -> str:
        return str(unit.rows("SELECT text FROM source_revisions WHERE id = :id", id=revision_id)[0][0])

    return unit.texts.text(sha256, read)


def _tiles(unit: Writing, revision_id: int, segment: Segment) -> tuple[int, int]:
    """Return the numbers of the turns in whose tiles a segment starts and ends; 0 is the text before all turns.

    Turns are numbered without gaps, so a dozen looks find a place that a search without an index would scan for.
    """

    def start_of(number: int) -> int:
        where = {"id": revision_id, "number": number}
        return int(unit.rows("SELECT start FROM turns WHERE revision_id = :id AND number = :number", **where)[0][0])

    count = unit.rows("SELECT coalesce(max(number), 0) FROM turns WHERE revision_id = :id", id=revision_id)[0][0]
    numbers = range(1, count + 1)
    first = bisect_right(numbers, segment.start, key=start_of)
    if first == count or segment.end <= start_of(first + 1):
        return first, first
    return first, bisect_left(numbers, segment.end, lo=first, key=start_of)
