"""What every part of an open project stands on: the file, and who is working."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.store.database import Store


@dataclass(frozen=True, slots=True)
class ProjectHandle:
    """One open file and a name.

    Attributes:
        store: the file.
        coder: who is working.
        is_pseudonymized: whether tables and quotes show pseudonyms for those who speak.
    """

    store: Store
    coder: str
    is_pseudonymized: bool = False
