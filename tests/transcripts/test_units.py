"""Words, sentences and turns: what they are, and that they are the same from wherever they are asked for."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.transcript import Segment, Turn
from qualcode.transcripts.units import UNITS, Units

GUID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
TEXT = """\
M: Good evening. Shall we begin?

ANNA: Yes, let's… well, begin! I don't re-read "ours." (laughter)

BORIS: No.

M: 你好。再见 e\u0301te\u0301 👩‍👧!
"""


def turns_of(text):
    """One turn a line that has a colon, as the readers would store them."""
    turns, start = [], 0
    for line in text.splitlines(keepends=True):
        label, colon, _ = line.partition(":")
        if colon:
            speech = start + len(label) + 1
            end = start + len(line.rstrip())
            while speech < end and text[speech].isspace():
                speech += 1
            turns.append(
                Turn(number=len(turns) + 1, start=start, speech=min(speech, end), end=end, case_guid=GUID),
            )
        start += len(line)
    return tuple(turns)


UNITS_OF_TEXT = Units(TEXT, turns_of(TEXT))


def segment_of(words, text=TEXT):
    return Segment(text.index(words), text.index(words) + len(words))


def walked(units, unit, *, length):
    """All units of a text, met by asking for the next one."""
    found, position = [], 0
    while piece := units.first_from(unit, position):
        found.append(piece)
        position = piece.end
        assert position <= length
    return found


def words(units, unit, text=TEXT):
    return [piece.quote(text, "x") for piece in walked(units, unit, length=len(text))]


def test_words_keep_hyphens_apostrophes_and_combining_marks():
    """A word holds its hyphens, apostrophes and combining marks; each ideograph is one."""
    expected = ["begin", "I", "don't", "re-read", "ours", "laughter", "No", *"你好再见", "e\u0301te\u0301"]
    assert expected == words(UNITS_OF_TEXT, "word")[-len(expected) :]


def test_sentences_end_at_stops_followed_by_no_lower_case():
    """An ellipsis within a sentence does not end it; a full stop before a closing quote does."""
    assert words(UNITS_OF_TEXT, "sentence") == [
        "Good evening.",
        "Shall we begin?",
        "Yes, let's… well, begin!",
        'I don\'t re-read "ours."',
        "(laughter)",
        "No.",
        "你好。",
        "再见 e\u0301te\u0301 👩‍👧!",
    ]


def test_sentences_of_other_scripts():
    """Danda, the Arabic question mark and their likes end a sentence as a full stop does."""
    text = "A: हम शांति चाहते हैं। बस। هل انتهى؟ نعم۔ آخر. Այո։ Ոչ։\n"
    expected = ["हम शांति चाहते हैं।", "बस।", "هل انتهى؟", "نعم۔", "آخر.", "Այո։", "Ոչ։"]

    assert expected == words(Units(text, turns_of(text)), "sentence", text)


def test_turns_are_their_talk():
    """A turn is selected without its label; a turn without talk is passed over."""
    text = "A: one\nB: \nC: two\n"

    assert words(Units(text, turns_of(text)), "turn", text) == ["one", "two"]


def test_characters_are_what_a_reader_sees():
    """A family emoji and a letter with its combining accent are one character each."""
    around = walked(UNITS_OF_TEXT, "character", length=len(TEXT))

    assert [piece.quote(TEXT, "x") for piece in around[-5:]] == ["e\u0301", "t", "e\u0301", "👩‍👧", "!"]


talk = st.text(alphabet="aB.!?… \n\"'’-—é\u0301你。»(1", max_size=60)


@given(st.lists(talk, min_size=1, max_size=4), st.sampled_from(UNITS), st.integers(0, 300))
def test_units_are_the_same_from_wherever_they_are_asked_for(talks, unit, position):
    """Forward from a position, back from it and at it: always pieces of one and the same division."""
    text, turns = "", []
    for said in talks:
        start = len(text)
        text += f"A: {said}\n"
        speech, end = start + 3, len(text)
        while end > speech and text[end - 1].isspace():
            end -= 1
        while speech < end and text[speech].isspace():
            speech += 1
        turns.append(Turn(number=len(turns) + 1, start=start, speech=speech, end=max(speech, end), case_guid=GUID))
    units = Units(text, tuple(turns))
    every = walked(units, unit, length=len(text))
    position = min(position, len(text))

    after = next((piece for piece in every if piece.start >= position), None)
    before = next((piece for piece in reversed(every) if piece.end <= position), None)
    around = next((piece for piece in every if piece.start <= position < piece.end), None)
    assert (after, before, around) == (
        units.first_from(unit, position),
        units.last_to(unit, position),
        units.containing(unit, position),
    )


def test_far_borders_are_found_in_a_very_long_turn():
    """In a turn far longer than what is looked at first, the previous unit is still the previous one."""
    text = "A: First one. " + "Word, " * 5000 + "end. Last one."
    units = Units(text, turns_of(text))
    last = segment_of("Last one.", text)

    assert units.last_to("sentence", last.start) == Segment(text.index("Word"), last.start - 1)
    assert units.containing("sentence", last.start - 10) == Segment(text.index("Word"), last.start - 1)


def test_units_within_a_segment_start_in_it():
    """The sentences of a turn are its own, not the next turn's; a unit that began before the segment is left out."""
    turn = UNITS_OF_TEXT.turn(1)

    assert [segment_of("Good evening."), segment_of("Shall we begin?")] == list(UNITS_OF_TEXT.within("sentence", turn))
    assert (segment_of("Shall we begin?"),) == UNITS_OF_TEXT.within("sentence", Segment(turn.start + 2, turn.end))


def test_a_text_without_talk_has_nothing_to_select():
    """No turn, no unit."""
    units = Units("", ())

    assert [units.first(), units.last(), units.turn(1), units.first_from("word", 0)] == [None] * 4


def test_all_sentences_are_those_asked_for_one_by_one():
    """With the numbers of their turns."""
    told = list(UNITS_OF_TEXT.sentences())

    assert walked(UNITS_OF_TEXT, "sentence", length=len(TEXT)) == [piece for _, piece in told]
    assert [1, 1, 2] == [number for number, _ in told][:3]
