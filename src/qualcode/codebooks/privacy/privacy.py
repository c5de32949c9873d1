"""What in a codebook could tell who took part: names, verbatim quotes, places and dates of the transcripts, contacts.

Found is what stands in the transcripts too, so a definition in one's own words is left alone. Everything is told; what
of it matters, a person decides. Two million words of talk are gone through in about a second.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qualcode.codebooks.privacy.dates import NO_NAMES, dates_in
from qualcode.codebooks.privacy.proper_names import Word, name_key, names_of, words_in
from qualcode.codebooks.privacy.verbatim import SHORTEST_QUOTE, Quoted, quoted_grams
from qualcode.model.codebook import Code, Codebook

WORDS = 6
QUOTE, PARTICIPANT, PLACE, DATE, CONTACT, NAME = "quote", "participant", "place", "date", "contact", "name"
KINDS = (PARTICIPANT, CONTACT, QUOTE, DATE, PLACE, NAME)
LEFT_OUT = "[…]"
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])\+?\d[\d\s().-]{7,}\d(?!\w)|https?://\S+")
_LETTERS = re.compile(r"[^\W\d_]+")
_INNER_CAPITAL = re.compile(r"[^\W\d_][,;]? ([A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][^\W\d_]+)")
_DIGIT = re.compile(r"\d")
_FEWEST_DIGITS_OF_A_NUMBER = 9


class Text(NamedTuple):
    """One transcript as it is held against a codebook."""

    source: str
    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What is known of a study: its transcripts, how its people are called, where they live."""

    texts: Sequence[Text]
    people: Sequence[str] = ()
    places: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One passage that could tell too much.

    Attributes:
        kind: one of `KINDS`; `name` is a proper name that is said in the transcripts.
        code_guid: of the code, or None for the codebook's description.
        path: of the code, or the codebook's name.
        field: where it stands: name, definition, use_when, not_when, cues, examples, memo, description.
        number: which cue or example, from 0; else 0.
        start: where in that text, in code points; `end` likewise.
        text: the words.
        source: a transcript they stand in, or empty for what is known from variables and labels only.
        sources: how many transcripts they stand in.
    """

    kind: str
    code_guid: str | None
    path: str
    field: str
    number: int
    start: int
    end: int
    text: str
    source: str = ""
    sources: int = 0


class _Passage(NamedTuple):
    code_guid: str | None
    path: str
    field: str
    number: int
    text: str
    words: tuple[Word, ...]

    def leak(self, kind: str, start: int, end: int, source: str = "", sources: int = 0) -> Leak:
        return Leak(
            kind=kind,
            code_guid=self.code_guid,
            path=self.path,
            field=self.field,
            number=self.number,
            start=start,
            end=end,
            text=self.text[start:end],
            source=source,
            sources=sources,
        )


def privacy_leaks(
    codebook: Codebook, talk: Talk, *, words: int = WORDS, memos: Iterable[tuple[str, str]] = ()
) -> tuple[Leak, ...]:
    """Return what could tell too much, in the order of the codebook.

    Args:
        words: as many words in a row that stand in a transcript are a quote; a whole example or cue is one from three.
        memos: GUIDs of codes with memos on them.
    """
    passages = [_Passage(*told, tuple(words_in(told[-1]))) for told in _texts(codebook, memos)]
    people = names_of(talk.people)
    said = _spoken(passages, people, talk)
    found = [
        *_quotes(passages, talk, words),
        *_known_names(passages, people, talk, said),
        *_dates(passages, talk),
        *_contacts(passages),
        *_said_names(passages, talk, said),
    ]
    order = {(each.code_guid, each.field, each.number): place for place, each in enumerate(passages)}
    found.sort(
        key=lambda leak: (order[leak.code_guid, leak.field, leak.number], leak.start, -leak.end, KINDS.index(leak.kind))
    )
    return tuple(_without_doubles(found))


def without_quotes(codebook: Codebook, leaks: Iterable[Leak]) -> Codebook:
    """Return the codebook without its quotes: such examples and cues are gone, in other texts `[…]` stands for them."""
    by_code: dict[str | None, list[Leak]] = defaultdict(list)
    for leak in leaks:
        if leak.kind == QUOTE and leak.field not in ("name", "memo"):
            by_code[leak.code_guid].append(leak)
    codes = tuple(_stripped(code, by_code[code.guid]) if code.guid in by_code else code for code in codebook.codes)
    description = _cut(codebook.description, by_code[None])
    return replace(codebook, description=description, codes=codes)


def _texts(codebook: Codebook, memos: Iterable[tuple[str, str]]) -> Iterator[tuple[str | None, str, str, int, str]]:
    """Yield every text of a codebook with where it stands."""
    noted = defaultdict(list)
    for guid, memo in memos:
        noted[guid].append(memo)
    yield None, codebook.name, "description", 0, codebook.description
    paths: dict[str, str] = {}
    for code in codebook.codes:
        above = f"{paths[code.parent_guid]} > " if code.parent_guid else ""
        path = paths[code.guid] = above + code.name
        for field in ("name", "definition", "use_when", "not_when"):
            yield code.guid, path, field, 0, getattr(code, field)
        listed = (
            ("cues", [cue.text if cue.form != "pattern" else "" for cue in code.cues]),
            ("examples", code.examples),
            ("memo", noted[code.guid]),
        )
        for field, texts in listed:
            for number, text in enumerate(texts):
                yield code.guid, path, field, number, text


def _quotes(passages: Sequence[_Passage], talk: Talk, words: int) -> Iterator[Leak]:
    """Yield the longest runs of words that stand in a transcript."""
    wanted: set[tuple[str, ...]] = set()
    folded = [[word.folded for word in passage.words] for passage in passages]
    lengths = [_gram_length(passage, words) for passage in passages]
    for texts, length in zip(folded, lengths, strict=True):
        wanted.update(tuple(texts[start : start + length]) for start in range(len(texts) - length + 1))
    found = quoted_grams(wanted, talk.texts)
    for passage, texts, length in zip(passages, folded, lengths, strict=True):
        yield from _runs(passage, texts, length, found)


def _gram_length(passage: _Passage, words: int) -> int:
    """Return how many words in a row are a quote there: a short example or cue is one when it stands so as a whole."""
    is_short = passage.field in ("examples", "cues") and SHORTEST_QUOTE <= len(passage.words) < words
    # A cue is a phrase that people say; short ones are what it is for.
    return len(passage.words) if is_short and passage.field == "examples" else words


def _runs(passage: _Passage, folded: list[str], length: int, found: dict[tuple[str, ...], Quoted]) -> Iterator[Leak]:
    first = last = -1
    said = Quoted("", 0)
    for start in range(len(folded) - length + 1):
        gram = found.get(tuple(folded[start : start + length]))
        if gram is None:
            continue
        if first >= 0 and start > last:
            yield passage.leak(QUOTE, passage.words[first].start, passage.words[last - 1].end, *said)
            first = -1
        if first < 0:
            first, said = start, gram
        last = start + length
    if first >= 0:
        yield passage.leak(QUOTE, passage.words[first].start, passage.words[last - 1].end, *said)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """How words that could be names are said: in which transcripts with a capital, and which also in small letters."""

    sources: dict[str, list[str]]
    small: set[str]


def _spoken(passages: Sequence[_Passage], people: set[tuple[str, ...]], talk: Talk) -> _Spoken:
    """Return how the capitalized words of a codebook, and the names of its people, are said in the transcripts."""
    wanted = {key for name in people for key in name}
    wanted |= {word.key for passage in passages for word in passage.words if word.is_capital and len(word.text) > 1}
    sources: dict[str, list[str]] = defaultdict(list)
    small: set[str] = set()
    for source, language, text in talk.texts:
        for word in set(_LETTERS.findall(text)):
            key = name_key(word)
            if key not in wanted:
                continue
            if word[0].islower():
                small.add(key)
            # German writes every noun with a capital.
            elif sources[key][-1:] != [source] and not language.startswith("de"):
                sources[key].append(source)
    return _Spoken(sources, small)


def _known_names(
    passages: Sequence[_Passage], people: set[tuple[str, ...]], talk: Talk, said: _Spoken
) -> Iterator[Leak]:
    """Yield names of participants and of the places that variables tell.

    A participant's name is found in small letters too, unless it is a word that is said so (mark my words).
    """
    for kind, told in ((PARTICIPANT, people), (PLACE, names_of(talk.places, is_whole=True))):
        by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in sorted(told, key=len, reverse=True):
            by_first[name[0]].append(name)
        for passage in passages:
            keys = [word.key for word in passage.words]
            for place, word in enumerate(passage.words):
                is_name = word.is_capital or (kind == PARTICIPANT and word.key not in said.small)
                names = by_first.get(word.key, []) if is_name else []
                here = next((name for name in names if tuple(keys[place : place + len(name)]) == name), None)
                if here is not None:
                    yield passage.leak(kind, word.start, passage.words[place + len(here) - 1].end)


def _dates(passages: Sequence[_Passage], talk: Talk) -> Iterator[Leak]:
    """Yield dates that are said too; a date without its year is any year's."""
    told = [(passage, date) for passage in passages for date in dates_in(passage.text)]
    said: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for source, _, text in talk.texts if told else ():
        for day, month, year in {(date.day, date.month, date.year) for date in dates_in(text)}:
            said[day, month].append((year, source))
            if day and year:
                said[0, month].append((year, source))
    for passage, date in told:
        near = said.get((date.day, date.month), ())
        sources = list(dict.fromkeys(source for year, source in near if not year or not date.year or year == date.year))
        if sources:
            yield passage.leak(DATE, date.start, date.end, sources[0], len(sources))


def _contacts(passages: Sequence[_Passage]) -> Iterator[Leak]:
    for passage in passages:
        for found in _CONTACT.finditer(passage.text):
            is_number = "@" not in found[0] and "://" not in found[0]
            if not is_number or len(_DIGIT.findall(found[0])) >= _FEWEST_DIGITS_OF_A_NUMBER:
                yield passage.leak(CONTACT, found.start(), found.end())


def _said_names(passages: Sequence[_Passage], talk: Talk, said: _Spoken) -> Iterator[Leak]:
    """Yield capitalized words that the transcripts never have in small letters, and have within a sentence."""
    names = {
        word.key
        for passage in passages
        for word in passage.words
        if word.is_capital and len(word.text) > 1 and word.folded not in NO_NAMES
    }
    inner = _within_sentences({key for key in names if key in said.sources and key not in said.small}, talk)
    for passage in passages:
        for word in passage.words:
            if word.is_capital and word.key in inner and said.sources[word.key]:
                told = said.sources[word.key]
                yield passage.leak(NAME, word.start, word.end, told[0], len(told))


def _within_sentences(keys: set[str], talk: Talk) -> set[str]:
    """Return those of the keys of which a capitalized word stands after another, so not because a sentence begins."""
    inner: set[str] = set()
    for _, language, text in talk.texts:
        if language.startswith("de") or len(inner) == len(keys):
            continue
        inner |= keys.intersection(map(name_key, set(_INNER_CAPITAL.findall(text))))
    return inner


def _without_doubles(found: Iterable[Leak]) -> Iterator[Leak]:
    """Yield the leaks, of several kinds in one place the first; a name within a quote or a date is told by that."""
    ends: dict[tuple[object, ...], int] = {}
    for leak in found:
        place = (leak.code_guid, leak.field, leak.number)
        is_within = leak.end <= ends.get(place, -1)
        if not is_within or leak.kind in (PARTICIPANT, CONTACT):
            yield leak
        ends[place] = max(leak.end, ends.get(place, -1))


def _stripped(code: Code, leaks: Sequence[Leak]) -> Code:
    gone = {(leak.field, leak.number) for leak in leaks}
    by_field = {
        field: [leak for leak in leaks if leak.field == field] for field in ("definition", "use_when", "not_when")
    }
    return replace(
        code,
        definition=_cut(code.definition, by_field["definition"]),
        use_when=_cut(code.use_when, by_field["use_when"]),
        not_when=_cut(code.not_when, by_field["not_when"]),
        cues=tuple(cue for number, cue in enumerate(code.cues) if ("cues", number) not in gone),
        examples=tuple(text for number, text in enumerate(code.examples) if ("examples", number) not in gone),
    )


def _cut(text: str, leaks: Sequence[Leak]) -> str:
    for leak in sorted(leaks, key=lambda leak: leak.start, reverse=True):
        text = text[: leak.start] + LEFT_OUT + text[leak.end :]
    return text
