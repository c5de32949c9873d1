"""A new text of a source: everything that hangs on the old one carried over, in one act that undo takes back whole.

Codings keep their identity, memo, coder and time. Those whose words are gone stay on the older text, which stays
readable, and are listed. Verdicts, bookmarks, sections of the guide and reading places go along.
"""

import json
from dataclasses import replace
from datetime import datetime

from qualcode.exchange.revision_plans import RevisionPlan, RevisionReport, revision_plan
from qualcode.exchange.told_text import MakeText, stored
from qualcode.model.act_kinds import ActKind
from qualcode.model.turn_ranges import numbers_of, ranges_of
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.intake import add_revision
from qualcode.store.places import add_places
from qualcode.store.source_texts import rows_on
from qualcode.transcripts.alignment.reanchoring import LOST, Anchor


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
    plan = revision_plan(unit, source_guid, make)
    _write(unit, plan)
    counts = plan.report.counts()
    told = ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number) or "no codings"
    verb = {"edit": "corrected a turn of", "pseudonyms": "put pseudonyms into"}.get(plan.new.kind, "revised")
    kind: ActKind | None = "edit turn" if plan.new.kind == "edit" else None
    unit.say(f"{verb} {plan.report.source}, now revision {plan.report.number} ({told})", kind=kind)
    return plan.report


def _write(unit: Writing, plan: RevisionPlan) -> None:
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


def _write_text(unit: Writing, plan: RevisionPlan) -> int:
    new = plan.new
    labels = list(dict.fromkeys(turn.speaker for turn in new.turns))
    cases = new.speakers.written(unit, labels)
    details = {**new.details, "codings": plan.report.counts()}
    told = replace(new, turn_languages=_languages(plan), details=details)
    row = stored(told, name=plan.old.name, language=plan.old.language, labels=labels)
    return add_revision(unit, plan.old.source_id, plan.report.number, row, [cases[label] for label in labels])


def _languages(plan: RevisionPlan) -> list[tuple[int, str]]:
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


def _write_codings(unit: Writing, plan: RevisionPlan, revision_id: int) -> None:
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


def _write_turn_rows(unit: Writing, plan: RevisionPlan, revision_id: int) -> None:
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


def _places(unit: Writing, plan: RevisionPlan, revision_id: int) -> list[tuple[int, int, int, int, str, str]]:
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
