"""Cells of a spreadsheet: formulas defused, and lists (cues, examples) that a person can type and that lose nothing.

Cues stand side by side with `; ` between them, each `[language ][not ][exact|lower|lemma|pattern]: text`; the words
before the colon are a prefix only when they are such words. Examples stand one to a line. Where an item would not come
back as it is (it holds a separator, or looks like a prefix), it is written as a JSON string; a cue whose language no
prefix can name is written as a JSON object.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from qualcode.codebooks.cue_patterns import canonical_pattern, json_prefix
from qualcode.codebooks.languages import is_language
from qualcode.errors.values import InvalidValueError
from qualcode.model.codebook import Cue, CueForm

_FORMS: dict[str, CueForm] = {"exact": "exact", "lower": "lower", "pattern": "pattern", "lemma": "lemma"}
_PREFIX = re.compile(r"[^\S\n]*([A-Za-z0-9 -]{2,40}?)[^\S\n]*:[^\S\n]*")
# No colon, no separator, no space around it: what most cues are needs no trying out.
_SURELY_PLAIN = re.compile(r"[^\W_](?:[\w '’.-]*\w)?")
_MUST_QUOTE = frozenset(";|\n\r")
_SEPARATORS = {
    ";\n": re.compile("[;\n]"),
    "|": re.compile(r"\|"),
    ",": re.compile(","),
    "": re.compile(r"\Z"),
}
_JSON_STARTS = ('"', "[", "{")
# Each that breaks is looked at to the end of the cell; what breaks so often was never JSON.
_MOST_BROKEN = 100
_OBJECT_KEYS = frozenset(("text", "form", "language", "not"))


class _Prefix(NamedTuple):
    language: str | None = None
    is_negative: bool = False
    form: CueForm = "lemma"


def cues_cell(cues: tuple[Cue, ...]) -> str:
    """Return the cues as the text of one cell."""
    return "; ".join(cue_item(cue) for cue in cues)


def cue_item(cue: Cue) -> str:
    """Return a cue in the plainest spelling that comes back as the same cue."""
    words = [cue.language or "", "not" if cue.is_negative else "", "" if cue.form == "lemma" else cue.form]
    prefix = " ".join(word for word in words if word)
    has_known_language = cue.language is None or is_language(cue.language)
    if has_known_language and cue.form != "pattern" and _SURELY_PLAIN.fullmatch(cue.text):
        return f"{prefix}: {cue.text}" if prefix else cue.text
    for text in (cue.text, _quoted(cue.text)):
        item = f"{prefix}: {text}" if prefix else text
        is_safe = text is not cue.text or _stands_alone(cue)
        if is_safe and read_cues_cell(item) == (cue,) and read_cues_cell(f"a; {item}; b")[1:-1] == (cue,):
            return item
    named = {"text": cue.text, "form": cue.form, "language": cue.language, "not": cue.is_negative}
    return json.dumps(named, ensure_ascii=False)


def read_cues_cell(cell: str, *, commas: bool = False) -> tuple[Cue, ...]:
    """Return the cues of a cell; between them stand semicolons or new lines, else bars, else (if `commas`) commas."""
    separators = _separators(cell, commas)
    return tuple(cue for prefix, payload in _items(cell, separators) if (cue := _cue(prefix, payload)) is not None)


def examples_cell(examples: tuple[str, ...]) -> str:
    """Return the examples as the text of one cell."""
    return "\n".join(text if read_examples_cell(text) == (text,) else _quoted(text) for text in examples)


def read_examples_cell(cell: str) -> tuple[str, ...]:
    """Return the examples of a cell, one a line; blank lines are passed over."""
    return tuple(_unquoted(line) for line in map(str.strip, cell.split("\n")) if line)


def _unquoted(line: str) -> str:
    value, _, _ = _json_at(line, 0, "")
    return value if isinstance(value, str) else line


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _stands_alone(cue: Cue) -> bool:
    """Tell whether no separator and no half of a quotation in a cue's text can reach into its neighbors."""
    if cue.text[0] not in _JSON_STARTS:
        return _MUST_QUOTE.isdisjoint(cue.text)
    # A pattern is whole JSON, within which separators do no harm.
    return cue.form == "pattern" and json_prefix(cue.text, 0)[1] == len(cue.text)


def _separators(cell: str, commas: bool) -> str:
    if ";" in cell or "\n" in cell:
        return ";\n"
    if "|" in cell:
        return "|"
    return "," if commas else ""


def _items(cell: str, separators: str) -> Iterator[tuple[_Prefix, str | dict[str, object]]]:
    """Yield each item's prefix and what follows it: text, or the object that is a whole cue."""
    place = broken = 0
    while place < len(cell):
        prefix, start = _prefix_at(cell, place)
        value, json_end, end = _json_at(cell, start, separators) if broken < _MOST_BROKEN else (None, start, start)
        broken += value is None and cell[start : start + 1] in _JSON_STARTS
        if isinstance(value, str) or (isinstance(value, dict) and "text" in value and value.keys() <= _OBJECT_KEYS):
            yield prefix, value
        elif value is not None and prefix.form == "pattern":
            yield prefix, cell[start:json_end]
        else:
            found = _SEPARATORS[separators].search(cell, start)
            end = found.start() if found else len(cell)
            yield prefix, cell[start:end].strip()
        place = end + 1


def _prefix_at(cell: str, place: int) -> tuple[_Prefix, int]:
    """Return the prefix that stands at a place of the cell, if one does, and where the text after it begins."""
    found = _PREFIX.match(cell, place)
    words = found[1].split() if found else []
    language = words.pop(0) if words and is_language(words[0]) else None
    is_negative = bool(words) and words[0] == "not"
    words = words[is_negative:]
    form = _FORMS.get(words.pop(0)) if words and words[0] in _FORMS else None
    if found is None or words or (language, is_negative, form) == (None, False, None):
        return _Prefix(), _after_space(cell, place)
    return _Prefix(language, is_negative, form or "lemma"), found.end()


def _json_at(cell: str, place: int, separators: str) -> tuple[object, int, int]:
    """Return the JSON value that begins there, where it ends and where its item ends; None if it does not fill it."""
    if cell[place : place + 1] in _JSON_STARTS:
        value, json_end = json_prefix(cell, place)
        end = _after_space(cell, json_end)
        if value is not None and (end == len(cell) or cell[end] in separators):
            return value, json_end, end
    return None, place, place


def _after_space(cell: str, place: int) -> int:
    while place < len(cell) and cell[place] != "\n" and cell[place].isspace():
        place += 1
    return place


def _cue(prefix: _Prefix, payload: str | dict[str, object]) -> Cue | None:
    """Return the cue of an item, or None where it holds no text."""
    if isinstance(payload, dict):
        language = payload.get("language")
        form = _FORMS.get(str(payload.get("form", "lemma")))
        try:
            return Cue(
                str(payload["text"]),
                form or "lemma",
                None if language is None else str(language),
                bool(payload.get("not")),
            )
        except InvalidValueError:
            return None
    text = canonical_pattern(payload) if prefix.form == "pattern" else payload
    return Cue(text, prefix.form, prefix.language, prefix.is_negative) if text.strip() else None
