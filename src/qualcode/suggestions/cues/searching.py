"""Rules made into spaCy matchers, and what they find in a text; imported only with spaCy.

All phrases of all codes stand in one matcher for each thing they are compared on, so the time hardly grows with the
codebook. A token pattern is tried only in sentences where one of the words it needs stands, and never across sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

from qualcode.suggestions.cues.patterns import Token, anchor, bound_regexes, most_tokens, spelled
from qualcode.suggestions.cues.phrases import Phrases, spoken
from qualcode.suggestions.cues.rules import Rule
from qualcode.suggestions.cues.scoring import Evidence, worth
from qualcode.suggestions.language.folding import folded_phrase
from qualcode.suggestions.language.lemmas import lemmas_of
from qualcode.suggestions.language.sentences import sentence_starts

if TYPE_CHECKING:
    from qualcode.suggestions.language.stretches import Stretch

_Hit = tuple[int, int, int]  # number of the rule, first token, token after the last
Variants = Callable[[str], tuple[str, ...]]
_ATTRIBUTES = {"lemma": "LEMMA", "lower": "LOWER", "exact": "ORTH"}
_MOST_READINGS = 16
_MOST_HYPHENATED = 6
# Untranscribed punctuation makes one sentence of a whole turn; a pattern with gaps would find thousands in it.
_LONGEST_STRETCH = 400


def pipeline_variants(nlp: Language) -> Variants:
    """Return what gives the lemmas a word of a cue may have in that pipeline."""
    lemmas = lemmas_of(nlp)
    return lemmas.variants if lemmas else lambda form: (form.lower(),)


class Found(NamedTuple):
    """One cue found: tokens `[start, end)`, the code it speaks for, and what it says."""

    start: int
    end: int
    code_guid: str
    evidence: Evidence


class Search:
    """What is looked for, ready for use on any number of texts."""

    def __init__(self, nlp: Language, rules: Sequence[Rule], patterns: Mapping[int, tuple[Token, ...]]) -> None:
        self._nlp = nlp
        self._variants = pipeline_variants(nlp)
        self._rules = rules
        self._phrases: dict[str, PhraseMatcher] = {}
        self._spoken = Phrases(nlp.vocab, nlp.Defaults.stop_words)
        self._numbers: dict[int, int] = {}
        self._patterns: dict[int, tuple[Matcher, int | None]] = {}
        self._beside: dict[int, list[tuple[int, str, frozenset[str]]]] = {}
        self._anywhere: list[int] = []
        self._evidence: dict[int, Evidence] = {}  # not of patterns: theirs depends on what they match
        self._worths = [worth("pattern", 1)] * len(rules)
        for number, rule in enumerate(rules):
            if number in patterns:
                self._add_pattern(number, spelled(patterns[number], self._variants))
            else:
                self._add_phrase(number, rule)

    def _add_phrase(self, number: int, rule: Rule) -> None:
        doc = self._nlp.make_doc(folded_phrase(rule.cue))
        words = [token.text for token in doc if not token.is_space]
        says_enough = rule.kind != "name" or sum(token.is_alpha and not token.is_stop for token in doc) > 1
        if not words or not says_enough:
            return
        said = sum(token.is_alpha or token.like_num for token in doc)
        self._worths[number] = worth(rule.kind, said)
        self._evidence[number] = Evidence(rule.cue, rule.kind, rule.cue, self._worths[number])
        readings = [self._variants(word) if rule.form == "lemma" else (word,) for word in words]
        for reading in islice(product(*readings), _MOST_READINGS):
            for spelling in _hyphenations(reading):
                self._look_for(number, _ATTRIBUTES[rule.form], spelling)

    def _add_pattern(self, number: int, tokens: tuple[Token, ...]) -> None:
        matcher = Matcher(self._nlp.vocab)
        matcher.add("pattern", [[dict(token) for token in tokens]])
        bound_regexes(matcher, self._rules[number].path)
        self._patterns[number] = (matcher, most_tokens(tokens))
        needed = anchor(tokens, self._nlp.Defaults.stop_words)
        if needed is None:
            self._anywhere.append(number)
        else:
            for word in needed.words:
                self._look_for(number, needed.attribute, (word,))
            self._beside[number] = [
                (distance, attribute, frozenset(words)) for distance, attribute, words in needed.beside
            ]

    def _look_for(self, number: int, attribute: str, words: tuple[str, ...]) -> None:
        if attribute not in self._phrases:
            self._phrases[attribute] = PhraseMatcher(self._nlp.vocab, attr=attribute)
        self._phrases[attribute].add(str(number), [Doc(self._nlp.vocab, words=list(words), lemmas=list(words))])
        self._numbers[self._nlp.vocab.strings[str(number)]] = number
        self._spoken.add(number, attribute, words)

    def found(self, doc: Doc) -> list[Found]:
        """Return what speaks for a code, by place; what a negative cue takes back or a longer cue holds is left out."""
        hits: list[_Hit] = []
        tries: dict[int, list[int]] = {}
        for matcher in self._phrases.values():
            for key, start, end in matcher(doc):
                number = self._numbers[key]
                if number not in self._patterns:
                    hits.append((number, start, end))
                elif self._may_match(doc, number, start):
                    tries.setdefault(number, []).append(start)
        if not hits and not tries and not self._anywhere:
            return []
        if tries or self._anywhere or any(self._rules[number].is_negative for number, _, _ in hits):
            starts = sentence_starts(doc)
            for number in (*tries, *self._anywhere):
                hits.extend(self._pattern_hits(doc, starts, number, tries.get(number)))
            hits = self._not_taken_back(hits, starts)
        return self._told(hits, lambda start, end: doc[start:end].text)

    def found_in(self, stretch: Stretch) -> list[Found]:
        """Return the same for all texts of a stretch, by its tokens; only texts where a pattern is tried are made."""
        hits: list[_Hit] = []
        tries: dict[int, dict[int, list[int]]] = {}
        firsts = stretch.firsts.tolist()
        if self._anywhere:
            tries = {place: {} for place in range(len(stretch.pieces))}
        for number, start, end in self._spoken.found(stretch):
            if number not in self._patterns:
                hits.append((number, start, end))
                continue
            place = bisect_right(firsts, start) - 1
            if self._may_match_in(stretch, number, start, place):
                tries.setdefault(place, {}).setdefault(number, []).append(start - firsts[place])
        docs: dict[int, Doc] = {}
        for place, tried in tries.items():
            doc = docs[place] = stretch.doc(place)
            starts = sentence_starts(doc)
            for number in (*tried, *self._anywhere):
                found = self._pattern_hits(doc, starts, number, tried.get(number))
                hits.extend((one, firsts[place] + start, firsts[place] + end) for one, start, end in found)
        if any(self._rules[number].is_negative for number, _, _ in hits):
            hits = self._not_taken_back(hits, stretch.borders[:-1].tolist())

        def words(start: int, end: int) -> str:
            place = bisect_right(firsts, start) - 1
            return docs[place][start - firsts[place] : end - firsts[place]].text

        return self._told(hits, words)

    def _told(self, hits: list[_Hit], words: Callable[[int, int], str]) -> list[Found]:
        """Return what hits say, by place.

        Args:
            words: gives the text of tokens `[start, end)`.
        """
        return [
            Found(start, end, self._rules[number].code_guid, self._evidence_of(number, start, end, words))
            for number, start, end in self._longest(hits)
        ]

    def _evidence_of(self, number: int, start: int, end: int, words: Callable[[int, int], str]) -> Evidence:
        known = self._evidence.get(number)
        if known is not None:
            return known
        return Evidence(self._rules[number].cue, "pattern", words(start, end), worth("pattern", end - start))

    def _may_match(self, doc: Doc, number: int, place: int) -> bool:
        """Tell whether what must stand beside a pattern's anchor does: far quicker than the matcher."""
        for distance, attribute, words in self._beside[number]:
            other = place + distance
            if not 0 <= other < len(doc) or getattr(doc[other], f"{attribute.lower()}_") not in words:
                return False
        return True

    def _may_match_in(self, stretch: Stretch, number: int, token: int, place: int) -> bool:
        first, beyond = stretch.firsts[place : place + 2].tolist()
        for distance, attribute, words in self._beside[number]:
            other = token + distance
            if not first <= other < beyond:
                return False
            if spoken(stretch.lexicon, attribute)[stretch.tokens[other]] not in words:
                return False
        return True

    def _pattern_hits(self, doc: Doc, starts: list[int], number: int, places: list[int] | None) -> Iterator[_Hit]:
        """Yield where a pattern matches; only around those places, or anywhere for None."""
        matcher, longest = self._patterns[number]
        borders = [*starts, len(doc)]
        tried = starts if places is None else sorted(places)
        reached = 0
        for place in tried:
            sentence = bisect_right(starts, place) - 1
            first, last = borders[sentence], borders[sentence + 1]
            if places is not None and longest is not None:
                first, last = max(first, place - longest + 1), min(last, place + longest)
            if last > reached:
                reached = last
                for from_, to in _stretches(first, last):
                    for _, start, end in matcher(doc[from_:to]):
                        yield number, from_ + start, from_ + end

    def _not_taken_back(self, hits: list[_Hit], starts: list[int]) -> list[_Hit]:
        taken_back = {
            (self._rules[number].code_guid, sentence)
            for number, start, end in hits
            if self._rules[number].is_negative
            for sentence in _sentences(starts, start, end)
        }
        if not taken_back:
            return hits
        return [
            (number, start, end)
            for number, start, end in hits
            if not self._rules[number].is_negative
            and not any((self._rules[number].code_guid, one) in taken_back for one in _sentences(starts, start, end))
        ]

    def _longest(self, hits: list[_Hit]) -> list[_Hit]:
        if len(hits) < 2:
            return hits
        hits.sort(key=lambda hit: (hit[1], -hit[2], -self._worths[hit[0]], hit[0]))
        reached: dict[str, int] = {}
        longest = []
        for number, start, end in hits:
            code = self._rules[number].code_guid
            if end > reached.get(code, 0):
                reached[code] = end
                longest.append((number, start, end))
        return longest


def _sentences(starts: list[int], start: int, end: int) -> range:
    return range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1))


def _stretches(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentence, or pieces of it that overlap by half where it is very long."""
    while end - start > _LONGEST_STRETCH:
        yield start, start + _LONGEST_STRETCH
        start += _LONGEST_STRETCH // 2
    yield start, end


def _hyphenations(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words as they are, then with hyphens between them or without: "cease-fire" is "cease fire"."""
    yield words
    if "-" in words[1:-1]:
        yield tuple(word for place, word in enumerate(words) if word != "-" or place in (0, len(words) - 1))
    elif len(words) <= _MOST_HYPHENATED:
        for gap in range(1, len(words)):
            yield (*words[:gap], "-", *words[gap:])
