"""Interviews in which nobody is named for the questions: they stand in bold type."""

import io

import pytest
from docx import Document as Docx
from docx.enum.style import WD_STYLE_TYPE

from qualcode.errors.files import NoSpeakersError
from qualcode.transcripts.formats.formats import RawFile
from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.reading import Reading, read_raw

BOLD, PLAIN = True, False


def reading_of(*paragraphs: tuple[str, bool], told: Profile | None = None) -> Reading:
    """The reading of a Word document of paragraphs in bold or plain type."""
    docx = Docx()
    for text, is_bold in paragraphs:
        docx.add_paragraph().add_run(text).bold = is_bold
    return _read(docx, told)


def _read(docx, told: Profile | None = None) -> Reading:
    file = io.BytesIO()
    docx.save(file)
    return read_raw(RawFile("a.docx", file.getvalue()), told)


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, reading.text[turn.speech : turn.end].replace("\n", "/")) for turn in reading.turns]


INTERVIEW = (
    ("Interview 7", BOLD),
    ("Tell me about the yard.", BOLD),
    ("There was a lime tree.", PLAIN),
    ("They cut it down: in March.", PLAIN),
    ("Who did?", BOLD),
    ("Nobody told us.", PLAIN),
    ("Lost things", BOLD),
    ("And what do you miss?", BOLD),
    ("The shade.", PLAIN),
)


def test_bold_asks_and_plain_answers():
    """A heading in bold that is no sentence is nobody's question."""
    reading = reading_of(*INTERVIEW)

    assert said(reading) == [
        ("Moderator", "Tell me about the yard."),
        ("Participant", "There was a lime tree./They cut it down: in March."),
        ("Moderator", "Who did?"),
        ("Participant", "Nobody told us./Lost things"),
        ("Moderator", "And what do you miss?"),
        ("Participant", "The shade."),
    ]
    assert [(one.label, one.role) for one in reading.speakers] == [
        ("Moderator", "moderator"),
        ("Participant", "participant"),
    ]
    assert reading.doubts == (
        "questions in bold or as headings that nobody is named for, taken as 'Moderator': 3 (lines 2, 5, 8); "
        "what is plain below them as 'Participant' (--map Participant=NAME)",
    )


def test_who_answers_can_be_named():
    reading = reading_of(*INTERVIEW, told=Profile(renamed=(("Participant", "Vera"), ("Moderator", "I"))))

    assert [one.label for one in reading.speakers] == ["I", "Vera"]


def test_answers_may_have_labels_of_their_own():
    """A paragraph without one below a label goes on with that speaker."""
    reading = reading_of(
        ("What is new in the yard?", BOLD),
        ("Anna: A bench.", PLAIN),
        ("It is green.", PLAIN),
        ("Ben: And a bin.", PLAIN),
        ("Do you use them?", BOLD),
        ("Anna: The bench.", PLAIN),
        ("Ben: The bin.", PLAIN),
    )

    assert said(reading) == [
        ("Moderator", "What is new in the yard?"),
        ("Anna", "A bench./It is green."),
        ("Ben", "And a bin."),
        ("Moderator", "Do you use them?"),
        ("Anna", "The bench."),
        ("Ben", "The bin."),
    ]


def test_bold_words_of_a_named_moderator_stay_the_moderators():
    reading = reading_of(
        ("Moderator: Two things.", PLAIN),
        ("What is new in the yard?", BOLD),
        ("Do you use it?", BOLD),
        ("Anna: Yes.", PLAIN),
        ("Moderator: How?", PLAIN),
        ("Anna: I sit.", PLAIN),
    )

    assert said(reading)[0] == ("Moderator", "Two things./What is new in the yard?/Do you use it?")


def test_bold_by_a_style_counts_and_a_heading_does_not():
    docx = Docx()
    docx.styles.add_style("Asked", WD_STYLE_TYPE.PARAGRAPH).font.bold = True
    docx.add_heading("Was it quiet?")
    for question, answer in (("Where do you walk?", "Along the river."), ("With whom?", "Alone.")):
        docx.add_paragraph(question, style="Asked")
        docx.add_paragraph(answer)

    assert [speaker for speaker, _ in said(_read(docx))] == ["Moderator", "Participant"] * 2


def test_bold_in_markdown_counts():
    reading = read_raw(RawFile("a.md", b"**Where do you walk?**\n\nAlong the river.\n\n**With whom?**\n\nAlone.\n"))

    assert [speaker for speaker, _ in said(reading)] == ["Moderator", "Participant"] * 2


def test_headings_that_ask_are_questions():
    """Those that do not ask are nobody's."""
    text = '# About\nMe\n\n## Question 1: What is new?\n\n*"School."*\n\n### Say more?\n\n*"Cooking."*\n\n# End\n'

    assert said(read_raw(RawFile("a.md", text.encode()))) == [
        ("Moderator", "## Question 1: What is new?"),
        ("Participant", '*"School."*'),
        ("Moderator", "### Say more?"),
        ("Participant", '*"Cooking."*'),
    ]


def test_a_paper_with_bold_headings_is_no_interview():
    with pytest.raises(NoSpeakersError):
        reading_of(
            ("Introduction", BOLD),
            ("What is a yard? We do not know.", PLAIN),
            ("Results", BOLD),
            ("What do people want?", BOLD),
            ("They want shade.", PLAIN),
        )
