"""Each change of a codebook in one readable line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebooks.word_differences import marked, word_changes
from qualcode.model.codebook import Cue

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.codebooks.differences import Change

WORDY = ("definition", "use_when", "not_when", "description")
_LONGEST_SHOWN = 60
_LONGEST_MARKED = 300


def sentence_of(change: Change) -> str:
    """Return what a change says, on one line."""
    if change.code_guid is None:
        verb = "renamed" if change.kind == "renamed" else f"{change.field} changed"
        return f"codebook {verb}: {_from_to(change)}"
    if change.kind == "changed":
        return _FIELD_SENTENCES.get(change.field or "", _text_sentence)(change)
    told = {
        "renamed": f"{change.before} → {change.after}",
        "moved": f"{change.before} → {change.after}",
        "merged": f"{change.path} → {change.after}",
        "split": f"{change.path} from {change.before}",
        "reordered": f"{change.path}, now {f'after {change.after}' if change.after else 'first'}",
    }
    return f"{change.kind}: {told.get(change.kind, change.path)}"


def _text_sentence(change: Change) -> str:
    verb = "redefined" if change.field == "definition" else f"{change.field} changed"
    return f"{verb}: {change.path}: {_from_to(change)}"


def _from_to(change: Change) -> str:
    """Return what a text was and is; a longer one with its changed words marked."""
    before, after = change.before, change.after
    if change.field in WORDY and isinstance(before, str) and isinstance(after, str) and before and after:
        told = marked(word_changes(before, after))
        if len(told) <= _LONGEST_MARKED:
            return told
    return f"{shown_value(before)} → {shown_value(after)}"


def _list_sentence(change: Change) -> str:
    """Tell what came into a list and what went out of it."""
    before = change.before if isinstance(change.before, tuple) else ()
    after = change.after if isinstance(change.after, tuple) else ()
    came = [f"+ {shown_value(item)}" for item in after if item not in before]
    went = [f"− {shown_value(item)}" for item in before if item not in after]
    told = [*came, *went]
    more = f" and {len(told) - 4} more" if len(told) > 4 else ""
    return f"{change.field} changed: {change.path}: {', '.join(told[:4]) or 'other order'}{more}"


def _truth_sentence(change: Change) -> str:
    words = {
        "is_retired": {True: "retired", False: "no longer retired"},
        "is_codable": {True: "can be applied again", False: "only groups codes now"},
    }
    return f"{words[change.field or ''][change.after is True]}: {change.path}"


def _merged_sentence(change: Change) -> str:
    before = change.before if isinstance(change.before, tuple) else ()
    after = change.after if isinstance(change.after, tuple) else ()
    came, went = len({*after} - {*before}), len({*before} - {*after})
    told = [f"takes the place of {came} more"] if came else []
    told += [f"no longer takes the place of {went}"] if went else []
    return f"succession: {change.path} {' and '.join(told)}"


def _split_sentence(change: Change) -> str:
    return f"succession: {change.path} {'was split from another code' if change.after else 'counts as its own now'}"


def shown_value(value: object) -> str:
    """Return a field's value on one line, shortened."""
    if isinstance(value, Cue):
        parts = [value.language or "", "not" if value.is_negative else "", "" if value.form == "lemma" else value.form]
        prefix = " ".join(part for part in parts if part)
        value = f"{prefix}: {value.text}" if prefix else value.text
    text = " ".join(str(value or "").split())
    if not text:
        return "nothing"
    return f"“{text}”" if len(text) <= _LONGEST_SHOWN else f"“{text[: _LONGEST_SHOWN - 1]}…”"


_FIELD_SENTENCES: dict[str, Callable[[Change], str]] = {
    "cues": _list_sentence,
    "examples": _list_sentence,
    "is_codable": _truth_sentence,
    "is_retired": _truth_sentence,
    "merged_guids": _merged_sentence,
    "split_from_guid": _split_sentence,
}
