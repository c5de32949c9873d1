r"""What REFI-QDA has no place for, within a code's Description: sections under fixed headings, for people and for us.

    What the code means.

    Use when:
    A new call-up is what worries the speaker.

    Cues:
    en: call-up papers

The definition comes first, then each section that holds something, a blank line before its heading. A line of a text
that is itself such a heading gets a backslash before it, so that every text comes back exactly.
"""

import re
from typing import NamedTuple

from qualcode.codebooks.tables.cells import cue_item, examples_cell, read_cues_cell, read_examples_cell
from qualcode.model.codebook import Code, Cue

# Headings by the field they tell, in the order in which they are written.
HEADINGS = {
    "use_when": "Use when:",
    "not_when": "Do not use when:",
    "cues": "Cues:",
    "examples": "Examples:",
    "key": "Key:",
    "is_retired": "Retired:",
    "merged_guids": "Merged from:",
    "split_from_guid": "Split from:",
}
_FIELDS = {heading: field for field, heading in HEADINGS.items()}
_HEADING = re.compile(rf"^({'|'.join(map(re.escape, _FIELDS))})$", re.MULTILINE)
_HEADING_IN_TEXT = re.compile(rf"^(\\*(?:{'|'.join(map(re.escape, _FIELDS))}))$", re.MULTILINE)
_ESCAPED = re.compile(rf"^\\(\\*(?:{'|'.join(map(re.escape, _FIELDS))}))$", re.MULTILINE)


class Described(NamedTuple):
    """What a Description tells; `fields` are those that have a section."""

    definition: str
    use_when: str = ""
    not_when: str = ""
    cues: tuple[Cue, ...] = ()
    examples: tuple[str, ...] = ()
    key: str = ""
    is_retired: bool = False
    merged_guids: tuple[str, ...] = ()
    split_from_guid: str = ""
    fields: frozenset[str] = frozenset()


def description(code: Code) -> str:
    """Return the Description of a code, empty where there is nothing to tell."""
    sections = {
        "use_when": code.use_when,
        "not_when": code.not_when,
        "cues": "\n".join(cue_item(cue) for cue in code.cues),
        "examples": examples_cell(code.examples),
        "key": code.key or "",
        "is_retired": "yes" if code.is_retired else "",
        "merged_guids": "\n".join(code.merged_guids),
        "split_from_guid": code.split_from_guid or "",
    }
    parts = [_escaped(code.definition)] if code.definition else []
    parts += [f"{HEADINGS[field]}\n{_escaped(text)}" for field, text in sections.items() if text]
    return "\n\n".join(parts)


def described(text: str) -> Described:
    """Return what a Description tells; one that another program wrote is the definition, or has the same headings.

    A heading that comes a second time adds to what the first told.
    """
    parts = _HEADING.split(text)
    told: dict[str, str] = {}
    for place in range(1, len(parts), 2):
        section = _unescaped(parts[place + 1].removeprefix("\n"), is_last=place + 2 == len(parts))
        field = _FIELDS[parts[place]]
        told[field] = f"{told[field]}\n{section}" if field in told else section
    return Described(
        definition=_unescaped(parts[0], is_last=len(parts) == 1),
        use_when=told.get("use_when", ""),
        not_when=told.get("not_when", ""),
        cues=read_cues_cell(told.get("cues", "")),
        examples=read_examples_cell(told.get("examples", "")),
        key=told.get("key", "").strip(),
        is_retired=told.get("is_retired", "").strip() == "yes",
        merged_guids=tuple(told.get("merged_guids", "").split()),
        split_from_guid=told.get("split_from_guid", "").strip(),
        fields=frozenset(told),
    )


def _escaped(text: str) -> str:
    return _HEADING_IN_TEXT.sub(r"\\\1", text)


def _unescaped(part: str, *, is_last: bool) -> str:
    """Return a section's text without the blank line that parts it from the next heading."""
    if not is_last:
        part = part.removesuffix("\n").removesuffix("\n")
    return _ESCAPED.sub(r"\1", part)
