"""Interviews in which nobody is named: the questions stand in bold type or as headings, the answers in plain.

Bold paragraphs, and headings of Markdown that ask, are the moderator's where two at least ask something and nobody is
labelled as one. What follows them is a participant's, unless it has a label of its own. The labels are not in the
text: a turn begins with its talk.
"""

import re
from collections.abc import Mapping
from itertools import accumulate

from qualcode.transcripts.labels.candidates import Candidate, Layout, distinct
from qualcode.transcripts.labels.evidence import Evidence
from qualcode.transcripts.labels.labels import Head
from qualcode.transcripts.labels.shapes import label_key
from qualcode.transcripts.labels.turns import HEADING
from qualcode.transcripts.labels.unlabelled import leads

ASKS = "Moderator"
ANSWERS = "Participant"
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t].*[?？؟][ \t*_»”\"')#]*")
_MARKED = re.compile(r"[ \t]*(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1[ \t]*")
_CLOSING = " \t*_\"'”’»)]"
_ASKING = ("?", "？", "؟")
_ENDINGS = (*_ASKING, ".", "!", "…", ":", "。", "։")


def with_bold_questions(
    evidence: Evidence, text: str, layout: Layout, bold: Mapping[int, int]
) -> tuple[Evidence, tuple[str, ...]]:
    """Return the labels with those that bold and plain type stand for, and a doubt where there are any.

    Args:
        evidence: the labels found; none, or those of people who answer.
        text: all of it.
        layout: its lines.
        bold: how many characters at the beginning of a line are in bold type, by number of the line.
    """
    if not bold and "*" not in text and "_" not in text and "#" not in text:
        return evidence, ()
    taken = {one.line for one in evidence.labels}
    asked = [number for number in layout.filled if number not in taken and _is_bold(layout.lines[number], bold, number)]
    asking = [number for number in asked if _ends(layout.lines[number], _ASKING)]
    said = {number for number in asked if _ends(layout.lines[number], _ENDINGS)}
    has_moderator = any(leads(one.head.name) for one, _ in distinct(evidence.labels))
    if len(asking) < 2 or len(asking) * 3 < len(said) or has_moderator:
        return evidence, ()
    voices = _voices(layout, taken, said, set(asked) - said)
    answered = sum(one.head.name == ANSWERS for one in voices)
    questions = [one for one in voices if one.head.name == ASKS]
    if len(questions) < 2 or (not evidence.labels and answered < 2):
        return evidence, ()
    shown = ", ".join(str(one.line + 1) for one in questions[:5]) + (" …" if len(questions) > 5 else "")
    rest = f"; what is plain below them as {ANSWERS!r} (--map {ANSWERS}=NAME)" if answered else ""
    where = f"{len(questions)} (lines {shown})"
    doubt = f"questions in bold or as headings that nobody is named for, taken as {ASKS!r}: {where}{rest}"
    left = [one for one in evidence.left if one.line not in said]
    labels = sorted([*evidence.labels, *voices], key=lambda one: one.line)
    return Evidence(labels, evidence.once, left, evidence.inside), (doubt,)


def _voices(layout: Layout, taken: set[int], said: set[int], headings: set[int]) -> list[Candidate]:
    """Return a label for each line at which type tells that another one speaks; headings in bold are nobody's."""
    starts = list(accumulate((len(line) + 1 for line in layout.lines), initial=0))
    voices: list[Candidate] = []
    voice = ""
    for number in layout.filled:
        before = voice
        if number in taken:
            voice = ""
        elif number in said:
            voice = ASKS
        elif voice == ASKS and number not in headings and not HEADING.fullmatch(layout.lines[number]):
            voice = ANSWERS
        if voice and voice != before:
            voices.append(Candidate(number, starts[number], True, _head(voice, layout.lines[number])))
    return voices


def _head(name: str, line: str) -> Head:
    indent = len(line) - len(line.lstrip())
    return Head(
        style="type", name=name, key=label_key(name), shape="role", stem="", details="", seconds=None,
        skip=indent, length=indent, is_tight=False, is_lone=False,
    )  # fmt: skip


def _is_bold(line: str, bold: Mapping[int, int], number: int) -> bool:
    return bold.get(number, 0) >= len(line.rstrip()) or any(pattern.fullmatch(line) for pattern in (_MARKED, _HEADING))


def _ends(line: str, marks: tuple[str, ...]) -> bool:
    return line.rstrip(_CLOSING).endswith(marks)
