"""Text from records: what was said, each piece a paragraph with its time and label in front.

`[00:01:02] Anna: Good morning.` What is composed reads back as the same turns, so a transcript that came from subtitles
can be corrected as plain text. Names become labels: one line, no bracket at the end (it becomes variables).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model.identity import LONGEST_NAME, unprintable
from qualcode.transcripts.formats.extract import Said
from qualcode.transcripts.labels.candidates import Candidate
from qualcode.transcripts.labels.labels import Head
from qualcode.transcripts.labels.shapes import label_key, label_shape

_BRACKET = re.compile(r"(?P<name>[^()\[\]]+?)\s*[(\[](?P<details>[^()\[\]]{1,120})[)\]]")


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed text, its labels in order, and what is known of speakers, by the key of their label."""

    text: str
    labels: list[Candidate]
    variables: dict[str, tuple[tuple[str, str], ...]]


def composed(said: Sequence[Said], one_speaker: str | None) -> Composed:
    """Return the text of the records.

    Args:
        said: each with a speaker, unless `one_speaker` is told.
        one_speaker: label of whoever says all of it; the text has no labels then.
    """
    if one_speaker is not None:
        return Composed("\n\n".join(_words(one) for one in said) + "\n", [], {})
    parts: list[str] = []
    labels: list[Candidate] = []
    variables: dict[str, dict[str, str]] = {}
    names: dict[str, tuple[str, str, str]] = {}
    start = line = 0
    for one in said:
        name, details, key = _named(names, one.speaker or "?")
        shown = f"{name} ({details})" if details else name
        label = f"[{_clock(one.seconds)}] {shown}:" if one.seconds is not None else f"{shown}:"
        paragraph = f"{label} {_words(one)}\n\n"
        shape, stem = label_shape(name)
        head = Head(
            style="colon", name=name, key=key, shape=shape, stem=stem, details=details, seconds=one.seconds, skip=0,
            length=len(label), is_tight=False, is_lone=False,
        )  # fmt: skip
        labels.append(Candidate(line, start, True, head))
        parts.append(paragraph)
        variables.setdefault(key, {}).update(one.variables)
        start += len(paragraph)
        line += paragraph.count("\n")
    text = "".join(parts)[:-1]
    return Composed(text, labels, {key: tuple(values.items()) for key, values in variables.items() if values})


def _words(one: Said) -> str:
    return re.sub(r"\n{2,}", "\n", one.words.strip())


def _clock(seconds: float) -> str:
    whole = max(int(seconds), 0)
    return f"{whole // 3600:02d}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def _named(names: dict[str, tuple[str, str, str]], speaker: str) -> tuple[str, str, str]:
    """Return name, bracket and key of a speaker as the file writes it."""
    if speaker not in names:
        plain = " ".join(_printable(speaker).split()).rstrip(":： ").strip()[:LONGEST_NAME] or "?"
        match = _BRACKET.fullmatch(plain)
        name, details = (match["name"], match["details"].strip()) if match else (plain, "")
        names[speaker] = name, details, label_key(name)
    return names[speaker]


def _printable(name: str) -> str:
    return "".join(" " if unprintable(char) is not None else char for char in name)
