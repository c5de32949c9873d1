"""A turn in words: its lines, its sentences by number, and places in it, as linear mode says and understands them.

Pure. Whatever is said here is one line and still raw: who prints it makes it harmless.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors.coding import UnknownPlaceError
from qualcode.model.transcript import Segment
from qualcode.transcripts.typed_words import typed_words

if TYPE_CHECKING:
    from qualcode.cli.linear.commands import Place
    from qualcode.model.coding import Coding, Suggestion
    from qualcode.model.transcript import Case, Source, Turn
    from qualcode.transcripts.units import Units

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class TurnInWords:
    """One turn, ready to be said.

    Attributes:
        talk: where the words are, or None where nothing is said.
    """

    source: Source
    turn: Turn
    case: Case
    talk: Segment | None
    sentences: tuple[Segment, ...]


def turn_in_words(source: Source, units: Units, turn: Turn) -> TurnInWords:
    """Return a turn of a source with its sentences."""
    case = next(case for case in source.cases if case.guid == turn.case_guid)
    talk = Segment(turn.speech, turn.end) if turn.speech < turn.end else None
    return TurnInWords(source, turn, case, talk, units.within("sentence", talk) if talk else ())


def lines_of(told: TurnInWords, codings: int) -> list[str]:
    """Return what is read out: number, speaker and role, how many codings; then the sentences, each with its number."""
    turn = told.turn
    seconds = "" if turn.seconds is None else f" At {_clock(turn.seconds)}."
    counted = "1 coding" if codings == 1 else f"{codings or 'No'} codings"
    head = f"Turn {turn.number} of {len(told.source.turns)}. {told.case.label} ({told.case.role}).{seconds} {counted}."
    talk = [f"{number} {quote_of(told.source, piece)}" for number, piece in enumerate(told.sentences, 1)]
    return [head, *(talk or ["Nothing is said."])]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def quote_of(source: Source, segment: Segment) -> str:
    """Return the words of a segment, on one line."""
    return " ".join(segment.quote(source.text, source.name).split())


def place_said(told: TurnInWords, segment: Segment) -> str:
    """Return where in the turn a segment is: the whole turn, sentences by number, other turns, or else its words."""
    talk = told.talk
    if talk and segment == talk:
        return "the whole turn"
    starts = {piece.start: number for number, piece in enumerate(told.sentences, 1)}
    ends = {piece.end: number for number, piece in enumerate(told.sentences, 1)}
    first, last = starts.get(segment.start), ends.get(segment.end)
    if first is not None and last is not None:
        return f"sentence {first}" if first == last else f"sentences {first}-{last}"
    return f'"{_short(quote_of(told.source, segment))}"'


def _short(quote: str) -> str:
    """Return the first and the last words of a long quote."""
    if len(quote) <= _LONGEST_QUOTE:
        return quote
    half = _LONGEST_QUOTE // 2
    first, last = quote[:half], quote[-half:]
    return f"{first.rpartition(' ')[0] or first} ... {last.partition(' ')[2] or last}"


def coding_said(told: TurnInWords, coding: Coding, path: str, coder: str) -> str:
    """Return a coding's code, its place and, where there are, other turns, another coder and the memo."""
    said = f"{path}, {place_said(told, coding.segment)}"
    if coding.first_turn != coding.last_turn:
        said += f", turns {coding.first_turn}-{coding.last_turn}"
    if coding.coder != coder:
        said += f", by {coding.coder}"
    return f"{said}. Memo: {coding.memo}" if coding.memo else f"{said}."


def suggestion_said(told: TurnInWords, suggestion: Suggestion, path: str) -> str:
    """Return a suggestion's score, code, place and reason."""
    return f"{suggestion.score:.2f}, {path}, {place_said(told, suggestion.segment)}. {suggestion.reason}"


def segments_at(told: TurnInWords, place: Place) -> tuple[Segment, ...]:
    """Return the segment that a place means; several where its words stand in the turn more than once.

    Raises:
        UnknownPlaceError: the turn has no such sentence, or the words do not stand in it.
    """
    number, talk = told.turn.number, told.talk
    if talk is None:
        raise UnknownPlaceError(number, "talk", "there is nothing to code in it")
    if place.words:
        return _words_at(number, talk, place.words, told.source.text)
    if place.first is None or place.last is None:
        return (talk,)
    count = len(told.sentences)
    if not 1 <= place.first <= place.last <= count:
        wrong = place.last if place.first else place.first
        raise UnknownPlaceError(number, f"sentence {wrong}", f"it has {'1 only' if count == 1 else f'1 to {count}'}")
    return (Segment(told.sentences[place.first - 1].start, told.sentences[place.last - 1].end),)


def _words_at(number: int, talk: Segment, words: str, text: str) -> tuple[Segment, ...]:
    meant = typed_words(text[talk.start : talk.end], words)
    if not meant:
        raise UnknownPlaceError(number, f'"{words[:_LONGEST_QUOTE]}"', "name words that stand in it one after another")
    return tuple(Segment(talk.start + piece.start, talk.start + piece.end) for piece in meant)


def words_beside(told: TurnInWords, segment: Segment) -> str:
    """Return the number of the sentence in which words stand, and the words in brackets among those around them."""
    number = sum(piece.start <= segment.start for piece in told.sentences)
    around = told.sentences[number - 1]
    text = told.source.text
    before = _short(" ".join(text[around.start : segment.start].split()))
    after = _short(" ".join(text[segment.end : max(segment.end, around.end)].split()))
    return f"sentence {number}: {before} [{quote_of(told.source, segment)}] {after}".strip()
