"""What is known of the words of one language's pipeline, so that a text is read without spaCy doing it all again.

spaCy's tokenizer splits a text at white space and then each chunk by itself, so that a chunk has the same tokens
wherever it stands: it is split once and remembered, and so is what each token is. The one exception are special cases
that lie across chunks, such as «в т.ч.»: where one may, `Chunks.may_cross` says so. Imported with spaCy.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import IDX, LEMMA, ORTH
from spacy.tokenizer import Tokenizer

from qualcode.suggestions.lemmas import lemmas_of
from qualcode.suggestions.pipelines import load_pipeline
from qualcode.suggestions.sentences import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from qualcode.suggestions.words import Array, WordTable

_KIND, _IS_WORD, _LENGTH, _NUMBER = range(4)


class Lexicon:
    """Every token met in texts of one pipeline, by a number of its own. Grows as it is asked; used by one thread.

    A token is a form and its lemma; what else is told of it hangs on these.

    Attributes:
        nlp: the pipeline.
        texts: as written.
        lowers: in lower case.
        lemmas: likewise.
        chunks: how texts are split; None where that takes the pipeline itself.
    """

    def __init__(self, nlp: Language, table: WordTable) -> None:
        self.nlp = nlp
        self.texts: list[str] = []
        self.lowers: list[str] = []
        self.lemmas: list[str] = []
        self._table = table
        self._numbers: dict[tuple[str, str], int] = {}
        self._by_orth: dict[tuple[int, int], int] = {}
        self._told: list[tuple[int, int, int, int]] = []
        self._facts = np.zeros((4, 0), dtype=np.int32)
        lemmas = lemmas_of(nlp)
        by_form = lemmas is not None and not lemmas.pipeline
        self.chunks = Chunks(self, lemmas.lemma) if lemmas and by_form and type(nlp.tokenizer) is Tokenizer else None

    def number(self, text: str, lemma: str) -> int:
        """Return the number of a token."""
        key = (text, lemma)
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = len(self.texts)
            lexeme = self.nlp.vocab[text]
            word = -1 if lexeme.is_space else self._table.number(text, lemma or lexeme.lower_)
            self.texts.append(text)
            self.lowers.append(lexeme.lower_)
            self.lemmas.append(lemma)
            self._told.append((kind_of(text), lexeme.is_alpha, len(text), word))
        return known

    def numbers(self, doc: Doc) -> list[int]:
        """Return the number of each token of a text that has passed through the pipeline."""
        keys = list(zip(doc.to_array(ORTH).tolist(), doc.to_array(LEMMA).tolist(), strict=True))
        known = self._by_orth
        try:
            return [known[key] for key in keys]
        except KeyError:
            for place, key in enumerate(keys):
                if key not in known:
                    known[key] = self.number(doc[place].text, doc[place].lemma_)
        return [known[key] for key in keys]

    def kinds(self, tokens: Array) -> Array:
        """Return what each token can end, as `sentences` has it."""
        told: Array = self._all_facts()[_KIND][tokens]
        return told

    def are_words(self, tokens: Array) -> Array:
        """Return whether each token is made of letters."""
        told: Array = self._all_facts()[_IS_WORD][tokens] > 0
        return told

    def lengths(self, tokens: Array) -> Array:
        """Return how long each token is, in code points."""
        told: Array = self._all_facts()[_LENGTH][tokens]
        return told

    def words(self, tokens: Array) -> Array:
        """Return the number that the table of words has for each token, -1 for space."""
        told: Array = self._all_facts()[_NUMBER][tokens]
        return told

    def _all_facts(self) -> Array:
        known = self._facts.shape[1]
        if known < len(self._told):
            new = np.array(self._told[known:], dtype=np.int32).T
            self._facts = np.concatenate((self._facts, new), axis=1)
        return self._facts


def lexicon_of(table: WordTable, language: str) -> Lexicon:
    """Return the lexicon of a language whose words are in a table; the same one whenever asked for the same."""
    known: Lexicon | None = table.lexicons.get(language)
    if known is None:
        known = table.lexicons[language] = Lexicon(load_pipeline(language), table)
    return known


class Chunks:
    """The chunks that texts of a pipeline are made of, by a number of their own, and the tokens of each.

    Attributes:
        known: the number of each.
    """

    def __init__(self, lexicon: Lexicon, lemma: Callable[[str], str]) -> None:
        self._lexicon = lexicon
        self._tokenizer = lexicon.nlp.tokenizer
        self._lemma = lemma
        self._forms: dict[str, int] = {}
        self.known: dict[str, int] = {}
        self._plain, self._pairs, self._made = _special_cases(self._tokenizer)
        self._befores = {one for one, _ in self._pairs}
        self._afters = {one for _, one in self._pairs}
        self._new: list[list[tuple[int, int]]] = []  # for each chunk, its tokens and where in it they start
        self._new_told: list[tuple[int, bool, bool]] = []
        nothing = np.zeros(0, dtype=np.int32)
        self._tokens, self._offsets, self._starts = nothing, nothing, np.zeros(1, dtype=np.int64)
        self._told = np.zeros((3, 0), dtype=np.int32)

    def numbers(self, chunks: Sequence[str]) -> list[int]:
        """Return the number of each chunk."""
        known = self.known
        try:
            return [known[chunk] for chunk in chunks]
        except KeyError:
            self._meet([chunk for chunk in dict.fromkeys(chunks) if chunk not in known])
        return [known[chunk] for chunk in chunks]

    def lengths(self, chunks: Array) -> Array:
        """Return how long each chunk is, in code points."""
        self._pack()
        lengths: Array = self._told[0][chunks]
        return lengths

    def tokens(self, chunks: Array) -> tuple[Array, Array, Array]:
        """Return the tokens of chunks: their numbers, where in its chunk each starts, and how many each chunk has."""
        self._pack()
        many = self._starts[chunks + 1] - self._starts[chunks]
        ends = np.cumsum(many)
        places = np.repeat(self._starts[chunks] - (ends - many), many) + np.arange(many.sum())
        return self._tokens[places], self._offsets[places], many

    def may_cross(self, chunks: Array) -> Array:
        """Return the places of chunks that may not be split alone, as a special case may go on in the next one."""
        self._pack()
        befores, afters = self._told[1] > 0, self._told[2] > 0
        places = np.flatnonzero(befores[chunks[:-1]] & afters[chunks[1:]])
        kept = [
            place
            for place in places.tolist()
            if self._is_crossed(*map(self._texts, chunks[place : place + 2].tolist()))
        ]
        return np.array(kept, dtype=np.int64)

    def _is_crossed(self, before: list[str], after: list[str]) -> bool:
        """Tell whether a special case may lie across two chunks, told by their tokens.

        What a special case made of a chunk hides the tokens that it was made from: any may be that the chunk ends with.
        """
        lasts, firsts = before[-1:], after[:1]
        if self._is_made(before):
            text = "".join(before)
            lasts = [one for one in self._befores if text.endswith(one)]
        if self._is_made(after):
            text = "".join(after)
            firsts = [one for one in self._afters if text.startswith(one)]
        return any((last, first) in self._pairs for last in lasts for first in firsts)

    def _is_made(self, tokens: list[str]) -> bool:
        """Tell whether a special case made something of a chunk."""
        if self._made.isdisjoint(tokens):
            return False
        return [token.text for token in self._plain("".join(tokens))] != tokens

    def _texts(self, chunk: int) -> list[str]:
        tokens = self._tokens[self._starts[chunk] : self._starts[chunk + 1]].tolist()
        return [self._lexicon.texts[number] for number in tokens]

    def _meet(self, chunks: list[str]) -> None:
        spoken = [chunk for chunk in chunks if not chunk.isspace()]
        spaces = [chunk for chunk in chunks if chunk.isspace()]
        split = [*self._split(spoken), *map(self._split_alone, spaces)]
        for chunk, tokens in zip([*spoken, *spaces], split, strict=True):
            self.known[chunk] = len(self.known)
            texts = [text for text, _ in tokens]
            is_made = self._is_made(texts)
            self._new.append([(self._number(text), start) for text, start in tokens])
            self._new_told.append(
                (len(chunk), is_made or texts[-1] in self._befores, is_made or texts[0] in self._afters)
            )

    def _split(self, chunks: list[str]) -> list[list[tuple[str, int]]]:
        """Return the tokens of chunks, split in one go but for those that special cases may go across."""
        doc = self._tokenizer(" ".join(chunks))
        split: list[list[tuple[str, int]]] = []
        starts = doc.to_array(IDX).tolist() if len(doc) else []
        texts = [token.text for token in doc]
        alone: set[int] = set()
        place = start = 0
        for number, chunk in enumerate(chunks):
            first, end = place, start + len(chunk)
            while place < len(texts) and starts[place] < end:
                place += 1
            split.append([(texts[one], starts[one] - start) for one in range(first, place)])
            if "".join(texts[first:place]) != chunk:
                alone.update((number - 1, number, number + 1))
            start = end + 1
        for number, (one, other) in enumerate(pairwise(split)):
            if one and other and self._is_crossed([text for text, _ in one], [text for text, _ in other]):
                alone.update((number, number + 1))
        for number in alone:
            if 0 <= number < len(chunks):
                split[number] = self._split_alone(chunks[number])
        return split

    def _split_alone(self, chunk: str) -> list[tuple[str, int]]:
        return [(token.text, token.idx) for token in self._tokenizer(chunk)]

    def _number(self, text: str) -> int:
        known = self._forms.get(text)
        if known is None:
            known = self._forms[text] = self._lexicon.number(text, self._lemma(text))
        return known

    def _pack(self) -> None:
        if not self._new:
            return
        tokens = [token for chunk in self._new for token in chunk]
        added = np.array(tokens, dtype=np.int32).reshape(-1, 2).T
        self._tokens = np.concatenate((self._tokens, added[0]))
        self._offsets = np.concatenate((self._offsets, added[1]))
        ends = self._starts[-1] + np.cumsum([len(chunk) for chunk in self._new])
        self._starts = np.concatenate((self._starts, ends))
        self._told = np.concatenate((self._told, np.array(self._new_told, dtype=np.int32).T), axis=1)
        self._new, self._new_told = [], []


@lru_cache(maxsize=32)
def _special_cases(tokenizer: Tokenizer) -> tuple[Tokenizer, frozenset[tuple[str, str]], frozenset[str]]:
    """Return the tokenizer without special cases, and what these do to its tokens.

    Told are the tokens that stand side by side before a special case makes something else of them, and the first token
    of what it makes.
    """
    plain = Tokenizer(
        tokenizer.vocab,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
    )
    pairs: set[tuple[str, str]] = set()
    made: set[str] = set()
    for text in tokenizer.rules:
        before = [token.text for token in plain(text) if not token.is_space]
        after = [token.text for token in tokenizer(text) if not token.is_space]
        pairs.update(pairwise(before))
        if len(before) > 1 and before != after:
            made.add(after[0])
    return plain, frozenset(pairs), frozenset(made)
