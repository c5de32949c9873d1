"""Times beside labels; each docstring is a transcript."""

import pytest

from qualcode.transcripts.labels.labels import seconds_of
from qualcode.transcripts.reading import read_text


def times(reading):
    return [
        (turn.speaker, turn.seconds, reading.text[turn.speech : turn.end].replace("\n", "/")) for turn in reading.turns
    ]


def test_before_a_number_and_a_dash(reading):
    """
    [00:00:05] Moderator - Good evening.

    [00:01:02] P3 - Good evening - again.

    [01:00:00] P1 - At 19:30, every day.
    """
    assert times(reading) == [
        ("Moderator", 5.0, "Good evening."),
        ("P3", 62.0, "Good evening - again."),
        ("P1", 3600.0, "At 19:30, every day."),
    ]


def test_before_a_name_and_a_colon(reading):
    """
    00:00:05 Moderator: Good evening.
    (00:01:02) Anna: Hello.
    [0:02:00]: Ivan: Hello.
    00:02:10.500 Anna: So.
    """
    assert times(reading) == [
        ("Moderator", 5.0, "Good evening."),
        ("Anna", 62.0, "Hello."),
        ("Ivan", 120.0, "Hello."),
        ("Anna", 130.5, "So."),
    ]


def test_between_name_and_colon(reading):
    """
    Moderator [00:00:05]: Good evening.
    Anna (00:01:02): Hello.
    Ivan 00:01:10: Hello.
    Anna, 01:20: So.
    """
    assert times(reading) == [
        ("Moderator", 5.0, "Good evening."),
        ("Anna", 62.0, "Hello."),
        ("Ivan", 70.0, "Hello."),
        ("Anna", 80.0, "So."),
    ]


@pytest.mark.parametrize(
    "style",
    [
        "[{clock} --> 09:59.000] {name}: {talk}",
        "[00:{clock} --> 00:09:59.000]  [{name}] {talk}",
        "[{clock} -> 09:59.000] {name}: {talk}",
        "{name} {seconds} - 599.0\n{talk}\n",
        "{name} ({seconds} - 599.0): {talk}",
        "{name} [{seconds} - 599.0] {talk}",
        "[{name}] {seconds} - 599.0: {talk}",
        "[{seconds}s -> 599.00s] {name}: {talk}",
        "{seconds} - 599.0 {name}: {talk}",
        "{seconds} 599.0 {name} {talk}",
        "{seconds}\t599.0\t{name}\t{talk}",
    ],
)
def test_as_programs_that_hear_write_them(style):
    """Whisper with speakers told apart, as text: times with fractions, or seconds alone, always two of them."""
    talks = [
        ("SPEAKER_00", "01:05.500", "65.5", "Good evening."),
        ("SPEAKER_01", "01:08.250", "68.25", "It was 0.5 - 3.2 degrees."),
        ("SPEAKER_02", "01:10.000", "70.0", "Hello."),
        ("SPEAKER_00", "01:11.000", "71.0", "So."),
    ]
    text = "\n".join(
        style.format(name=name, clock=clock, seconds=seconds, talk=talk) for name, clock, seconds, talk in talks
    )

    expected = [(name, float(seconds), talk) for name, _, seconds, talk in talks]
    assert times(read_text(text, name="talk.txt")) == expected


def test_alone_behind_the_colon(reading):
    """
    Vera Hill: 00:00:00

    Today we talk about yards: old ones.

    Ben Stone: 00:00:45

    At 19:30

    Vera Hill: 19:30 is late.
    """
    assert times(reading) == [
        ("Vera Hill", 0.0, "Today we talk about yards: old ones."),
        ("Ben Stone", 45.0, "At 19:30"),
        ("Vera Hill", None, "19:30 is late."),
    ]


def test_at_the_end_of_what_was_said(reading):
    """
    I: Wie geht es Ihnen? #00:00:05-3#

    B: Gut. (lacht) Und selbst? #00:00:12-8#
    Sonst nichts. #00:00:15-0#

    I: Auch gut.

    B: Schön. #00:01:31-0#
    """
    assert [(speaker, seconds) for speaker, seconds, _ in times(reading)] == [
        ("I", 0.0),
        ("B", 5.0),
        ("I", 15.0),
        ("B", 15.0),
    ]


def test_one_figure_is_no_time(reading):
    """
    Anna 2.5 - and no more.
    Anna: We pay 2.5.
    Ben: We pay 3.5 - 4.5.
    """
    assert [(speaker, seconds) for speaker, seconds, _ in times(reading)] == [("Anna", None), ("Ben", None)]


def test_after_the_colon(reading):
    """
    Moderator: [00:00:05] Good evening.
    Anna: (01:02) Hello.
    Moderator: [00:01:10] At 19:30?
    Anna: 19:30 it was.
    """
    assert times(reading) == [
        ("Moderator", 5.0, "Good evening."),
        ("Anna", 62.0, "Hello."),
        ("Moderator", 70.0, "At 19:30?"),
        ("Anna", None, "19:30 it was."),
    ]


def test_ranges_beside_a_bracket_with_the_talk_below(reading):
    """
    [Chercheur] (0:01 - 0:11)
    C'est parti.
    1 - Est-ce que tu pourrais raconter ?

    [Interviewé] (0:11 - 3:53)
    Oui.

    Dans l'entreprise.

    [Chercheur] (3:54- 3:57)
    Merci.
    """
    assert times(reading) == [
        ("Chercheur", 1.0, "C'est parti./1 - Est-ce que tu pourrais raconter ?"),
        ("Interviewé", 11.0, "Oui.//Dans l'entreprise."),
        ("Chercheur", 234.0, "Merci."),
    ]


def test_beside_a_name_on_a_line_of_its_own(reading):
    """
    Speaker 1  0:05
    Good evening.

    Anna Petrova  1:02
    Hello.

    Speaker 1  1:10
    So.
    """
    assert times(reading) == [
        ("Speaker 1", 5.0, "Good evening."),
        ("Anna Petrova", 62.0, "Hello."),
        ("Speaker 1", 70.0, "So."),
    ]


def test_on_a_line_of_its_own_above_the_label(reading):
    """
    00:00:05
    Moderator: Good evening.

    00:01:02
    Anna: Hello.

    00:01:10 --> 00:01:15
    Moderator: So.
    """
    assert times(reading) == [
        ("Moderator", 5.0, "Good evening."),
        ("Anna", 62.0, "Hello."),
        ("Moderator", 70.0, "So."),
    ]


def test_on_a_line_of_its_own_below_the_label(reading):
    """
    Moderator:
    [00:00:05]
    Good evening.

    Anna:
    [00:01:02]
    Hello.
    """
    assert times(reading) == [("Moderator", 5.0, "Good evening."), ("Anna", 62.0, "Hello.")]


def test_a_bracket_between_two_names_keeps_its_time(reading):
    """
    [00:00:05] [Moderator] Good evening.
    [00:01:02] [Anna] Hello. [inaudible 00:01:05] Yes.
    [00:01:10] [Moderator] So.
    """
    assert times(reading) == [
        ("Moderator", 5.0, "Good evening."),
        ("Anna", 62.0, "Hello. [inaudible 00:01:05] Yes."),
        ("Moderator", 70.0, "So."),
    ]


def test_bold_labels_with_times():
    text = "**Moderator** (00:05): Hi.\n\n**[00:12] Anna:** Hello.\n\n[00:20] **Moderator:** So.\n"

    assert times(read_text(text, name="talk.md")) == [
        ("Moderator", 5.0, "Hi."),
        ("Anna", 12.0, "Hello."),
        ("Moderator", 20.0, "So."),
    ]


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        ("0:01", 1.0),
        ("75:12", 4512.0),
        ("01:02:03", 3723.0),
        ("00:00:01.250", 1.25),
        ("00:00:01,250", 1.25),
        ("0:20 - 3:53", 20.0),
        ("00:01:02-3", 62.0),
        (None, None),
        ("", None),
    ],
)
def test_seconds_are_those_of_the_first_time(time, seconds):
    assert seconds_of(time) == seconds


def test_the_label_begins_at_the_time():
    text = "[00:05] Anna: Hello.\n[00:07] Ivan: Hello."

    turns = read_text(text, name="talk.txt").turns

    assert [text[turn.start : turn.speech] for turn in turns] == ["[00:05] Anna: ", "[00:07] Ivan: "]
