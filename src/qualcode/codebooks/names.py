"""Names as other programs allow them, made such as a code may have."""

from qualcode.model.identity import LONGEST_NAME, unprintable


def mended_name(written: str) -> str:
    """Return a name on one line, without control and bidirectional characters, at most as long as a name may be.

    Empty where nothing is left.
    """
    plain = "".join(" " if char in "\t\n\r\x85\u2028\u2029" else char for char in written)
    plain = "".join(char for char in plain if unprintable(char) is None).strip()
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - 1].rstrip() + "…"
