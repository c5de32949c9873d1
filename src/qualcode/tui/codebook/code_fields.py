"""The fields of a code as text to be typed, and back: what changed, and what of it cannot be, field by field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from qualcode.codebooks.checking import pattern_fault
from qualcode.codebooks.editing import with_changed
from qualcode.codebooks.tables.cells import cues_cell, examples_cell, read_cues_cell, read_examples_cell
from qualcode.errors.base import QualcodeError
from qualcode.model.display import harmless, harmless_line
from qualcode.tui.codebook.code_colors import read_color
from qualcode.tui.keys.code_keys import is_key_start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.model.codebook import Code, Codebook, Cue

FieldName = Literal["name", "key", "color", "definition", "use_when", "not_when", "cues", "examples"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a code: what it is called, how it is written, how many lines it is shown on."""

    name: FieldName
    title: str
    hint: str
    lines: int = 1


FIELDS = (
    Field("name", "Name", ""),
    Field("key", "Key", "one to four characters"),
    Field("color", "Color", "#rrggbb, or red, teal, gray …"),
    Field("definition", "Definition", "what it means", 3),
    Field("use_when", "Use when", "what must be there", 3),
    Field("not_when", "Not when", "what is close to it but another code", 3),
    Field("cues", "Cues", "one a line, such as:  en: big people   or   ru not exact: люди", 4),
    Field("examples", "Examples", "one a line", 3),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What typed fields mean: the values of those that were changed, and why others cannot be."""

    changed: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def field_text(code: Code, name: FieldName) -> str:
    """Return a field as it is typed."""
    if name == "cues":
        return harmless("\n".join(cues_cell((cue,)) for cue in code.cues))
    if name == "examples":
        return harmless(examples_cell(code.examples))
    return harmless(getattr(code, name) or "")


def read_fields(book: Codebook, code: Code, typed: Mapping[str, str]) -> Reading:
    """Return what was typed means for a code of that codebook; a field left as it was shown is left as it is."""
    reading = Reading()
    for known in FIELDS:
        text = typed[known.name]
        if text == field_text(code, known.name):
            continue
        try:
            value: dict[str, Any] = {known.name: _value(known.name, text)}
            with_changed(book, replace(code, **value))
        except QualcodeError as error:
            reading.faults[known.name] = str(error)
            continue
        reading.changed.update(value)
        if known.name == "cues" and (fault := cue_fault(read_cues_cell(text))):
            reading.faults[known.name] = fault
    return reading


def _value(name: FieldName, text: str) -> str | tuple[str, ...] | tuple[Cue, ...] | None:
    if name == "cues":
        return read_cues_cell(text)
    if name == "examples":
        return read_examples_cell(text)
    if name == "key":
        return text.strip() or None
    if name == "color":
        return read_color(text)
    return text.strip()


def cue_fault(cues: tuple[Cue, ...]) -> str | None:
    """Return what is wrong with the first token pattern that is not one."""
    for cue in cues:
        fault = pattern_fault(cue.text) if cue.form == "pattern" else None
        if fault:
            return f"The token pattern {harmless_line(cue.text)} {fault}."
    return None


def cues_remark(text: str) -> str:
    """Return how typed cues are understood: how many, in which languages, how many against."""
    cues = read_cues_cell(text)
    if not cues:
        return ""
    languages = Counter(cue.language or "any language" for cue in cues)
    told = [f"{count} {language}" for language, count in languages.items()]
    against = sum(cue.is_negative for cue in cues)
    return f"{len(cues)} cues: " + ", ".join(told) + (f"; {against} of them against" if against else "")


def key_remark(codebooks: tuple[Codebook, ...], code: Code, key: str) -> str:
    """Return what is to be said of a key that can be stored and yet may not do what is hoped for."""
    if not key:
        return ""
    if not is_key_start(key[0]):
        return "Capitals and signs are commands on the coding screen: this key cannot be typed there."
    for book in codebooks:
        for other in book.codes:
            if other.guid != code.guid and other.key == key:
                return f"“{harmless_line(other.name)}” in {harmless_line(book.name)} has this key, too."
    return ""
