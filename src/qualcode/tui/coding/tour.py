"""The five steps of the tour: what each asks to be done, and how it is noticed that it was.

Keys in the words are named by their commands, so that they are told as they are bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qualcode.tui.tables.screen import TablesScreen

if TYPE_CHECKING:
    from qualcode.model.act_kinds import ActKind
    from qualcode.tui.coding.board import CodingBoard

_KEY = re.compile(r"\{([a-z.-]+)\}")
_GIVEN: Final[Set[ActKind]] = {"apply code", "create and apply code"}
_JUDGED: Final[Set[ActKind]] = {"accept suggestion", "accept suggestions", "reject suggestion", "reject suggestions"}


@dataclass(frozen=True, slots=True)
class Start:
    """How things stood when a step began: the turn in use, and the newest act."""

    turn: int
    act: int


@dataclass(frozen=True, slots=True)
class Step:
    """One card: `text` has commands' ids in braces; `is_done` looks at the screen and tells, cheaply."""

    title: str
    text: str
    is_done: Callable[[CodingBoard, Start], bool]


def start_of(screen: CodingBoard) -> Start:
    """Return how things stand."""
    turn = screen.transcript.turn_in_use()
    return Start(turn.number if turn else 0, screen.project.last_act())


def with_keys(text: str, key_of: Callable[[str], str]) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it is a key."""
    pieces = [(piece, place % 2 == 1) for place, piece in enumerate(_KEY.split(text))]
    return [(key_of(piece) if is_key else piece, is_key) for piece, is_key in pieces if piece]


def _moved(screen: CodingBoard, start: Start) -> bool:
    return start_of(screen).turn != start.turn


def _grown(screen: CodingBoard, _start: Start) -> bool:
    selection, units = screen.transcript.selection, screen.transcript.units
    if selection is None or units is None:
        return False
    segment = selection.segment
    return all(units.containing(unit, segment.start) != segment for unit in ("turn", "sentence", "word"))


def _did(screen: CodingBoard, start: Start, kinds: Set[ActKind]) -> bool:
    since = screen.project.last_act() - start.act
    if since <= 0:
        return False
    acts = screen.project.history(since, screen.project.coder)
    return any(act.kind in kinds for act in acts if act.number > start.act)


STEPS = (
    Step(
        "Move",
        "A transcript is read turn by turn: {transcript.next-turn} goes to the next one, "
        "{transcript.previous-turn} back. Go to another turn.",
        _moved,
    ),
    Step(
        "Select",
        "{transcript.next-sentence} selects a sentence, {transcript.end-on} takes the next one too. "
        "Select two sentences.",
        _grown,
    ),
    Step(
        "Code",
        "Type the key of a code, as the codebook ({coding.codebook-panel}) shows it, or {coding.pick} and a few "
        "letters of its name. Code what is selected.",
        lambda screen, start: _did(screen, start, _GIVEN),
    ),
    Step(
        "Judge a suggestion",
        "{coding.next-suggestion} goes to the next passage that sounds like a code, and says why. "
        "{coding.accept} takes it, {coding.reject} says it is wrong. Do either.",
        lambda screen, start: _did(screen, start, _JUDGED),
    ),
    Step(
        "Undo, and count",
        "{coding.undo} takes back what you did last. Then open the table of how many people voiced each theme: "
        "{coding.frequencies}.",
        lambda screen, start: _did(screen, start, {"undo"}) and isinstance(screen.app.screen, TablesScreen),
    ),
)
END = (
    "That is all it takes. Everything is saved already. {app.keys} shows the keys of a screen, {app.palette} finds "
    "any command by its name."
)
