r"""Bytes in, text out: the encoding found, or taken as told.

A byte order mark counts first, then UTF-8 if the bytes are that, then UTF-16 by its zeros, then the one-byte encodings
by how their letters stand (`encodings`), then those of East Asia. Newlines become `\n`; nothing else is changed, and
the byte order mark is not part of the text. No lone surrogate and no NUL comes out.
"""

import codecs
import re
from dataclasses import dataclass

from qualcode.errors.files import EmptyTextError, NotTextError
from qualcode.transcripts.encodings import east_asian_encoding, found_encoding
from qualcode.transcripts.mojibake import noticed, parted, undone

# What a text may hold without holding a word: space, and marks nobody sees.
_BLANK = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x2010))
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
# What encodings are called, where Python has another name first.
_CALLED = {
    "cp1250": "windows-1250", "cp1251": "windows-1251", "cp1252": "windows-1252", "cp1253": "windows-1253",
    "cp1254": "windows-1254", "cp1257": "windows-1257", "iso8859-1": "latin-1",
}  # fmt: skip
_SAMPLE = 65536


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""A text with `\n` newlines, the encoding it was in, and what is doubtful about that."""

    text: str
    encoding: str
    doubts: tuple[str, ...] = ()


def decoded(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    r"""Return the text with `\n` newlines, and the name of the encoding it was in; as `decoding`."""
    found = decoding(data, name, encoding)
    return found.text, found.encoding


def decoding(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    r"""Return the text, its encoding and doubts about it.

    Args:
        data: the file's bytes.
        name: what messages call the file.
        encoding: any text encoding Python knows, taken at its word; `RIGHT-as-WRONG` undoes that a text in the one was
            read as the other and saved as UTF-8. Found without it.

    Raises:
        EmptyTextError: nothing but space.
        NotTextError: binary, in an encoding nobody knows, or not in the one that was told.
    """
    if encoding and (pair := parted(encoding)):
        return Decoded(unmixed(decoding(data, name).text, name, *pair), encoding)
    if encoding:
        known = _known_encoding(encoding, name)
        return Decoded(checked_text(_strictly(data, known, name).removeprefix("\ufeff"), name), known)
    found, doubts, told = _found_encoding(data, name)
    text = _one_newline(_strictly(data, found, name) if told is None else told, name)
    return Decoded(text, found, (*doubts, *misread(text)))


def unmixed(text: str, name: str, right: str, wrong: str) -> str:
    """Return the text with a wrong reading undone.

    Raises:
        NotTextError: it was not read wrongly in this way.
    """
    try:
        return checked_text(undone(text, right, wrong), name)
    except UnicodeError as error:
        raise NotTextError(name, f"it is not {right} read as {wrong} ({str(error)[:80]})") from None


def misread(text: str) -> tuple[str, ...]:
    """Return a doubt where the text looks as if it had been read in a wrong encoding before it was saved."""
    found = noticed(text[:16384])
    if found is None:
        return ()
    right, wrong, words = found
    return (
        f"looks like {right} read as {wrong} and saved so: it would begin with {words!r}; "
        f"to undo it, import with --encoding {right}-as-{wrong}",
    )


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
    return _CALLED.get(info.name, info.name)


def _found_encoding(data: bytes, name: str) -> tuple[str, tuple[str, ...], str | None]:
    """Return an encoding the bytes are surely in, or most likely, and then a doubt; and the text if it was seen."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, (), None
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotTextError(name, f"it is {what}; give it the ending of its kind, or save it as plain text in UTF-8")
    if b"\0" in data[:4096]:
        half = _utf16_without_mark(data)
        if half is not None:
            return half, (), None
    try:
        return "utf-8", (), data.decode("utf-8")
    except UnicodeDecodeError as error:
        return *_by_letters(data, name, error), None


def _by_letters(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    place = f"byte 0x{data[error.start]:02X} at {error.start + 1} does not fit"
    if b"\0" in data:
        raise NotTextError(name, f"it is binary (a NUL stands at byte {data.index(0) + 1})")
    sample = data[max(0, error.start - 2000) :][:_SAMPLE]
    lenient = sample.decode("utf-8", "replace")
    if lenient.count("\ufffd") * 10 < sum(1 for char in lenient if char > "\x7f"):
        raise NotTextError(
            name, f"it is UTF-8 with broken bytes in it ({place}); mend it in an editor and save it again"
        )
    asian = east_asian_encoding(data)
    if asian is not None:
        return asian, ()
    found = found_encoding(data)
    if found is None:
        raise NotTextError(name, f"its encoding is not known, and it is not UTF-8 ({place}); name it with --encoding")
    doubt = f"encoding {found.encoding} was found by its letters; {found.runner_up} is about as likely (--encoding)"
    return found.encoding, (doubt,) if found.runner_up else ()


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the byte order in which the bytes are mostly letters, digits and space of few scripts."""
    head = data[: min(4096, len(data) // 2 * 2)]
    likely = {encoding: _plain_share(head.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(likely, key=lambda encoding: likely[encoding])
    return best if likely[best] > 0.9 and min(likely.values()) < 0.7 else None


def _plain_share(text: str) -> float:
    plain = sum(1 for char in text if char in "\n\r\t" or " " <= char < "\u0700" or "\u2010" <= char < "\u2040")
    return plain / max(1, len(text))


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte 0x{data[error.start]:02X} at {error.start + 1} does not fit"
        raise NotTextError(name, f"it is not in {encoding} ({place})") from None
    except (UnicodeError, ValueError):
        raise NotTextError(name, f"it is not in {encoding}") from None
