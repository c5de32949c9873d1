"""YAML text → plain scalars, lists and mappings, each with its place; nothing is ever constructed from it.

ruamel.yaml parses (by its C part where that is installed, which is twenty times quicker), and only its events are used:
anchors, aliases and tags are refused where they stand, so neither entity bombs nor objects can come in. Also refused:
keys twice in a mapping, nesting without end, more than one YAML document. Lines and columns count from 0 here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.codebooks.drafts import DEEPEST, MOST_CODES
from qualcode.errors.codebooks import CodebookFileError
from qualcode.model.display import harmless_line

if TYPE_CHECKING:
    from ruamel.yaml.error import YAMLError

# A level of codes is a mapping and a list; cues and their patterns stand a few levels below the last code.
_DEEPEST_YAML = 2 * DEEPEST + 20
# A code is told in some ten words and texts; more than twice as many everywhere is no codebook.
_MOST_VALUES = 20 * MOST_CODES
# YAML 1.1 and 1.2, and so the two parsers, disagree on whether these break lines.
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BEGINNINGS = frozenset({"AliasEvent", "MappingStartEvent", "ScalarEvent", "SequenceStartEvent"})
_ENDINGS = frozenset({"MappingEndEvent", "SequenceEndEvent"})


@dataclass(slots=True)
class Scalar:
    """A word or text; `is_plain` when it stands without quotes, `is_block` when it is a `|` or `>` text."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    is_plain: bool
    is_block: bool


@dataclass(slots=True)
class Listing:
    """A sequence of values; its end is known for the flow style `[a, b]` only."""

    line: int
    column: int
    items: list[Value] = field(default_factory=list)
    flow_end: tuple[int, int] | None = None


@dataclass(slots=True)
class Mapping:
    """Keys with their values in order; its end is known for the flow style `{a: b}` only."""

    line: int
    column: int
    entries: dict[str, tuple[Scalar, Value]] = field(default_factory=dict)
    flow_end: tuple[int, int] | None = None


Value = Scalar | Listing | Mapping


def yaml_tree(path: Path, text: str, *, pure: bool = False) -> Value | None:
    """Return the one document of a YAML text, or None when it holds none.

    Args:
        path: named in refusals.
        pure: do without ruamel.yaml's C part even where it is installed.

    Raises:
        CodebookFileError: the text is not YAML, or uses what codebook files do not.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    pure = pure or _ODD_BREAKS.search(text) is not None
    try:
        return _composed(path, YAML(typ="safe", pure=pure).parse(text))
    except YAMLError as error:
        raise _explained(path, text, error) from error


def fault(path: Path, value: Value, reason: str) -> CodebookFileError:
    """Return the refusal of a file because of the value that stands there."""
    return CodebookFileError(path, value.line + 1, value.column + 1, reason)


def is_nothing(value: Value) -> bool:
    """Tell whether the value is YAML's null, which an empty place is too."""
    return isinstance(value, Scalar) and value.is_plain and value.text in ("", "~", "null", "Null", "NULL")


def text_of(scalar: Scalar) -> str:
    """Return a scalar's text; the line break that ends a `|` or `>` text belongs to the file, not to the text."""
    return scalar.text.rstrip("\n") if scalar.is_block else scalar.text


def _explained(path: Path, text: str, error: YAMLError) -> CodebookFileError:
    """Return the parser's complaint as ours."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        problem = harmless_line(str(getattr(error, "problem", None) or error))
        return CodebookFileError(path, mark.line + 1, mark.column + 1, f"{problem}.")
    place = getattr(error, "position", None)
    if place is None:
        return CodebookFileError(path, None, None, f"{harmless_line(str(error))}.")
    before = text[:place].split("\n")
    character = getattr(error, "character", 0)
    return CodebookFileError(
        path, len(before), len(before[-1]) + 1, f"a control character (U+{int(character):04X}) stands here; remove it."
    )


class _Open:
    """A list or mapping that is being filled."""

    __slots__ = ("key", "value")

    def __init__(self, value: Listing | Mapping) -> None:
        self.value = value
        self.key: Scalar | None = None


def _composed(path: Path, events: Iterator[Any]) -> Value | None:
    """Return the tree the events describe; one loop, no recursion, so depth cannot exhaust the stack."""
    root: Value | None = None
    stack: list[_Open] = []
    documents = values = 0
    for event in events:
        kind = type(event).__name__
        if kind in _ENDINGS:
            _close(stack.pop().value, event)
            continue
        documents += kind == "DocumentStartEvent"
        if documents > 1:
            raise _fault_at(path, event.start_mark, "a second YAML document begins here; a codebook file holds one.")
        if kind not in _BEGINNINGS:
            continue
        value = _value(path, kind, event, len(stack))
        values += 1
        if values > _MOST_VALUES:
            raise fault(path, value, f"holds more than {_MOST_VALUES:,} words and texts, which is no codebook.")
        if stack:
            _put(path, stack[-1], value)
        else:
            root = value
        if not isinstance(value, Scalar):
            stack.append(_Open(value))
    return root


def _value(path: Path, kind: str, event: Any, depth: int) -> Value:  # noqa: ANN401 - ruamel.yaml's events come from either of two libraries
    """Return what an event begins that begins a value."""
    start = event.start_mark
    if event.anchor is not None:
        raise _fault_at(path, start, "anchors are not used in codebook files; write the text out.")
    if event.tag is not None:
        raise _fault_at(path, start, "YAML tags (`!…`) are not used in codebook files; remove it.")
    if kind == "ScalarEvent":
        if _SURROGATE.search(event.value):
            raise _fault_at(path, start, "half a character (a lone surrogate) stands in this text; remove it.")
        end = event.end_mark
        is_block = event.style in ("|", ">")
        is_plain = bool(event.implicit[0])
        return Scalar(start.line, start.column, end.line, end.column, event.value, is_plain, is_block)
    if depth >= _DEEPEST_YAML:
        raise _fault_at(path, start, f"nested too deeply (codes may stand {DEEPEST} levels deep).")
    return Mapping(start.line, start.column) if kind == "MappingStartEvent" else Listing(start.line, start.column)


def _close(value: Listing | Mapping, event: Any) -> None:  # noqa: ANN401 - as above
    start, end = event.start_mark, event.end_mark
    # Only the flow style has a bracket to end with.
    if (start.line, start.column) != (end.line, end.column):
        value.flow_end = (end.line, end.column)


def _put(path: Path, holder: _Open, value: Value) -> None:
    """Add a value to the list or mapping that is open."""
    if isinstance(holder.value, Listing):
        holder.value.items.append(value)
        if len(holder.value.items) > MOST_CODES:
            raise fault(path, value, f"a list goes on here: more than {MOST_CODES:,} codes are no codebook.")
    elif holder.key is not None:
        holder.value.entries[holder.key.text] = (holder.key, value)
        holder.key = None
    elif not isinstance(value, Scalar):
        raise CodebookFileError(
            path, value.line + 1, value.column + 1, "a key must be one word, not a list or mapping."
        )
    else:
        first = holder.value.entries.get(value.text)
        if first is not None:
            reason = f"the key {value.text!r} stands twice in this entry (first in line {first[0].line + 1})."
            raise fault(path, value, reason)
        holder.key = value


def _fault_at(path: Path, mark: Any, reason: str) -> CodebookFileError:  # noqa: ANN401 - as above
    return CodebookFileError(path, mark.line + 1, mark.column + 1, reason)
