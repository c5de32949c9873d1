"""The discussion guide into a project: its questions, and which turns of which sources ask them. Each is one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qualcode.errors.coding import UnknownTurnError
from qualcode.errors.guide import EmptyGuideError, UnknownQuestionError
from qualcode.model.lookup import near_names
from qualcode.store.database import Store
from qualcode.store.guide import (
    ModeratorTurn,
    read_moderator_turns,
    read_questions,
    section_at,
    texts_with_sections,
    turn_count,
    write_questions,
    write_sections,
)
from qualcode.store.standing_texts import standing_revision
from qualcode.transcripts.guide import Asked, GuideQuestion, questions_of_talk, sections_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideReport:
    """A guide and where its questions are asked.

    Attributes:
        questions: in order.
        sections: source, turn and place of the question, in order.
        silent: names of sources in which none of them was found.
    """

    questions: tuple[GuideQuestion, ...]
    sections: tuple[tuple[str, int, int], ...]
    silent: tuple[str, ...]


def planned_guide(store: Store, questions: Sequence[GuideQuestion] | None) -> GuideReport:
    """Return where questions are asked; those that are found in the talk where None are given. Nothing is written.

    Raises:
        EmptyGuideError: there is no question.
    """
    turns = read_moderator_turns(store)
    return _report(turns, questions)


def _report(turns: Sequence[ModeratorTurn], questions: Sequence[GuideQuestion] | None) -> GuideReport:
    asked = [Asked(turn.source, turn.turn, turn.text) for turn in turns]
    told = questions_of_talk(asked) if questions is None else tuple(questions)
    if not told:
        raise EmptyGuideError(is_found=questions is None)
    sections = sections_of(asked, told)
    heard = {source for source, _, _ in sections}
    silent = tuple(source for source in dict.fromkeys(turn.source for turn in turns) if source not in heard)
    return GuideReport(questions=told, sections=sections, silent=silent)


def set_guide(
    store: Store, questions: Sequence[GuideQuestion] | None, *, coder: str, at: datetime, origin: str
) -> GuideReport:
    """Make these questions, or those found in the talk, the guide and open their sections in all sources.

    Args:
        store: the project.
        questions: of the guide; None to find them in the talk.
        coder: who says so.
        at: when.
        origin: where the guide came from, for the journal.

    Raises:
        EmptyGuideError: there is no question.
    """
    with store.act("set guide", "set the discussion guide", coder=coder, at=at) as unit:
        turns = read_moderator_turns(unit)
        report = _report(turns, questions)
        ids = write_questions(unit, [(question.name, question.text) for question in report.questions])
        texts = {turn.source: turn.revision_id for turn in turns}
        write_sections(unit, [(texts[source], turn, ids[place]) for source, turn, place in report.sections])
        unit.say(f"set the discussion guide from {origin} ({len(ids)} questions, {len(report.sections)} sections)")
    return report


def assign_guide(store: Store, *, coder: str, at: datetime) -> GuideReport:
    """Open the sections of the guide in sources that have none yet, such as those imported since.

    Raises:
        EmptyGuideError: the project has no guide.
    """
    with store.act("assign guide", "opened sections", coder=coder, at=at) as unit:
        known = read_questions(unit)
        have = texts_with_sections(unit)
        turns = [turn for turn in read_moderator_turns(unit) if turn.revision_id not in have]
        report = _report(turns, [GuideQuestion(one.name, one.text) for one in known])
        texts = {turn.source: turn.revision_id for turn in turns}
        write_sections(unit, [(texts[source], turn, known[place].row_id) for source, turn, place in report.sections])
        unit.say(f"opened {len(report.sections)} sections of the discussion guide")
    return report


def set_section(
    store: Store, source_guid: str, turn: int, wanted: str | None, *, coder: str, at: datetime
) -> str | None:
    """Say which question a turn opens, by name, beginning or number (`Q3`, `3`); None takes its section away.

    Returns:
        The question's name, or None.

    Raises:
        UnknownQuestionError: none goes by that, or several do.
        UnknownTurnError: the source has no such turn.
    """
    with store.act("set section", "set a section", coder=coder, at=at) as unit:
        name, revision_id = standing_revision(unit, source_guid)
        count = turn_count(unit, revision_id)
        if not 1 <= turn <= count:
            raise UnknownTurnError(turn, name, count)
        known = section_at(unit, revision_id, turn)
        if wanted is None:
            unit.delete("sections", [known] if known else [])
            unit.say(f"took the section off turn {turn} of {name}")
            return None
        questions = {one.name: one.row_id for one in read_questions(unit)}
        called = _question(list(questions), wanted)
        if known:
            unit.update("sections", known, {"question_id": questions[called]})
        else:
            write_sections(unit, [(revision_id, turn, questions[called])])
        unit.say(f"said that turn {turn} of {name} asks {called}")
        return called


def _question(names: Sequence[str], wanted: str) -> str:
    key = wanted.strip().casefold()
    numbers = (f"{key} ", f"q{key} ")
    found = [name for name in names if name.casefold() == key] or [
        name for name in names if f"{name.casefold()} ".startswith(numbers)
    ]
    found = found or [name for name in names if key and key in name.casefold()]
    if len(found) != 1:
        raise UnknownQuestionError(wanted, found or near_names(wanted, names))
    return found[0]
