"""Bringing what was done to the disk, in a thread: a key is answered without waiting for it.

An act is committed before its effect is drawn, so whatever ends the program loses nothing. Only a power cut could, and
only what was done in the last half second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from qualcode.errors.base import QualcodeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.project.project import Project


@dataclass
class Unsettled(Message):
    """The disk did not take what was done, and why."""

    reason: str


def settle(project: Project, post: Callable[[Message], bool]) -> None:
    """Wait until what was done would survive a power cut, and say so where it would not."""
    try:
        project.settle()
    except QualcodeError as error:
        post(Unsettled(str(error)))
