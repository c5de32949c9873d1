"""A new text of a source: everything that hangs on the old one carried over, in one act that undo takes back whole.

Codings go where their words are (`transcripts.reanchoring`) and keep their identity, memo, coder and time. Those whose
words are gone stay on the older text, which stays readable, and are listed. Verdicts, bookmarks, sections of the guide
and reading places go along.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from qualcode.errors.files import SourceExistsError
from qualcode.errors.source_texts import SameTextError
from qualcode.exchange.revised_speakers import lost_labels
from qualcode.exchange.revised_turns import TurnMap
from qualcode.exchange.told_text import MakeText, NewText, stored
from qualcode.model.act_kinds import ActKind
from qualcode.model.coding import Outcome
from qualcode.model.transcript import Segment, Turn, turn_range
from qualcode.model.turn_ranges import numbers_of, ranges_of
from qualcode.store.acts import Writing
from qualcode.store.database import Asked, Store
from qualcode.store.intake import add_revision
from qualcode.store.places import add_places
from qualcode.store.source_texts import (
    HangingCoding,
    StoredText,
    read_hanging_codings,
    read_stored_text,
    rows_on,
    source_of_text,
    texts_of,
)
from qualcode.store.speaking import case_labels
from qualcode.transcripts.aligning import aligned
from qualcode.transcripts.reanchoring import LOST, Anchor, Reanchoring, Replaced

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


def revise(store: Store, source_guid: str, make: MakeText, *, coder: str, at: datetime) -> RevisionReport:
    """Give a source a new text and carry over what hangs on the old one, in one act.

    Args:
        store: the project.
        source_guid: whose text it is.
        make: makes the new text from the one that stands.
        coder: who revises.
        at: when.

    Raises:
        SameTextError: it is the text that stands.
        SourceExistsError: another source has that text.
        UnknownSourceError: no source has that GUID.
    """
    with store.act("revise source", "revised", coder=coder, at=at) as unit:
        return revise_within(unit, source_guid, make)


def revise_within(unit: Writing, source_guid: str, make: MakeText) -> RevisionReport:
    """Do what `revise` does, inside an act that is being written."""
    plan = _plan(unit, source_guid, make)
    _write(unit, plan)
    counts = plan.report.counts()
    told = ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number) or "no codings"
    verb = {"edit": "corrected a turn of", "pseudonyms": "put pseudonyms into"}.get(plan.new.kind, "revised")
    kind: ActKind | None = "edit turn" if plan.new.kind == "edit" else None
    unit.say(f"{verb} {plan.report.source}, now revision {plan.report.number} ({told})", kind=kind)
    return plan.report


def planned_revision(store: Store, source_guid: str, make: MakeText) -> RevisionReport:
    """Return what `revise` would do; nothing is written.

    Raises:
        as `revise`.
    """
    with store.snapshot():
        return _plan(store, source_guid, make).report


@dataclass(slots=True)
class _Plan:
    old: StoredText
    new: NewText
    found: Reanchoring
    turns: TurnMap
    carried: list[tuple[HangingCoding, Anchor, tuple[int, int]]]
    report: RevisionReport


def _plan(asked: Asked, source_guid: str, make: MakeText) -> _Plan:
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
    return _Plan(old, new, found, turns, carried, report)


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


def _write(unit: Writing, plan: _Plan) -> None:
    old = plan.old
    revision_id = _write_text(unit, plan)
    unit.update("sources", old.source_id, {"revision": plan.report.number})
    _write_codings(unit, plan, revision_id)
    verdicts = []
    for row_id, start, end in rows_on(unit, "verdicts", 'id, start, "end"', old.revision_id):
        anchor = plan.found.anchor(start, end)
        if anchor.outcome != "lost":
            verdicts.append((row_id, (revision_id, anchor.start, anchor.end)))
    unit.update_many("verdicts", ("revision_id", "start", "end"), verdicts)
    _write_turn_rows(unit, plan, revision_id)
    add_places(unit, _places(unit, plan, revision_id))


def _write_text(unit: Writing, plan: _Plan) -> int:
    new = plan.new
    labels = list(dict.fromkeys(turn.speaker for turn in new.turns))
    cases = new.speakers.written(unit, labels)
    details = {**new.details, "codings": plan.report.counts()}
    told = replace(new, turn_languages=_languages(plan), details=details)
    row = stored(told, name=plan.old.name, language=plan.old.language, labels=labels)
    return add_revision(unit, plan.old.source_id, plan.report.number, row, [cases[label] for label in labels])


def _languages(plan: _Plan) -> list[tuple[int, str]]:
    """Return the languages of turns: as they were told or found before where the same is said, else as found now."""
    old, new = plan.old, plan.new
    found = dict(new.turn_languages)
    before = dict(old.turn_languages)
    said = {turn.number: new.text[turn.speech : turn.end] for turn in new.turns}
    for turn in old.turns:
        now = plan.turns.now(turn.number)
        if now is not None and said[now] == old.text[turn.speech : turn.end]:
            found[now] = before.get(turn.number, old.language)
    return [(number, language) for number, language in sorted(found.items()) if language != old.language]


def _write_codings(unit: Writing, plan: _Plan, revision_id: int) -> None:
    same, changed, told = [], [], []
    text = plan.new.text
    for coding, anchor, (first, last) in plan.carried:
        if anchor.outcome != "lost":
            cells = (revision_id, anchor.start, anchor.end, first, last)
            quote = text[anchor.start : anchor.end]
            if quote == coding.quote:
                same.append((coding.row_id, cells))
            else:
                changed.append((coding.row_id, (*cells, quote)))
        elif coding.revision_id != plan.old.revision_id:
            continue  # lost before, and said so then
        if anchor.outcome != "exact" or anchor.note:
            told.append(
                (
                    revision_id, coding.revision_id, coding.guid, coding.start, coding.end, anchor.outcome,
                    anchor.likeness, anchor.note, int(anchor.is_doubtful), "",
                )
            )  # fmt: skip
    columns = ("revision_id", "start", "end", "first_turn", "last_turn")
    unit.update_many("codings", columns, same)
    unit.update_many("codings", (*columns, "quote"), changed)
    unit.insert(
        "revised_codings",
        ("revision_id", "from_revision_id", "coding_guid", "start", "end", "outcome", "likeness", "note",
         "is_doubtful", "settled"),
        told,
    )  # fmt: skip


def _write_turn_rows(unit: Writing, plan: _Plan, revision_id: int) -> None:
    """Carry bookmarks and sections to the turns that their turns became; what has none stays on the older text."""
    for table, others in (("bookmarks", "coder_id"), ("sections", "0")):
        taken = set()
        rows = []
        for row_id, turn, other in rows_on(unit, table, f"id, turn, {others}", plan.old.revision_id):
            now = plan.turns.now(turn)
            if now is not None and (now, other) not in taken:
                taken.add((now, other))
                rows.append((row_id, (revision_id, now)))
        unit.update_many(table, ("revision_id", "turn"), rows)


def _places(unit: Writing, plan: _Plan, revision_id: int) -> list[tuple[int, int, int, int, str, str]]:
    """Return the coders' places in the new text; one whose words are gone is at the turn that took their place."""
    found = []
    end_of_text = len(plan.new.text)
    for coder_id, start, end, turns, at in rows_on(
        unit, "reading_places", 'coder_id, start, "end", turns_read, at', plan.old.revision_id
    ):
        anchor = plan.found.anchor(start, end) if start < end <= len(plan.old.text) else LOST
        if anchor.outcome == "lost":
            here = plan.turns.start_near(start)
            anchor = Anchor("lost", here, min(here + 1, end_of_text), 0.0)
        if anchor.start >= anchor.end:
            continue
        now = {there for there in map(plan.turns.now, numbers_of(json.loads(turns))) if there is not None}
        found.append((revision_id, coder_id, anchor.start, anchor.end, json.dumps(ranges_of(now)), at))
    return found
