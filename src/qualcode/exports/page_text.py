"""Text as it stands in an HTML page, whoever opens it: a browser, or a spreadsheet that takes paragraphs for cells."""

from qualcode.exports.sheet import shown
from qualcode.files import defused

_WORD_JOINER = "\u2060"


def page_text(text: str) -> str:
    """Return the text, not escaped yet, with stand-ins for what could steer its reader.

    What a spreadsheet would compute has a mark before it that nobody sees.
    """
    return f"{'' if text == defused(text) else _WORD_JOINER}{shown(text)}"
