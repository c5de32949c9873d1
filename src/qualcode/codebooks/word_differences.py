"""What changed between two texts, word by word, as a reader would mark it."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

Side = Literal["same", "removed", "added"]
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A stretch of words that both texts have, or only the older, or only the newer one."""

    side: Side
    text: str


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two texts in reading order, what was removed before what was added in its place.

    The pieces that are not `added` give the older text, those that are not `removed` the newer one.
    """
    from rapidfuzz.distance import Indel

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            pieces.append(Piece("same", "".join(old[step.src_start : step.src_end])))
        elif step.tag == "delete":
            pieces.append(Piece("removed", "".join(old[step.src_start : step.src_end])))
        else:
            pieces.append(Piece("added", "".join(new[step.dest_start : step.dest_end])))
    return tuple(_joined(_without_shreds(pieces)))


def _without_shreds(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with spaces between two changes made part of both, so that whole phrases are marked."""
    whole: list[Piece] = []
    for place, piece in enumerate(pieces):
        between = 0 < place < len(pieces) - 1
        if piece.side == "same" and between and not piece.text.strip():
            whole += [Piece("removed", piece.text), Piece("added", piece.text)]
        else:
            whole.append(piece)
    return whole


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    for is_same, group in groupby(pieces, key=lambda piece: piece.side == "same"):
        run = list(group)
        sides: tuple[Side, ...] = ("same",) if is_same else ("removed", "added")
        for side in sides:
            text = "".join(piece.text for piece in run if piece.side == side)
            if text:
                yield Piece(side, text)


def marked(pieces: tuple[Piece, ...], *, context: int = 4) -> str:
    """Return the pieces on one line, `[-removed-]` and `{+added+}`, long stretches in between cut to a few words.

    Args:
        pieces: from `word_changes`.
        context: how many words stay on each side of a change.
    """
    line = ""
    spaced = False
    for place, piece in enumerate(pieces):
        text = " ".join(piece.text.split())
        if piece.side == "removed":
            told = f"[-{text}-]"
        elif piece.side == "added":
            told = f"{{+{text}+}}"
        else:
            told = _cut(text, context, is_first=place == 0, is_last=place == len(pieces) - 1)
        follows_change = place > 0 and "same" not in (piece.side, pieces[place - 1].side)
        needs_space = line and told and (spaced or follows_change or piece.text[:1].isspace())
        line += f" {told}" if needs_space else told
        spaced = piece.text[-1:].isspace()
    return line


def _cut(text: str, context: int, *, is_first: bool, is_last: bool) -> str:
    words = text.split(" ")
    if is_first and len(words) > context:
        return "… " + " ".join(words[-context:])
    if is_last and len(words) > context:
        return " ".join(words[:context]) + " …"
    if len(words) > 2 * context and not (is_first or is_last):
        return " ".join([*words[:context], "…", *words[-context:]])
    return text
