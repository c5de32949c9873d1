r"""The front door of the room: a file or a text in, its turns and speakers out, with what is doubtful about them.

Plain text and Markdown. The text is what stands in the file, decoded, with `\n` newlines and nothing else changed;
turns point into it. Nothing is lost: what is in no turn's talk (labels, times, what stands above the first label) is
still in the text.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qualcode.errors.files import NoSpeakersError, UnreadableFileError
from qualcode.model.identity import checked_name, text_sha256
from qualcode.transcripts.candidates import laid_out
from qualcode.transcripts.decoding import checked_text, decoded
from qualcode.transcripts.doubts import doubts_of
from qualcode.transcripts.evidence import speaker_labels
from qualcode.transcripts.files import file_bytes
from qualcode.transcripts.language import checked_language, guessed_language, turn_languages
from qualcode.transcripts.shapes import label_key
from qualcode.transcripts.speakers import speakers_of, written_labels
from qualcode.transcripts.spoken import Speaker, SpokenTurn
from qualcode.transcripts.turns import turns_of

__all__ = ["Reading", "Speaker", "SpokenTurn", "label_key", "read_text", "read_transcript"]

Format = Literal["text", "markdown"]

ENDINGS: dict[str, Format] = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", "": "text"}
_MOST_LINES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One transcript as read, before anything is stored.

    Attributes:
        name: of the file, with its ending.
        text: what every position points into.
        sha256: of the text's UTF-8 bytes.
        file_sha256: of the file's bytes.
        encoding: what it was decoded from.
        language: code such as `en`, or `xx` where it is not known.
        turns: in order.
        speakers: in order of appearance.
        doubts: one readable line each.
        turn_languages: number and language of the turns in another language than the rest.
    """

    name: str
    format: Format
    text: str
    sha256: str
    file_sha256: str
    encoding: str
    language: str
    turns: tuple[SpokenTurn, ...]
    speakers: tuple[Speaker, ...]
    doubts: tuple[str, ...]
    turn_languages: tuple[tuple[int, str], ...] = ()


def read_transcript(
    path: Path,
    *,
    language: str | None = None,
    moderator: str | None = None,
    one_speaker: str | None = None,
    encoding: str | None = None,
) -> Reading:
    """Return the transcript in a file.

    Args:
        path: of a `.txt` or `.md` file.
        language: code of the language, guessed without it.
        moderator: the moderator's label (several with commas between); recognized without it.
        one_speaker: the label of the only speaker: the whole text is one turn, labels are not looked for.
        encoding: any Python knows; without it UTF-8, or UTF-16 with a byte order mark.

    Raises:
        UnreadableFileError: missing, a folder, no permission, larger than 64 MB or a million lines.
        UnknownFormatError: an ending that is not read.
        NotTextError: binary, or in another encoding.
        EmptyTextError: nothing but space.
        NoSpeakersError: no speaker labels, and no `one_speaker`.
        InvalidValueError: `one_speaker` cannot be a label, `language` is no code, or the file's name cannot be a name.
    """
    data = file_bytes(path, ENDINGS)
    name = checked_name("Source name", path.name)
    text, found = decoded(data, path.name, encoding)
    file_sha256 = hashlib.sha256(data).hexdigest()
    is_same = found == "utf-8" and len(data) > 2 and b"\r" not in data and encoding is None
    sha256 = file_sha256 if is_same else text_sha256(text)
    turns, speakers, doubts = _spoken(text, name, moderator, one_speaker)
    spoken_in = checked_language(language) if language else _language(text, turns)
    return Reading(
        name=name,
        format=_format(name),
        text=text,
        sha256=sha256,
        file_sha256=file_sha256,
        encoding=found,
        language=spoken_in,
        turns=turns,
        speakers=speakers,
        doubts=doubts,
        turn_languages=turn_languages(text, turns, spoken_in),
    )


def read_text(
    text: str,
    *,
    name: str,
    language: str | None = None,
    moderator: str | None = None,
    one_speaker: str | None = None,
) -> Reading:
    """Return the transcript in a text that is decoded already; nothing is read from disk.

    Args:
        name: what the source is called; its ending tells Markdown from plain text.

    Raises:
        NotTextError: NULs, lone surrogates, control characters.
        UnreadableFileError: more than a million lines.
        EmptyTextError: nothing but space.
        NoSpeakersError: no speaker labels, and no `one_speaker`.
        InvalidValueError: `one_speaker` cannot be a label, `language` is no code, or `name` cannot be a name.
    """
    name = checked_name("Source name", name)
    text = checked_text(text, name)
    sha256 = text_sha256(text)
    turns, speakers, doubts = _spoken(text, name, moderator, one_speaker)
    spoken_in = checked_language(language) if language else _language(text, turns)
    return Reading(
        name=name,
        format=_format(name),
        text=text,
        sha256=sha256,
        file_sha256=sha256,
        encoding="utf-8",
        language=spoken_in,
        turns=turns,
        speakers=speakers,
        doubts=doubts,
        turn_languages=turn_languages(text, turns, spoken_in),
    )


def _format(name: str) -> Format:
    return ENDINGS.get(Path(name).suffix.lower(), "text")


def _spoken(
    text: str, name: str, moderator: str | None, one_speaker: str | None
) -> tuple[tuple[SpokenTurn, ...], tuple[Speaker, ...], tuple[str, ...]]:
    damage = _damage(text)
    if one_speaker is not None:
        return *_monologue(text, checked_name("Speaker label", one_speaker), moderator), damage
    if text.count("\n") > _MOST_LINES:
        raise UnreadableFileError(name, "it has more than a million lines; split it")
    layout = laid_out(text)
    evidence = speaker_labels(layout)
    if not evidence.labels:
        raise NoSpeakersError(name)
    written = written_labels(evidence.labels)
    names = {key: one.label for key, one in written.items()}
    is_markdown = _format(name) == "markdown"
    turns = turns_of(text, evidence.labels, layout, names, is_markdown=is_markdown)
    speakers, doubts = speakers_of(evidence.labels, written, [turn.words for turn in turns], moderator)
    doubts += doubts_of(evidence, layout, turns, written, is_markdown=is_markdown)
    return turns, speakers, (*doubts, *damage)


def _monologue(text: str, label: str, moderator: str | None) -> tuple[tuple[SpokenTurn, ...], tuple[Speaker, ...]]:
    end = len(text.rstrip())
    start = end - len(text.strip())
    words = len(text.split())
    role: Literal["moderator", "participant"] = (
        "moderator" if moderator is not None and label_key(moderator) == label_key(label) else "participant"
    )
    turn = SpokenTurn(number=1, start=start, speech=start, end=end, speaker=label, seconds=None, words=words)
    return (turn,), (Speaker(label=label, role=role, turns=1, words=words, variables=()),)


def _language(text: str, turns: tuple[SpokenTurn, ...]) -> str:
    return guessed_language(" ".join(text[turn.speech : min(turn.end, turn.speech + 300)] for turn in turns[:20]))


def _damage(text: str) -> tuple[str, ...]:
    lost = text.count("\ufffd")
    return (f"{lost} characters were lost before this file was saved (�)",) if lost else ()
