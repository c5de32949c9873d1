"""Who speaks, in which role, described how; a docstring is a transcript."""

import pytest

from qualcode.transcripts.formats.formats import RawFile
from qualcode.transcripts.labels.speakers import described_as
from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.reading import label_key, read_raw, read_text


def roles(text, **options):
    return {speaker.label: speaker.role for speaker in read_text(text, name="talk.txt", **options).speakers}


def talk(*labels):
    return "\n".join(f"{label}: So it is." for label in labels * 2)


@pytest.mark.parametrize(
    "label",
    [
        "Moderator", "MODERATOR", "Mod.", "Interviewer", "Interviewer 2", "Facilitator", "Moderatorin", "Chercheur",
        "Модератор", "Мод.", "Интервьюер", "Ведущий", "Модератор Анна", "Co-moderator", "Second interviewer",
        "I", "I1", "Int.", "Q", "Question", "M", "М.", "В.", "В",
    ],
)  # fmt: skip
def test_these_lead_the_talk(label):
    partner = {"Question": "Answer"}.get(label, "Anna")

    assert roles(talk(label, partner)) == {label: "moderator", partner: "participant"}


@pytest.mark.parametrize("label", ["Observer", "Наблюдатель", "Note-taker"])
def test_these_observe(label):
    assert roles(talk("Moderator", label, "Anna"))[label] == "observer"


@pytest.mark.parametrize(
    "label", ["Interviewee", "Interviewé", "R", "P", "M1", "Ж1", "Мария", "Moderna", "Vedushchaya"]
)
def test_these_take_part(label):
    assert roles(talk("Moderator", label))[label] == "participant"


def test_m_is_somebody_else_when_a_moderator_is_there():
    assert roles(talk("Moderator", "M", "Q")) == {"Moderator": "moderator", "M": "participant", "Q": "participant"}


def test_a_series_of_one_letter_is_no_row_of_moderators():
    assert roles(talk("I1", "I2", "I3")) == {"I1": "participant", "I2": "participant", "I3": "participant"}


def test_the_moderator_can_be_named():
    assert roles(talk("M", "Elena", "Anna"), moderator="elena") == {
        "M": "participant",
        "Elena": "moderator",
        "Anna": "participant",
    }


def test_several_moderators_can_be_named():
    assert roles(talk("Elena", "Oleg", "Anna"), moderator="Elena, Oleg") == {
        "Elena": "moderator",
        "Oleg": "moderator",
        "Anna": "participant",
    }


def test_a_name_that_nobody_has_changes_nothing_and_is_a_doubt():
    reading = read_text(talk("Moderator", "Anna"), name="talk.txt", moderator="Elena")

    assert [speaker.role for speaker in reading.speakers] == ["moderator", "participant"]
    assert reading.doubts == ("nobody is labelled 'Elena' here",)


def test_a_talk_without_a_moderator_is_a_doubt():
    assert read_text(talk("Anna", "Ivan"), name="talk.txt").doubts == (
        "no moderator recognized; name one with --moderator",
    )


def test_a_bracket_may_tell_the_role(reading):
    """
    Elena (moderator): Who begins?
    Anna: Me.
    Elena: Please.
    Oleg (observer): A word, if I may.
    Anna: Yes.
    """
    assert {speaker.label: speaker.role for speaker in reading.speakers} == {
        "Elena": "moderator",
        "Anna": "participant",
        "Oleg": "observer",
    }


def test_turns_and_words_are_counted(reading):
    """
    Moderator: Who begins?

    Anna: I do.

    As always,  of course.

    Moderator: Please.
    """
    assert [(speaker.label, speaker.turns, speaker.words) for speaker in reading.speakers] == [
        ("Moderator", 2, 3),
        ("Anna", 1, 6),
    ]


def test_spellings_of_one_label_are_one_speaker(reading):
    """
    М.: Кто начнёт?
    Артём: Я.
    Артем: Я же сказал.
    М: Ну?
    АРТЁМ: Да.
    Артём: Вот.
    """
    assert [(speaker.label, speaker.turns) for speaker in reading.speakers] == [("М.", 2), ("Артём", 4)]


def test_a_bracket_describes_its_speaker_once_and_for_all(reading):
    """
    Moderator: Who begins?
    R1 (woman, 34, Moscow): Me.
    R2 (57, мужчина): No, me.
    R1: Please.
    R2 (laughs): Thank you.
    """
    assert [speaker.variables for speaker in reading.speakers] == [
        (),
        (("age", "34"), ("gender", "woman"), ("label_1", "Moscow")),
        (("age", "57"), ("gender", "мужчина")),
    ]


def test_a_speaker_described_in_two_ways_is_a_doubt(reading):
    """
    Moderator: Who begins?
    R1 (woman, 34): Me.
    R1 (woman, 34): Really.
    R1 (man, 57): No, me.
    """
    assert reading.speakers[1].variables == (("age", "34"), ("gender", "woman"))
    assert "'R1' is described as 'woman, 34' and as 'man, 57'; the first was taken" in reading.doubts


@pytest.mark.parametrize(
    ("details", "variables"),
    [
        ("woman, 34, Moscow", (("age", "34"), ("gender", "woman"), ("label_1", "Moscow"))),
        ("Moscow; 34 года; ж", (("age", "34"), ("gender", "ж"), ("label_1", "Moscow"))),
        ("34", (("age", "34"),)),
        ("woman 34", (("age", "34"), ("gender", "woman"))),
        ("man 57 Nizhny Novgorod", (("age", "57"), ("gender", "man"), ("label_1", "Nizhny Novgorod"))),
        ("New York, teacher", (("label_1", "New York"), ("label_2", "teacher"))),
        ("9, 111", (("label_1", "9"), ("label_2", "111"))),
        ("34, 57", (("age", "34"), ("label_1", "57"))),
        ("", ()),
    ],
)
def test_age_and_gender_are_known_by_their_looks(details, variables):
    assert described_as(details).variables == variables


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna", "ANNA"),
        ("М.", "м"),
        ("R 1", "R1"),
        ("Участник №3", "участник 3"),
        ("Артём", "АРТЕМ"),
        ("Anna  Petrova", "Anna\u00a0Petrova"),
        ("Андрей", "Андреи\u0306"),
    ],
)
def test_spellings_that_are_one_speaker(one, other):
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(("one", "other"), [("R1", "R11"), ("Anna", "Anna Petrova"), ("M1", "М1"), ("R1", "R1b")])
def test_spellings_that_are_two_speakers(one, other):
    assert label_key(one) != label_key(other)


@pytest.mark.parametrize(
    ("told", "variables"),
    [
        (None, {"age": "34", "gender": "woman", "label_1": "Tula", "label_2": "cook"}),
        ("city, job", {"age": "34", "gender": "woman", "city": "Tula", "job": "cook"}),
        ("gender,age,city,job", {"age": "34", "gender": "woman", "city": "Tula", "job": "cook"}),
        ("city", {"age": "34", "gender": "woman", "city": "Tula", "label_2": "cook"}),
        (",job", {"age": "34", "gender": "woman", "job": "cook"}),
    ],
)
def test_what_stands_beside_labels_is_named_by_a_person(told, variables):
    """Age and gender are known, named or not; what has no name yet is said."""
    text = b"R1 (woman, 34, Tula, cook): Yes.\nR2 (man, 51, Perm, smith): No.\nR1 (woman, 34, Tula, cook): So.\n"
    reading = read_raw(RawFile("a.txt", text), Profile(label_variables=told))

    assert variables == dict(reading.speakers[0].variables)
    assert any(name.startswith("label_") for name in variables) == any("has no name" in one for one in reading.doubts)


def test_a_bracket_may_name_what_it_tells():
    text = b"R1 (Alter: 34, city=Tula): Yes.\nR2 (Alter: 51, city=Perm): No.\nR1 (Alter: 34, city=Tula): So.\n"

    speaker = read_raw(RawFile("a.txt", text)).speakers[0]

    assert {"age": "34", "city": "Tula"} == dict(speaker.variables)


def test_a_role_may_be_part_of_a_label():
    text = b"FG2-P3_F: I think so.\nFG2-MOD: Why?\nFG2-P1_M: Because.\nFG2-P3_F: No.\nFG2-MOD: So?\nFG2-P1_M: Yes.\n"

    roles = {one.label: one.role for one in read_raw(RawFile("a.txt", text)).speakers}

    assert {"FG2-P3_F": "participant", "FG2-MOD": "moderator", "FG2-P1_M": "participant"} == roles
