"""What a table was made from, carried inside the file that holds the table, and read back from there.

It is written as one JSON object on one line. Where it stands in each format:

json: the key `about`.
md: an HTML comment below the table. html: a `script` of JSON, which browsers do not run. tex: a comment line.
xlsx: the sheet `about`, in the row called JSON. parquet: the file's own metadata, under `qualcode`.
csv, tsv: these can only hold data; a file of the same name with `.about.json` behind it, which also knows the SHA-256
    of the table beside it.

Reading takes nothing from a file but such an object; nothing in it is ever run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from qualcode.exports.sheet import plain, text_of
from qualcode.model.identity import BIDI_CONTROLS

# What JSON leaves as it is though it can steer a terminal, or no UTF-8 or XML can hold it.
_RAW_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff" + "".join(sorted(BIDI_CONTROLS)) + "\ud800-\udfff]")
_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
_FOR_PROGRAMS = ("figures", "options", "table", "title")
_IN_MARKUP = re.compile("[<>&]|--")
ABOUT_SHEET = "about"
ABOUT_JSON = "JSON"
PARQUET_KEY = "qualcode"


def told(about: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return what a table was made from as people read it: what, and its words; hashes cut to 12 digits."""
    return [
        (key.replace("_", " "), _HASH.sub(r"\1", text))
        for key, value in about.items()
        if key not in _FOR_PROGRAMS and (text := text_of(plain(value)))
    ]


def json_line(value: object) -> str:
    """Return the value as JSON on one line that can steer no terminal and still says exactly what was stored."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=str)  # dates
    return _RAW_IN_JSON.sub(_escaped, text)


def embedded_json(about: Mapping[str, object]) -> str:
    """Return what a table was made from as JSON on one line that ends no comment and no element of HTML."""
    return _IN_MARKUP.sub(_escaped, json_line(json_value(about)))


def json_value(value: object) -> object:
    """Return the value for JSON; unlike in a cell, mappings stay mappings."""
    if isinstance(value, Mapping):
        return {str(key): json_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(inner) for inner in value]
    return plain(value)


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"\\u{ord(char):04x}" for char in found[0])
