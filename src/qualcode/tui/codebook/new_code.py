"""The name of a code that is wanted and not there yet: taken from a quote, and what is to be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.codebooks.likeness import similar_names
from qualcode.model.identity import unprintable
from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

_LONGEST_IN_VIVO = 60
_AROUND = " \t.,;:!?…–—-«»“”„‘’\"'()[]/"


def name_warning(codebooks: tuple[Codebook, ...], name: str, *, besides: str | None = None) -> Content:
    """Return a line that names the codes called nearly so, empty where none is."""
    alike = similar_names(codebooks, name, besides=besides)
    if not alike:
        return Content("")
    return Content.styled("Nearly the same name: ", "bold $text-warning") + said("; ".join(alike))


def name_from(words: str) -> str:
    """Return a quote as the name of a code: one line without the marks around it, and its first words of a long one."""
    printable = "".join(" " if unprintable(character) == 0 else character for character in words)
    line = " ".join(printable.split())
    bare = line.strip(_AROUND) or line
    if len(bare) <= _LONGEST_IN_VIVO:
        return bare
    cut = bare[: _LONGEST_IN_VIVO + 1]
    kept = cut[: cut.rfind(" ")] if " " in cut else cut[:-1]
    return kept.rstrip(_AROUND) + "…"
