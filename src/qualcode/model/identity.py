"""Identity and names: GUIDs made at birth, and what a name may be.

A GUID is a lower-case hyphenated UUID (version 4 when made here). A name is a label for people: trimmed, one line, no
control or bidirectional-override characters, at most 200 characters; it is never a key.
"""

import hashlib
import os
import re
import unicodedata

from qualcode.errors.values import InvalidValueError

LONGEST_NAME = 200
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Overrides and isolates can make one name look like another; the plain marks (LRM, RLM, ZWJ, ZWNJ) are needed to write.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def new_guid() -> str:
    """Return a new random GUID: a UUID of version 4, spelled without the detour over `uuid`, which takes longer."""
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def is_guid(text: str) -> bool:
    """Tell whether the text is a GUID in its stored form."""
    return _GUID.fullmatch(text) is not None


def checked_guid(guid: str) -> str:
    """Return the GUID unchanged.

    Raises:
        InvalidValueError: it is not a lower-case hyphenated UUID.
    """
    if not is_guid(guid):
        raise InvalidValueError("GUID", guid, "is not a UUID such as 6f9619ff-8b86-4d01-b42d-00cf4fc964ff.")
    return guid


def unprintable(text: str) -> int | None:
    """Return the place of the first character that may not stand in a name, or None."""
    if text.isprintable():
        return None
    for place, char in enumerate(text):
        if char in BIDI_CONTROLS or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
            return place
    return None


def checked_name(what: str, name: str) -> str:
    """Return the name without surrounding space.

    Raises:
        InvalidValueError: empty, too long, or with a control character in it.
    """
    trimmed = name.strip()
    if not trimmed:
        raise InvalidValueError(what, name, "a name needs at least one character.")
    if len(trimmed) > LONGEST_NAME:
        raise InvalidValueError(what, trimmed[:40] + "…", f"a name has at most {LONGEST_NAME} characters.")
    place = unprintable(trimmed)
    if place is not None:
        raise InvalidValueError(
            what, trimmed, f"has a control character (U+{ord(trimmed[place]):04X}) at place {place + 1}; remove it."
        )
    return trimmed


def text_sha256(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
