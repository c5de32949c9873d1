"""Words as keyboards have them, found where a transcript has typographic quotation marks and dashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.transcripts.searching import found

if TYPE_CHECKING:
    from qualcode.model.transcript import Segment

_AS_TYPED = str.maketrans("’‘‛“”„«»‐‑–—", '\'\'\'"""""----')


def as_typed(text: str) -> str:
    """Return a text with the quotation marks and dashes that keyboards have; offsets stay true."""
    return text.translate(_AS_TYPED)


def typed_words(text: str, words: str) -> tuple[Segment, ...]:
    """Return where the words are meant to stand in a text, in order; nothing where they do not stand in it.

    They are looked for without regard to letter case, white space and the kind of quotation marks and dashes; where
    they stand as whole words, or just as they were typed, these places alone are meant.
    """
    near = found(as_typed(text), as_typed(words))
    whole = [piece for piece in near if _is_whole(text, piece)] or near
    return tuple([piece for piece in whole if text[piece.start : piece.end] == words] or whole)


def _is_whole(text: str, piece: Segment) -> bool:
    """Tell whether a piece of a text begins and ends where words do."""
    around = ((piece.start - 1, piece.start), (piece.end - 1, piece.end))
    return not any(
        before >= 0 and after < len(text) and text[before].isalnum() and text[after].isalnum()
        for before, after in around
    )
