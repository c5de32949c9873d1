"""What is known of the words of one language's pipeline, so that a text is read without spaCy doing it all again.

spaCy's tokenizer splits a text at white space and then each chunk by itself, so that a chunk has the same tokens
wherever it stands: it is split once and remembered, and so is what each token is. The one exception are special cases
that lie across chunks, such as «в т.ч.»: where one may, `Chunks.may_cross` says so. Imported with spaCy.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.attrs import IDX, LEMMA, ORTH
from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

from qualcode.suggestions.language.folding import PARAGRAPH
from qualcode.suggestions.language.lemmas import lemmas_of
from qualcode.suggestions.language.pipelines import load_pipeline
from qualcode.suggestions.language.sentences import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from qualcode.suggestions.language.words import Array, WordTable

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
            lower = text.lower()
            word = -1 if text.isspace() else self._table.number(text, lemma or lower)
            self.texts.append(text)
            self.lowers.append(lower)
            self.lemmas.append(lemma)
            self._told.append((kind_of(text), text.isalpha(), len(text), word))
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
        tokenizer = cast("Tokenizer", lexicon.nlp.tokenizer)
        self._tokenizer = _splitting(tokenizer, tokenizer.rules)
        self._lemma = lemma
        self._forms: dict[str, int] = {}
        self.known: dict[str, int] = {}
        self._plain, self._pairs, self._made = _special_cases(tokenizer)
        self._befores = {one for one, _ in self._pairs}
        self._afters = {one for _, one in self._pairs}
        self._crossed: dict[tuple[int, int], bool] = {}  # of chunks side by side
        self._new: list[list[tuple[int, int]]] = []  # for each chunk, its tokens and where in it they start
        self._new_told: list[tuple[int, bool, bool]] = []
        nothing = np.zeros(0, dtype=np.int32)
        self._tokens, self._offsets, self._starts = nothing, nothing, np.zeros(1, dtype=np.int64)
        self._told = np.zeros((3, 0), dtype=np.int32)

    def numbers(self, chunks: Sequence[str]) -> list[int]:
        """Return the number of each chunk."""
        known = self.known
        new = [*dict.fromkeys([chunk for chunk in chunks if chunk not in known])]
        if new:
            self._meet(new)
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
        known = self._crossed
        kept: list[int] = []
        pairs = zip(chunks[places].tolist(), chunks[places + 1].tolist(), strict=True)
        for place, pair in zip(places.tolist(), pairs, strict=True):
            if pair not in known:
                known[pair] = self._is_crossed(*map(self._texts, pair))
            if known[pair]:
                kept.append(place)
        return np.array(kept, dtype=np.int64)

    def _is_crossed(self, before: list[str], after: list[str]) -> bool:
        """Tell whether a special case may lie across two chunks, told by their tokens.

        What a special case made of a chunk hides the tokens that it was made from: any may be that the chunk ends with.
        """
        is_made = self._is_made(before), self._is_made(after)
        if not any(is_made):
            return (before[-1], after[0]) in self._pairs
        lasts, firsts = before[-1:], after[:1]
        if is_made[0]:
            text = "".join(before)
            lasts = [one for one in self._befores if text.endswith(one)]
        if is_made[1]:
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
        """Return the tokens of chunks, split in one go: no special case goes across an empty line."""
        doc = self._tokenizer(PARAGRAPH.join(chunks))
        starts = doc.to_array(IDX).tolist() if len(doc) else []
        texts = [token.text for token in doc]
        split: list[list[tuple[str, int]]] = []
        place = start = 0
        for chunk in chunks:
            first, end = place, start + len(chunk)
            while place < len(texts) and starts[place] < end:
                place += 1
            is_whole = "".join(texts[first:place]) == chunk
            split.append(
                [(texts[one], starts[one] - start) for one in range(first, place)]
                if is_whole
                else self._split_alone(chunk)
            )
            while place < len(texts) and texts[place] == PARAGRAPH:
                place += 1
            start = end + len(PARAGRAPH)
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


def _splitting(tokenizer: Tokenizer, rules: Any) -> Tokenizer:  # noqa: ANN401  # spaCy's own signature
    """Return a tokenizer that splits alike, but for those special cases.

    It finds out nothing else of the words it meets: their shape, whether they look like numbers, and fifteen things
    more, which takes spaCy longer than splitting.
    """
    return Tokenizer(
        Vocab(),
        rules=rules,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
        faster_heuristics=tokenizer.faster_heuristics,
    )


@lru_cache(maxsize=32)
def _special_cases(tokenizer: Tokenizer) -> tuple[Tokenizer, frozenset[tuple[str, str]], frozenset[str]]:
    """Return the tokenizer without special cases, and what these do to its tokens.

    Told are the tokens that stand side by side before a special case makes something else of them, and the first token
    of what it makes.
    """
    plain = _splitting(tokenizer, None)
    pairs: set[tuple[str, str]] = set()
    made: set[str] = set()
    for text in tokenizer.rules:
        before = [token.text for token in plain(text) if not token.text.isspace()]
        after = [token.text for token in tokenizer(text) if not token.text.isspace()]
        pairs.update(pairwise(before))
        if len(before) > 1 and before != after:
            made.add(after[0])
    return plain, frozenset(pairs), frozenset(made)
