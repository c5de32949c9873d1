"""What looks like a speaker label and is talk; each docstring is a transcript, the claim is in the name."""

import pytest

from qualcode.errors.files import NoSpeakersError
from qualcode.transcripts.reading import read_text


def speakers(reading):
    return [(speaker.label, speaker.turns) for speaker in reading.speakers]


def test_a_clock_time_is_no_speaker(reading):
    """
    Anna: I get up at
    6:30: that is early.

    Ivan: At 19:30 I am home.
    19:45 we eat.

    Anna: Good.

    Ivan: Yes.
    """
    assert speakers(reading) == [("Anna", 2), ("Ivan", 2)]


def test_an_address_in_the_web_is_no_speaker(reading):
    """
    Anna: I read it here,
    https://example.org/news: all of it.

    Ivan: And I.

    http://example.org is another.

    Anna: Well.

    Ivan: Yes.
    """
    assert speakers(reading) == [("Anna", 2), ("Ivan", 2)]


def test_a_question_after_a_colon_is_talk(reading):
    """
    Anna: I do not agree.
    the question is: who pays for it?

    Ivan: We do.

    The question is: when?

    Anna: One thing: never.

    Ivan: Soon.
    """
    assert speakers(reading) == [("Anna", 2), ("Ivan", 2)]


def test_a_paragraph_that_opens_with_a_colon_belongs_to_the_turn_before(said):
    """
    М.: Чем можно поступиться?

    Геннадий: Землёй не могла бы.

    Ответ один: что взято, то взято.

    Артём: Так и было: что ни день.

    М.: Понятно.

    Геннадий: Да.

    Артём: Нет.
    """
    assert said[1] == ("Геннадий", "Землёй не могла бы.//Ответ один: что взято, то взято.")


def test_somebody_quoted_is_no_speaker(reading):
    """
    Anna: My husband came in.

    He said: "They phoned."

    Husband: "Who?"

    Ivan: And you?

    Anna: Nothing.

    Ivan: I see.
    """
    assert speakers(reading) == [("Anna", 2), ("Ivan", 2)]


def test_what_happens_in_brackets_is_no_speaker(reading):
    """
    [Anna]
    I thought so.

    [laughs]

    [Ivan]
    [pause] Did you?

    [Crosstalk]

    [inaudible 00:12]

    (silence)

    [Laughter]

    [Anna]
    [Laughter] I did.

    [Name] told me.

    [Ivan]
    Ah.

    [Laughter]
    """
    assert speakers(reading) == [("Anna", 2), ("Ivan", 2)]


def test_laughter_in_brackets_among_names_with_colons(reading):
    """
    Anna: I thought so.

    [Laughter]

    Ivan: Did you?

    [Video]

    Anna: I did.

    [Video]

    Ivan: Ah.

    [Video]
    """
    assert speakers(reading) == [("Anna", 2), ("Ivan", 2)]


def test_lines_of_a_dialogue_with_dashes_are_talk(said):
    """
    Анна: Он пришёл и говорит.
    — Да
    — Нет
    — Да, конечно

    Иван: И что?

    Анна: Ничего.

    Иван: Ясно.
    """
    assert said[0] == ("Анна", "Он пришёл и говорит./— Да/— Нет/— Да, конечно")


def test_dashes_in_talk_are_no_labels(reading):
    """
    Anna: Let me see.

    Peace - that is what I want.

    Ivan: Yes - and no.

    Peace - who does not?

    Anna: Well.

    Ivan: Right.
    """
    assert speakers(reading) == [("Anna", 2), ("Ivan", 2)]


def test_words_that_open_a_paragraph_are_no_names(reading):
    """
    R1: There are two sides.

    Note: I am no expert.

    Example: my street.

    Example: my house.

    R2: And?

    R1: Nothing.

    R2: I see.
    """
    assert speakers(reading) == [("R1", 2), ("R2", 2)]


def test_a_list_of_steps_is_talk(reading):
    """
    R1: Let me tell you how it is done.

    Step 1: you write.

    Step 2: they read.

    Step 3: nothing happens.

    R2: So it is.

    Option 2: you wait.

    R1: True.

    R2: Yes.
    """
    assert speakers(reading) == [("R1", 2), ("R2", 2)]


def test_a_name_among_numbers_seen_once_is_left_as_talk(reading):
    """
    R1: I tell you.

    R2: Tell us.

    Kremlin: they have their own heads.

    R1: So.

    R2: So.
    """
    assert speakers(reading) == [("R1", 2), ("R2", 2)]
    assert "left as talk, not taken as a label: 'Kremlin' (line 5)" in reading.doubts


def test_a_label_seen_once_in_the_style_of_the_file_is_taken_with_a_doubt(reading):
    """
    ANNA: I tell you.

    IVAN: Tell us.

    OLGA: Me too.

    ANNA: So.

    IVAN: So.
    """
    assert speakers(reading) == [("ANNA", 2), ("IVAN", 2), ("OLGA", 1)]
    assert "seen once, taken as a speaker: 'OLGA' (line 5)" in reading.doubts


def test_a_wrapped_line_that_begins_with_a_name_is_talk(reading):
    """
    Anna: I went down the stairs and there they all were, and then I said to
    Ivan: come home, it is late.

    Ivan: I did not hear it.

    Anna: No wonder.

    Ivan: Really.

    Anna: You never hear anything.

    Ivan: That is true.

    Anna: You see.

    Ivan: I see.

    Anna: And I hear.

    Ivan: Good.

    Anna: Yes.
    """
    assert speakers(reading) == [("Anna", 6), ("Ivan", 5)]
    assert "left as talk, not taken as a label: 'Ivan' (line 2)" in reading.doubts


def test_lines_above_the_talk_belong_to_no_turn(reading):
    """
    Date: 12 March 2024
    Place: Moscow
    Moderator: Elena Petrova
    Participants: 7

    Moderator: Good evening.

    Anna: Hello.

    Moderator: So.

    Anna: So.
    """
    assert speakers(reading) == [("Moderator", 2), ("Anna", 2)]
    assert reading.text[reading.turns[0].start :].startswith("Moderator: Good evening.")


def test_a_list_of_those_who_took_part_belongs_to_no_turn(reading):
    """
    Participants
    R1: woman, 34
    R2: man, 57
    R3: man, 20

    Moderator: Good evening.

    R1: Hello.

    R2: Good evening.

    R3: Hello.

    R1: So.
    """
    assert speakers(reading) == [("Moderator", 1), ("R1", 2), ("R2", 1), ("R3", 1)]


def test_a_header_without_a_blank_line_below_it(reading):
    """
    Date: 12 March 2024
    Moderator: Good evening, everybody. Thank you for coming.
    Anna: Hello.
    Moderator: So.
    Anna: So.
    """
    assert speakers(reading) == [("Moderator", 2), ("Anna", 2)]


def test_a_colon_inside_the_talk_of_a_line_is_talk(said):
    """
    Anna: I say: no. Ivan: yes.
    Ivan: Maxim's point: never.
    Anna: So.
    """
    assert said == [("Anna", "I say: no. Ivan: yes."), ("Ivan", "Maxim's point: never."), ("Anna", "So.")]


def test_speech_to_somebody_in_a_bracket_is_the_same_speaker(reading):
    """
    Moderator: Who begins?
    Anna (laughs): Me.
    Ivan (to Anna): Please.
    Anna (cont.): Well.
    Ivan: Yes.
    """
    assert speakers(reading) == [("Moderator", 1), ("Anna", 2), ("Ivan", 2)]
    assert [speaker.variables for speaker in reading.speakers] == [(), (), ()]


@pytest.mark.parametrize(
    "prose",
    [
        "Once upon a time there was a king.\n\nHe had three sons.",
        "The question is: who pays?",
        "One thing: we never asked.\n\nAnd another: nobody answered.",
        "Dear colleagues,\n\nwe meet at 19:30: be there.\n\nNote: bring the papers.\n\nThe board",
        "See https://example.org: it is all there.\n\nhttp://example.org too.",
        "— Да\n— Нет\n— Да\n— Нет",
        "He said: no. She said: yes.\n\nThen they left. They said: never again.",
        "1. First\n2. Second\n3. Third",
        "Yes.\nNo.\nYes.\nNo.",
        "Peace - that is all.\n\nWar - that is nothing.\n\nPeace - again.",
        "Date: 12 March\nPlace: Moscow\n\nIt rained all day and nobody came.",
        "[pause]\n\nIt rained all day.\n\n[pause]\n\nNobody came.",
        "# Summary\n\nIt rained.\n\n# Results\n\nNobody came.",
        "Ответ один: что взято, то взято.\n\nВопрос: кто платит?\n\nТут я с ним согласен.\n\nВот и всё.",
        "00:00:01.000 --> 00:00:02.000\nit rained\n\n00:00:03.000 --> 00:00:04.000\nnobody came",
        "key: value\nother: thing\nsome longer key: and a value",
    ],
)
def test_a_text_without_speakers_is_refused(prose):
    with pytest.raises(NoSpeakersError, match=r"No speaker labels found in 'prose\.txt'"):
        read_text(prose, name="prose.txt")


def test_a_word_with_a_colon_in_the_midst_of_a_monologue_is_no_speaker():
    text = "I was born in 1950. My mother said: work.\n\nThen came the war: nobody spoke.\n\nLater: silence. I moved.\n"

    with pytest.raises(NoSpeakersError):
        read_text(text, name="talk.txt")


def test_a_colon_in_the_talk_does_not_hide_a_label_with_a_full_stop(said):
    """
    МОДЕРАТОР. Здравствуйте. Начнём: как вы добираетесь?
    ТИМУР. На метро.
    СВЕТЛАНА. Честно: пешком.
    ТИМУР. Ей виднее. Вопрос: кто платит?
    СВЕТЛАНА. Город.
    """
    assert said == [
        ("МОДЕРАТОР.", "Здравствуйте. Начнём: как вы добираетесь?"),
        ("ТИМУР.", "На метро."),
        ("СВЕТЛАНА.", "Честно: пешком."),
        ("ТИМУР.", "Ей виднее. Вопрос: кто платит?"),
        ("СВЕТЛАНА.", "Город."),
    ]


def test_a_german_question_leads_a_short_talk(said):
    """
    Frage: Wie kommen Sie zur Arbeit?
    Frau Müller: Mit dem Bus.
    Herr Weiß: Ich fahre Rad.
    Frage: Und im Winter?
    Frau Müller: Dann übe ich Geduld.
    Herr Weiß: Schön wär's.
    """
    assert [speaker for speaker, _ in said] == ["Frage", "Frau Müller", "Herr Weiß"] * 2
