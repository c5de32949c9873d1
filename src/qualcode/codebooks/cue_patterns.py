"""Token patterns as text: compact canonical JSON, so that two spellings of one pattern are the same cue."""

import json
import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def pattern_json(value: object) -> str:
    """Return a pattern's canonical JSON: keys sorted, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def pattern_value(text: str) -> object:
    """Return the value a pattern's JSON text spells.

    Raises:
        ValueError: it is not JSON.
    """
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def canonical_pattern(text: str) -> str:
    """Return the text in canonical form if it is JSON, and as it is otherwise."""
    try:
        canonical = pattern_json(pattern_value(text))
    except (ValueError, RecursionError):
        return text
    return text if _SURROGATE.search(canonical) else canonical


def json_prefix(text: str, place: int) -> tuple[object, int]:
    """Return the JSON value that begins at a place of the text and where it ends; None where none does."""
    try:
        value, end = _DECODER.raw_decode(text, place)
    except (ValueError, RecursionError):
        return None, place
    return (None, place) if isinstance(value, str) and _SURROGATE.search(value) else (value, end)


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no number in JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
