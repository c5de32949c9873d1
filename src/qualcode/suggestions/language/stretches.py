"""Pieces of talk read together, as arrays: tokens, and where sentences start. Imported with spaCy.

What comes of it is what the language's pipeline makes of each piece; where the lexicon knows how chunks are split, it
takes a fraction of the time. Pieces in which a chunk cannot be split alone, and languages whose pipeline does more than
split and look up, go through the pipeline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from spacy.attrs import IDX, SENT_START

from qualcode.suggestions.language.sentences import starting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc

    from qualcode.suggestions.language.folding import Folded
    from qualcode.suggestions.language.lexicon import Chunks, Lexicon
    from qualcode.suggestions.language.words import Array

_RUNS = re.compile(r"\s+|\S+")
_MOST_AT_ONCE = 1 << 17  # code points, so that it can be stopped


class Piece(NamedTuple):
    """A piece of one turn's talk.

    Attributes:
        offset: where it starts in the stored text.
        turn: the place of its turn in the source's turns.
        ready: it, made ready.
    """

    offset: int
    turn: int
    ready: Folded


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces of talk as read.

    Attributes:
        pieces: in order; none is empty.
        tokens: of all pieces, by the lexicon's numbers.
        starts: where each token starts in its piece's text, and how far into the stored text that starts.
        ends: likewise.
        borders: the first token of each sentence, and the number of tokens.
        firsts: the first token of each piece, and the number of tokens.
        docs: the pieces as the pipeline made them; empty where it was not asked.
    """

    lexicon: Lexicon
    pieces: Sequence[Piece]
    tokens: Array
    starts: Array
    ends: Array
    borders: Array
    firsts: Array
    docs: Sequence[Doc] = ()

    def doc(self, place: int) -> Doc:
        """Return a piece as the pipeline makes it."""
        return self.docs[place] if self.docs else self.lexicon.nlp(self.pieces[place].ready.text)

    def stored_starts(self, positions: Array, tokens: Array) -> Array:
        """Return where in the stored text things start.

        Args:
            positions: as in `starts`.
            tokens: one token of the piece that each is in; in order.
        """
        return self._stored(positions, tokens, lambda ready, position: ready.stored_start(position))

    def stored_ends(self, positions: Array, tokens: Array) -> Array:
        """Return where in the stored text things end."""
        return self._stored(positions, tokens, lambda ready, position: ready.stored_end(position))

    def _stored(self, positions: Array, tokens: Array, told: Callable[[Folded, int], int]) -> Array:
        changed = [place for place, piece in enumerate(self.pieces) if piece.ready.regions]
        if not changed:
            return positions
        stored = positions.copy()
        for place in changed:
            piece = self.pieces[place]
            first, last = np.searchsorted(tokens, self.firsts[place : place + 2]).tolist()
            stored[first:last] = [
                piece.offset + told(piece.ready, position - piece.offset) for position in positions[first:last].tolist()
            ]
        return stored


def read_pieces(
    pieces: Sequence[Piece], lexicon: Lexicon, *, stop: Callable[[], bool] = lambda: False
) -> Iterator[Stretch]:
    """Yield the pieces as read, in stretches; not all of them once `stop` says so, and not in order."""
    spoken = [piece for piece in pieces if piece.ready.text]
    left: list[Piece] = []
    if lexicon.chunks is None:
        left = spoken
    else:
        for part in _parts(spoken):
            if stop():
                return
            stretch, crossed = _of_chunks(part, lexicon, lexicon.chunks)
            left.extend(crossed)
            if stretch is not None:
                yield stretch
    for part in _parts(left):
        docs = []
        for doc in lexicon.nlp.pipe(piece.ready.text for piece in part):
            if stop():
                break
            docs.append(doc)
        if docs:
            yield _of_docs(part[: len(docs)], docs, lexicon)


def _parts(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    part: list[Piece] = []
    length = 0
    for piece in pieces:
        part.append(piece)
        length += len(piece.ready.text)
        if length >= _MOST_AT_ONCE:
            yield part
            part, length = [], 0
    if part:
        yield part


def _of_chunks(pieces: list[Piece], lexicon: Lexicon, known: Chunks) -> tuple[Stretch | None, list[Piece]]:
    """Return the pieces as read chunk by chunk, and those that cannot be."""
    split = [_chunks(piece.ready.text) for piece in pieces]
    chunks = np.array(known.numbers([*chain.from_iterable(texts for texts, _ in split)]), dtype=np.int64)
    many = np.array([len(texts) for texts, _ in split], dtype=np.int64)
    crossed = known.may_cross(chunks)
    if len(crossed):
        owners = np.repeat(np.arange(len(pieces)), many)
        alone = np.unique(owners[crossed[owners[crossed] == owners[crossed + 1]]])
        if len(alone):
            left = set(alone.tolist())
            rest = [piece for place, piece in enumerate(pieces) if place not in left]
            stretch = _of_chunks(rest, lexicon, known)[0] if rest else None
            return stretch, [pieces[place] for place in sorted(left)]
    gaps = np.ones(len(chunks), dtype=np.int64)
    beyond = np.cumsum(many)
    gaps[beyond - 1] = 0
    for (_, own), end in zip(split, beyond.tolist(), strict=True):
        if own:
            gaps[end - len(own) : end] = own
    ends = np.cumsum(known.lengths(chunks) + gaps)
    starts = np.concatenate(([0], ends[:-1]))
    offsets = np.array([piece.offset for piece in pieces], dtype=np.int64)
    starts += np.repeat(offsets - starts[beyond - many], many)
    tokens, inside, counts = known.tokens(chunks)
    last = np.cumsum(counts)
    spaced = np.zeros(len(tokens), dtype=bool)
    spaced[last - 1] = gaps > 0
    token_starts = np.repeat(starts, counts) + inside
    firsts = np.concatenate(([0], last[beyond - 1]))
    borders = np.append(starting(lexicon.kinds(tokens), spaced, firsts), len(tokens))
    token_ends = token_starts + lexicon.lengths(tokens)
    return Stretch(lexicon, pieces, tokens, token_starts, token_ends, borders, firsts), []


def _chunks(text: str) -> tuple[list[str], list[int]]:
    """Return the chunks of a text and how many spaces stand behind each that are no token of their own.

    Where nothing but single spaces stands between chunks, the latter is left empty.

    Source: spaCy's `Tokenizer._tokenize_affixes`.
    """
    chunks = text.split()
    if " ".join(chunks) == text:
        return chunks, []
    chunks = []
    gaps: list[int] = []
    for run in _RUNS.findall(text):
        is_behind_one = bool(chunks) and run[0] == " "
        if is_behind_one:
            gaps[-1] = 1
        if chunk := run[is_behind_one:]:
            chunks.append(chunk)
            gaps.append(0)
    return chunks, gaps


def _of_docs(pieces: list[Piece], docs: list[Doc], lexicon: Lexicon) -> Stretch:
    firsts = np.concatenate(([0], np.cumsum([len(doc) for doc in docs])))
    tokens = np.array([number for doc in docs for number in lexicon.numbers(doc)], dtype=np.int32)
    starts = np.concatenate(
        [doc.to_array(IDX).astype(np.int64) + piece.offset for piece, doc in zip(pieces, docs, strict=True)]
    )
    marks = np.concatenate([doc.to_array(SENT_START) == 1 for doc in docs])
    marks[firsts[:-1]] = True
    borders = np.append(np.flatnonzero(marks), len(tokens))
    return Stretch(lexicon, pieces, tokens, starts, starts + lexicon.lengths(tokens), borders, firsts, docs)
