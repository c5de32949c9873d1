"""What stands above the talk and looks like it: "Date: 12 March", "Moderator: Ivanova", a list of who took part."""

import re
from bisect import bisect_right
from collections import Counter
from itertools import groupby

from qualcode.transcripts.labels.candidates import Candidate, Layout
from qualcode.transcripts.labels.vocabulary import HEADERS
from qualcode.transcripts.table_words import CASE_COLUMNS, SPEAKER_COLUMNS, TEXT_COLUMNS, TIME_COLUMNS

_COLUMNS = SPEAKER_COLUMNS | CASE_COLUMNS | TEXT_COLUMNS | TIME_COLUMNS

_SENTENCE_END = re.compile(r"(?:[.!?…]|\w{3,}[.!?…][\"'»”)]*)$")
_INITIAL_END = re.compile(r"\b\w{1,2}\.$")


def header_lines(layout: Layout) -> frozenset[int]:
    """Return the numbers of lines above the first turn that begin like a label without being one."""
    lines = _table_head(layout)
    candidates = [
        one
        for one in layout.candidates
        if one.head.style != "line" and one.head.shape != "never" and one.line not in lines
    ]
    for _, members in groupby(candidates, key=lambda one: bisect_right(layout.openings, one.line)):
        block = list(members)
        if len(block) == 1 and not _names_header(block[0]):
            break
        is_whole = block[-1] is candidates[-1]
        is_list = not is_whole and _is_list(block, layout)
        is_header = False
        counts = Counter([one.head.key for one in candidates])
        for one in block:
            times = counts[one.head.key]
            if times <= 2 and _names_header(one):
                is_header = True
            elif not (is_list or (is_header and (times == 1 or not is_whole) and _is_short(one, layout))):
                return frozenset(lines)
            lines.add(one.line)
    return frozenset(lines)


def _table_head(layout: Layout) -> set[int]:
    """Return the number of the row that tells what the columns of a table of turns are, if it is above all others."""
    first = next((one.line for one in layout.candidates if one.head.style == "tab"), None)
    if first is None:
        return set()
    cells = [cell.strip(" :*").casefold() for cell in layout.lines[first].split("\t") if cell.strip()]
    return {first} if len(cells) > 1 and all(cell in _COLUMNS for cell in cells) else set()


def _names_header(one: Candidate) -> bool:
    words = (word.strip(".,0123456789") for word in one.head.name.casefold().split())
    return one.head.style in ("colon", "bullet", "tab", "dash", "bold") and any(word in HEADERS for word in words)


def _is_list(block: list[Candidate], layout: Layout) -> bool:
    """Tell whether the paragraph, unlike most, lists speakers, each once and in a few words, a line each."""
    opening = sum(1 for one in layout.candidates if one.opens)
    is_spaced = opening * 5 >= len(layout.candidates) * 3
    if not is_spaced or len(block) < 2 or len({one.head.key for one in block}) < len(block):
        return False
    filled = bisect_right(layout.filled, block[-1].line) - bisect_right(layout.filled, block[0].line - 1)
    after = bisect_right(layout.openings, block[-1].line)
    is_last_line = after == len(layout.openings) or not layout.lines[block[-1].line + 1].strip()
    return filled == len(block) and is_last_line and all(_is_short(one, layout) for one in block)


def _is_short(one: Candidate, layout: Layout) -> bool:
    value = layout.lines[one.line][one.head.length :].strip()
    if not value:
        return False
    return len(value.split()) <= 8 and (_SENTENCE_END.search(value) is None or _INITIAL_END.search(value) is not None)
