"""A codebook as YAML text, its keys in the order a person would write them; the same content is the same bytes.

Written here rather than by a library, so that no library's next version rewrites every line of a shared file. Each
line knows its place in the codebook, which is how the comments of an older file find their way back to it.
"""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.codebooks.cue_patterns import canonical_pattern, pattern_value
from qualcode.codebooks.lineage import SHORT_HASH
from qualcode.codebooks.yaml_format.cues import ANY_LANGUAGE
from qualcode.codebooks.yaml_format.file import FORMAT
from qualcode.codebooks.yaml_format.scalars import inline, inline_in_flow, lines
from qualcode.model.codebook import Code, Codebook, Cue

# The GUID of a code (empty for the codebook), then the key, language and item on the way to a line.
Place = tuple[str, ...]
HEAD: Place = ("",)
_DEEPEST_IN_FLOW = 8
# YAML finds a key only where its colon is not far; numbers are read as such up to eighteen digits.
_LONGEST_KEY = 200
_LONGEST_NUMBER = 18
_HASHES_A_LINE = 8


class Line(NamedTuple):
    """One line of the file and the places that begin in it; none for the inner lines of a block."""

    text: str
    places: tuple[Place, ...] = ()


def yaml_lines(
    codebook: Codebook, *, revision: str | None = None, parents: Sequence[str] = (), ancestors: Sequence[str] = ()
) -> Iterator[Line]:
    """Yield the lines of a codebook file.

    Args:
        revision: the hash to write down, if any.
        parents: those of the revisions it was made from.
        ancestors: those of older ones, the newest first; their first digits are written, at the end of the file.
    """
    yield Line(f"qualcode: {FORMAT}", (HEAD, ("", "qualcode")))
    yield Line(f"name: {inline(codebook.name)}", (("", "name"),))
    yield Line(f"guid: {inline(codebook.guid)}", (("", "guid"),))
    if revision:
        yield Line(f"revision: {inline(revision)}", (("", "revision"),))
    if parents:
        yield Line("parents:", (("", "parents"),))
        yield from (Line(f"- {inline(each)}", (("", "parents", each),)) for each in parents)
    if codebook.description:
        yield from _text("description:", codebook.description, "", ("", "description"))
    yield from _codes_lines(codebook)
    if ancestors:
        # The oldest first, so that a later revision adds to the end and leaves the lines above as they are.
        yield Line("ancestors: |-", (("", "ancestors"),))
        short = [each[:SHORT_HASH] for each in reversed(ancestors)]
        for start in range(0, len(short), _HASHES_A_LINE):
            yield Line("  " + " ".join(short[start : start + _HASHES_A_LINE]))


def _codes_lines(codebook: Codebook) -> Iterator[Line]:
    below: dict[str | None, list[Code]] = {}
    for code in codebook.codes:
        below.setdefault(code.parent_guid, []).append(code)
    if not codebook.codes:
        yield Line("codes: []", (("", "codes"),))
        return
    yield Line("codes:", (("", "codes"),))
    stack = [(code, "") for code in reversed(below[None])]
    while stack:
        code, indent = stack.pop()
        yield from _code_lines(code, indent)
        if code.guid in below:
            yield Line(f"{indent}  codes:", ((code.guid, "codes"),))
            stack += [(child, indent + "  ") for child in reversed(below[code.guid])]


def item_place(form: str, text: str) -> str:
    """Return what tells a cue from its neighbors in one list."""
    return f"{form}\n{text}"


def _text(start: str, text: str, indent: str, place: Place) -> Iterator[Line]:
    first, *inner = lines(f"{indent}{start}", text, f"{indent}  ")
    yield Line(first, (place,))
    yield from map(Line, inner)


def _code_lines(code: Code, indent: str) -> Iterator[Line]:
    inner = f"{indent}  "
    yield Line(f"{indent}- name: {inline(code.name)}", ((code.guid,), (code.guid, "name")))
    yield Line(f"{inner}guid: {code.guid}", ((code.guid, "guid"),))
    for key, text in (("definition", code.definition), ("use_when", code.use_when), ("not_when", code.not_when)):
        if text:
            yield from _text(f"{key}:", text, inner, (code.guid, key))
    positive = [cue for cue in code.cues if not cue.is_negative]
    yield from _cue_lines("cues", positive, inner, code.guid)
    yield from _cue_lines("not_cues", code.cues[len(positive) :], inner, code.guid)
    if code.examples:
        yield Line(f"{inner}examples:", ((code.guid, "examples"),))
        for example in code.examples:
            yield from _text("-", example, inner, (code.guid, "examples", example))
    if code.color:
        yield Line(f"{inner}color: '{code.color}'", ((code.guid, "color"),))
    if code.key:
        yield Line(f"{inner}key: {inline(code.key)}", ((code.guid, "key"),))
    yield from _state_lines(code, inner)


def _state_lines(code: Code, inner: str) -> Iterator[Line]:
    if not code.is_codable:
        yield Line(f"{inner}is_codable: false", ((code.guid, "is_codable"),))
    if code.is_retired:
        yield Line(f"{inner}is_retired: true", ((code.guid, "is_retired"),))
    if code.merged_guids:
        yield Line(f"{inner}merged:", ((code.guid, "merged"),))
        yield from (Line(f"{inner}- {guid}", ((code.guid, "merged", guid),)) for guid in code.merged_guids)
    if code.split_from_guid:
        yield Line(f"{inner}split_from: {code.split_from_guid}", ((code.guid, "split_from"),))


def _cue_lines(key: str, cues: list[Cue] | tuple[Cue, ...], indent: str, guid: str) -> Iterator[Line]:
    if not cues:
        return
    yield Line(f"{indent}{key}:", ((guid, key),))
    has_languages = any(cue.language for cue in cues)
    inner = f"{indent}  " if has_languages else indent
    language: str | None = ""
    for cue in cues:
        if has_languages and cue.language != language:
            language = cue.language
            yield Line(f"{inner}{inline(language or ANY_LANGUAGE)}:", ((guid, key, language or ANY_LANGUAGE),))
        place = (guid, key, cue.language or ANY_LANGUAGE, item_place(cue.form, cue.text))
        yield Line(f"{inner}- {_cue_text(cue)}", (place,))


def _cue_text(cue: Cue) -> str:
    if cue.form == "lemma":
        return inline(cue.text)
    if cue.form == "pattern":
        return f"pattern: {_flow_pattern(cue.text) or inline(cue.text)}"
    return f"{cue.form}: {inline(cue.text)}"


def _flow_pattern(text: str) -> str | None:
    """Return a token pattern as a YAML list of mappings, or None where only its text gives it back exactly."""
    if canonical_pattern(text) != text:
        return None
    try:
        value = pattern_value(text)
    except ValueError:
        return None
    if not isinstance(value, list) or not all(isinstance(token, dict) for token in value):
        return None
    return _flow(value, 0)


def _flow(value: object, depth: int) -> str | None:
    """Return a value in flow style; None for what is nested too deeply or is a number no reader gives back exactly."""
    if depth > _DEEPEST_IN_FLOW:
        return None
    if isinstance(value, str):
        return inline_in_flow(value)
    if isinstance(value, list):
        items = [_flow(item, depth + 1) for item in value]
        return None if None in items else f"[{', '.join(filter(None, items))}]"
    if isinstance(value, dict):
        pairs = [(inline_in_flow(key), _flow(item, depth + 1)) for key, item in value.items()]
        if any(item is None or len(key) > _LONGEST_KEY for key, item in pairs):
            return None
        return "{" + ", ".join(f"{key}: {item}" for key, item in pairs) + "}"
    number = json.dumps(value)
    return number if len(number) <= _LONGEST_NUMBER else None
