"""Questions that nobody is named for: "Question 3. Whom do you trust?" between the turns of people who are named.

They are the moderator's. Taken only where two at least stand in the file and their numbers rise; a question below a
moderator's own label is part of that turn.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from qualcode.transcripts.labels.candidates import Candidate, Layout, distinct
from qualcode.transcripts.labels.evidence import Evidence
from qualcode.transcripts.labels.labels import Head
from qualcode.transcripts.labels.shapes import label_key
from qualcode.transcripts.labels.vocabulary import MODERATORS

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
    leading = {one.head.key: one.head.name for one, _ in distinct(labels) if leads(one.head.name)}
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


@lru_cache(maxsize=4096)
def leads(name: str) -> bool:
    """Tell whether a label is that of somebody who leads the talk."""
    return any(word.strip(".,-0123456789") in MODERATORS for word in name.casefold().split())


def _found(pattern: re.Pattern[str], labels: Sequence[Candidate], layout: Layout) -> list[Candidate]:
    lines = layout.lines
    taken = {one.line: one for one in labels}
    untold = [number for number in layout.openings if number not in taken]
    matches = {number: match for number in untold if (match := pattern.match(lines[number], 0, 400))}
    if len(matches) < 2:
        return []
    before = sorted(taken)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found: list[Candidate] = []
    last = 0
    for number, match in matches.items():
        place = bisect_right(before, number) - 1
        is_own = place >= 0 and leads(taken[before[place]].head.name)
        if int(match["number"]) > last and not is_own:
            last = int(match["number"])
            found.append(Candidate(number, starts[number], True, _head(match, lines[number])))
    return found


def _head(match: re.Match[str], line: str) -> Head:
    end = match.end("label")
    return Head(
        style="question", name=QUESTION, key=label_key(QUESTION), shape="role", stem="", details="moderator",
        seconds=None, skip=match.start("label"), length=end, is_tight=False, is_lone=not line[end:].strip(),
    )  # fmt: skip
