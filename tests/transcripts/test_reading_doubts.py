"""What a reading is not sure of; each docstring is a transcript."""

from qualcode.transcripts.reading import read_text


def test_a_clean_talk_leaves_no_doubt(reading):
    """
    Moderator: Who begins?
    Anna: Me.
    Ivan: No, me.
    Anna: Please.
    Ivan: Thank you.
    """
    assert reading.doubts == ()


def test_a_slip_of_the_keyboard(reading):
    """
    [Chercheur]
    Où ça ?

    [Interviewe]
    Là.

    [Checheur]
    Ici ?

    [Interviewe]
    Oui.

    [Chercheur]
    Bien.
    """
    assert reading.doubts == ("seen once or twice and near another label: 'Checheur' ≈ 'Chercheur' (line 7)",)


def test_members_of_a_series_are_not_near_each_other(reading):
    """
    Moderator: Who begins?
    Speaker 1: Me.
    Speaker 2: No, me.
    Speaker 1: Please.
    Moderator: So.
    """
    assert not any("near" in doubt for doubt in reading.doubts)


def test_latin_and_cyrillic_letters_that_look_alike(reading):
    """
    Moderator: Who begins?
    M1: Me.
    Ж1: No, me.
    М1: Please.
    Ж1: Thank you.
    """
    assert reading.doubts == ("'M1' and 'М1' look alike but are written with Latin and Cyrillic letters",)


def test_two_styles(reading):
    """
    Moderator: Who begins?
    P1 - Me.
    P2 - No, me.
    P1 - Please.
    P2 - Thank you.
    Moderator: So.
    """
    assert reading.doubts == ("labels in several styles: Name - × 4, Name: × 2",)


def test_several_people_at_once(reading):
    """
    Moderator: Who begins?
    Anna: Me.
    All: (laugh)
    Anna: Please.
    All: Yes!
    """
    assert reading.doubts == ("'All' may be several people, or one of the others; it is kept as a speaker of its own",)


def test_a_label_without_talk(reading):
    """
    Moderator: Who begins?
    Anna:
    Moderator: Nobody?
    Anna: Me.
    """
    assert reading.doubts == ("a label without talk: 'Anna' (line 2)",)
    assert [(turn.speech, turn.end) for turn in reading.turns if not turn.words] == [(28, 28)]


def test_one_speaker_alone(reading):
    """
    Anna: I went there.

    Anna: I saw it.

    Anna: I came back.
    """
    assert reading.doubts == ("only one speaker: 'Anna'",)


def test_a_label_inside_a_paragraph(reading):
    """
    Moderator: Who begins?

    Anna: Me.

    Ivan: No, me.
    Anna: Please.

    Ivan: Thank you.

    Moderator: So.

    Anna: So.

    Ivan: So.

    Moderator: Good.

    Anna: Good.

    Ivan: Good.

    Moderator: Bye.
    """
    assert reading.doubts == ("taken as a label inside a paragraph: 'Anna' (line 6)",)


def test_long_lists_are_cut():
    text = "Moderator: a.\n\nIvan: b.\n\nIvan: b.\n\nOleg: c.\n\nOleg: d.\n\n"
    text += "".join(f"{name}: x.\n\n" for name in ("Boris", "Gleb", "Denis", "Zakhar", "Matvey", "Nikita", "Pavel"))

    assert read_text(text, name="talk.txt").doubts == (
        "seen once, taken as a speaker: 'Boris' (line 11), 'Gleb' (line 13), 'Denis' (line 15), 'Zakhar' (line 17), "
        "'Matvey' (line 19) and 2 more",
    )


def test_headings_between_turns_of_a_markdown_file_stay_in_the_text_and_out_of_the_talk():
    text = "# Talk\n\nModerator: Who?\n\n---\n\n## Part two\n\nAnna: Me.\n\n- - -\n\nModerator: So.\n\n"
    text += "Anna: So.\n\n# End\n"

    reading = read_text(text, name="talk.md")

    assert [text[turn.speech : turn.end] for turn in reading.turns] == ["Who?", "Me.", "So.", "So."]
    assert reading.doubts == ("headings between turns: 2 (the first in line 7); they stay in the text",)


def test_characters_that_were_lost(reading):
    """
    Moderator: Who �egins?
    Anna: Me.
    Moderator: Ple�se.
    Anna: Thanks.
    """
    assert reading.doubts == ("2 characters were lost before this file was saved (�)",)


def test_much_text_above_the_first_label():
    text = (
        "It was a long day and everybody came late. " * 100
        + "\n\nModerator: Who?\n\nAnna: Me.\n\nModerator: So.\n\nAnna: So."
    )

    assert read_text(text, name="talk.txt").doubts == (
        "the first 2 lines stand before the first label and belong to no turn",
    )


def test_talk_above_the_first_label_is_told_of(reading):
    """
    Well, I have always lived in this street, and so have my parents.
    Moderator: And you?
    Ivan: Not I.
    Moderator: No?
    Ivan: No.
    """
    assert reading.doubts == ("talk above the first label belongs to no turn (line 1)",)


def test_what_heads_a_transcript_is_not_told_of_as_talk(reading):
    """
    Focus group 3 on commuting, Leeds, 12 March.
    Date: 12.03.2021

    Moderator: And you?
    Ivan: Not I.
    Moderator: No?
    Ivan: No.
    """
    assert reading.doubts == ()
