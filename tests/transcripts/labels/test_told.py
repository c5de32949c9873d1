"""Labels as a person tells them, and what was seen of them."""

import pytest

from qualcode.errors.files import NoSpeakersError
from qualcode.errors.profiles import LabelRegexError
from qualcode.errors.values import InvalidValueError
from qualcode.transcripts.formats.formats import RawFile
from qualcode.transcripts.profiles import Profile, renamings
from qualcode.transcripts.reading import Reading, read_raw

TALK = """Chercheur: Who begins?

Anna: I do.

Checheur: And then?

Ben: Then me. Note the time.

Budget: that is the word.

Anna: So be it.

Chercheur: Good.
"""


def read(text: str, **told) -> Reading:
    return read_raw(RawFile("talk.txt", text.encode()), Profile(**told))


def spoken(reading: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, reading.text[turn.speech : turn.end]) for turn in reading.turns]


def test_a_slip_is_mended_by_its_right_name():
    reading = read(TALK, renamed=renamings(["checheur=Chercheur"]))

    assert [("Chercheur", 3)] == [(one.label, one.turns) for one in reading.speakers if one.label.startswith("Ch")]
    assert reading.text == TALK


def test_what_is_no_speaker_becomes_talk_of_whom_it_follows():
    reading = read(TALK, renamed=renamings(["Budget="]))

    assert ("Ben", "Then me. Note the time.\n\nBudget: that is the word.") in spoken(reading)


def test_what_was_left_as_talk_becomes_a_speaker_when_told_so():
    text = "Anna: Well.\nBen: Yes.\n" * 4 + "Anna: Listen.\nsecond sailor of the two: Ahoy.\nBen: Who was that?\n"
    plain, told = read(text), read(text, renamed=renamings(["second sailor of the two=Sailor"]))

    assert "Sailor" not in [one.label for one in plain.speakers]
    assert ("Sailor", "Ahoy.") in spoken(told)


def test_nobody_left_is_no_transcript():
    with pytest.raises(NoSpeakersError):
        read("Anna: Hello.\nAnna: Hello again.\n", renamed=renamings(["Anna="]))


@pytest.mark.parametrize("told", ["Anna", "=Anna", "  =x"])
def test_what_is_no_renaming_is_refused(told):
    with pytest.raises(InvalidValueError, match="is no OLD=NEW"):
        renamings([told])


def test_what_was_seen_is_told_with_counts_and_places():
    seen = {one.written: one for one in read(TALK, renamed=renamings(["Budget="])).labels}

    assert (2, 1, "Name:", "Chercheur", None) == (
        seen["Chercheur"].times, seen["Chercheur"].line, seen["Chercheur"].looks, seen["Chercheur"].speaker,
        seen["Chercheur"].near,
    )  # fmt: skip
    assert ("Checheur", 1, "Chercheur") == (seen["Checheur"].written, seen["Checheur"].times, seen["Checheur"].near)
    assert "" == seen["Budget"].speaker


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?P<time>\d+:\d+) \| (?P<name>\w+) \| ", "0:01 | anna | One: two.\nx\n0:09 | ben | Three.\n"),
        (r"@(\w+) ", "@anna One: two.\nx\n@ben Three.\n"),
        (r"\w+~", "anna~ One: two.\nx\nben~Three.\n"),
    ],
)
def test_a_regular_expression_says_what_a_label_is(pattern, text):
    reading = read(text, label_regex=pattern)

    assert [("anna", "One: two.\nx"), ("ben", "Three.")] == [(who.strip("~"), said) for who, said in spoken(reading)]
    assert (1.0 if "time" in pattern else None) == reading.turns[0].seconds


def test_a_bracket_beside_a_told_label_tells_variables():
    text = "anna/34/woman/ One.\nben/51/man/ Two.\nanna/34/woman/ Three.\n"

    reading = read(text, label_regex=r"(?P<name>\w+)/(?P<details>[^ ]*) ")

    assert {"anna": (("age", "34"), ("gender", "woman")), "ben": (("age", "51"), ("gender", "man"))} == {
        one.label: one.variables for one in reading.speakers
    }


@pytest.mark.parametrize(
    ("pattern", "said"), [("(", "is no regular expression"), (r"(a|aa)+$(?<=b)", "takes too long")]
)
def test_an_expression_that_cannot_be_used_is_one_line(pattern, said, monkeypatch):
    monkeypatch.setattr("qualcode.transcripts.labels.told._SECONDS", 0.05)

    with pytest.raises(LabelRegexError, match=said):
        read("a" * 299 + "\n", label_regex=pattern)


def test_an_expression_that_matches_nothing_finds_nobody():
    with pytest.raises(NoSpeakersError):
        read(TALK, label_regex="x*")
