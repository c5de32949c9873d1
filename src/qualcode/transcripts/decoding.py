r"""Bytes in, text out: the encodings this version reads, and a guess at those it does not.

UTF-8 with and without a byte order mark and UTF-16 with one are read without being told. Anything else is refused with
the encoding it looks like, unless the caller names one. Newlines become `\n`; nothing else is changed, and the byte
order mark is not part of the text. No lone surrogate and no NUL comes out.
"""

import codecs
import re

from qualcode.errors.files import EmptyTextError, NotTextError

# What a text may hold without holding a word: space, and marks nobody sees.
_BLANK = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x2010))
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zipped file such as DOCX or ODT"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (DOC)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
)
# The letters text in these encodings is made of; mojibake of one in another scores low.
_FREQUENT = {
    "windows-1251": "оеаинтсрвлкяыНОПСВМАТ",
    "koi8-r": "оеаинтсрвлкяыНОПСВМАТ",
    "cp866": "оеаинтсрвлкяыНОПСВМАТ",
    "mac-cyrillic": "оеаинтсрвлкяыНОПСВМАТ",
    "windows-1252": "éèàçêùôîâäöüßñóáíãÄÖÜ’“”–—…",
    "mac-roman": "éèàçêùôîâäöüßñóáíãÄÖÜ’“”–—…",
}


def decoded(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    r"""Return the text with `\n` newlines, and the name of the encoding it was in.

    Args:
        data: the file's bytes.
        name: what messages call the file.
        encoding: any text encoding Python knows, taken at its word; without it the three above are tried.

    Raises:
        EmptyTextError: nothing but space.
        NotTextError: binary, in another encoding, or in an encoding nobody knows.
    """
    if encoding:
        encoding = _known_encoding(encoding, name)
        text = checked_text(_strictly(data, encoding, name).removeprefix("\ufeff"), name)
    else:
        encoding = _found_encoding(data, name)
        text = _one_newline(_strictly(data, encoding, name), name)
    return text, encoding


def checked_text(text: str, name: str) -> str:
    r"""Return the text with `\n` newlines, once it is known to be one.

    Raises:
        EmptyTextError: nothing but space.
        NotTextError: it holds NULs, lone surrogates, or mostly control characters.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotTextError(
            name, f"half a character (a lone surrogate) stands at {error.start + 1}; save it again as UTF-8"
        ) from None
    return _one_newline(text, name)


def _one_newline(text: str, name: str) -> str:
    place = text.find("\0")
    if place >= 0:
        raise NotTextError(name, f"it is binary (a NUL stands at character {place + 1})")
    head = text[:1024]
    if len(_CONTROL.findall(head)) * 10 > len(head):
        raise NotTextError(name, "it is binary (mostly control characters)")
    if not head.strip(_BLANK) and not text.strip(_BLANK):
        raise EmptyTextError(name)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _known_encoding(encoding: str, name: str) -> str:
    try:
        info = codecs.lookup(encoding)
        "".encode(info.name)
    except (LookupError, TypeError, ValueError):
        raise NotTextError(name, f"{encoding!r} is no text encoding; try utf-8 or windows-1251") from None
    return info.name


def _found_encoding(data: bytes, name: str) -> str:
    way = "; save it as plain text in UTF-8"
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise NotTextError(name, "it is in UTF-32" + way + ", or name it with --encoding utf-32")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotTextError(name, f"it is {what}" + way)
    if b"\0" in data[:4096]:
        half = _utf16_without_mark(data)
        if half:
            raise NotTextError(name, f"it looks like UTF-16 without a mark{way}, or name it with --encoding {half}")
    return "utf-8"


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 2 < len(head) // 4 or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(name, _reason(data, encoding, error)) from None
    except (UnicodeError, ValueError):
        raise NotTextError(name, f"it is not in {encoding}") from None


def _reason(data: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    place = f"byte 0x{data[error.start]:02X} at {error.start + 1} does not fit"
    if encoding != "utf-8":
        return f"it is not in {encoding} ({place})"
    if b"\0" in data:
        return f"it is binary (a NUL stands at byte {data.index(0) + 1})"
    sample = data[:65536]
    lenient = sample.decode("utf-8", "replace")
    wrong = lenient.count("\ufffd")
    if wrong * 10 < sum(1 for char in lenient if char > "\x7f"):
        return f"it is UTF-8 with broken bytes in it ({place}); mend it in an editor and save it again"
    guess = guessed_encoding(sample)
    return f"it looks like {guess}, not UTF-8 ({place}); save it as UTF-8, or name it with --encoding {guess}"


def guessed_encoding(data: bytes) -> str:
    """Return the one-byte encoding in which the bytes look most like Russian or western European words."""

    def likeness(encoding: str) -> int:
        text = data.decode(encoding, "replace")
        return sum(text.count(char) for char in _FREQUENT[encoding])

    return max(_FREQUENT, key=likeness)
