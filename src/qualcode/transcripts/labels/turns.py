"""From labels to turns: where each begins, where its talk begins and ends, when it was said."""

import re
from collections.abc import Mapping

from qualcode.transcripts.labels.candidates import Candidate, Layout
from qualcode.transcripts.labels.labels import seconds_of
from qualcode.transcripts.labels.spoken import SpokenTurn

# Makes a named tuple of its cells, in a third of the time.
_made = tuple.__new__
_MARK = re.compile(r"#(\d{1,2}:[0-5]\d:[0-5]\d)(?:-\d)?#")
# What parts words in ASCII beside a single space and the newline. Beyond it, no space is printable.
_OTHER_SPACE = ("  ", "\t", "\x0b", "\x0c", "\r", "\x1c", "\x1d", "\x1e", "\x1f")
_HEADING_OR_RULE = re.compile(r"[ \t]*(?:#{1,6}[ \t]+\S.*|(?:[-*_][ \t]*){3,})")
HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+\S.*")


def turns_of(
    text: str, labels: list[Candidate], layout: Layout, names: Mapping[str, str], *, is_markdown: bool
) -> tuple[SpokenTurn, ...]:
    """Return the turns that the labels open; tiles reach from one start to the next.

    A line that holds a time alone, right above a label or right below one that stands alone, is part of the label. In
    Markdown, headings and rules at the end of a turn are outside its talk.
    """
    heads = _with_times(labels, layout)
    tiles = [start for start, _, _ in heads[1:]] + [len(text)]
    turns: list[SpokenTurn] = []
    is_plain = not any(map(text.__contains__, _OTHER_SPACE))
    speakers = [names[one.head.key] for one in labels]
    numbered = zip(range(1, len(labels) + 1), speakers, heads, tiles, strict=True)
    for number, speaker, (start, after, seconds), tile_end in numbered:
        talk = text[after:tile_end].rstrip()
        if is_markdown:
            talk = _without_headings(talk)
        end = after + len(talk)
        talk = talk.lstrip()
        # Words are quicker counted by plain spaces, where these are all that parts them.
        is_single = is_plain and talk and "\n" not in talk and (talk.isascii() or talk.isprintable())
        words = talk.count(" ") + 1 if is_single else len(talk.split())
        turns.append(_made(SpokenTurn, (number, start, end - len(talk), end, speaker, seconds, words)))
    return tuple(turns)


def with_marked_times(text: str, turns: tuple[SpokenTurn, ...]) -> tuple[SpokenTurn, ...]:
    """Return turns without times with those that a program wrote at the end of most (f4): one begins where one ends."""
    if text.count("#") < len(turns) or any(turn.seconds is not None for turn in turns):
        return turns
    marks = [_MARK.findall(text, turn.speech, turn.end) for turn in turns]
    if sum(map(bool, marks)) * 2 < len(turns):
        return turns
    timed, before = [], 0.0
    for turn, found in zip(turns, marks, strict=True):
        timed.append(turn._replace(seconds=before))
        before = seconds_of(found[-1]) or before if found else before
    return tuple(timed)


def _with_times(labels: list[Candidate], layout: Layout) -> list[tuple[int, int, float | None]]:
    """Return where each label begins, where talk may begin after it, and its time."""
    if not layout.times:
        return [(one.start + one.head.skip, one.start + one.head.length, one.head.seconds) for one in labels]
    heads = []
    claimed: set[int] = set()
    for one in labels:
        head = one.head
        start, speech, seconds = one.start + head.skip, one.start + head.length, head.seconds
        above, below = layout.times.get(one.line - 1), layout.times.get(one.line + 1)
        if above and one.line - 1 not in claimed:
            start = above.start
            seconds = above.seconds if seconds is None else seconds
        elif below and head.is_lone:
            claimed.add(one.line + 1)
            speech = below.end
            seconds = below.seconds if seconds is None else seconds
        heads.append((start, speech, seconds))
    return heads


def _without_headings(talk: str) -> str:
    """Return the talk without the headings, rules and space at its end."""
    end = len(talk)
    while True:
        begin = talk.rfind("\n", 0, end) + 1
        if not begin or _HEADING_OR_RULE.fullmatch(talk, begin, end) is None:
            return talk[:end]
        end = begin
        while talk[end - 1 : end].isspace():
            end -= 1
