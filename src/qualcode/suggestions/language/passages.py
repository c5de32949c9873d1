"""What suggestions are made for: one turn's talk, and the pieces a very long one is cut into."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.transcript import Source

# A tenth of what spaCy refuses; memory grows with it, and a turn this long is a whole interview.
LONGEST_PIECE = 100_000
_BORDERS = tuple(re.compile(border) for border in (r"\n\s*\n", r"[.!?…]+[\"'”’»)]*\s", r"\n", r"\s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One turn's talk, as it stands in a source.

    Attributes:
        language: the turn's own where it has one, else its source's: code such as `en`; `xx` when it is not known.
        offset: where the talk starts in the stored text, in code points.
        text: the talk, exactly as stored.
        turn_number: of the turn, from 1.
        case_guid: who speaks.
    """

    source_guid: str
    language: str
    offset: int
    text: str
    turn_number: int
    case_guid: str
    is_moderator: bool = False


def passages_of(source: Source) -> Iterator[Passage]:
    """Yield the talk of each turn in order; observers count as moderators."""
    roles = {case.guid: case.role for case in source.cases}
    for turn in source.turns:
        yield Passage(
            source_guid=source.guid,
            language=turn.language or source.language,
            offset=turn.speech,
            text=source.text[turn.speech : turn.end],
            turn_number=turn.number,
            case_guid=turn.case_guid,
            is_moderator=roles[turn.case_guid] != "participant",
        )


def pieces(text: str, longest: int = LONGEST_PIECE) -> Iterator[tuple[int, str]]:
    """Yield the text in pieces of at most that many code points, each with its offset; one piece where it is short.

    It is cut after an empty line, else after a sentence, a line or a word; within a word only where there is none.
    """
    start = 0
    while len(text) - start > longest:
        end = _last_border(text, start, start + longest)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _last_border(text: str, start: int, end: int) -> int:
    for border in _BORDERS:
        # Only the last fifth: a piece should not get short for the sake of a better border.
        places = [found.end() for found in border.finditer(text, end - (end - start) // 5, end)]
        if places:
            return places[-1]
    return end
