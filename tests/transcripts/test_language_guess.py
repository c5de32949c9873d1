import pytest

from qualcode.transcripts.labels.spoken import SpokenTurn
from qualcode.transcripts.language import guessed_language, turn_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I do not know what they want from us, and I have stopped asking about it.", "en"),
        ("Я не знаю, чего они от нас хотят, и я уже давно об этом не спрашиваю.", "ru"),
        ("Je ne sais pas ce qu'ils veulent de nous, et je ne le demande plus depuis longtemps.", "fr"),
        ("Ich weiß nicht, was sie von uns wollen, und ich frage schon lange nicht mehr danach. Also so was.", "de"),
        ("Я не знаю, що вони від нас хочуть, і я вже давно про це не питаю.", "uk"),
        ("Не знам шта хоће од нас, и већ дуго не питам о томе, јер ме није брига.", "sr"),
        ("Yes. No. Riyadh.", "xx"),
        ("2024 … !", "xx"),
        ("", "xx"),
    ],
)
def test_the_language_is_that_of_the_small_words(text, language):
    assert guessed_language(text) == language


def test_a_few_foreign_words_change_nothing():
    text = "Мы смотрели Euronews и CNN, а потом я сказал, что всё это было уже не раз и не два."

    assert guessed_language(text) == "ru"


def _turns_of(*talks):
    text = "".join(f"A: {talk}\n" for talk in talks)
    turns, start = [], 0
    for number, talk in enumerate(talks, 1):
        turns.append(SpokenTurn(number, start, start + 3, start + 3 + len(talk), "A", None, len(talk.split())))
        start += len(talk) + 4
    return text, turns


def test_turns_in_another_language_are_named():
    """Short ones, and those that are in the source's language, are not."""
    text, turns = _turns_of(
        "I do not know what they want from us, really.",
        "Я не знаю, чего они от нас хотят на этих переговорах.",
        "Genau, so ist es.",
        "Ich weiß wirklich nicht, was sie von uns wollen, und frage nicht mehr.",
        "Trump negotiates, Brussels watches television, Kyiv waits for help.",
    )

    assert ((2, "ru"), (4, "de")) == turn_languages(text, turns, "en")


@pytest.mark.parametrize(
    ("language", "talks", "found"),
    [
        (
            "en",
            ["We pay the rent and they do not.", "Хлеб дорогой.", "Да.", "Цены растут, люди жалуются."],
            {2: "ru", 4: "ru"},
        ),
        ("en", ["We pay the rent and they do not.", "Ціни ростуть.", "Not Хлеб."], {}),
        ("ru", ["Мы платим, а они нет, и что это.", "I see.", "Riyadh Hilton.", "OK", "Ну, OK."], {2: "en"}),
        (
            "en",
            ["Я не знаю, що вони від нас хочуть, і я вже давно про це не питаю.", "Хто там?"],
            {1: "uk", 2: "uk"},
        ),
        (
            "ru",
            [
                "Мы платим, а они нет, и что это.",
                "მე ვფიქრობ რომ ეს ძალიან მნიშვნელოვანია იმიტომ რომ ჩვენ აქ ვცხოვრობთ",
                "Thank you so much.",
            ],
            {2: "ka", 3: "en"},
        ),
    ],
)
def test_short_turns_in_other_letters_are_in_another_language(language, talks, found):
    """Two words are enough then, of that of other such turns, or of Russian and English."""
    text, turns = _turns_of(*talks)

    assert turn_languages(text, turns, language) == tuple(found.items())


def test_a_source_in_a_regional_language_has_no_turns_of_its_own_language():
    text, turns = _turns_of("Eu não sei o que eles querem de nós, e já não pergunto mais nada.")

    assert () == turn_languages(text, turns, "pt-BR")
