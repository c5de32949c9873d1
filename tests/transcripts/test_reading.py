import hashlib
import os

import pytest

from qualcode.errors.files import EmptyTextError, NoSpeakersError, NotTextError, UnknownFormatError, UnreadableFileError
from qualcode.errors.values import InvalidValueError
from qualcode.transcripts import files
from qualcode.transcripts.reading import Reading, Speaker, SpokenTurn, read_text, read_transcript

TALK = "Talk 1\n\nModerator: Who begins?\n\nAnna: I do, as I always do.\n"


def test_a_reading_holds_the_text_and_what_was_found_in_it(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_bytes(TALK.encode())
    digest = hashlib.sha256(TALK.encode()).hexdigest()

    assert read_transcript(path) == Reading(
        name="talk.txt",
        format="text",
        text=TALK,
        sha256=digest,
        file_sha256=digest,
        encoding="utf-8",
        language="en",
        turns=(
            SpokenTurn(number=1, start=8, speech=19, end=30, speaker="Moderator", seconds=None, words=2),
            SpokenTurn(number=2, start=32, speech=38, end=59, speaker="Anna", seconds=None, words=6),
        ),
        speakers=(
            Speaker(label="Moderator", role="moderator", turns=1, words=2, variables=()),
            Speaker(label="Anna", role="participant", turns=1, words=6, variables=()),
        ),
        doubts=(),
    )


def test_a_text_reads_like_its_file(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_bytes(TALK.encode())

    assert read_text(TALK, name="talk.txt") == read_transcript(path)


def test_two_files_with_the_same_text_share_the_hash_of_the_text_only(tmp_path):
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_bytes(TALK.encode())
    other.write_bytes(b"\xef\xbb\xbf" + TALK.replace("\n", "\r\n").encode())

    first, second = read_transcript(one), read_transcript(other)

    assert (first.text, first.sha256, first.turns) == (second.text, second.sha256, second.turns)
    assert second.file_sha256 == hashlib.sha256(other.read_bytes()).hexdigest() != first.file_sha256
    assert second.encoding == "utf-8-sig"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", "text"), ("a.TXT", "text"), ("a.md", "markdown"), ("a.markdown", "markdown"), ("a", "text")],
)
def test_the_ending_tells_the_format(tmp_path, name, kind):
    path = tmp_path / name
    path.write_text(TALK)

    assert (read_transcript(path).name, read_transcript(path).format) == (name, kind)


def test_the_language_can_be_named():
    assert read_text(TALK, name="talk.txt", language="de").language == "de"


def test_one_speaker_takes_the_whole_text():
    text = "\n  The question is: who pays?\n\nAnna: nobody.\n\n"

    reading = read_text(text, name="talk.txt", one_speaker=" Olga ")

    assert reading.text == text
    assert reading.turns == (
        SpokenTurn(number=1, start=3, speech=3, end=len(text) - 2, speaker="Olga", seconds=None, words=7),
    )
    assert reading.speakers == (Speaker(label="Olga", role="participant", turns=1, words=7, variables=()),)


def test_one_speaker_needs_a_label():
    with pytest.raises(InvalidValueError, match="Speaker label"):
        read_text("So it goes.", name="talk.txt", one_speaker=" ")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        read_transcript(tmp_path / "talk.txt")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="it is a folder"):
        read_transcript(tmp_path)


def test_a_file_that_nobody_may_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "talk.txt"
    path.write_text(TALK)

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", refuse)

    with pytest.raises(UnreadableFileError, match="you have no permission"):
        read_transcript(path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    path = tmp_path / "talk.txt"
    os.mkfifo(path)

    with pytest.raises(UnreadableFileError, match="it is no ordinary file"):
        read_transcript(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "talk.txt"
    path.write_text(TALK)
    monkeypatch.setattr(files, "_LARGEST", 10)

    with pytest.raises(UnreadableFileError, match="it is larger than"):
        read_transcript(path)


def test_a_file_of_another_kind_is_refused_by_its_ending(tmp_path):
    path = tmp_path / "talk.mp3"
    path.write_bytes(b"ID3")

    with pytest.raises(UnknownFormatError, match=r"Known are \.txt, \.text, \.md, \.markdown"):
        read_transcript(path)


def test_a_name_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "talk\udcff.txt"
    path.write_text(TALK)

    with pytest.raises(UnreadableFileError, match="its name is not valid Unicode"):
        read_transcript(path)


def test_a_name_with_a_nul_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="its name cannot be a file's"):
        read_transcript(tmp_path / "talk\0.txt")


def test_a_binary_file_is_refused(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_bytes(b"\x7fELF\x00\x01\xff\xfe")

    with pytest.raises(NotTextError):
        read_transcript(path)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_bytes(b" \n")

    with pytest.raises(EmptyTextError):
        read_transcript(path)


def test_a_million_lines_are_refused():
    with pytest.raises(UnreadableFileError, match="more than a million lines"):
        read_text("a" + "\n" * 1_000_001, name="talk.txt")


def test_a_text_without_speakers_names_the_way_out():
    with pytest.raises(NoSpeakersError, match="--one-speaker"):
        read_text("It rained all day.", name="talk.txt")


def test_what_stands_above_the_first_label_belongs_to_no_turn():
    reading = read_text(TALK, name="talk.txt")

    assert reading.text[: reading.turns[0].start] == "Talk 1\n\n"


@pytest.mark.parametrize("name", ["two\nlines.txt", "esc\x1b[31m.txt", "abc\u202etxt.txt", "x" * 201 + ".txt", " "])
def test_a_file_whose_name_no_source_can_have_is_refused(tmp_path, name):
    """It would be stored and then never be opened again."""
    path = tmp_path / name
    path.write_text(TALK)

    with pytest.raises(InvalidValueError, match="Source name"):
        read_transcript(path)
    with pytest.raises(InvalidValueError, match="Source name"):
        read_text(TALK, name=name)


def test_space_around_a_file_name_is_not_part_of_the_source_name(tmp_path):
    path = tmp_path / " talk.txt"
    path.write_text(TALK)

    assert read_transcript(path).name == "talk.txt"


@pytest.mark.parametrize("language", ["klingon!!", "\x1b", "English", "e"])
def test_a_language_that_is_no_code_is_refused(language):
    with pytest.raises(InvalidValueError, match="Language"):
        read_text(TALK, name="talk.txt", language=language)


@pytest.mark.parametrize(
    ("given", "kept"), [("ru", "ru"), ("EN", "en"), ("pt-BR", "pt-BR"), ("xx", "xx"), (" de ", "de")]
)
def test_a_language_code_is_taken_at_its_word(given, kept):
    assert read_text(TALK, name="talk.txt", language=given).language == kept
