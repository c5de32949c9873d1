"""The discussion guide as rows: its questions, and the sections of talk they open."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model.identity import new_guid
from qualcode.store.acts import Writing
from qualcode.store.database import Asked
from qualcode.store.standing import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFacts:
    """A question of the guide and where it is asked: `(source, turn)`, in order."""

    row_id: int
    name: str
    text: str
    asked: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorTurn:
    """What a moderator says in a turn of a standing text."""

    source: str
    revision_id: int
    turn: int
    text: str


def read_questions(asked: Asked) -> tuple[QuestionFacts, ...]:
    """Return the questions of the guide, in order."""
    places: dict[int, list[tuple[str, int]]] = {}
    for question_id, name, turn in asked.rows(
        f"SELECT question_id, name, turn FROM sections JOIN {standing('sections')} ORDER BY sources.id, turn"
    ):
        places.setdefault(question_id, []).append((name, turn))
    return tuple(
        QuestionFacts(row_id=row_id, name=name, text=text, asked=tuple(places.get(row_id, ())))
        for row_id, name, text in asked.rows("SELECT id, name, text FROM guide_questions ORDER BY position, id")
    )


def read_moderator_turns(asked: Asked) -> tuple[ModeratorTurn, ...]:
    """Return all turns of moderators in the texts that stand, in order."""
    rows = asked.rows(
        'SELECT name, revision_id, turns.number, substr(text, speech + 1, "end" - speech) FROM turns '
        f"JOIN {standing('turns')} JOIN cases ON cases.id = case_id WHERE role = 'moderator' "
        "ORDER BY sources.id, turns.number"
    )
    return tuple(ModeratorTurn(source=name, revision_id=rev, turn=turn, text=text) for name, rev, turn, text in rows)


def write_questions(unit: Writing, questions: Sequence[tuple[str, str]]) -> range:
    """Make the guide these questions (name, text), in place of all that were there; return their ids."""
    unit.delete("sections", [row[0] for row in unit.rows("SELECT id FROM sections ORDER BY id")])
    unit.delete("guide_questions", [row[0] for row in unit.rows("SELECT id FROM guide_questions ORDER BY id")])
    cells = [(new_guid(), place, name, text) for place, (name, text) in enumerate(questions)]
    return unit.insert("guide_questions", ("guid", "position", "name", "text"), cells)


def write_sections(unit: Writing, sections: Sequence[tuple[int, int, int]]) -> None:
    """Open sections (text, turn, question) in texts that have none."""
    unit.insert("sections", ("revision_id", "turn", "question_id"), sections)


def texts_with_sections(asked: Asked) -> set[int]:
    """Return the ids of the texts in which sections are told."""
    return {row[0] for row in asked.rows("SELECT DISTINCT revision_id FROM sections")}


def section_at(asked: Asked, revision_id: int, turn: int) -> int | None:
    """Return the row id of the section that a turn opens, or None."""
    rows = asked.rows("SELECT id FROM sections WHERE revision_id = :id AND turn = :turn", id=revision_id, turn=turn)
    return int(rows[0][0]) if rows else None


def turn_count(asked: Asked, revision_id: int) -> int:
    """Return how many turns a text has."""
    return int(asked.rows("SELECT count(*) FROM turns WHERE revision_id = :id", id=revision_id)[0][0])
