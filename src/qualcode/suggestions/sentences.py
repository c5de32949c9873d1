"""The component `qualcode_sentences`: sentences of transcribed speech; imported only with spaCy.

Ends are `.`, `!`, `?`, their like in other scripts, and an empty line. Three dots end a sentence only where a capital
follows: "I mean… that they decide" is one sentence. An opening quotation mark goes with what it opens; a remark in
round brackets, such as (laughter), with the sentence before it, which it is the echo of.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import IDX, IS_ALPHA, LEMMA, LENGTH, ORTH, SENT_START
from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

NAME = "qualcode_sentences"
_FACTS = [ORTH, LEMMA, IS_ALPHA, IDX, LENGTH, SENT_START]
# What a token can be; the first two are words that end nothing, with a small letter or without.
_WORD, _SMALL, _OPENING, _DASH, _CLOSING, _END, _DOTS, _PARAGRAPH = range(8)
_ENDS = frozenset(Sentencizer.default_punct_chars) | {"…"}
_CLOSINGS = frozenset("\"'”’»)]}›」』")
_LONGEST_REMARK = 12
_DASHES = frozenset({"-", "–", "—"})
_INSIDE = np.iinfo(np.uint64).max  # spaCy's -1, "no sentence starts here", as it travels in an unsigned array


def sentence_starts(doc: Doc) -> list[int]:
    """Return the first token of each sentence, whatever component marked them; the first token of all is one."""
    starts: list[int] = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
    return starts if starts and starts[0] == 0 else [0, *starts]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text as lists: asking a text for one token after the other takes ten times as long.

    Attributes:
        orths: the number spaCy has for each token's text.
        lemmas: likewise, for its lemma.
        is_word: 1 for those made of letters, else 0.
        starts: where each starts in the text.
        ends: likewise.
        borders: first tokens of the sentences, and the number of tokens.
    """

    orths: list[int]
    lemmas: list[int]
    is_word: list[int]
    starts: list[int]
    ends: list[int]
    borders: list[int]

    @classmethod
    def of(cls, doc: Doc) -> "Tokens":
        """Return the tokens of a text that has passed through a pipeline."""
        orths, lemmas, is_word, starts, lengths, marks = doc.to_array(_FACTS).T.tolist()
        borders = [place for place, mark in enumerate(marks) if mark == 1]
        if not borders or borders[0] != 0:
            borders.insert(0, 0)
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        return cls(orths, lemmas, is_word, starts, ends, [*borders, len(orths)])


@Language.factory(NAME, assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> "Sentences":
    """Return the component."""
    return Sentences(nlp.vocab, name)


class _Kinds(dict[int, int]):
    """What each token is, by the number spaCy has for its text; found out at first sight."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, orth: int) -> int:
        kind = self[orth] = _kind(self._vocab.strings[orth])
        return kind


class Sentences:
    """Marks where sentences start."""

    def __init__(self, vocab: Vocab, name: str = NAME) -> None:
        self.name = name
        self._kinds = _Kinds(vocab)

    def __call__(self, doc: Doc) -> Doc:
        """Set the starts."""
        if len(doc) == 0:
            return doc
        known = self._kinds
        kinds = [known[orth] for orth in doc.to_array(ORTH).tolist()]
        starts: Any = np.full((len(doc), 1), _INSIDE, dtype=np.uint64)
        starts[0] = 1
        after = 0
        for place in [place for place, kind in enumerate(kinds) if kind >= _END]:
            if kinds[place] == _PARAGRAPH:
                starts[place + 1 : place + 2] = 1
            elif place >= after:
                after = _after_ending(kinds, doc, place)
                if _starts_sentence(doc, kinds, place, after):
                    starts[after] = 1
        doc.from_array([SENT_START], starts)
        return doc

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401 - spaCy's own signature
        """Return nothing to keep: the component has no settings."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "Sentences":  # noqa: ANN401 - spaCy's own signature
        """Return the component as it is."""
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:  # noqa: ANN401 - spaCy's own signature
        """Write nothing."""

    def from_disk(self, _path: Path, **_: Any) -> "Sentences":  # noqa: ANN401 - spaCy's own signature
        """Return the component as it is."""
        return self


def _kind(text: str) -> int:
    if text.isspace():
        return _PARAGRAPH if text.count("\n") > 1 else _WORD
    if all(char in _ENDS for char in text):
        return _DOTS if "…" in text or (len(text) > 1 and set(text) == {"."}) else _END
    if text in _CLOSINGS:
        return _CLOSING
    if text in _DASHES:
        return _DASH
    if text == "(":
        return _OPENING
    return _SMALL if text[0].islower() else _WORD


def _after_ending(kinds: list[int], doc: Doc, place: int) -> int:
    """Return the place after a run of endings, the quotation marks they close and remarks in brackets behind them."""
    after = place + 1
    while after < len(kinds):
        if kinds[after] == _OPENING:
            closing = _closing_bracket(doc, after)
            if closing is None:
                break
            after = closing
        elif kinds[after] not in (_END, _DOTS) and (kinds[after] != _CLOSING or doc[after - 1].whitespace_):
            break
        after += 1
    return after


def _closing_bracket(doc: Doc, opening: int) -> int | None:
    for place in range(opening + 1, min(opening + _LONGEST_REMARK, len(doc))):
        if doc[place].text == ")":
            return place
    return None


def _starts_sentence(doc: Doc, kinds: list[int], ending: int, after: int) -> bool:
    """Tell whether a sentence starts after the run of endings `[ending, after)`."""
    if after >= len(kinds) or kinds[after] == _PARAGRAPH:
        return False
    if kinds[after] == _DASH and after + 1 < len(kinds):
        return kinds[after + 1] != _SMALL
    if kinds[after] != _SMALL:
        return True
    return _END in kinds[ending:after] and bool(doc[after - 1].whitespace_)
