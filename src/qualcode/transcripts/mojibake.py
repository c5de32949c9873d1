"""Text that was read in a wrong encoding once and saved so: noticed, said, and undone when asked.

"Ìîäåðàòîð" is "Модератор" in Windows-1251 read as Latin-1; "MÃ¼ller" is "Müller" in UTF-8 read as Windows-1252. The
text is undone by an encoding called `RIGHT-as-WRONG`, such as `windows-1251-as-latin-1`.
"""

import codecs
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from qualcode.transcripts.encodings import likeness

# What a text is really in, and what it was read as; and what it looks like then, to look closer at few texts only.
_PAIRS = (
    ("utf-8", "windows-1252", re.compile("[ÃÂâÐÑÅÄ][\x80-ÿŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")),
    ("utf-8", "latin-1", re.compile("[ÃÂâÐÑÅÄ][\x80-\xbf]")),
    ("utf-8", "windows-1251", re.compile("[РСГВ][\u0402-\u040f\u0452-\u045f\xa0-\xbf‚„…†‡€‰‹‘’“”•–—™›№]")),
    ("windows-1251", "latin-1", re.compile("[À-ÿ]{3}")),
    ("windows-1251", "windows-1252", re.compile("[À-ÿ]{3}")),
    ("koi8-r", "latin-1", re.compile("[À-ÿ]{3}")),
    ("koi8-r", "windows-1251", re.compile("[а-я][А-Я]{2}")),
    ("windows-1251", "koi8-r", re.compile("[а-я][А-Я]{2}")),
    ("cp866", "windows-1251", re.compile("[а-п][®Ґ¤ЁўЈ¦§©«¬]|[®Ґ¤ЁўЈ¦§©«¬][а-п]")),
    ("windows-1250", "windows-1252", re.compile("[a-z][³¹¿œêæñØøùìè][a-z]|[a-z][³¹]\\b")),
    ("mac-roman", "windows-1252", re.compile("[a-z][Ž\x8fŸšŠ\x9d][a-z]")),
)
LOOKS_BROKEN = re.compile("|".join(looks.pattern for _, _, looks in _PAIRS))
# Signs beyond ASCII that stand in whole texts, too, and look like nothing above without a letter beside them.
PLAIN = frozenset("–—‘’“”„…•·«»‹›‚\xa0\xad€§©®°№™\u2009\u200a\u200b\u2010\u2011\u2028\u202f\u2212\ufeff")
_ASCII = bytes(range(128))
_LINES, _LONGEST = 15, 300


def undone(text: str, right: str, wrong: str) -> str:
    """Return the text as it would be had it been read as `right`; signs that `wrong` cannot write stay as they are.

    Raises:
        UnicodeError: the bytes are not text in `right`.
        LookupError: one of them is no encoding.
    """
    return "\n".join(_undone_line(line, right, wrong) for line in text.split("\n"))


def _undone_line(line: str, right: str, wrong: str) -> str:
    if line.isascii():
        return line
    table = _bytes_of(wrong)
    missing = next((char for char in line if char not in table), None)
    if missing is not None:
        raise UnicodeError(f"{missing!r} is not in {wrong}")
    return b"".join([table[char] for char in line]).decode(right)


@lru_cache(maxsize=8)
def _bytes_of(encoding: str) -> dict[str, bytes]:
    """Return the byte of each character; bytes that mean nothing are what programs leave them as."""
    table = {chr(number): bytes([number]) for number in range(256)}
    return table | {char: byte for byte in table.values() if (char := byte.decode(encoding, "ignore"))}


def noticed(text: str) -> tuple[str, str, str] | None:
    """Return what the text is really in, what it was read as, and a few words of it undone; None where it is whole."""
    if text.isascii():
        return None
    lines = list(islice((line[:_LONGEST] for line in text.split("\n") if not line.isascii()), _LINES))
    beyond = "".join(lines).encode("utf-8", "ignore").translate(None, _ASCII).decode("utf-8")
    if set(beyond) <= PLAIN or not any(map(LOOKS_BROKEN.search, lines)):
        return None
    found: list[tuple[float, str, str, str]] = []
    standing: dict[str, float] = {}
    for right, wrong, looks in _PAIRS:
        sample = _suspicious(lines, looks)
        mended = _mostly_undone(sample, right, wrong) if sample else ""
        if not mended or mended == sample:
            continue
        before = standing.setdefault(sample, likeness(sample))
        gain = before - likeness(mended)
        if gain > 0.25 * before and gain > 60:
            found.append((-gain, right, wrong, mended))
    if not found:
        return None
    _, right, wrong, mended = min(found)
    return right, wrong, " ".join(mended.split()[:4])


def _suspicious(lines: Sequence[str], looks: re.Pattern[str]) -> str:
    """Return lines that look as if they had been read wrongly, if a third of those at the beginning do."""
    hits = [line for line in lines if looks.search(line)]
    return "\n".join(hits) if len(hits) * 3 >= len(lines) else ""


def _mostly_undone(sample: str, right: str, wrong: str) -> str:
    """Return the lines that can be undone, if they are most."""
    mended = []
    lines = sample.split("\n")
    for line in lines:
        try:
            mended.append(_undone_line(line, right, wrong))
        except UnicodeError:
            continue
    return "\n".join(mended) if len(mended) * 2 > len(lines) else ""


def parted(encoding: str) -> tuple[str, str] | None:
    """Return the two encodings of a name such as `windows-1251-as-latin-1`; None for any other."""
    right, sign, wrong = encoding.partition("-as-")
    if not sign:
        return None
    try:
        codecs.lookup(right), codecs.lookup(wrong)
    except LookupError:
        return None
    return right, wrong
