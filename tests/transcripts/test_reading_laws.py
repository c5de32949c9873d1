"""Laws that every reading keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors.base import QualcodeError
from qualcode.errors.files import NoSpeakersError
from qualcode.transcripts.reading import label_key, read_text

NAMES = ["Moderator", "Anna", "Ivan Petrov", "R1", "R2", "Ж1", "М.", "Людмила", "OLGA", "P-03", "Speaker 12"]
SENTENCES = [
    "Yes.",
    "I get up at 6:30: early.",
    "The question is: who pays?",
    "See https://example.org: it is there.",
    'He said: "no".',
    "[laughs] Of course - as always.",
    "(silence)",
    "Ответ один: что взято, то взято.",
    "— Да, — говорит.",
    "Well… 😀",
    "One thing - and one only.",
    "[inaudible 00:12] and then Anna: gone.",
]
STYLES = [
    "{name}: {talk}",
    "{name} : {talk}",
    "{name}:\t{talk}",
    "{name}\t{talk}",
    "{name}:\n{talk}",
    "[{name}] {talk}",
    "[{name}]: {talk}",
    "[{name}]\n{talk}",
    "<{name}> {talk}",
    "#{name}\n{talk}",
    "{name} - {talk}",
    "{name} – {talk}",
    "**{name}:** {talk}",
    "**{name}**: {talk}",
    "[00:01:02] {name}: {talk}",
    "[00:01:02] {name} - {talk}",
    "{name} [00:01:02]: {talk}",
    "{name} (00:01:02): {talk}",
    "[{name}] (0:01 - 0:11)\n{talk}",
    "{name} (woman, 34, Moscow): {talk}",
    "{name}  1:02\n{talk}",
    "00:01:02\n{name}: {talk}",
    "- {name}: {talk}",
    "12. {name}: {talk}",
]
# Pieces that labels, times and markup are made of, so that many texts come near to being transcripts.
PIECES = st.sampled_from(
    ["Anna", "Ivan", "R1", "М.", "I", "Moderator", ":", ": ", " - ", "[", "]", "<", ">", "#", "**", "\t", " ", "\n",
     "\n\n", "00:01:02", "(", ")", "woman, 34", "laughs", "so it is", ".", "— ", "\u200f", "\u00a0", "?", "…", "😀",
     "\u0301", "\x0b", "\u2028", "---", "\\", "1.", "：", "Question", "Date", "é"]
)  # fmt: skip


@given(
    style=st.sampled_from(STYLES),
    gap=st.sampled_from(["\n\n", "\n"]),
    speakers=st.lists(st.sampled_from(NAMES), min_size=3, max_size=5, unique=True),
    talks=st.lists(st.sampled_from(SENTENCES), min_size=12, max_size=20),
)
def test_a_talk_typed_in_any_style_is_read_as_it_was_said(style, gap, speakers, talks):
    said = [(speakers[place % len(speakers)], talk) for place, talk in enumerate(talks)]
    text = "A talk, in March.\n\n" + gap.join(style.format(name=name, talk=talk) for name, talk in said)

    reading = read_text(text, name="talk.txt")

    found = [(label_key(turn.speaker), text[turn.speech : turn.end]) for turn in reading.turns]
    assert found == [(label_key(name), talk) for name, talk in said]


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_turns_tile_the_text_in_order(text):
    try:
        reading = read_text(text, name="talk.txt")
    except QualcodeError:
        return

    assert reading.text == text
    assert [turn.number for turn in reading.turns] == list(range(1, len(reading.turns) + 1))
    ends = [turn.start for turn in reading.turns[1:]] + [len(text)]
    for turn, end in zip(reading.turns, ends, strict=True):
        assert 0 <= turn.start < turn.speech <= turn.end <= end
        assert text[turn.speech : turn.end] == text[turn.speech : turn.end].strip()
        assert text[turn.end : end].strip() == ""
        assert turn.words == len(text[turn.speech : turn.end].split())


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_speakers_are_those_of_the_turns(text):
    try:
        reading = read_text(text, name="talk.txt")
    except QualcodeError:
        return

    spoken = {}
    for turn in reading.turns:
        turns, words = spoken.get(turn.speaker, (0, 0))
        spoken[turn.speaker] = (turns + 1, words + turn.words)
    assert {speaker.label: (speaker.turns, speaker.words) for speaker in reading.speakers} == spoken


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_reading_is_the_same_every_time(text):
    try:
        reading = read_text(text, name="talk.md")
    except QualcodeError as error:
        with pytest.raises(type(error)):
            read_text(text, name="talk.md")
        return

    assert read_text(text, name="talk.md") == reading


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_comes_back_whole_as_one_speaker(text):
    text = "So " + text

    reading = read_text(text, name="talk.txt", one_speaker="Anna")

    assert reading.text == text
    (turn,) = reading.turns
    assert text[turn.speech : turn.end] == text.strip()


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=20), st.sampled_from([" ", "\n\n"]))
def test_talk_without_labels_has_no_speakers(sentences, gap):
    with pytest.raises(NoSpeakersError):
        read_text(gap.join(sentences), name="talk.txt")
