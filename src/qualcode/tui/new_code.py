"""A code that is wanted and not there yet: what it is called and where it is to stand, and making it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.codebooks.likeness import similar_names
from qualcode.coding.codebook_editing import create_code
from qualcode.coding.codebook_making import create_codebook
from qualcode.project import now
from qualcode.tui.drawing import said

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook
    from qualcode.project import Project

FIRST_CODEBOOK = "Codebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    """A code to be made.

    Attributes:
        codebook_guid: where, or None for a project that has no codebook yet.
        parent_guid: under which code, or None for a theme.
    """

    name: str
    codebook_guid: str | None
    parent_guid: str | None = None


def make_code(project: Project, new: NewCode) -> str:
    """Create the code, and a codebook for it where there is none, and return its GUID.

    Raises:
        CodebookError: the name is taken where it is to stand.
        InvalidValueError: it is no name.
        UnknownCodebookError, UnknownCodeError: what it is to stand under is gone.
    """
    coder, at = project.coder, now()
    book = new.codebook_guid or create_codebook(project.store, FIRST_CODEBOOK, coder=coder, at=at)
    return create_code(project.store, book, new.name, coder=coder, at=at, parent_guid=new.parent_guid)


def name_warning(codebooks: tuple[Codebook, ...], name: str, *, besides: str | None = None) -> Content:
    """Return a line that names the codes called nearly so, empty where none is."""
    alike = similar_names(codebooks, name, besides=besides)
    if not alike:
        return Content("")
    return Content.styled("Nearly the same name: ", "bold $text-warning") + said("; ".join(alike))
