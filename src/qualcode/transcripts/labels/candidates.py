"""One walk over the lines of a text: what could be a speaker label, and how the lines are laid out.

Most lines of a transcript begin with one of a few labels, so each beginning up to a colon is looked at once and
remembered; lines of plain talk are passed over after a cheap look.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qualcode.transcripts.labels.labels import Head, bold_heads, heads, patterns, seconds_of

_FARTHEST_COLON = 200
_MARKUP = " \t#-*_=[(<{\\"
_NUMBER = re.compile(r"[ \t]*(\d{1,6})(?:[.)]?[ \t]+|$)")
# Makes a named tuple of its cells, in a third of the time.
_made = tuple.__new__
_RULE_OR_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t].*|(?:[-*_=][ \t]*){3,})")


class Candidate(NamedTuple):
    """A head at its place in the text.

    Attributes:
        line: number of the line, from 0.
        start: offset of the line's first character.
        opens: the line begins a paragraph.
        head: what the line begins with.
    """

    line: int
    start: int
    opens: bool
    head: Head


def distinct(found: Sequence[Candidate]) -> list[tuple[Candidate, int]]:
    """Return the first candidate with each head, and how many have it, in order of appearance.

    A label repeated as it stands shares one head, so that most of what is asked of labels can be asked of few.
    """
    heads = [id(one.head) for one in found]
    first = dict(zip(reversed(heads), reversed(found), strict=True))
    return [(first[head], times) for head, times in Counter(heads).items()]


class Time(NamedTuple):
    """A line that holds nothing but a time: offsets of its first character and its end, and the time in seconds."""

    start: int
    end: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a text and what was seen on the way.

    Attributes:
        lines: the text split at newlines.
        candidates: in order; one line may have two.
        openings: numbers of the lines that begin a paragraph, in order.
        filled: numbers of the lines that are not blank, in order.
        times: lines that hold a time alone, by number.
    """

    lines: list[str]
    candidates: list[Candidate]
    openings: list[int]
    filled: list[int]
    times: dict[int, Time]

    def coverage(self, found: Sequence[Candidate], *, of_all: bool = False) -> float:
        """Return the share of paragraphs that begin with one of the candidates, from the first of them on or of all.

        Where the candidates do not stand at the beginning of paragraphs, lines are counted instead.
        """
        if not found:
            return 0.0
        first = 0 if of_all else min([one.line for one in found])
        opening = sum([one.opens for one in found])
        if opening * 5 >= len(found) * 4:
            return opening / (len(self.openings) - bisect_left(self.openings, first))
        weight = 1 + sum([one.head.is_lone for one in found]) / len(found)
        return min(1.0, weight * len(found) / (len(self.filled) - bisect_left(self.filled, first)))


def laid_out(text: str, bold: Mapping[int, int] | None = None) -> Layout:
    """Return the layout of the text; offsets are code points into it.

    Args:
        bold: how many characters at the beginning of a line are in bold type, by number of the line.
    """
    bold = bold or {}
    lines = text.split("\n")
    candidates: list[Candidate] = []
    openings: list[int] = []
    filled: list[int] = []
    times: dict[int, Time] = {}
    known: dict[str, Head] = {}
    after, is_open = 0, True
    numbered = _line_numbers(lines)
    for number, line in enumerate(lines):
        start, after = after, after + len(line) + 1
        if not line or line.isspace():
            is_open = True
            continue
        colon = -1 if numbered else line.find(": ", 0, _FARTHEST_COLON)
        head = known.get(line[: colon + 1]) if colon > 0 and line[colon + 2 : colon + 3] not in _MARKUP else None
        if head is not None:
            candidates.append(_made(Candidate, (number, start, is_open, head)))
        elif time := _time_alone(line, start):
            times[number] = time
            _stamp_above(candidates, number, time)
            continue
        else:
            found = _heads_at(line, bold.get(number, 0), numbered.get(number, 0))
            candidates += [Candidate(number, start, is_open, other) for other in found]
            is_whole = colon > 0 and len(found) == 1 and found[0].length == colon + 1
            if is_whole and line[0].isalpha() and number not in bold:
                known[line[: colon + 1]] = found[0]
        filled.append(number)
        if is_open:
            openings.append(number)
        is_open = head is None and line[0] in _MARKUP and _RULE_OR_HEADING.fullmatch(line) is not None
    return Layout(lines, candidates, openings, filled, times)


def _stamp_above(candidates: list[Candidate], number: int, time: Time) -> None:
    """Give the label that stands alone on the line above the time of this line."""
    if candidates and candidates[-1].line == number - 1 and candidates[-1].head.style == "line":
        above = candidates.pop()
        candidates.append(above._replace(head=replace(above.head, style="stamp", seconds=time.seconds)))


def _heads_at(line: str, bold: int, numbered: int) -> tuple[Head, ...]:
    """Return the heads of a line behind its number, if lines are numbered."""
    if not numbered:
        return bold_heads(line, bold) if bold else heads(line)
    found = bold_heads(line[numbered:], bold - numbered) if bold > numbered else heads(line[numbered:])
    return tuple(replace(one, skip=0, length=one.length + numbered) for one in found)


def _line_numbers(lines: Sequence[str]) -> dict[int, int]:
    """Return how many characters the number in front takes, by line, where all filled lines are numbered in a row."""
    found: dict[int, int] = {}
    last = 0
    for number, line in enumerate(lines):
        if not line or line.isspace():
            continue
        match = _NUMBER.match(line)
        if match is None or (last and int(match[1]) != last + 1):
            return {}
        last = int(match[1])
        found[number] = match.end()
    return found if len(found) > 3 else {}


def _time_alone(line: str, start: int) -> Time | None:
    if len(line) > 60 or line[0].isalpha() or not (":" in line or "." in line):
        return None
    match = patterns().alone.fullmatch(line)
    if match is None:
        return None
    indent = len(line) - len(line.lstrip())
    return Time(start + indent, start + len(line.rstrip()), seconds_of(match["time"]))
