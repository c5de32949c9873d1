"""Subtitles of meetings (WebVTT, SRT): cues in, what each speaker said out.

Who speaks stands in a voice tag (`<v Anna>`, Teams), before a colon (Zoom) or in brackets (WhisperX); a cue that names
nobody goes on with who spoke last. Consecutive cues of one speaker are one piece, with the time of the first. Where
nobody is named at all, a long pause ends a piece, and so does a sentence after most of a minute.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from qualcode.errors.files import UnreadableFileError
from qualcode.transcripts.decoding import decoding
from qualcode.transcripts.formats.extract import Extract, Said
from qualcode.transcripts.labels.candidates import laid_out
from qualcode.transcripts.labels.evidence import speaker_labels

_TIMED = re.compile(
    r"\s*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})[ \t]*-->[ \t]*((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})(.*)"
)
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^>\n]{1,200})>")
_ASS = re.compile(r"\{\\[^}\n]*\}")
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)\b")
_PAUSE, _LONG = 2.0, 45.0
_SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "！")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at once: when it begins and ends, in seconds, and its words with their tags."""

    start: float
    end: float
    payload: str


def read_subtitles(data: bytes, name: str, encoding: str | None) -> Extract:
    """Return what was said.

    Raises:
        NotTextError, EmptyTextError: as for plain text.
        UnreadableFileError: no cue in it, or a time that cannot be read.
    """
    found = decoding(data, name, encoding)
    cues = list(_cues(found.text, name))
    if not cues:
        raise UnreadableFileError(name, "there is no cue in it (a line such as 00:00:01.000 --> 00:00:04.000)")
    late = sum(1 for above, below in pairwise(cues) if below.start < above.start)
    doubts = (f"times that go back: {late} of {len(cues)} cues begin before the one above",) if late else ()
    said = tuple(_joined(_labelled(list(_pieces(cues)))))
    return Extract(encoding=found.encoding, said=said, doubts=(*found.doubts, *doubts))


def _cues(text: str, name: str) -> Iterator[Cue]:
    """Yield the cues: blocks of lines below a line with two times, whatever stands above that."""
    begun: tuple[float, float] | None = None
    payload: list[str] = []
    has_notes = text.startswith("WEBVTT")
    for number, line in enumerate(text.split("\n"), 1):
        if "-->" not in line:
            if begun is not None and (line.strip() or payload):
                payload.append(line.rstrip())
            continue
        match = _TIMED.fullmatch(line)
        times = (_seconds(match[1]), _seconds(match[2])) if match else (-1.0, -1.0)
        if not 0 <= times[0] <= times[1]:
            raise UnreadableFileError(name, f"line {number} has a broken time ({line.strip()[:60]!r}); mend it")
        if begun is not None:
            yield Cue(*begun, _shown(payload, is_last=False, has_notes=has_notes))
        begun, payload = times, []
    if begun is not None:
        yield Cue(*begun, _shown(payload, is_last=True, has_notes=has_notes))


def _shown(payload: Sequence[str], *, is_last: bool, has_notes: bool) -> str:
    """Return the words of a cue: its block, without the number or name of the next cue, and without notes."""
    blocks = [list(block) for is_filled, block in groupby(payload, key=bool) if is_filled]
    if not is_last and len(blocks) > 1 and len(blocks[-1]) == 1:
        blocks.pop()
    elif not is_last and len(blocks) == 1 and payload[-1] and len(blocks[0]) > 1 and payload[-1].isdecimal():
        blocks[0].pop()
    first, *others = blocks or [[]]
    kept = [block for block in others if not (has_notes and _NOTE.match(block[0]))]
    return "\n".join(line for block in (first, *kept) for line in block)


def _seconds(time: str) -> float:
    """Return the seconds of a time; -1 where it has 60 minutes or seconds and more."""
    *hours, minutes, seconds = time.replace(",", ".").split(":")
    if int(minutes) > 59 or float(seconds) >= 60:
        return -1.0
    return int(hours[0]) * 3600 + int(minutes) * 60 + float(seconds) if hours else int(minutes) * 60 + float(seconds)


def _pieces(cues: Sequence[Cue]) -> Iterator[tuple[Said, float]]:
    """Yield what each voice of each cue says, and when its cue ends."""
    import webvtt

    for cue in cues:
        pieces = _VOICE.split(_ASS.sub("", cue.payload))
        for speaker, words in zip([None, *pieces[1::2]], pieces[::2], strict=True):
            plain = _unescaped(webvtt.Caption(text=words).text)
            if plain.strip():
                who = " ".join(_unescaped(speaker).split()) if speaker else None
                yield Said(speaker=who or None, words=plain.strip(), seconds=cue.start), cue.end


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text).replace("\u200b", "") if "&" in text else text


def _labelled(pieces: list[tuple[Said, float]]) -> list[tuple[Said, float]]:
    """Return the pieces with the speakers that stand before a colon or in brackets in the words themselves."""
    if any(one.speaker for one, _ in pieces):
        return pieces
    lines = "\n\n".join(one.words for one, _ in pieces)
    evidence = speaker_labels(laid_out(lines))
    if not evidence.labels:
        return pieces
    labels = {one.line: one.head for one in evidence.labels}
    result: list[tuple[Said, float]] = []
    number = 0
    speaker: str | None = None
    for one, end in pieces:
        words: list[str] = []
        for line in one.words.split("\n"):
            head = labels.get(number)
            number += 1
            if head is not None:
                if words:
                    result.append((replace(one, speaker=speaker, words="\n".join(words)), end))
                    words = []
                speaker = f"{head.name} ({head.details})" if head.details else head.name
                line = line[head.length :].strip()  # noqa: PLW2901 # what is left of the line
            words.append(line)
        number += 1
        if any(words):
            result.append((replace(one, speaker=speaker, words="\n".join(words).strip()), end))
    return result


def _pauses(standing: Said, one: Said, until: float) -> bool:
    """Tell whether a new paragraph begins: after a pause, or with a sentence when the one before is long."""
    begun, now = standing.seconds or 0.0, one.seconds or 0.0
    return now - until >= _PAUSE or (now - begun >= _LONG and standing.words.endswith(_SENTENCE_ENDS))


def _joined(pieces: Sequence[tuple[Said, float]]) -> Iterator[Said]:
    standing: Said | None = None
    until = 0.0
    has_names = any(one.speaker for one, _ in pieces)
    for one, end in pieces:
        words = " ".join(one.words.split())
        speaker = one.speaker or (standing.speaker if standing else None)
        is_pause = standing is not None and not has_names and _pauses(standing, one, until)
        if standing is not None and speaker == standing.speaker and not is_pause:
            standing = replace(standing, words=f"{standing.words} {words}")
        else:
            if standing is not None:
                yield standing
            standing = replace(one, speaker=speaker, words=words)
        until = end
    if standing is not None:
        yield standing
