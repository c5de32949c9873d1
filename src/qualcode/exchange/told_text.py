"""What a source is to say, from a file, a correction or pseudonyms, and the rows it becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from qualcode.exchange.revised_speakers import NewSpeakers
from qualcode.store.database import Asked
from qualcode.store.intake import NewSource
from qualcode.store.source_texts import StoredText
from qualcode.transcripts.labels.spoken import SpokenTurn


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText:
    """What a source is to say from now on.

    Attributes:
        turns: their speakers are the labels in `speakers`.
        speakers: who each label stands for.
        kind: `file`, `edit` or `pseudonyms`.
        details: how it came about, for people.
        original: bytes of the file, to be kept.
        edits: what was replaced, where the whole difference is known: start, end, and how many characters stand there.
    """

    text: str
    sha256: str
    file_name: str
    file_sha256: str
    encoding: str
    format: str
    turns: Sequence[SpokenTurn]
    turn_languages: Sequence[tuple[int, str]]
    speakers: NewSpeakers
    kind: str
    details: Mapping[str, object] = field(default_factory=dict)
    original: bytes | None = None
    edits: Sequence[tuple[int, int, int]] | None = None


MakeText: TypeAlias = Callable[[Asked, StoredText], NewText]  # the new text of a source from the one that stands


def stored(
    new: NewText, *, name: str, language: str, labels: Sequence[str], cases: Sequence[tuple[str, str]] = ()
) -> NewSource:
    """Return a text as the rows it becomes.

    Args:
        new: the text.
        name: of its source.
        language: of its source.
        labels: of its speakers, in the order that turns count them in.
        cases: labels and roles, in the same order, where they are to be made.
    """
    places = {label: place for place, label in enumerate(labels)}
    return NewSource(
        name=name,
        language=language,
        text=new.text,
        sha256=new.sha256,
        file_name=new.file_name,
        file_sha256=new.file_sha256,
        encoding=new.encoding,
        format=new.format,
        cases=cases,
        turns=[
            (turn.number, turn.start, turn.speech, turn.end, places[turn.speaker], turn.seconds, turn.words)
            for turn in new.turns
        ],
        turn_languages=new.turn_languages,
        kind=new.kind,
        details=new.details,
        original=new.original,
    )
