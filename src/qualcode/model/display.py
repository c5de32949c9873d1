"""Text made harmless for a terminal: control and bidirectional-override characters become visible stand-ins.

Transcripts and names come from anywhere; an escape sequence in one of them must never reach the terminal raw. One
character in gives one character out, so offsets stay true.
"""

import re

from qualcode.model.identity import BIDI_CONTROLS

_C0 = {number: chr(0x2400 + number) for number in range(0x20) if number not in (0x09, 0x0A)}
_OTHER = {0x09: " ", 0x7F: "␡", **dict.fromkeys(range(0x80, 0xA0), "\ufffd"), 0x2028: "␤", 0x2029: "␤"}
_STAND_INS = {
    **_C0,
    **_OTHER,
    **{ord(char): "\ufffd" for char in BIDI_CONTROLS},
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_HARMFUL = re.compile("[" + "".join(f"\\U{number:08x}" for number in _STAND_INS) + "]")


def harmless(text: str) -> str:
    """Return the text with every character that could steer a terminal replaced; newlines stay."""
    return text.translate(_STAND_INS) if _HARMFUL.search(text) else text


def harmless_line(text: str) -> str:
    """Return the text on one line, harmless: newlines and runs of space become one space."""
    return harmless(" ".join(text.split()))


def with_edits(talk: str, shown: str, edited: str) -> str:
    """Return a text with the edits made on how it was shown: what was not touched stays as it is, whatever it is.

    Args:
        talk: the text.
        shown: the same, character by character, harmless for a terminal.
        edited: what was made of `shown`.
    """
    if talk == shown:
        return edited
    from rapidfuzz.distance import Levenshtein

    return "".join(
        talk[step.src_start : step.src_end] if step.tag == "equal" else edited[step.dest_start : step.dest_end]
        for step in Levenshtein.opcodes(shown, edited)
    )
