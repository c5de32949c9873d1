"""What a new text of a source would do to what hangs on the one that stands; nothing is written here.

Codings go where their words are (`transcripts.reanchoring`). Of two that end on one segment the doubtful one gives way.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors.files import SourceExistsError
from qualcode.errors.source_texts import SameTextError
from qualcode.exchange.revised_speakers import lost_labels
from qualcode.exchange.revised_turns import TurnMap
from qualcode.exchange.told_text import MakeText, NewText
from qualcode.model.coding import Outcome
from qualcode.model.transcript import Segment, Turn, turn_range
from qualcode.store.database import Asked, Store
from qualcode.store.source_texts import (
    HangingCoding,
    StoredText,
    read_hanging_codings,
    read_stored_text,
    source_of_text,
    texts_of,
)
from qualcode.store.speaking import case_labels
from qualcode.transcripts.alignment.aligning import aligned
from qualcode.transcripts.alignment.reanchoring import Anchor, Reanchoring, Replaced

_LOST_BEFORE = "was lost before, found again"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedCoding:
    """What became of one coding.

    Attributes:
        segment: where it lies in the new text; None when it is lost.
        quote: its words there.
        turn: number of the new turn it begins in, 0 before all turns and when it is lost.
        note: what makes it doubtful; empty where nothing does.
    """

    guid: str
    code: str
    coder: str
    outcome: Outcome
    before_segment: Segment
    before: str
    segment: Segment | None
    quote: str
    turn: int
    likeness: float
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionReport:
    """What a new text did, or would do.

    Attributes:
        number: of the new revision.
        codings: all of the source's, in order of their older place.
        remarks: about speakers and what else could not be carried, one line each.
    """

    source: str
    number: int
    codings: tuple[CarriedCoding, ...]
    remarks: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """Return how many codings are exact, moved, changed and lost."""
        found = Counter(coding.outcome for coding in self.codings)
        return {outcome: found[outcome] for outcome in ("exact", "moved", "changed", "lost")}


def planned_revision(store: Store, source_guid: str, make: MakeText) -> RevisionReport:
    """Return what a new text of a source would do, from one state of the project.

    Raises:
        SameTextError, SourceExistsError, UnknownSourceError: as `revision_plan`.
    """
    with store.snapshot():
        return revision_plan(store, source_guid, make).report


@dataclass(slots=True)
class RevisionPlan:
    """A new text, what it does to codings and turns, and the report of it."""

    old: StoredText
    new: NewText
    found: Reanchoring
    turns: TurnMap
    carried: list[tuple[HangingCoding, Anchor, tuple[int, int]]]
    report: RevisionReport


def revision_plan(asked: Asked, source_guid: str, make: MakeText) -> RevisionPlan:
    """Return what a new text of a source would do.

    Raises:
        SameTextError: it is the text that stands.
        SourceExistsError: another source has that text.
        UnknownSourceError: no source has that GUID.
    """
    old = read_stored_text(asked, source_guid)
    new = make(asked, old)
    if new.sha256 == old.sha256:
        raise SameTextError(old.name)
    twin = source_of_text(asked, new.sha256)
    if twin is not None:
        raise SourceExistsError(new.file_name, f"its text is in the project already, as {twin!r}")
    alignment = aligned(old.text, new.text)
    found = Reanchoring(alignment) if new.edits is None else Replaced(alignment, new.edits)
    turns = TurnMap(old.turns, new.turns, found.alignment)
    carried = _carried(asked, old, new, found)
    number = max(known for known, _ in texts_of(asked, old.source_id).values()) + 1
    labels = case_labels(asked, old.revision_id)
    remarks = (*new.speakers.remarks, *lost_labels(old, new.turns, new.speakers, turns, labels))
    report = RevisionReport(
        source=old.name,
        number=number,
        codings=tuple(_told(coding, anchor, place, new.text) for coding, anchor, place in carried),
        remarks=remarks,
    )
    return RevisionPlan(old, new, found, turns, carried, report)


def _told(coding: HangingCoding, anchor: Anchor, place: tuple[int, int], text: str) -> CarriedCoding:
    is_lost = anchor.outcome == "lost"
    return CarriedCoding(
        guid=coding.guid,
        code=coding.code,
        coder=coding.coder,
        outcome=anchor.outcome,
        before_segment=Segment(coding.start, coding.end),
        before=coding.quote,
        segment=None if is_lost else Segment(anchor.start, anchor.end),
        quote=text[anchor.start : anchor.end],
        turn=place[0],
        likeness=anchor.likeness,
        note=anchor.note,
    )


def _carried(
    asked: Asked, old: StoredText, new: NewText, found: Reanchoring
) -> list[tuple[HangingCoding, Anchor, tuple[int, int]]]:
    """Return where every coding of a source lies in the new text, and in which of its turns."""
    codings = read_hanging_codings(asked, old.source_id)
    anchors = {
        coding.guid: found.anchor(coding.start, coding.end)
        for coding in codings
        if coding.revision_id == old.revision_id
    }
    anchors |= _found_again(asked, old, new, codings)
    turns = tuple(
        Turn(number=turn.number, start=turn.start, speech=turn.speech, end=turn.end, case_guid=turn.speaker)
        for turn in new.turns
    )
    starts = [turn.start for turn in turns]
    speakers = _Speakers(old, new)
    taken: set[tuple[int, int, int, int]] = set()
    # The surest come first, so that of two that end on one segment the doubtful one gives way.
    ranks = {"exact": 0, "moved": 1, "changed": 2, "lost": 3}
    placed: dict[str, tuple[Anchor, tuple[int, int]]] = {}
    for coding in sorted(codings, key=lambda coding: ranks[anchors[coding.guid].outcome]):
        anchor, place = anchors[coding.guid], (0, 0)
        if anchor.outcome != "lost":
            key = (anchor.start, anchor.end, coding.code_id, coding.coder_id)
            if key in taken:
                anchor = Anchor("lost", 0, 0, 0.0, "its words are coded so by this coder already")
            else:
                taken.add(key)
                place = turn_range(starts, turns, Segment(anchor.start, anchor.end))
                anchor = speakers.checked(coding, anchor, place)
        placed[coding.guid] = anchor, place
    return [(coding, *placed[coding.guid]) for coding in codings]


def _found_again(asked: Asked, old: StoredText, new: NewText, codings: Sequence[HangingCoding]) -> dict[str, Anchor]:
    """Return where codings that an earlier revision lost lie in the new text; they stay lost where their words are."""
    lost = [coding for coding in codings if coding.revision_id != old.revision_id]
    if not lost:
        return {}
    texts = texts_of(asked, old.source_id)
    again = {
        revision_id: Reanchoring(aligned(texts[revision_id][1], new.text))
        for revision_id in {coding.revision_id for coding in lost}
    }
    anchors = {}
    for coding in lost:
        anchor = again[coding.revision_id].anchor(coding.start, coding.end)
        if anchor.outcome != "lost":
            anchor = Anchor(anchor.outcome, anchor.start, anchor.end, anchor.likeness, _LOST_BEFORE)
        anchors[coding.guid] = anchor
    return anchors


class _Speakers:
    """Who says a coding's words, before and now."""

    def __init__(self, old: StoredText, new: NewText) -> None:
        self._before = {turn.number: turn.case_id for turn in old.turns}
        self._now = {turn.number: new.speakers.key(turn.speaker) for turn in new.turns}
        self._labels = {turn.number: turn.speaker for turn in new.turns}
        self._revision_id = old.revision_id

    def checked(self, coding: HangingCoding, anchor: Anchor, place: tuple[int, int]) -> Anchor:
        """Return the anchor, doubtful where others say the words now."""
        if coding.revision_id != self._revision_id:
            return anchor
        before = {self._before.get(number) for number in range(coding.first_turn, coding.last_turn + 1)}
        now = {self._now.get(number) for number in range(place[0], place[1] + 1)}
        if before == now:
            return anchor
        label = self._labels.get(place[0])
        said = f"said by {label} now" if label else "in no turn now"
        note = f"{anchor.note}; {said}" if anchor.note else said
        return Anchor(anchor.outcome, anchor.start, anchor.end, anchor.likeness, note)
