"""A turn in words, and the places in it."""

import pytest

from qualcode.cli.linear.commands import WHOLE, Place
from qualcode.cli.linear.turn import TurnInWords, lines_of, place_said, segments_at, turn_in_words, words_beside
from qualcode.errors.coding import UnknownPlaceError
from qualcode.model.identity import text_sha256
from qualcode.model.transcript import Case, Segment, Source, Turn
from qualcode.transcripts.units import Units

GUID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
TALK = "They don’t know. The\nother people — the big ones 🙂 — know. The end."
TEXT = f"ANNA: {TALK}\n\nANNA:\n"


def told(number: int = 1, talk: str = TALK) -> TurnInWords:
    text = f"ANNA: {talk}\n\nANNA:\n"
    turns = (
        Turn(number=1, start=0, speech=6, end=6 + len(talk), case_guid=GUID, seconds=3725.4),
        Turn(number=2, start=8 + len(talk), speech=13 + len(talk), end=13 + len(talk), case_guid=GUID),
    )
    source = Source(
        guid=GUID,
        name="fg1.txt",
        text=text,
        sha256=text_sha256(text),
        language="en",
        encoding="utf-8",
        turns=turns,
        cases=(Case(guid=GUID, label="ANNA"),),
    )
    return turn_in_words(source, Units(text, turns), turns[number - 1])


def segment_of(words: str) -> Segment:
    return Segment(TEXT.index(words), TEXT.index(words) + len(words))


def test_a_turn_is_read_out_by_sentences() -> None:
    """Number, speaker, role, time and codings first, then each sentence on one line with its number."""
    assert [
        "Turn 1 of 2. ANNA (participant). At 1:02:05. 2 codings.",
        "1 They don’t know.",
        "2 The other people — the big ones 🙂 — know.",
        "3 The end.",
    ] == lines_of(told(), 2)


def test_a_turn_without_talk_says_so() -> None:
    """And nothing in it can be coded."""
    assert ["Turn 2 of 2. ANNA (participant). No codings.", "Nothing is said."] == lines_of(told(2), 0)
    with pytest.raises(UnknownPlaceError):
        segments_at(told(2), WHOLE)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (WHOLE, [TALK]),
        (Place(1, 1), ["They don’t know."]),
        (Place(2, 3), ["The\nother people — the big ones 🙂 — know. The end."]),
        (Place(words="big ones 🙂"), ["big ones 🙂"]),
        (Place(words="THE OTHER PEOPLE"), ["The\nother people"]),
        (Place(words="don't"), ["don’t"]),
        (Place(words="people - the"), ["people — the"]),
        (Place(words="the"), ["the"]),
        (Place(words="The"), ["The", "The"]),
        (Place(words="know"), ["know", "know"]),
        (Place(words="no"), ["no", "no"]),
    ],
)
def test_places_mean_segments(place: Place, words: list[str]) -> None:
    """Sentences by number; words as typed and as whole words first, else in any case, spacing and quotation marks."""
    assert words == [segment.quote(TEXT, "fg1.txt") for segment in segments_at(told(), place)]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(4, 4), "Turn 1 has no sentence 4: it has 1 to 3."),
        (Place(0, 0), "Turn 1 has no sentence 0: it has 1 to 3."),
        (Place(2, 9), "Turn 1 has no sentence 9: it has 1 to 3."),
        (Place(words="nobody"), 'Turn 1 has no "nobody"'),
    ],
)
def test_places_that_are_not_there_are_one_line(place: Place, said: str) -> None:
    """It names the turn, what is missing and what there is."""
    with pytest.raises(UnknownPlaceError, match="Turn 1 has no") as failed:
        segments_at(told(), place)

    assert str(failed.value).startswith(said)


@pytest.mark.parametrize(
    ("segment", "said"),
    [
        (segment_of(TALK), "the whole turn"),
        (segment_of("The end."), "sentence 3"),
        (segment_of("They don’t know. The\nother people — the big ones 🙂 — know."), "sentences 1-2"),
        (segment_of("The\nother"), '"The other"'),
    ],
)
def test_where_a_segment_is(segment: Segment, said: str) -> None:
    """By sentences where it is made of them, else by its words, on one line."""
    assert said == place_said(told(), segment)


def test_long_words_are_said_from_both_ends() -> None:
    """Cut between words."""
    talk = " ".join(f"word{number}" for number in range(30))
    turn = told(talk=talk)

    said = place_said(turn, Segment(6, 6 + len(talk) - 1))

    assert '"word0 word1 word2 word3 word4 word5 ... word25 word26 word27 word28 word2"' == said


def test_words_are_told_apart_by_what_stands_around_them() -> None:
    """The number of the sentence, and the words in brackets."""
    second = segments_at(told(), Place(words="know"))[1]

    assert "sentence 2: The other people — the big ones 🙂 — [know] ." == words_beside(told(), second)
