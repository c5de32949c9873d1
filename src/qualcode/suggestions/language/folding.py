r"""Text made ready for matching, with the way back to the stored text.

A transcript writes one word in several ways: `ё` or `е`, `’` or `'`, a hyphen that does not break, a line wrapped in
the middle of a phrase. The folded text has one of each. Most of it is one code point for one code point; where it is
not, the places are remembered, so that every position found in the folded text can be told in the stored one.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

PARAGRAPH = "\n\n"
# spaCy's tokenizer takes time that grows with the square of a word's length: ten thousand exclamation marks, 15 s.
_LONGEST_WORD = 200
_ONE_FOR_ONE = {
    ord("ё"): "е",
    ord("Ё"): "Е",
    **dict.fromkeys(map(ord, "’ʼ＇"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\t\n\x0b\x0c\r\x85\u00a0\u2028\u2029\u202f\u205f\u3000"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_FOREIGN = re.compile("[" + "".join(f"\\U{number:08x}" for number in _ONE_FOR_ONE) + "]")
_UNSEEN = r"[\u00ad\u200b\u2060\ufeff]"
_REGION = re.compile(
    rf"(?P<space>(?:\s{_UNSEEN}*){{2,}}|\s{_UNSEEN}+)|(?P<unseen>{_UNSEEN}+)|(?P<composed>\w[\u0300-\u036f]+)"
    rf"|(?P<long>\S{{{_LONGEST_WORD}}}(?=\S))"
)
_SPACES = re.compile(r"\s\s")
_MARK = re.compile(r"[\u00ad\u200b\u2060\ufeff\u0300-\u036f]")
_STRESS = "\u0301"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for matching and where its characters stand in the text it was made from.

    Attributes:
        text: the folded text.
        regions: where the two differ in length: `[start, end)` folded, then `[start, end)` stored; in order.
    """

    text: str
    regions: tuple[tuple[int, int, int, int], ...] = ()

    def stored_start(self, position: int) -> int:
        """Return where a piece that starts at that folded position starts in the stored text."""
        place = bisect_right(self.regions, position, key=lambda region: region[0]) - 1
        if place < 0:
            return position
        _, end, stored_start, stored_end = self.regions[place]
        return stored_start if position < end else stored_end + position - end

    def stored_end(self, position: int) -> int:
        """Return where a piece that ends before that folded position ends in the stored text."""
        place = bisect_left(self.regions, position, key=lambda region: region[0]) - 1
        if place < 0:
            return position
        _, end, _, stored_end = self.regions[place]
        return stored_end + max(position - end, 0)


def folded(text: str) -> Folded:
    """Return the text with one spelling for letters, apostrophes, hyphens and spaces that mean the same.

    A wrapped line becomes a space, an empty line `PARAGRAPH`; soft hyphens and other invisible characters go; a letter
    with its accent becomes one character, stress marks on Cyrillic letters go; an endless word is broken.
    """
    if not _has_regions(text):
        return Folded(_respelled(text))
    pieces: list[str] = []
    regions: list[tuple[int, int, int, int]] = []
    here = length = 0
    for found in _REGION.finditer(text):
        start = found.end() if found.lastgroup == "long" else found.start()
        pieces.append(_respelled(text[here:start]))
        length += start - here
        replacement = _replacement(found)
        pieces.append(replacement)
        regions.append((length, length + len(replacement), start, found.end()))
        length += len(replacement)
        here = found.end()
    pieces.append(_respelled(text[here:]))
    return Folded("".join(pieces), tuple(regions))


def _has_regions(text: str) -> bool:
    """Tell in a fraction of the time whether `_REGION` finds anything."""
    return (
        _SPACES.search(text) is not None
        or (not text.isascii() and _MARK.search(text) is not None)
        or (len(text) > _LONGEST_WORD and max(map(len, text.split()), default=0) > _LONGEST_WORD)
    )


def _respelled(text: str) -> str:
    return text.translate(_ONE_FOR_ONE) if _FOREIGN.search(text) else text


def _replacement(found: re.Match[str]) -> str:
    words = found.group()
    match found.lastgroup:
        case "space":
            return PARAGRAPH if words.count("\n") > 1 else " "
        case "unseen":
            return ""
        case "composed":
            marks = words[1:].replace(_STRESS, "") if "CYRILLIC" in unicodedata.name(words[0], "") else words[1:]
            return unicodedata.normalize("NFC", words[0] + marks).translate(_ONE_FOR_ONE)
        case _:
            return " "


def folded_phrase(text: str) -> str:
    """Return a cue's words as they stand in folded text, on one line and trimmed."""
    return " ".join(folded(text).text.split())
