"""One change of a codebook, and what it says in one readable line."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as field_
from typing import TYPE_CHECKING, Literal

from qualcode.codebooks.word_differences import marked, word_changes
from qualcode.model.codebook import Code, Cue

if TYPE_CHECKING:
    from collections.abc import Callable

WORDY = ("definition", "use_when", "not_when", "description")
_LONGEST_SHOWN = 60
_LONGEST_MARKED = 300


ChangeKind = Literal["added", "split", "removed", "merged", "renamed", "moved", "reordered", "changed"]
FieldValue = str | bool | None | tuple[str, ...] | tuple[Cue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference in one code, or in the codebook itself.

    Attributes:
        code_guid: the code; None for the codebook itself.
        path: where the code stands now, or stood if it was removed; empty for the codebook itself.
        field: what changed, for the kind `changed`; `name` or `description` for the codebook itself.
        before: for `changed` the field's value, for `renamed` and `moved` the path, for `reordered` the name of the
            sibling it stood after (None where it was the first), for `split` the path of the code it came out of.
        after: the same, as it is now; for `merged` the path of the code it went into.
        code: the code as it is now, or was if it is gone; not compared.
        after_guid: the sibling it stands after now; None for the first; not compared.
        into_guid: the code it went into, for `merged`; not compared.
    """

    kind: ChangeKind
    code_guid: str | None
    path: str
    field: str | None = None
    before: FieldValue = None
    after: FieldValue = None
    code: Code | None = field_(default=None, compare=False, repr=False)
    after_guid: str | None = field_(default=None, compare=False, repr=False)
    into_guid: str | None = field_(default=None, compare=False, repr=False)

    def sentence(self) -> str:
        """Return the change in one readable line."""
        return _sentence(self)


def _sentence(change: Change) -> str:
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
