"""Screen cells: how wide text is drawn, and which character stands in which cell.

Offsets are code points of the text; cells are the columns it takes on the screen, where a wide character takes two and
a combining one none. All text passes through `harmless` before it is measured, as it does before it is drawn.

Vowel signs of Indian scripts take a cell in most terminals and none in some, so room is left for them: what is `drawn`
has a blank after each character that has one, over which the terminal may draw the sign.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from unicodedata import category

from rich.cells import cell_len, set_cell_size, split_graphemes

from qualcode.model.codebook import PATH_SEPARATOR
from qualcode.model.display import harmless, harmless_line

# Characters of which each takes one cell, once made harmless. Text of these alone needs no measuring.
_NOT_PLAIN = re.compile(
    "[^\x00-\x09\x0b-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u064a\u0660-\u066f"
    "\u10d0-\u10f6\u1e00-\u1eff\u2010-\u202e\u2030-\u205e\u20a0-\u20bf\u2100-\u215f]"
)
_SIGNS = re.compile("[\u0900-\u1cff\u302e-\u302f\ua800-\uabff\U00011000-\U0001d172]")  # among them all there are
ROOM = "\u2800"  # an empty sign, at which no line is broken, for one that the character before it may need a cell for


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether every character of a part of the text takes one cell; a newline does not."""
    return _NOT_PLAIN.search(text, start, len(text) if end is None else end) is None


def spans_of(text: str) -> list[tuple[int, int, int]]:
    """Return the text's visible characters as `(start, end, cells)`, covering every code point."""
    spans = split_graphemes(harmless(text))[0]
    if not _may_have_signs(text):
        return spans
    return [(start, end, cells + signs_in(text[start:end])) for start, end, cells in spans]


def signs_in(character: str) -> int:
    """Return how many signs of a visible character are drawn beside it, which some terminals give a cell."""
    return sum(category(sign) == "Mc" for sign in character)


def drawn(text: str) -> str:
    """Return the text as it is drawn: harmless, with room for signs."""
    safe = harmless(text)
    if not _may_have_signs(safe):
        return safe
    spans = split_graphemes(safe)[0]
    return "".join(safe[start:end] + ROOM * signs_in(safe[start:end]) for start, end, _ in spans)


def _may_have_signs(text: str) -> bool:
    return _SIGNS.search(text) is not None


def cells_before(text: str, offset: int) -> int:
    """Return how many cells the text before an offset takes; inside a visible character, those before it."""
    if is_plain(text):
        return min(offset, len(text))
    return sum(cells for start, end, cells in spans_of(text) if end <= offset and start < offset)


def offset_at(text: str, cell: int) -> int:
    """Return the offset of the visible character that is drawn in a cell; past the end, the text's length."""
    if is_plain(text):
        return min(max(cell, 0), len(text))
    spans = spans_of(text)
    ends = list(accumulate(cells for _, _, cells in spans))
    place = bisect_right(ends, max(cell, 0))
    return spans[place][0] if place < len(spans) else len(text)


def fitted(text: str, cells: int) -> str:
    """Return the text harmless, on one line, in exactly so many cells: padded, or cut with `…`."""
    line = drawn(harmless_line(text))
    if cell_len(line) <= cells:
        return set_cell_size(line, cells)
    return set_cell_size(line, cells - 1) + "…" if cells > 0 else ""


def path_within(path: str, cells: int) -> str:
    """Return the path of a code in at most so many cells: its themes give way first, then the end of its own name."""
    name = path.rsplit(PATH_SEPARATOR, 1)[-1]
    shorter = (path, f"…{PATH_SEPARATOR}{name}", name)
    found = next((said for said in shorter if cell_len(drawn(harmless_line(said))) <= cells), None)
    return fitted(name, cells).rstrip() if found is None else found


def told_apart(labels: Sequence[str], cells: int) -> list[str]:
    """Return labels in exactly so many cells each; those that would look alike when cut keep their ends.

    Speakers are often numbered: of `Participant 11` and `Participant 12` it is the end that tells who it is.
    """
    cut = [fitted(label, cells) for label in labels]
    alike = Counter(cut)
    return [
        _with_end(label, cells) if alike[short] > 1 and short.endswith("…") else short
        for label, short in zip(labels, cut, strict=True)
    ]


def _with_end(label: str, cells: int) -> str:
    line = drawn(harmless_line(label))
    end, room = "", cells // 2 - 1
    for start, stop, wide in reversed(split_graphemes(line)[0]):
        if wide > room:
            break
        end, room = line[start:stop] + end, room - wide
    return fitted(f"{set_cell_size(line, cells - 1 - cell_len(end))}…{end}", cells)
