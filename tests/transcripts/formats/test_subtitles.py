"""Subtitles as meeting programs write them."""

from itertools import pairwise

import pytest

from qualcode.errors.files import UnreadableFileError
from qualcode.transcripts.formats.formats import RawFile
from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.reading import Reading, read_raw, read_text

TEAMS = """WEBVTT

a1b2c3/12-0
00:00:02.610 --> 00:00:04.520
<v Anna Smith>Good morning,</v>

a1b2c3/13-0
00:00:04.900 --> 00:00:06.000
<v Anna Smith>shall we &amp; can we
begin?</v>

a1b2c3/14-0
00:01:06.100 --> 00:01:09.000
<v Ben>We <i>can</i>.</v>
"""
ZOOM = """WEBVTT

1
00:00:02.610 --> 00:00:04.520
Anna Smith: Good morning,

2
00:00:04.900 --> 00:00:06.000
Anna Smith: shall we begin?

3
00:00:06.100 --> 00:00:07.000
At last: the agenda.

4
00:01:06.100 --> 00:01:09.000
Ben: We can.
"""
SRT = """1
00:00:02,610 --> 00:00:04,520
[SPEAKER_00]: Good morning,

2
00:00:04,900 --> 00:00:06,000
[SPEAKER_00]: shall we begin?

3
00:01:06,100 --> 00:01:09,000
[SPEAKER_01]: We can.
"""
WHISPER = """WEBVTT

00:00.000 --> 00:02.000
Good morning,

00:02.000 --> 00:04.000
shall we begin?

00:09.000 --> 00:11.000
We can.
"""


def read(name: str, text: str, **told) -> Reading:
    return read_raw(RawFile(name, text.encode()), Profile(**told))


def spoken(reading: Reading) -> list[tuple[str, str, float | None]]:
    return [(turn.speaker, reading.text[turn.speech : turn.end], turn.seconds) for turn in reading.turns]


@pytest.mark.parametrize(
    ("name", "text", "turns"),
    [
        ("t.vtt", TEAMS, [("Anna Smith", "Good morning, shall we & can we begin?", 2.61), ("Ben", "We can.", 66.1)]),
        (
            "z.vtt", ZOOM,
            [("Anna Smith", "Good morning, shall we begin? At last: the agenda.", 2.61), ("Ben", "We can.", 66.1)],
        ),
        ("s.srt", SRT, [("SPEAKER_00", "Good morning, shall we begin?", 2.61), ("SPEAKER_01", "We can.", 66.1)]),
        ("crlf.srt", SRT.replace("\n", "\r\n"), [
            ("SPEAKER_00", "Good morning, shall we begin?", 2.61), ("SPEAKER_01", "We can.", 66.1)]),
    ],
)  # fmt: skip
def test_cues_of_one_speaker_are_one_turn_with_the_time_of_the_first(name, text, turns):
    assert turns == spoken(read(name, text))


def test_the_stored_text_reads_back_as_the_same_turns():
    reading = read("t.vtt", TEAMS)
    again = read_text(reading.text, name="t.txt")

    assert reading.text == "[00:00:02] Anna Smith: Good morning, shall we & can we begin?\n\n[00:01:06] Ben: We can.\n"
    assert [turn[:5] for turn in reading.turns] == [turn[:5] for turn in again.turns]


def test_two_voices_in_one_cue_are_two_turns():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ben>Yes?</v> <v.loud Anna>No!</v>\n"

    assert [("Ben", "Yes?", 1.0), ("Anna", "No!", 1.0)] == spoken(read("a.vtt", text))


def test_cues_without_names_are_one_speakers_with_the_times_of_pauses_and_a_doubt():
    reading = read("w.vtt", WHISPER)

    assert [("Speaker", "Good morning, shall we begin?", 0.0), ("Speaker", "We can.", 9.0)] == spoken(reading)
    assert "nobody is named in it" in reading.doubts[0]


def test_cues_without_names_can_be_somebodys():
    reading = read("w.vtt", WHISPER, one_speaker="Olga")

    assert "Good morning, shall we begin?\n\nWe can.\n" == reading.text
    assert [("Olga", 1)] == [(one.label, one.turns) for one in reading.speakers]


def test_cues_without_pauses_break_at_a_sentence_after_most_of_a_minute():
    times = [f"{place // 60:02d}:{place % 60:02d}.000" for place in range(0, 130, 9)]
    cues = "".join(f"{begin} --> {end}\nSo it goes.\n\n" for begin, end in pairwise(times))

    assert [0.0, 45.0, 90.0] == [when for _, _, when in spoken(read("w.vtt", "WEBVTT\n\n" + cues))]


def test_notes_styles_and_numbers_are_no_talk_and_numbers_that_are_said_are():
    text = (
        "WEBVTT - title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE made by a program\nin two lines\n\n1\n"
        "00:01.000 --> 00:02.000 align:start\n<v Anna>1999\n\nNOTE again\n\n2\n00:03.000 --> 00:04.000\n<v Ben>42\n"
    )

    assert [("Anna", "1999", 1.0), ("Ben", "42", 3.0)] == spoken(read("n.vtt", text))


def test_cues_without_blank_lines_between_are_told_apart():
    text = "1\n00:00:01,000 --> 00:00:02,000\nAnna: One\n2\n00:00:03,000 --> 00:00:04,000\nBen: Two\n3\n" \
        "00:00:05,000 --> 00:00:06,000\nAnna: Three\n"  # fmt: skip

    assert [("Anna", "One", 1.0), ("Ben", "Two", 3.0), ("Anna", "Three", 5.0)] == spoken(read("n.srt", text))


@pytest.mark.parametrize(
    ("time", "line"),
    [("00:00:XX,610 --> 00:00:04,520", 2), ("00:61:00,000 --> 00:62:00,000", 2), ("00:00:09,000 --> 00:00:04,000", 2),
     ("-->", 2), ("00:00:01,000 -->", 2)],
)  # fmt: skip
def test_a_broken_time_is_named_by_its_line(time, line):
    with pytest.raises(UnreadableFileError, match=f"line {line} has a broken time"):
        read("b.srt", f"1\n{time}\nAnna: Hello\n")


def test_no_cue_at_all_is_one_line():
    with pytest.raises(UnreadableFileError, match="there is no cue in it"):
        read("b.vtt", "WEBVTT\n\nAnna: Hello\n")


def test_times_that_go_back_are_a_doubt():
    text = "WEBVTT\n\n00:09.000 --> 00:10.000\n<v Anna>One\n\n00:01.000 --> 00:02.000\n<v Ben>Two\n"

    assert ("times that go back: 1 of 2 cues begin before the one above",) == read("b.vtt", text).doubts[:1]
