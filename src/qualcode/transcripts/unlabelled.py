"""Questions that nobody is named for: "Question 3. Whom do you trust?" between the turns of people who are named.

They are the moderator's. Taken only where two at least stand in the file and their numbers rise; a question below a
moderator's own label is part of that turn.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from qualcode.transcripts.candidates import Candidate, Layout
from qualcode.transcripts.evidence import Evidence
from qualcode.transcripts.labels import Head
from qualcode.transcripts.shapes import label_key
from qualcode.transcripts.vocabulary import MODERATORS

QUESTION = "Question"
_WORDS = (
    "question|frage|вопрос|питання|pregunta|domanda|pergunta|pytanie|otázka|kérdés|fråga|vraag|întrebare|pitanje|soru|"
    "ερώτηση|问题|問題|سؤال|שאלה"
)
_NAMED = re.compile(
    rf"[ \t]*(?P<label>(?:{_WORDS})[ \t]*(?:№|n[ro°]?\.?|#)?[ \t]*(?P<number>\d{{1,3}})[ \t]*[.:)\-–—]?)(?=[ \t]|$)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[ \t]*(?P<label>(?P<number>\d{1,3})[.)])[ \t]+\S.*[?？؟][ \t»”\"')]*")


def with_questions(evidence: Evidence, layout: Layout) -> tuple[Evidence, tuple[str, ...]]:
    """Return the labels with the questions that nobody is named for, and a doubt where there are any."""
    labels = evidence.labels
    leading = {one.head.key: one.head.name for one in labels if _leads(one)}
    found = _found(_NAMED, labels, layout)
    if not found and not leading:
        found = _found(_NUMBERED, labels, layout)
    if len(found) < 2:
        return evidence, ()
    name = next(iter(leading.values())) if len(leading) == 1 else QUESTION
    taken = [replace_name(one, name) for one in found]
    lines = {one.line for one in taken}
    whole = Evidence(
        sorted([*labels, *taken]),
        evidence.once,
        [one for one in evidence.left if one.line not in lines],
        evidence.inside,
    )
    shown = ", ".join(str(one.line + 1) for one in found[:5]) + (" …" if len(found) > 5 else "")
    return whole, (f"questions nobody is named for, taken as {name!r}: {len(found)} (lines {shown})",)


def replace_name(one: Candidate, name: str) -> Candidate:
    """Return the candidate with the speaker's name."""
    return one._replace(head=replace(one.head, name=name, key=label_key(name)))


def _leads(one: Candidate) -> bool:
    return any(word.strip(".,-0123456789") in MODERATORS for word in one.head.name.casefold().split())


def _found(pattern: re.Pattern[str], labels: Sequence[Candidate], layout: Layout) -> list[Candidate]:
    taken = {one.line: one for one in labels}
    before = sorted(taken)
    openings = set(layout.openings)
    found: list[Candidate] = []
    last = 0
    start = 0
    for number, line in enumerate(layout.lines):
        match = pattern.match(line, 0, 400) if number in openings and number not in taken and len(line) < 2000 else None
        if match is not None and int(match["number"]) > last:
            place = bisect_right(before, number) - 1
            if place < 0 or not _leads(taken[before[place]]):
                last = int(match["number"])
                found.append(Candidate(number, start, True, _head(match, line)))
        start += len(line) + 1
    return found


def _head(match: re.Match[str], line: str) -> Head:
    end = match.end("label")
    return Head(
        style="question", name=QUESTION, key=label_key(QUESTION), shape="role", stem="", details="moderator",
        seconds=None, skip=match.start("label"), length=end, is_tight=False, is_lone=not line[end:].strip(),
    )  # fmt: skip
