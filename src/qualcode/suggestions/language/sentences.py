"""The component `qualcode_sentences`: sentences of transcribed speech; imported only with spaCy.

Ends are `.`, `!`, `?`, their like in other scripts, and an empty line. Three dots end a sentence only where a capital
follows: "I mean… that they decide" is one sentence. An opening quotation mark goes with what it opens; a remark in
round brackets, such as (laughter), with the sentence before it, which it is the echo of.
"""

from typing import Any

import numpy as np
from spacy.attrs import ORTH, SENT_START, SPACY
from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from qualcode.suggestions.language.unkept import Unkept
from qualcode.suggestions.language.words import Array

NAME = "qualcode_sentences"
# What a token can be; the first two are words that end nothing, with a small letter or without.
_WORD, _SMALL, _OPENING, _DASH, _CLOSING, _BRACKET, _END, _DOTS, _PARAGRAPH = range(9)
_ENDS = frozenset(Sentencizer.default_punct_chars) | {"…"}
_LONGEST_REMARK = 12
_MARKS = {**dict.fromkeys("\"'”’»]}›」』", _CLOSING), **dict.fromkeys("-–—", _DASH), ")": _BRACKET, "(": _OPENING}
_INSIDE = np.iinfo(np.uint64).max  # spaCy's -1, "no sentence starts here", as it travels in an unsigned array


def sentence_starts(doc: Doc) -> list[int]:
    """Return the first token of each sentence, whatever component marked them; the first token of all is one."""
    starts: list[int] = np.flatnonzero(doc.to_array(SENT_START) == 1).tolist()
    return starts if starts and starts[0] == 0 else [0, *starts]


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
        kind = self[orth] = kind_of(self._vocab.strings[orth])
        return kind


class Sentences(Unkept):
    """Marks where sentences start."""

    def __init__(self, vocab: Vocab, name: str = NAME) -> None:
        self.name = name
        self._kinds = _Kinds(vocab)

    def __call__(self, doc: Doc) -> Doc:
        """Set the starts."""
        if len(doc) == 0:
            return doc
        known = self._kinds
        orths, spaced = doc.to_array([ORTH, SPACY]).T
        kinds = np.array([known[orth] for orth in orths.tolist()], dtype=np.int32)
        marks: Any = np.full((len(doc), 1), _INSIDE, dtype=np.uint64)
        marks[starting(kinds, spaced > 0, np.array([0, len(doc)]))] = 1
        doc.from_array([SENT_START], marks)
        return doc


def kind_of(text: str) -> int:
    """Return what a token can be for sentences: see `starting`."""
    if text.isalpha():
        return _SMALL if text[0].islower() else _WORD
    if text.isspace():
        return _PARAGRAPH if text.count("\n") > 1 else _WORD
    if all(char in _ENDS for char in text):
        return _DOTS if "…" in text or (len(text) > 1 and set(text) == {"."}) else _END
    return _MARKS.get(text, _SMALL if text[0].islower() else _WORD)


def starting(kinds: Array, spaced: Array, texts: Array) -> Array:
    """Return which tokens sentences start at: those tokens' places, in order.

    Args:
        kinds: what each token is, as `kind_of` has it.
        spaced: whether a space stands behind each.
        texts: the first token of each of some texts that stand one behind the other, and the number of tokens.
    """
    starts = np.zeros(len(kinds) + 1, dtype=bool)
    starts[texts[:-1]] = True
    endings = np.flatnonzero(kinds >= _END)
    borders = texts[np.searchsorted(texts, endings, side="right")]
    inside = endings + 1 < borders
    endings, borders = endings[inside], borders[inside]
    ending, after = kinds[endings], kinds[endings + 1]
    starts[endings[ending == _PARAGRAPH] + 1] = True
    # Behind nearly all of them stands a word; the others are looked at one by one.
    is_sentence, is_plain = ending != _PARAGRAPH, after <= _SMALL
    plain = endings[is_sentence & is_plain & ((after == _WORD) | ((ending == _END) & spaced[endings]))]
    others = is_sentence & ~is_plain
    if others.any():
        known = kinds.tolist()
        runs = [(0, 0)]
        for place, border in zip(endings[others].tolist(), borders[others].tolist(), strict=True):
            if place >= runs[-1][1]:
                runs.append((place, _after_ending(known, spaced, place, border)))
                starts[runs[-1][1]] |= _starts_sentence(known, spaced, runs[-1], border)
        froms, untils = np.array(runs).T
        plain = plain[plain >= untils[np.searchsorted(froms, plain, side="right") - 1]]
    starts[plain + 1] = True
    places: Array = np.flatnonzero(starts[:-1])
    return places


def _after_ending(kinds: list[int], spaced: Array, place: int, border: int) -> int:
    """Return the place after a run of endings, the quotation marks they close and remarks in brackets behind them."""
    after = place + 1
    while after < border:
        if kinds[after] == _OPENING:
            closing = _closing_bracket(kinds, after, border)
            if closing is None:
                break
            after = closing
        elif kinds[after] not in (_END, _DOTS) and (kinds[after] not in (_CLOSING, _BRACKET) or spaced[after - 1]):
            break
        after += 1
    return after


def _closing_bracket(kinds: list[int], opening: int, border: int) -> int | None:
    for place in range(opening + 1, min(opening + _LONGEST_REMARK, border)):
        if kinds[place] == _BRACKET:
            return place
    return None


def _starts_sentence(kinds: list[int], spaced: Array, run: tuple[int, int], border: int) -> bool:
    """Tell whether a sentence starts after a run of endings."""
    ending, after = run
    if after >= border or kinds[after] == _PARAGRAPH:
        return False
    if kinds[after] == _DASH and after + 1 < border:
        return kinds[after + 1] != _SMALL
    if kinds[after] != _SMALL:
        return True
    return _END in kinds[ending:after] and bool(spaced[after - 1])
