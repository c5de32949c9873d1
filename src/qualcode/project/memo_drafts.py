"""Memos that are being written, kept beside the project at every keystroke, so that a crash loses no word.

A draft is a small file named after the project, what the memo is on, and the coder. It is removed when its memo is
stored; one whose program runs no more was left by a stop in the middle, and its words become the memo.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args
from zlib import crc32

from qualcode.coding.memos import write_memo
from qualcode.errors.base import QualcodeError
from qualcode.model.coding import MemoTarget
from qualcode.model.identity import is_guid
from qualcode.project.opening import now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qualcode.project.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a coder had written so far on something.

    Attributes:
        program: the process that writes it.
    """

    target: MemoTarget
    guid: str
    coder: str
    text: str = ""
    program: int = 0


def keep_draft(project: Path, draft: Draft) -> None:
    """Keep a draft; where the folder cannot be written to there is none, and the memo is stored when it is done."""
    path = _path(project, draft)
    kept = {"on": [draft.target, draft.guid], "coder": draft.coder, "text": draft.text, "program": draft.program}
    with suppress(OSError):
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        fresh.replace(path)


def drop_draft(project: Path, draft: Draft) -> None:
    """Remove a draft, if there is one."""
    with suppress(OSError):
        _path(project, draft).unlink(missing_ok=True)


def drafts(project: Path, coder: str) -> Iterator[Draft]:
    """Yield the drafts of one coder, and of one whose name was not known yet; a file that cannot be read is none."""
    for path in sorted(project.parent.glob(f"{_escaped(project.name)}-*.draft")):
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            target, guid = kept["on"]
            draft = Draft(
                target=target, guid=guid, coder=kept["coder"], text=str(kept["text"]), program=int(kept["program"])
            )
            is_one = target in get_args(MemoTarget) and is_guid(guid) and path == _path(project, draft)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        if is_one and draft.coder in (coder, ""):
            yield draft


def store_drafts(project: Project) -> tuple[str, ...]:
    """Make memos of what was being written when a program was stopped; return what was done, in words.

    What a program that runs is writing is left to it. What was on something that is gone stays a draft.
    """
    told = []
    for draft in drafts(project.path, project.coder) if project.coder else ():
        if draft.program == os.getpid() or _is_running(draft.program):
            continue
        before = project.last_act()
        try:
            write_memo(project.store, draft.target, draft.guid, draft.text, coder=project.coder, at=now())
        except QualcodeError:
            continue
        drop_draft(project.path, draft)
        if project.last_act() != before:
            told.append(project.history(limit=1)[0].summary)
    return tuple(told)


def _path(project: Path, draft: Draft) -> Path:
    return project.with_name(f"{project.name}-{draft.guid}-{crc32(draft.coder.encode()):08x}.draft")


def _escaped(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _is_running(program: int) -> bool:
    if os.name != "posix" or program <= 0:
        return False
    try:
        os.kill(program, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True
