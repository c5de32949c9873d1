import pytest

from qualcode.transcripts.language import guessed_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I do not know what they want from us, and I have stopped asking about it.", "en"),
        ("Я не знаю, чего они от нас хотят, и я уже давно об этом не спрашиваю.", "ru"),
        ("Je ne sais pas ce qu'ils veulent de nous, et je ne le demande plus depuis longtemps.", "xx"),
        ("Ich weiß nicht, was sie von uns wollen, und ich frage schon lange nicht mehr danach. Also so was.", "xx"),
        ("Я не знаю, що вони від нас хочуть, і я вже давно про це не питаю.", "xx"),
        ("Не знам шта хоће од нас, и већ дуго не питам о томе, јер ме није брига.", "xx"),
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
