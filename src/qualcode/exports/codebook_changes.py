"""What changed in a codebook, as rows for programs and as a page in Markdown for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.codebooks.changes import WORDY
from qualcode.codebooks.word_differences import word_changes
from qualcode.model.codebook import Cue
from qualcode.model.display import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.codebooks.changes import Change

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~]")
_TITLES = {
    "added": "Added",
    "split": "Split off",
    "removed": "Removed",
    "merged": "Merged",
    "renamed": "Renamed",
    "moved": "Moved",
    "reordered": "In another order",
    "changed": "Changed",
}


def change_rows(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Return the changes as flat rows: what kind, of which code, from what to what, in words."""
    return [
        {
            "kind": change.kind,
            "path": change.path,
            "change": change.sentence(),
            "guid": change.code_guid,
            "field": change.field,
            "before": _plain(change.before),
            "after": _plain(change.after),
        }
        for change in changes
    ]


def changes_markdown(changes: Iterable[Change], title: str) -> str:
    """Return the changes as a page, grouped by what kind they are; in texts, changed words are marked."""
    grouped: dict[str, list[Change]] = {kind: [] for kind in _TITLES}
    for change in changes:
        grouped[change.kind].append(change)
    lines = [f"# {_escaped(title)}"]
    for kind, told in grouped.items():
        if told:
            lines += ["", f"## {_TITLES[kind]} ({len(told)})", ""]
            lines += [f"- {_line(change)}" for change in told]
    return "\n".join([*lines, *([] if len(lines) > 1 else ["", "Nothing is different."])]) + "\n"


def _line(change: Change) -> str:
    before, after = change.before, change.after
    if change.field in WORDY and isinstance(before, str) and isinstance(after, str) and before and after:
        return (
            f"{_escaped(change.field or '')}: **{_escaped(change.path or 'the codebook')}**: {_marked(before, after)}"
        )
    if change.kind == "added" and change.code and change.code.definition:
        return f"**{_escaped(change.path)}**: {_escaped(change.code.definition)}"
    return _escaped(change.sentence().removeprefix(f"{change.kind}: "))


def _marked(before: str, after: str) -> str:
    """Return both texts in one: what was removed struck through, what was added in bold; spaces stay outside."""
    told = []
    for side, text in word_changes(before, after):
        mark = {"same": "", "removed": "~~", "added": "**"}[side]
        bare = _escaped(text)
        start, end = len(bare) - len(bare.lstrip()), len(bare.rstrip())
        told.append(f"{bare[:start]}{mark}{bare[start:end]}{mark}{bare[end:]}" if bare.strip() else bare)
    return "".join(told)


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda found: "\\" + found[0], harmless(text)).replace("\n", " ")


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Cue):
        return {
            "text": value.text,
            "form": value.form,
            "language": value.language,
            "is_negative": value.is_negative,
        }
    return value
