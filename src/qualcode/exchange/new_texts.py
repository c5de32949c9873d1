"""Where a new text of a source comes from: a file that was read, or one turn that was edited."""

from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.errors.source_texts import (
    CorrectionsDroppedError,
    RevisionRefusedError,
    SpeakerMapError,
    TurnChangedError,
)
from qualcode.exchange.dropped_corrections import dropped_corrections
from qualcode.exchange.revised_speakers import NewSpeakers, speakers_of_reading
from qualcode.exchange.told_text import MakeText, NewText
from qualcode.model.identity import text_sha256
from qualcode.store.database import Asked
from qualcode.store.source_texts import StoredText, StoredTurn
from qualcode.store.speaking import case_labels
from qualcode.transcripts.decoding import checked_text
from qualcode.transcripts.labels.spoken import SpokenTurn
from qualcode.transcripts.reading import Reading


def text_of_reading(
    reading: Reading,
    *,
    renamed: Mapping[str, str] | None = None,
    original: bytes | None = None,
    drop: bool = False,
) -> MakeText:
    """Return what makes a corrected transcript the new text.

    Args:
        reading: of the corrected file.
        renamed: labels of cases, and what they are called in it.
        original: the file's bytes, to be kept.
        drop: take it even where it has older words back than those that stand.

    Raises (when it is made):
        UnknownSpeakerError: a label of `renamed` is in neither text.
        CorrectionsDroppedError: it would take back what was corrected since it was made.
    """

    def make(asked: Asked, standing: StoredText) -> NewText:
        dropped = (
            () if drop or reading.sha256 == standing.sha256 else dropped_corrections(asked, standing, reading.text)
        )
        if dropped:
            first = dropped[0]
            raise CorrectionsDroppedError(
                reading.name, standing.name, len(dropped), first.turn, first.before, first.now
            )
        return new_text(reading, speakers_of_reading(asked, standing, reading, renamed or {}), original=original)

    return make


def new_text(reading: Reading, speakers: NewSpeakers, *, original: bytes | None = None) -> NewText:
    """Return what a reading is as a text to be stored.

    Args:
        reading: of a file.
        speakers: who its labels stand for.
        original: the file's bytes, to be kept.
    """
    return NewText(
        text=reading.text,
        sha256=reading.sha256,
        file_name=reading.name,
        file_sha256=reading.file_sha256,
        encoding=reading.encoding,
        format=reading.format,
        turns=reading.turns,
        turn_languages=reading.turn_languages,
        speakers=speakers,
        kind="file",
        details=reading.details(),
        original=original,
    )


def text_of_edit(number: int, talk: str, *, seen: str | None = None) -> MakeText:
    """Return what makes another talk of one turn the new text; labels and all other turns stay as they are.

    Args:
        number: of the turn.
        talk: what is said in it.
        seen: what was said in the turn when somebody began to edit it. Where others have revised the source meanwhile,
            it is the turn in which that is said still.

    Raises (when it is made):
        TurnChangedError: something else is said in it now.
        RevisionRefusedError: there is no such turn, or no word is left in it.
        NotTextError: the talk holds NULs, lone surrogates or other control characters.
    """

    def make(asked: Asked, standing: StoredText) -> NewText:
        turn = _turn_of(standing, number, seen)
        if turn.speech == turn.end:
            raise RevisionRefusedError(standing.name, f"nothing is said in turn {number}; correct it in a file")
        said = talk.replace("\r\n", "\n").replace("\r", "\n").strip()
        if not said:
            raise RevisionRefusedError(standing.name, f"turn {number} would have no word left")
        text = checked_text(standing.text[: turn.speech] + said + standing.text[turn.end :], standing.name)
        return edited_text(asked, standing, text, [(turn.speech, turn.end, len(said))], kind="edit", turn=turn.number)

    return make


def _turn_of(standing: StoredText, number: int, seen: str | None) -> StoredTurn:
    """Return the turn of that number, or the only one in which that is said which was seen in it."""
    place = number - 1
    if not 0 <= place < len(standing.turns):
        raise RevisionRefusedError(standing.name, f"it has no turn {number}")
    turn = standing.turns[place]
    now = standing.text[turn.speech : turn.end]
    if seen is None or seen == now:
        return turn
    same = [one for one in standing.turns if standing.text[one.speech : one.end] == seen]
    if len(same) != 1:
        raise TurnChangedError(standing.name, number, now)
    return same[0]


def edited_text(
    asked: Asked,
    standing: StoredText,
    text: str,
    edits: Sequence[tuple[int, int, int]],
    *,
    kind: str,
    labels: Mapping[int, str] | None = None,
    **details: object,
) -> NewText:
    """Return the new text that edits make of the one that stands: who speaks each turn stays as it is.

    Args:
        asked: the project.
        standing: the text that stands.
        text: with the edits in it.
        edits: start and end of what was replaced, and how many characters stand there now; in order, none within two
            turns.
        kind: of revision.
        labels: of cases that are called otherwise from now on, by row id.
        details: how it came about.
    """
    known = case_labels(asked, standing.revision_id)
    times = Counter(known.values())
    names = {case_id: label if times[label] == 1 else f"{label} ({case_id})" for case_id, label in known.items()}
    slid = _Slide(edits)
    turns = []
    for turn in standing.turns:
        start, speech, end = slid(turn.start), slid(turn.speech), slid(turn.end)
        turns.append(
            SpokenTurn(
                turn.number, start, speech, end, names[turn.case_id], turn.seconds,
                len(text[speech:end].split()),
            )
        )  # fmt: skip
    renamed = {case_id: label for case_id, label in (labels or {}).items() if known.get(case_id) != label}
    return NewText(
        text=text,
        sha256=text_sha256(text),
        file_name=standing.file_name,
        file_sha256=standing.file_sha256,
        encoding=standing.encoding,
        format=standing.format,
        turns=turns,
        turn_languages=standing.turn_languages,
        speakers=NewSpeakers(cases={name: case_id for case_id, name in names.items()}, renamed=renamed),
        kind=kind,
        details=details,
        edits=edits if kind == "pseudonyms" else None,
    )


class _Slide:
    """Where a position lies after edits: at the edge of what was replaced, at the same edge of what stands there."""

    def __init__(self, edits: Sequence[tuple[int, int, int]]) -> None:
        self._edits = edits
        self._at = 0
        self._shift = 0

    def __call__(self, position: int) -> int:
        """Return where a position lies now; asked in order."""
        while self._at < len(self._edits) and self._edits[self._at][1] <= position:
            start, end, length = self._edits[self._at]
            self._shift += length - (end - start)
            self._at += 1
        return position + self._shift


def speaker_map(written: Sequence[str]) -> dict[str, str]:
    """Return what `OLD=NEW` options say.

    Raises:
        SpeakerMapError: one is not like that.
    """
    renamed = {}
    for one in written:
        old, equals, new = one.partition("=")
        if not equals or not old.strip() or not new.strip():
            raise SpeakerMapError(one)
        renamed[old.strip()] = new.strip()
    return renamed
