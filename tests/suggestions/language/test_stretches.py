"""Talk read in stretches is what each language's pipeline makes of it, token by token, and so is what cues find."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from qualcode.codebooks.reading import read_codebook
from qualcode.model.codebook import Cue
from qualcode.suggestions.cues.cues import Cues
from qualcode.suggestions.cues.rules import rules_for
from qualcode.suggestions.language.folding import folded
from qualcode.suggestions.language.lexicon import lexicon_of
from qualcode.suggestions.language.pipelines import load_pipeline
from qualcode.suggestions.language.sentences import sentence_starts
from qualcode.suggestions.language.stretches import Piece, Stretch, read_pieces
from qualcode.suggestions.language.words import WordTable
from qualcode.transcripts.reading import read_transcript
from tests.suggestions.small_books import against, book, code, pattern

SAMPLE = Path(__file__).parents[3]
_PARTS = (
    "a", "in", "the", "end", "big", "bigger", "people", "decide", "It", "it's", "'s", "can't", "and", "co.", "he", "'s",
    "o'clock", "5", "D.", "Mr", "Mr.", ".", ":", ")", ":)", ":))", "(", "-", "3", "8-", "D", "a.m.", "10a.m", "x",
    "o.O", "…", "...", "?!", "!”", "“Yes", "”", "(laughter)", "(he", "said)", "–", "—Well", "http://a.org/b?c=d", "😀",
    "👍🏽!", "и", "др.", "в", "н.в.", "т.ч.", "вед.", "науч.", "сотр.", "Большие", "люди", "решают.", "EE.", "UU.",
    "ё-моё", "naïve", "e\u0301", "\u200b", "#tag", "$10", "1,000.50", "</3", "'", "''", "_", "\x1c", "x" * 250, "10km",
)  # fmt: skip
_SPACES = st.sampled_from([" "] * 12 + ["", "  ", "\n", "\n\n", " \n\n ", "\u00a0", "\t", "\u1680"])
_TEXT = st.lists(st.tuples(st.sampled_from(_PARTS), _SPACES), max_size=14).map(
    lambda parts: "".join(part + space for part, space in parts)
)
_BOOK = book(
    code(1, "big people", against("people decide"), Cue("Big", form="exact")),
    code(2, Cue("in the end", form="lower"), "co", "big big", "люди", "o'clock", "в том числе"),
    code(3, pattern({"LOWER": "in"}, {"LOWER": "the"}), pattern({"LEMMA": "big"}, {"OP": "?"}), against("decide")),
    code(4, pattern({"IS_PUNCT": True}, {"IS_ALPHA": True}), examples=("It's in the end",)),
)


def _read(texts: Sequence[str], language: str) -> dict[int, tuple[Stretch, int]]:
    """Return where each text that is not empty was read to, by its place."""
    pieces = [Piece(1000 * place, place, folded(text)) for place, text in enumerate(texts)]
    stretches = list(read_pieces(pieces, lexicon_of(WordTable(), language)))
    return {piece.turn: (stretch, place) for stretch in stretches for place, piece in enumerate(stretch.pieces)}


def _told(doc: Doc, offset: int) -> list[tuple[str, str, int, bool]]:
    starts = set(sentence_starts(doc)) if len(doc) else set()
    return [(token.text, token.lemma_, offset + token.idx, token.i in starts) for token in doc]


def _told_by(stretch: Stretch, place: int) -> list[tuple[str, str, int, bool]]:
    first, beyond = stretch.firsts[place : place + 2].tolist()
    borders, lexicon = set(stretch.borders.tolist()), stretch.lexicon
    return [
        (lexicon.texts[number], lexicon.lemmas[number], start, first + at in borders)
        for at, (number, start) in enumerate(
            zip(stretch.tokens[first:beyond].tolist(), stretch.starts[first:beyond].tolist(), strict=True)
        )
    ]


def _agree(texts: Sequence[str], language: str) -> None:
    nlp = load_pipeline(language)
    docs = [nlp(folded(text).text) for text in texts]
    expected = {place: _told(doc, 1000 * place) for place, doc in enumerate(docs) if len(doc)}

    assert expected == {turn: _told_by(*where) for turn, where in _read(texts, language).items()}


@settings(max_examples=150)
@given(st.lists(_TEXT, max_size=4), st.sampled_from(["en", "ru", "es", "xx"]))
def test_tokens_lemmas_and_sentences_are_those_of_the_pipeline(texts: list[str], language: str) -> None:
    """Special cases, spaces of any kind, brackets, emoji, other alphabets."""
    _agree(texts, language)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_so_they_are_in_the_sample_study(language: str) -> None:
    """Turn by turn, and all turns as one."""
    readings = [read_transcript(path) for path in sorted((SAMPLE / "transcripts").glob("*.txt"))]
    talk = [
        reading.text[turn.speech : turn.end]
        for reading in readings
        for turn in reading.turns
        if reading.language == language
    ]

    assert talk
    _agree([*talk, "\n".join(talk)], language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Это было в т.ч. и т.д., и др. люди"),
        ("es", "En EE. UU. es así"),
        ("en", "Yes : ) : )) 5 D. co. Mr . Smith he 's 8 - ) :) ("),
        ("en", "Mr.:) :) (: Mrs.) ) - :"),
    ],
)
def test_special_cases_that_lie_across_chunks_are_seen(language: str, text: str) -> None:
    """Where a chunk has another meaning beside another, the pipeline is asked."""
    _agree([text, "So it is."], language)


@settings(max_examples=60)
@given(st.lists(_TEXT, min_size=1, max_size=3))
def test_cues_find_the_same_in_stretches_as_in_texts(texts: list[str]) -> None:
    """Phrases, patterns, and what a negative cue takes back."""
    nlp = load_pipeline("en")
    cues = Cues(nlp, rules_for((_BOOK,), "en"))
    expected, found = [], []
    for place, (stretch, at) in sorted(_read(texts, "en").items()):
        expected.extend((place, *one) for one in cues.found(nlp(folded(texts[place]).text)))
        first, beyond = stretch.firsts[at : at + 2].tolist()
        inside = [one for one in cues.found_in(stretch) if first <= one.start < beyond]
        found.extend((place, one.start - first, one.end - first, *one[2:]) for one in inside)

    assert expected == found


def test_cues_of_the_sample_codebook_find_the_same_in_its_transcripts() -> None:
    """In English and in Russian."""
    books = (read_codebook(SAMPLE / "codebooks" / "peace-talks.yaml").codebook,)
    readings = [read_transcript(path) for path in sorted((SAMPLE / "transcripts").glob("*.txt"))]
    assert {"en", "ru"} <= {reading.language for reading in readings}
    for reading in readings:
        nlp = load_pipeline(reading.language)
        cues = Cues(nlp, rules_for(books, reading.language))
        pieces = [
            Piece(turn.speech, place, folded(reading.text[turn.speech : turn.end]))
            for place, turn in enumerate(reading.turns)
        ]
        for stretch in read_pieces(pieces, lexicon_of(WordTable(), reading.language)):
            expected = [
                (first + one.start, first + one.end, *one[2:])
                for piece, (first, _) in zip(stretch.pieces, pairwise(stretch.firsts.tolist()), strict=True)
                for one in cues.found(nlp(piece.ready.text))
            ]

            assert expected == [tuple(one) for one in cues.found_in(stretch)]


def test_reading_stops_when_told() -> None:
    """Nothing is read once it is to stop."""
    pieces = [Piece(0, 0, folded("So it is."))]

    assert not list(read_pieces(pieces, lexicon_of(WordTable(), "en"), stop=lambda: True))
