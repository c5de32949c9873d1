r"""The front door of the room: a file or a text in, its turns and speakers out, with what is doubtful about them.

Every format has a reader (`formats`) that hands on text; labels are then found in the same way in all of them. The text
of a plain file is what stands in it, decoded, with `\n` newlines and nothing else changed; of other files, what
their readers say. Turns point into it. Nothing is lost: what is in no turn's talk (labels, times, what stands above the
first label) is still in the text.
"""

import gc
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from qualcode.errors.files import NoSpeakersError, UnreadableFileError
from qualcode.model.identity import checked_name
from qualcode.transcripts.composing import composed
from qualcode.transcripts.decoding import checked_text
from qualcode.transcripts.files import file_bytes
from qualcode.transcripts.formats.extract import Extract
from qualcode.transcripts.formats.formats import ENDINGS, LARGEST, Format, RawFile, extracted
from qualcode.transcripts.labels.bold_questions import with_bold_questions
from qualcode.transcripts.labels.candidates import Layout, distinct, laid_out
from qualcode.transcripts.labels.doubts import doubts_of, near_labels
from qualcode.transcripts.labels.evidence import Evidence, speaker_labels
from qualcode.transcripts.labels.seen import SeenLabel, seen_labels
from qualcode.transcripts.labels.shapes import label_key
from qualcode.transcripts.labels.speakers import speakers_of, with_named_variables, written_labels
from qualcode.transcripts.labels.spoken import Speaker, SpokenTurn
from qualcode.transcripts.labels.told import labels_by_regex, with_renamed
from qualcode.transcripts.labels.turns import turns_of, with_marked_times
from qualcode.transcripts.labels.unlabelled import with_questions
from qualcode.transcripts.language import checked_language, guessed_language, turn_languages
from qualcode.transcripts.profiles import Profile

__all__ = [
    "Format",
    "Reading",
    "Speaker",
    "SpokenTurn",
    "label_key",
    "read_raw",
    "read_text",
    "read_transcript",
    "reading_of",
]

_MOST_LINES = 1_000_000
UNNAMED = "Speaker"
_Spoken = tuple[tuple[SpokenTurn, ...], tuple[Speaker, ...], tuple[str, ...], tuple[SeenLabel, ...]]


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
        labels: what was seen at the beginning of lines and what became of it.
        told: how it was to be read.
        original: the file's bytes.
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
    labels: tuple[SeenLabel, ...] = field(default=(), compare=False)
    told: Profile = field(default_factory=Profile, compare=False)
    original: bytes = field(default=b"", repr=False, compare=False)

    def details(self) -> dict[str, object]:
        """Return how it was read, for people: what was told, and what is doubtful."""
        told = {"options": self.told.options(), "doubts": list(self.doubts)}
        return {name: value for name, value in told.items() if value}


def read_transcript(
    path: Path,
    *,
    language: str | None = None,
    moderator: str | None = None,
    one_speaker: str | None = None,
    encoding: str | None = None,
    profile: Profile | None = None,
) -> Reading:
    """Return the transcript in a file.

    Args:
        path: of a file whose ending is in `formats.ENDINGS`.
        language: code of the language, guessed without it.
        moderator: the moderator's label (several with commas between); recognized without it.
        one_speaker: the label of the only speaker: the whole text is one turn, labels are not looked for.
        encoding: any Python knows; found without it.
        profile: how to read where none of these says otherwise.

    Raises:
        UnreadableFileError: missing, a folder, no permission, damaged, locked, too large, more than a million lines.
        UnknownFormatError: an ending that is not read.
        NotTextError: binary, or in another encoding.
        EmptyTextError: nothing but space.
        TableFormatError: a table without the columns it needs.
        NoSpeakersError: no speaker labels, and no `one_speaker`.
        LabelRegexError: the profile's expression cannot be used.
        InvalidValueError: `one_speaker` cannot be a label, `language` is no code, or the file's name cannot be a name.
    """
    largest = LARGEST.get(ENDINGS.get(path.suffix.lower(), "text"))
    raw = RawFile(path.name, file_bytes(path, ENDINGS, largest=largest))
    told = (profile or Profile()).told(
        language=language, moderator=moderator, one_speaker=one_speaker, encoding=encoding
    )
    return read_raw(raw, told)


def read_raw(raw: RawFile, profile: Profile | None = None) -> Reading:
    """Return the transcript in bytes that have a name; nothing is read from disk.

    Raises:
        QualcodeError: as `read_transcript`, for what can be wrong with the bytes.
    """
    told = profile or Profile()
    return reading_of(extracted(raw, told), raw, told)


def reading_of(extract: Extract, raw: RawFile, told: Profile) -> Reading:
    """Return the transcript in what a reader has made of a file; the same one can be read again in other ways.

    Raises:
        NoSpeakersError, LabelRegexError, InvalidValueError: as `read_transcript`.
    """
    name = checked_name("Source name", raw.name)
    # Readings are tens of thousands of tuples that point in no circle, and looking for one goes over all there are.
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        reading = _read(extract, name, raw.format, told, raw.data)
    finally:
        if is_collecting:
            gc.enable()
    return replace(reading, original=raw.data)


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
    kind = ENDINGS.get(Path(name).suffix.lower(), "text")
    told = Profile(language=language, moderator=moderator, one_speaker=one_speaker)
    return _read(Extract(encoding="utf-8", text=checked_text(text, name)), name, kind, told)


def _read(extract: Extract, name: str, kind: Format, told: Profile, data: bytes | None = None) -> Reading:
    one_speaker = checked_name("Speaker label", told.one_speaker) if told.one_speaker is not None else None
    if extract.said is not None:
        text, (turns, speakers, doubts, labels) = _recorded(extract, name, told, one_speaker)
    else:
        text = extract.text
        turns, speakers, doubts, labels = _spoken(extract, name, kind, told, one_speaker)
    encoded = text.encode("utf-8")
    sha256 = hashlib.sha256(encoded).hexdigest()
    language = checked_language(told.language) if told.language else _language(text, turns)
    return Reading(
        name=name,
        format=kind,
        text=text,
        sha256=sha256,
        file_sha256=sha256 if data is None or data == encoded else hashlib.sha256(data).hexdigest(),
        encoding=extract.encoding,
        language=language,
        turns=turns,
        speakers=speakers,
        doubts=(*extract.doubts, *doubts, *_damage(text)),
        turn_languages=turn_languages(text, turns, language),
        labels=labels,
        told=told,
    )


def _spoken(extract: Extract, name: str, kind: Format, told: Profile, one_speaker: str | None) -> _Spoken:
    text = extract.text
    if one_speaker is not None:
        return *_monologue(text, one_speaker, told.moderator), (), ()
    if text.count("\n") > _MOST_LINES:
        raise UnreadableFileError(name, "it has more than a million lines; split it")
    layout = laid_out(text, extract.bold)
    if told.label_regex:
        evidence, unnamed = labels_by_regex(layout, told.label_regex), tuple[str, ...]()
    else:
        evidence, unnamed = with_questions(speaker_labels(layout), layout)
        evidence, in_bold = with_bold_questions(evidence, text, layout, extract.bold)
        unnamed += in_bold
    if not evidence.labels:
        raise NoSpeakersError(name)
    turns, speakers, doubts, labels = _voiced(name, text, layout, evidence, told, is_markdown=kind == "markdown")
    return turns, speakers, (*unnamed, *doubts), labels


def _recorded(extract: Extract, name: str, told: Profile, one_speaker: str | None) -> tuple[str, _Spoken]:
    """Return text and turns of a file that itself tells who said what."""
    said = extract.said or ()
    unnamed: tuple[str, ...] = ()
    if one_speaker is None and not any(one.speaker for one in said):
        said = tuple(replace(one, speaker=UNNAMED) for one in said)
        unnamed = (f"nobody is named in it: all of it is said by {UNNAMED!r}; name who it is with --one-speaker",)
    whole = composed(said, one_speaker)
    text = checked_text(whole.text, name)
    if one_speaker is not None:
        return text, (*_monologue(text, one_speaker, told.moderator), (), ())
    layout = Layout(text.split("\n"), whole.labels, [], [], {})
    evidence = Evidence(whole.labels, [], [], [])
    turns, speakers, doubts, labels = _voiced(
        name, text, layout, evidence, told, is_markdown=False, known=whole.variables
    )
    return text, (turns, speakers, (*unnamed, *doubts), labels)


def _voiced(
    name: str,
    text: str,
    layout: Layout,
    evidence: Evidence,
    told: Profile,
    *,
    is_markdown: bool,
    known: Mapping[str, tuple[tuple[str, str], ...]] | None = None,
) -> _Spoken:
    """Return turns and speakers of a text whose labels are known, once they are called as told."""
    labels = distinct(evidence.labels)
    before = written_labels(labels)
    near = {key: before[other].label for key, other in near_labels(before).items()}
    seen = seen_labels(labels, evidence.left, told.renamed, near)
    written = before
    if told.renamed:
        evidence = with_renamed(evidence, layout, told.renamed)
        written = written_labels(distinct(evidence.labels))
    if not evidence.labels:
        raise NoSpeakersError(name)
    names = {key: one.label for key, one in written.items()}
    turns = with_marked_times(text, turns_of(text, evidence.labels, layout, names, is_markdown=is_markdown))
    speakers, doubts = speakers_of(written, turns, told.moderator)
    speakers, unnamed = with_named_variables(speakers, told.label_variables)
    doubts += doubts_of(evidence, layout, turns, written, is_markdown=is_markdown)
    return turns, _with_variables(speakers, known or {}), (*doubts, *unnamed), seen


def _with_variables(
    speakers: Sequence[Speaker], known: Mapping[str, tuple[tuple[str, str], ...]]
) -> tuple[Speaker, ...]:
    """Return the speakers with what the file knows of them beside what their labels tell."""
    return tuple(
        replace(one, variables=tuple((dict(one.variables) | dict(told)).items()))
        if (told := known.get(label_key(one.label)))
        else one
        for one in speakers
    )


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
