"""Revisions of a codebook, and the steps by which it came to stand at them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A codebook as it once was, without its content.

    Attributes:
        hash: what it is known by, here and in files: 64 hexadecimal digits.
        parents: hashes of the revisions it was made from; of those that only a file spoke of, their first digits.
        at: when it came into the project.
        coder: who made it, or brought it in.
        name: what a person calls it, or None.
    """

    hash: str
    parents: tuple[str, ...]
    at: datetime
    coder: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act by which a codebook came to stand at a revision.

    Attributes:
        act: its number in the journal.
        summary: what the journal says of it.
        before: hash of the revision it stood at before; None where there was none.
        hash: that of the revision it came to; None where it was gone.
        name: what a person calls that revision, or None.
        is_undone: True while the act's effect is taken back.
    """

    act: int
    at: datetime
    coder: str
    summary: str
    before: str | None
    hash: str | None
    name: str | None = None
    is_undone: bool = False
