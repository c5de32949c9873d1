"""From labels to turns: where each begins, where its talk begins and ends, when it was said."""

import re
from collections.abc import Mapping

from qualcode.transcripts.candidates import Candidate, Layout
from qualcode.transcripts.spoken import SpokenTurn

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
    for number, (one, (start, after, seconds), tile_end) in enumerate(zip(labels, heads, tiles, strict=True), 1):
        talk = text[after:tile_end].rstrip()
        if is_markdown:
            talk = _without_headings(talk)
        end = after + len(talk)
        speech = end - len(talk.lstrip())
        turns.append(SpokenTurn(number, start, speech, end, names[one.head.key], seconds, len(talk.split())))
    return tuple(turns)


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
