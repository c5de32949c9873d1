"""The cues of a YAML codebook, read: a list, one cue, or either for each language; patterns become JSON text."""

import math
import re
from pathlib import Path

from qualcode.codebooks.cue_patterns import canonical_pattern, pattern_json
from qualcode.codebooks.yaml_format.tree import Listing, Mapping, Scalar, Value, fault, is_nothing, text_of
from qualcode.errors.values import InvalidValueError
from qualcode.model.codebook import Cue, CueForm

# The key of cues that hold for every language, where some cues of the code do not.
ANY_LANGUAGE = "any"
_FORMS: dict[str, CueForm] = {"lemma": "lemma", "lower": "lower", "exact": "exact", "pattern": "pattern"}


def read_cues(path: Path, found: Value, *, is_negative: bool) -> tuple[Cue, ...]:
    """Return the cues that stand under `cues` or `not_cues`.

    Raises:
        CodebookFileError: an item is no cue, or a key no language.
    """
    groups: list[tuple[str | None, Value]] = [(None, found)]
    if isinstance(found, Mapping) and is_by_language(found):
        groups = [(_language(path, place), value) for place, value in found.entries.values()]
    cues: list[Cue] = []
    for language, value in groups:
        for item in _items(value):
            if not is_nothing(item):
                cues += [Cue(text, form, language, is_negative) for form, text in cue_forms(path, item) if text.strip()]
    return tuple(cues)


def is_by_language(found: Value) -> bool:
    """Tell whether cues stand under languages here, not in a plain list or alone."""
    return isinstance(found, Mapping) and not _FORMS.keys() & found.entries.keys()


def cue_forms(path: Path, item: Value) -> list[tuple[CueForm, str]]:
    """Return the form and text of an item; several where one mapping spells several."""
    if isinstance(item, Scalar):
        return [("lemma", text_of(item))]
    if isinstance(item, Listing) or not item.entries.keys() <= _FORMS.keys():
        reason = f"a cue is text, or one of {', '.join(_FORMS)} with text; put a cue that holds a colon in quotes."
        raise fault(path, item, reason)
    cues: list[tuple[CueForm, str]] = []
    for key, (_, value) in item.entries.items():
        if key == "pattern":
            cues.append(("pattern", _pattern(value)))
            continue
        for part in _items(value):
            if not isinstance(part, Scalar):
                raise fault(path, part, f"`{key}:` should hold text here; put a text that holds a colon in quotes.")
            cues.append((_FORMS[key], "" if is_nothing(part) else text_of(part)))
    return cues


def _items(value: Value) -> list[Value]:
    return value.items if isinstance(value, Listing) else [value]


def _language(path: Path, place: Scalar) -> str | None:
    main, *parts = place.text.strip().replace("_", "-").split("-")
    language = "-".join([main.lower(), *parts])
    if language == ANY_LANGUAGE:
        return None
    try:
        Cue("x", language=language)
    except InvalidValueError as error:
        reason = f"{place.text!r} is neither a language code such as en or ru, nor {ANY_LANGUAGE!r}."
        raise fault(path, place, reason) from error
    return language


def _pattern(value: Value) -> str:
    """Return a token pattern as JSON text; text that is no JSON stays as it is, for a check to tell of."""
    if isinstance(value, Scalar):
        return "" if is_nothing(value) else canonical_pattern(text_of(value))
    return pattern_json([_plain(value)] if isinstance(value, Mapping) else _plain(value))


def _plain(value: Value) -> object:
    if isinstance(value, Listing):
        return [_plain(item) for item in value.items]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, (_, item) in value.entries.items()}
    return _resolved(value)


def _resolved(scalar: Scalar) -> object:
    """Return a scalar as YAML's core schema means it: nothing, yes or no, a number, or text."""
    text = scalar.text
    if not scalar.is_plain:
        return text
    if is_nothing(scalar):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    # Eighteen digits are more than any count of tokens or letters; longer ones stay text.
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text) if len(text) <= 18 else text
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text) and math.isfinite(float(text)):
        return float(text)
    return text
