"""Text as YAML: without quotes where every YAML reader takes it for text, as a block where it is long, else quoted.

What is written depends on the text alone, so the same text is always the same lines, whatever stands around it.
"""

import json
import re

_LONGEST_INLINE = 88
_LONGEST_IN_QUOTES = 40
_LONGEST_LITERAL = 120
_FOLD_AT = 100
# What YAML 1.1 or 1.2 would take for nothing, yes or no, a number or a date when it stands without quotes.
_NOT_TEXT = re.compile(
    r"""
    null | true | false | yes | no | on | off | y | n
    | [0-9][0-9_,]* (\.[0-9_]*)? (e[-+]?[0-9]+)?
    | 0x[0-9a-f_]+ | 0o?[0-7_]+ | 0b[01_]+
    | [0-9][0-9_]*(:[0-5]?[0-9])+ (\.[0-9_]*)?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} ([t\ ].*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Starts and inner parts that no reader takes for punctuation of YAML.
_PLAIN = re.compile(r"[A-Za-z0-9(/$\u00a1-\ud7ff\ue000-\U0010ffff](?:[^:#]|:(?=\S)|(?<=\S)#)*")
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z\u00a1-\ud7ff\ue000-\U0010ffff_](?:[\w .+'-]*[\w.])?")
# Not printable for YAML, or a line break for some reader: these stand as escapes in double quotes.
_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_WORD_BREAK = re.compile(r"(?<=\S) (?=\S)")


def inline(text: str) -> str:
    """Return the text on one line, without quotes where they are not needed."""
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and not _NOT_TEXT.fullmatch(text)
    return text if is_plain and not _has_special(text) else _quoted(text)


def inline_in_flow(text: str) -> str:
    """Return the text as it can stand between brackets and commas."""
    is_plain = _PLAIN_IN_FLOW.fullmatch(text) and not _NOT_TEXT.fullmatch(text)
    return text if is_plain and not _has_special(text) else _quoted(text)


def lines(start: str, text: str, indent: str) -> list[str]:
    """Return the lines of a text that begins after `start`: inline, or as a block that is indented so."""
    longest = _LONGEST_INLINE if inline(text) == text else _LONGEST_IN_QUOTES
    if len(text) <= longest and "\n" not in text:
        return [f"{start} {inline(text)}"]
    if not _can_be_block(text):
        return [f"{start} {_quoted(text)}"]
    parts = text.split("\n")
    if max(map(len, parts)) <= _LONGEST_LITERAL:
        return [f"{start} |-", *(indent + part if part else "" for part in parts)]
    # In a folded block a line that begins with space is not folded, and the breaks around it count differently.
    if any(part.startswith(" ") for part in parts):
        return [f"{start} |-", *(indent + part if part else "" for part in parts)]
    return [f"{start} >-", *_folded(parts, indent)]


def _folded(parts: list[str], indent: str) -> list[str]:
    """Return the lines of a folded block: a line break within a part is a space, an empty line is a line break."""
    folded: list[str] = []
    for number, part in enumerate(parts):
        if number:
            folded.append("")
        if part:
            folded += [indent + line for line in _wrapped(part)]
    return folded


def _wrapped(text: str) -> list[str]:
    wrapped: list[str] = []
    line = ""
    for word in _WORD_BREAK.split(text):
        if line and len(line) + 1 + len(word) > _FOLD_AT:
            wrapped.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*wrapped, line]


def _can_be_block(text: str) -> bool:
    """Tell whether a block gives the text back: it begins and ends with a visible character, and no line with space."""
    parts = text.split("\n")
    return text == text.strip() and not any(part != part.rstrip() or _has_special(part) for part in parts)


def _has_special(text: str) -> bool:
    return _SPECIAL.search(text) is not None


def _quoted(text: str) -> str:
    if _has_special(text):
        return _SPECIAL.sub(lambda found: f"\\u{ord(found[0]):04X}", json.dumps(text, ensure_ascii=False))
    return "'" + text.replace("'", "''") + "'"
