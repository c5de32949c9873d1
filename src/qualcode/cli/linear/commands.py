"""Linear mode's commands: what a typed line means, and the help that tells them.

A line that is no command is a code: its key, or letters of its name, and perhaps a place in the turn behind them. The
commands of one letter go before codes with that key; `=` before it says that a code is meant. Nothing typed is refused
here.
"""

import re
from dataclasses import dataclass

_ALONE = {
    "next": ("n", "next"),
    "previous": ("p", "prev", "previous", "back"),
    "uncoded": ("nu", "uncoded"),
    "again": ("again",),
    "undo": ("u", "undo"),
    "redo": ("r", "redo"),
    "suggestions": ("s", "suggestions"),
    "codes": ("codes",),
    "help": ("?", "help"),
    "quit": ("q", "quit", "exit"),
}
_NUMBERED = {
    "go": ("g", "go"),
    "remove": ("x", "remove"),
    "memo": ("m", "memo"),
    "accept": ("+", "accept"),
    "reject": ("-", "reject"),
}
_ALONE_NAMES = {word: name for name, words in _ALONE.items() for word in words}
_NUMBERED_NAMES = {word: name for name, words in _NUMBERED.items() for word in words}
_CODE_SIGNS = {"=": "code", ".": "repeat"}
_NUMBER = re.compile(r"([0-9]{1,9})(?:\s+(.*))?", re.DOTALL)
_SENTENCES = re.compile(r"(?:(.*?)\s)?\s*([0-9]{1,9})(?:\s*[-–—]\s*([0-9]{1,9}))?", re.DOTALL)
_WORDS = re.compile(r"([^\"“„«]*)[\"“„«](?=.*\w)(.+?)[\"“”»]?\s*", re.DOTALL)
_LONGEST_PLACE = 5000  # characters; no turn's words are typed in full beyond that

HELP = (
    "Enter or n: next turn. p: previous turn. g 34: turn 34. again: this turn again.",
    "nu: next turn of a participant that nobody has coded. /words: next turn with these words; / alone: the next one.",
    "A code's key, or some letters of its name: code the whole turn. =p: the code with key p, where p is a command.",
    'Behind the code, a place: f1 2 is sentence 2, f1 2-3 sentences 2 to 3, f1 "exact words" these words.',
    "A full stop: the last code once more; . 2 on sentence 2. codes: all codes and their keys.",
    "x 1: remove coding 1. m 1 text: memo on coding 1; m 1 reads it, m 1 - takes it off. u: undo. r: redo.",
    "s: suggestions for this turn. + 1: accept suggestion 1; + 1 2 on sentence 2 instead. - 1: reject it.",
    "s moderator: suggestions on the moderator's turns too, or no more.",
    "?: this help. q: leave. Everything is saved at once.",
    "Words do too: next, previous, go, undo, redo, remove, memo, suggestions, accept, reject, help, quit.",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a turn: sentences `first` to `last`, or these words, or all of it where neither is told."""

    first: int | None = None
    last: int | None = None
    words: str = ""


WHOLE = Place()


@dataclass(frozen=True, slots=True)
class Command:
    """What a line asks for.

    Attributes:
        number: the turn, coding or suggestion it is about; None where none was told.
        text: what stands behind: letters of a code with its place, words to look for, a memo.
    """

    name: str
    number: int | None = None
    text: str = ""


def parsed(line: str) -> Command:
    """Return what a line asks for."""
    typed = line.strip()
    head, rest = (*typed.split(maxsplit=1), "", "")[:2]
    word = head.casefold()
    if not typed:
        command = Command("next")
    elif typed.startswith("/"):
        command = Command("search", text=typed[1:].strip())
    elif word in _ALONE_NAMES and not rest:
        command = Command(_ALONE_NAMES[word])
    elif word in _ALONE["suggestions"] and rest.strip().casefold() == "moderator":
        command = Command("moderator")
    elif word in _NUMBERED_NAMES:
        command = _numbered(_NUMBERED_NAMES[word], rest)
    elif typed[0] in _NUMBERED_NAMES and not typed[0].isalpha():
        command = _numbered(_NUMBERED_NAMES[typed[0]], typed[1:].strip())
    elif typed[0] in _CODE_SIGNS:
        command = Command(_CODE_SIGNS[typed[0]], text=typed[1:].strip())
    else:
        command = Command("code", text=rest if word == "code" and rest else typed)
    return command


def _numbered(name: str, rest: str) -> Command:
    number = _NUMBER.fullmatch(rest)
    if number is None:
        return Command(name, text=rest)
    return Command(name, int(number[1]), number[2] or "")


def place_in(text: str) -> tuple[str, Place]:
    """Return the letters before the place that a text ends in, and the place; all of the turn where it tells none."""
    if len(text) > _LONGEST_PLACE:
        return text, WHOLE
    words = _WORDS.fullmatch(text)
    if words:
        return words[1].strip(), Place(words=words[2].strip())
    sentences = _SENTENCES.fullmatch(text)
    if sentences:
        first = int(sentences[2])
        last = int(sentences[3] or first)
        return (sentences[1] or "").strip(), Place(min(first, last), max(first, last))
    return text.strip(), WHOLE
