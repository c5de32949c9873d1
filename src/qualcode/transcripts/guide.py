"""The discussion guide: its questions from a file or from the talk, and where in a talk each of them is asked.

A moderator asks in other words than the guide, and in other words in each group; so questions are compared by likeness
of their words (rapidfuzz), and a number said at the beginning ("Question 3.") counts as well.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.model.identity import LONGEST_NAME

LIKE_ENOUGH = 78.0  # of 100
_FEWEST_SOURCES = 2
_FEWEST_LETTERS = 12  # of a question that is told by its words: "And you?" is everywhere
_NUMBERED = re.compile(
    r"\s*(?:[-*•–]\s*)?(?:(?:question|вопрос|frage|pregunta|q|в|f)\s*\.?\s*)?#?(\d{1,3})(?:\s*[.):\-–]|\s+(?=\S))\s*(.+)",
    re.IGNORECASE,
)
_SAID_NUMBER = re.compile(r"\s*(?:question|вопрос|frage|pregunta)\s*(?:number|номер|№|#)?\s*(\d{1,3})\b", re.IGNORECASE)
_BULLET = re.compile(r"\s*[-*•–]\s+(.+)")
_WORD = re.compile(r"[^\W_]+")
_SHORT_NAME = 60


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question of the guide; its name is what tables say, such as `Q3 Who should talk`."""

    name: str
    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a moderator says in a turn of a source."""

    source: str
    turn: int
    text: str


def questions_in(text: str) -> tuple[GuideQuestion, ...]:
    """Return the questions of a guide's text: numbered lines, else bulleted ones, else those with a question mark.

    A guide that has none of these is taken line by line.
    """
    lines = [line.strip() for line in text.split("\n")]
    numbered = [(int(found[1]), found[2].strip()) for line in lines if (found := _NUMBERED.fullmatch(line))]
    if len(numbered) > 1:
        return _named(numbered)
    bulleted = [found[1].strip() for line in lines if (found := _BULLET.fullmatch(line))]
    asking = [line for line in lines if line.endswith(("?", "？", "؟"))]
    plain = bulleted if len(bulleted) > 1 else asking or [line for line in lines if line and not line.startswith("#")]
    return _named(list(enumerate(plain, 1)))


def questions_of_talk(asked: Sequence[Asked]) -> tuple[GuideQuestion, ...]:
    """Return what moderators ask in two sources or more in like words, in the order in which it is asked first.

    Where there is one source only, every longer question of its moderator is one.
    """
    from rapidfuzz import fuzz, process

    groups: list[list[Asked]] = []
    heads: list[str] = []
    for one in asked:
        words = _plain(one.text)
        if len(words) < _FEWEST_LETTERS or not any(mark in one.text for mark in "?？؟"):
            continue
        found = process.extractOne(words, heads, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_ENOUGH)
        if found is None:
            heads.append(words)
            groups.append([one])
        else:
            groups[found[2]].append(one)
    needed = min(_FEWEST_SOURCES, len({one.source for one in asked}))
    kept = [group for group in groups if len({one.source for one in group}) >= needed]
    kept.sort(key=lambda group: sorted(one.turn for one in group)[len(group) // 2])
    return _named([(number, _shortest(group)) for number, group in enumerate(kept, 1)])


def sections_of(asked: Iterable[Asked], questions: Sequence[GuideQuestion]) -> tuple[tuple[str, int, int], ...]:
    """Return source, turn and place of the question for each turn in which one of them is asked.

    A question that is asked again right after itself opens no new section.
    """
    found: list[tuple[str, int, int]] = []
    plain = [_plain(question.text) for question in questions]
    for one in asked:
        place = _question_of(one.text, questions, plain)
        if place is None or (found and found[-1][0] == one.source and found[-1][2] == place):
            continue
        found.append((one.source, one.turn, place))
    return tuple(found)


def _question_of(text: str, questions: Sequence[GuideQuestion], plain: Sequence[str]) -> int | None:
    from rapidfuzz import fuzz

    number = _SAID_NUMBER.match(text)
    if number is not None:
        for place, question in enumerate(questions):
            if question.number == int(number[1]):
                return place
    said = _plain(text)
    best, score = None, LIKE_ENOUGH
    for place, words in enumerate(plain):
        if len(words) < _FEWEST_LETTERS or len(said) < _FEWEST_LETTERS:
            continue
        like = fuzz.token_sort_ratio(said, words)
        if len(said) > len(words):  # asked within a longer speech
            like = max(like, fuzz.partial_ratio(words, said) - 5)
        if like > score or (like == score and best is None):
            best, score = place, like
    return best


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _shortest(group: Sequence[Asked]) -> str:
    return min((" ".join(one.text.split()) for one in group), key=len)


def _named(numbered: Sequence[tuple[int, str]]) -> tuple[GuideQuestion, ...]:
    found: list[GuideQuestion] = []
    names: set[str] = set()
    for number, text in numbered:
        short = text if len(text) <= _SHORT_NAME else text[: _SHORT_NAME - 1].rsplit(" ", 1)[0] + "…"
        name = f"Q{number} {short}"[:LONGEST_NAME]
        while name in names:
            name = f"{name}'"
        names.add(name)
        found.append(GuideQuestion(name, text, number))
    return tuple(found)
