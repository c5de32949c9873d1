"""Memos that are being written, kept beside the project at every keystroke, so that a crash loses no word.

A draft is a small file named after the project and the coding. It is removed when its memo is stored; one that is found
when a source is opened belongs to a program that was stopped in the middle, and its words become the memo.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.identity import is_guid
from qualcode.tui.memo_editor import MemoEditor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.widgets import TextArea


@dataclass(frozen=True, slots=True)
class Draft:
    """What a coder had written so far on a coding."""

    coding_guid: str
    coder: str
    text: str


def keep_draft(project: Path, draft: Draft) -> None:
    """Keep a draft; where the folder cannot be written to there is none, and the memo is stored when it is done."""
    path = _path(project, draft.coding_guid)
    words = json.dumps({"coder": draft.coder, "text": draft.text}, ensure_ascii=False)
    with suppress(OSError):
        fresh = path.with_suffix(".new")
        fresh.write_text(words, encoding="utf-8")
        fresh.replace(path)


def drop_draft(project: Path, coding_guid: str) -> None:
    """Remove a draft, if there is one."""
    with suppress(OSError):
        _path(project, coding_guid).unlink(missing_ok=True)


def drafts(project: Path, coder: str) -> Iterator[Draft]:
    """Yield the drafts of one coder; a file that cannot be read is none."""
    for path in sorted(project.parent.glob(f"{_escaped(project.name)}-*.draft")):
        guid = path.stem.removeprefix(f"{project.name}-")
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            draft = Draft(guid, str(kept["coder"]), str(kept["text"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if is_guid(guid) and draft.coder == coder:
            yield draft


class KeptMemoEditor(MemoEditor):
    """A memo editor whose words are kept while they are written."""

    def __init__(self, title: str, text: str, project: Path, coding_guid: str, coder: str) -> None:
        super().__init__(title, text)
        self._project = project
        self._coding_guid = coding_guid
        self._coder = coder

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep the words; this comes before they are painted."""
        keep_draft(self._project, Draft(self._coding_guid, self._coder, event.text_area.text))


def _path(project: Path, coding_guid: str) -> Path:
    return project.with_name(f"{project.name}-{coding_guid}.draft")


def _escaped(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)
