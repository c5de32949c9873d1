"""Speaker labels as typed: what stands at the beginning of one line, in every style met so far.

This piece only says what a line could be ("`Anna` with a colon, at 00:01:02"); which of the candidates are speakers is
decided over the whole file in `evidence`.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, NamedTuple, cast

from qualcode.transcripts.labels.shapes import Shape, is_event, label_key, label_shape

Style = Literal[
    "colon", "bracket", "angle", "tab", "stamp", "hash", "hash word", "dash", "bold", "heading", "dot", "number",
    "line", "bullet", "told", "question", "type",
]  # fmt: skip

# How each style looks to a person reading a doubt.
LOOKS: dict[Style, str] = {
    "colon": "Name:",
    "bracket": "[Name]",
    "angle": "<Name>",
    "tab": "Name and a tab",
    "stamp": "Name 00:01:02",
    "hash": "#Name",
    "hash word": "#Name and talk",
    "dash": "Name -",
    "bold": "**Name**",
    "heading": "### Name",
    "dot": "N.",
    "number": "S1 and talk",
    "line": "Name on a line of its own",
    "bullet": "- Name:",
    "told": "as told",
    "question": "Question 1.",
    "type": "bold or plain type",
}

_LONGEST_HEAD = 200
_LONGEST_LONE = 60
_MOST_SPACES = 8
_LONGEST_INITIALS = 3
_ENDINGS = ".,;!?…"
_SIGNS = frozenset(("-", "--", "–", "—", ">", ">>"))
_FIGURE = re.compile(r"\d+\.\d+")
_CLOCK = re.compile(r"(\d+):(\d\d?)(?::(\d\d?))?(?:[.,](\d{1,3}))?")
_BRACKET = re.compile(r"[\[<【]\s*(?:\d[\d:.]*\s+)?(?:[^\W\d_]|\d+-|[№?])")
# What a line with a label may begin with, beside a letter.
_MARKED = "[(<{【#*_>\\?№0123456789-–—•+\u200b\u200e\u200f\ufeff"

# The parts of a label. A time is hours, minutes, seconds or minutes, seconds; frames and fractions may follow.
_TIME = r"(?:\d{1,3}:[0-5]\d(?::[0-5]\d)?|\d{1,3}:[0-5]?\d:[0-5]?\d)(?:[.,:;-]\d{1,3})?"
_SECONDS = r"\d{1,6}\.\d{1,6}[ ]?s?"
# Seconds alone, as programs write them, are a time only where there are two: "0.5 - 3.2", "[0.50s -> 3.20s]".
_RANGE = (
    rf"(?:{_TIME}(?:[ \t]*(?:-{{0,2}}>|[-–—]|to)[ \t]*{_TIME})?"
    rf"|{_SECONDS}(?:[ \t]*(?:-{{1,2}}>|[-–—]|to)[ \t]*|[ \t]+){_SECONDS})"
)
_BOXED = rf"\\?[\[(<{{\#][ \t]*(?P<time>{_RANGE})[ \t]*\\?[\])>}}\#]"
_STAMP = rf"(?:{_BOXED}|(?P<time>{_RANGE}))"
_TIMED = rf"(?P<time>{_RANGE})"
_BOLD = r"(?:\*{1,3}|_{1,3})"
_GAP = r"[ \u00a0\u202f]{1,2}"
_NO_MARKS = dict.fromkeys((0x200B, 0x200E, 0x200F, 0xFEFF))
_MARK = r"\u200b\u200e\u200f\ufeff"
_EMOJI = r"\p{So}\ufe0f\U0001f3fb-\U0001f3ff"
_WORD = rf"[\p{{L}}\p{{N}}№][\p{{L}}\p{{M}}\p{{N}}'’ʼ.\-‐‑_/+№\#·\u200c\u200d{_MARK}{_EMOJI}]{{0,59}}+"
_LETTERS = r"\p{Lu}[\p{L}\p{M}'’\-]{1,30}"
_LAST_FIRST = rf"(?P<name>{_LETTERS},[ ]{_LETTERS}(?:[ ]{_LETTERS}|[ ]\p{{Lu}}\.)?)(?=[ \t]{{1,8}}(?:{_STAMP}))"
_NAME = rf"(?P<name>{_WORD}(?:{_GAP}(?:&{_GAP})?(?:{_WORD}|[{_EMOJI}\u200d]{{1,9}}+)){{0,6}}?|\?{{1,3}})"
_PLAIN = r"[^()\[\]\n\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]{0,120}"
_DETAILS = rf"(?:\((?P<details>{_PLAIN})\)|\[(?P<details>{_PLAIN})\])"
_AGE = r",[ \t]*(?P<details>\d\d(?:[ \t]*\p{L}{3,5})?(?:,[ \t]*[\p{L}\p{M} \-]{1,40})?)(?=[ \t]?[:：])"
_DATE = r"\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}"
_DATED = rf"(?:\[{_DATE}[^\[\]\n]{{0,24}}\]|{_DATE},?[ ]\d{{1,2}}:\d\d(?::\d\d)?(?:[ \u202f]?[AaPp][Mm])?)"
_LEAD = rf"""
    [ \t\u00a0]*+ (?P<label>) [{_MARK}]*+ (?:>+[ \t]*)?+
    (?P<bullet>[-*+•–—][ \t]+)? (?:\d{{1,5}}[.)][ \t]+ | [\[(]\d{{1,5}}[\])][ \t]+ | \d{{1,5}}\t+ | 0\d{{2,4}}[ ]+)?
    (?P<bold>{_BOLD})? (?:(?P<before>{_STAMP}|{_DATED}) [:\-–—|,]? {_BOLD}? [ \t]+ (?:[-–—|][ \t]+)?)?
    (?P<bold>{_BOLD})?
"""
# A label set off from the talk by a sign, or alone on its line.
_OPEN = rf"""
    {_LEAD} (?P<heading>\#{{1,6}}[ \t]*)? {_BOLD}? (?:{_LAST_FIRST}|{_NAME}) (?P<after>{_BOLD})?
    (?:[ \t\u00a0]*,?[ \t]*(?P<beside>{_STAMP}))? (?:[ \u00a0]*{_DETAILS}|{_AGE})?
    (?:[ \t\u00a0]*(?P<beside>{_STAMP}))? (?P<after>{_BOLD})?
    (?: (?P<colon>[ \t\u00a0\u202f]*(?::|(?P<wide>：))) {_BOLD}?
        (?: [ \t]*(?P<beside>{_BOXED})(?=[ \t]|$) | [ \t]+(?P<beside>{_TIMED}){_BOLD}?(?=[ \t]*$) )?
        (?: (?=[ \t\u00a0\u202f\\]|$) | (?P<tight>(?![/\d):]|\((?!\p{{L}}))) )
      | (?P<tab>[ ]*\t)
      | (?P<angle>[ \t]?>+)[ \t]
      | (?P<dash>(?:[ \t\u00a0]+[-–—]{{1,2}}|[–—]) (?=[ \t\u00a0]|$))
      | (?P<line>[ \t\u00a0\\]*$)
    )
"""
# A label in brackets.
_CLOSED = rf"""
    {_LEAD} \\? (?: (?P<bracket>[\[【]) | < (?:v[ \t]+)? ) [ \t]* (?:(?P<beside>{_STAMP})[ \t,;-]+)? {_NAME}
    (?: [ \t]*{_DETAILS} | [ \t]*[,;][ \t]*(?P<details>{_PLAIN}?) )?? (?:[ \t,;-]+(?P<beside>{_STAMP}))?
    [ \t]* :? [ \t]* \\?[\]>】] (?P<after>{_BOLD})? (?:[ \t]*{_DETAILS}(?=[ \t]*[:：]))?
    (?:[ \t]*(?P<beside>{_STAMP}))? (?:[ \t\u00a0]*[:：]|[ \t]+[-–](?=[ \t]|$))? {_BOLD}?
    (?:[ \t]*(?P<beside>{_BOXED}))?
"""
# A label with nothing but a space, bold type, a time or a number to tell it from the talk.
_TERSE = rf"""
    {_LEAD} (?P<details>)
    (?: {_NAME} (?: (?P<after>{_BOLD}) | [ \t]*(?P<beside>{_BOXED}) ) | (?P<heading>\#)? (?P<name>{_WORD}) )
    [ \t\u00a0]+(?=\S)
"""
_ALONE = rf"[ \t\u00a0]* {_BOLD}? {_STAMP} {_BOLD}? [ \t\u00a0]*"


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of a line could be, were it a speaker label.

    Attributes:
        style: how the label is set off from the talk.
        name: the label's words as written.
        key: what makes two spellings one speaker.
        shape: what the words look like.
        stem: the letters of a numbered label ("r" of R1), else empty.
        details: what stands in the bracket beside the name.
        seconds: the time beside the label.
        skip: characters of the line before the label begins.
        length: characters of the line up to where talk may begin.
        is_tight: talk follows the colon without a space.
        is_lone: nothing follows on the line.
    """

    style: Style
    name: str
    key: str
    shape: Shape
    stem: str
    details: str
    seconds: float | None
    skip: int
    length: int
    is_tight: bool
    is_lone: bool


class Patterns(NamedTuple):
    """The compiled expressions of a label."""

    opened: re.Pattern[str]
    closed: re.Pattern[str]
    terse: re.Pattern[str]
    alone: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Return the compiled expressions; made once, when the first transcript is read."""
    import regex

    made = (regex.compile(pattern, regex.VERBOSE | regex.V0) for pattern in (_OPEN, _CLOSED, _TERSE, _ALONE))
    return Patterns(*(cast("re.Pattern[str]", pattern) for pattern in made))


def seconds_of(time: str | None) -> float | None:
    """Return the seconds of `00:01:02`, `1:02.5`, or the first time of `0:01 - 0:11` or `0.5 - 3.2`; else None."""
    if not time:
        return None
    match = _CLOCK.match(time)
    if match is None:
        figure = _FIGURE.match(time)
        return float(figure[0]) if figure is not None else None
    first, second, third, fraction = match.groups()
    whole = int(first) * 60 + int(second) if third is None else int(first) * 3600 + int(second) * 60 + int(third)
    return whole + (float(f"0.{fraction}") if fraction else 0.0)


def heads(line: str) -> tuple[Head, ...]:
    """Return every way in which the line could begin with a speaker label; usually none or one."""
    start = line[:_LONGEST_HEAD].lstrip(" \t\u00a0")
    if not start:
        return ()
    is_marked = start[0] in _MARKED
    if is_marked and _BRACKET.search(start, 0, _LONGEST_LONE):
        found = _closed_head(line)
        if found is not None:
            return (found,)
    if not is_marked and not start[0].isalpha():
        return ()
    found = _open_head(line) if is_marked or _may_be_open(line, start) else None
    if found is not None and found.style not in ("hash", "line") and found.shape != "never":
        shorter = _dotted_head(line, found.name)
        if shorter is None and (found.style == "dash" or (found.style == "stamp" and found.is_lone)):
            shorter = _numbered_head(line, found.name)
        return (found, shorter) if shorter is not None else (found,)
    terse = _terse_head(line) if is_marked or _may_be_terse(start) else None
    return tuple(head for head in (found, terse) if head is not None)


def bold_heads(line: str, bold: int) -> tuple[Head, ...]:
    """Return every way in which a line could begin with a label, given how many of its characters are in bold type.

    Bold type counts as in Markdown (`**Anna** I think`), without marks in the text.
    """
    found = heads(line)
    lead = line[:bold]
    label = lead.strip()
    is_apart = line[bold - 1 : bold + 1].strip() != line[bold - 1 : bold + 1]
    if any(head.style != "line" and not (is_apart and _runs_past(head, label)) for head in found):
        return found
    if len(lead) > _LONGEST_LONE or not label:
        return found
    match = patterns().opened.match(f"{label}:")
    if match is None or match.end() <= len(label) or match["bullet"]:
        return found
    head = _head(match, f"{label}:", "bold")
    if head is None:
        return found
    talk = line[bold:].lstrip()
    indent, length = len(lead) - len(lead.lstrip()), len(line) - len(talk) if talk else len(line)
    return (replace(head, skip=indent, length=length, is_lone=not talk), *found)


def _runs_past(head: Head, label: str) -> bool:
    """Tell whether a head takes words of the talk into a label that is in bold type: `**Anna** One thing: never`."""
    return head.name.startswith(f"{label} ")


def _may_be_open(line: str, start: str) -> bool:
    """Tell cheaply whether a sign may set off a label, or it stands alone: most lines of talk end here."""
    colon = start.find(":") if ":" in start else start.find("：")
    if colon >= 0 and (start.count(" ", 0, colon) < _MOST_SPACES or start[colon - 1] in ")]" or "(" in start[:colon]):
        return True
    if "\t" in start:
        return True
    if len(line) <= _LONGEST_LONE and line.count(" ") < _MOST_SPACES and (line[-1] not in _ENDINGS or len(line) < 20):
        return True
    return any(one in _SIGNS or one[-1] in "–—>" for one in start[:_LONGEST_LONE].split()[:5])


def _may_be_terse(start: str) -> bool:
    """Tell cheaply whether a full stop, a number or a bracket may set off a label."""
    words = start[:_LONGEST_LONE].split(maxsplit=5)[:5]
    return words[0][-1] == "." or words[0][-1].isdigit() or any(word[-1] in ")]>" for word in words)


def _closed_head(line: str) -> Head | None:
    match = patterns().closed.match(line[:_LONGEST_HEAD])
    if match is None or is_event(match["name"]):
        return None
    return _head(match, line, "bracket" if match["bracket"] else "angle")


def _open_head(line: str) -> Head | None:
    match = patterns().opened.match(line[:_LONGEST_HEAD])
    if match is None:
        return None
    heading = match["heading"]
    style: Style
    if match["bullet"]:
        style = "bullet"
        if match["colon"] is None:
            return None
    elif heading is not None:
        style = "hash" if heading == "#" else "heading"
    elif match["colon"] is not None:
        style = "colon"
    elif match["tab"] is not None:
        style = "tab"
    elif match["angle"] is not None:
        style = "angle"
    elif match["dash"] is not None:
        style = "dash"
    elif match["bold"] and match["after"]:
        style = "bold"
    else:
        style = "stamp" if match["time"] else "line"
    return _head(match, line, style)


def _terse_head(line: str) -> Head | None:
    match = patterns().terse.match(line[:_LONGEST_HEAD])
    if match is None or match["bullet"]:
        return None
    name = match["name"]
    style: Style
    if match["heading"]:
        style = "hash word"
    elif match["after"]:
        if not match["bold"]:
            return None
        style = "bold"
    elif match["beside"]:
        style = "stamp"
    elif name.endswith("."):
        style = "dot"
    elif label_shape(name)[0] == "series":
        style = "number"
    else:
        return None
    return _head(match, line, style)


def _dotted_head(line: str, name: str) -> Head | None:
    """Return the label with a full stop that a longer one may have swallowed: `ANNA. One thing: never`."""
    first, _, rest = name.partition(" ")
    if not rest or len(first) <= _LONGEST_INITIALS or first[-1] != ".":
        return None
    head = _terse_head(line)
    return head if head is not None and head.style == "dot" and head.shape in ("role", "caps", "series") else None


def _numbered_head(line: str, name: str) -> Head | None:
    """Return the numbered label that a longer one may have swallowed: `S1 It is 0 - 3 degrees`, `0:01 S1 Hello`."""
    first, _, rest = name.partition(" ")
    head = _terse_head(line) if rest and first[-1].isdecimal() else None
    return head if head is not None and head.style == "number" else None


def _head(match: re.Match[str], line: str, style: Style) -> Head | None:
    found = named(match["name"])
    if found is None:
        return None
    name, key, shape, stem = found
    end = match.end()
    return Head(
        style=style,
        name=name,
        key=key,
        shape=shape,
        stem=stem,
        details=(match["details"] or "").strip(),
        seconds=seconds_of(match["time"]),
        skip=match.start("label"),
        length=end,
        is_tight=style == "colon" and match["tight"] is not None and match["wide"] is None,
        is_lone=not line[end : end + _LONGEST_HEAD].strip(),
    )


@lru_cache(maxsize=8192)
def named(written: str) -> tuple[str, str, Shape, str] | None:
    """Return the name without invisible marks, its key, shape and stem; None when there is no letter in it."""
    name = " ".join(written.translate(_NO_MARKS).split())
    if name[0] != "?" and not any(map(str.isalpha, name)):
        return None
    return name, label_key(name), *label_shape(name)
