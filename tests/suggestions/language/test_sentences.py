"""Sentences of transcribed speech."""

import pytest

from qualcode.suggestions.language.pipelines import load_pipeline


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Losses on both sides…", "Let them decide?!", "Yes."]),
        ("en", ["I mean… that they decide.", "No..."]),
        ("en", ["Who?", "«Me.»", "“You.”", '"They."', "End."]),
        ("en", ["That is my news.", "Spartak is my operation. (laughter)", "And yours?"]),
        ("en", ["(laughs) Well, no."]),
        ("en", ["i think so.", "we stop."]),
        ("en", ["At 21.00 I see example.org and 3.5 percent."]),
        ("ru", ["Пусть решают…", "Слово больших людей?!", "Потери были… да."]),
        ("ru", ["— Да! — сказал он.", "— Нет.", "Всё."]),
        ("ru", ["В. В. Иванов сказал.", "Он и т.д."]),
        ("xx", ["今晩は。", "元気ですか？"]),
    ],
)
def test_speech_is_cut_into_sentences(language, sentences):
    """Each line is one sentence, and the pipeline cuts them apart where a reader would."""
    doc = load_pipeline(language)(" ".join(sentences))

    assert [sentence.text for sentence in doc.sents] == sentences


def test_an_empty_line_ends_a_sentence():
    """A new paragraph starts a new sentence, with or without a full stop."""
    doc = load_pipeline("en")("no full stop\n\nnext")

    assert [sentence.text.strip() for sentence in doc.sents] == ["no full stop", "next"]


def test_a_long_run_of_endings_is_one_ending():
    """Ten thousand exclamation marks end one sentence."""
    doc = load_pipeline("en")("No " + "! " * 10_000 + "Yes")

    assert [len(sentence) for sentence in doc.sents] == [10_001, 1]


def test_no_words_have_no_sentences():
    """An empty text is no fault."""
    assert list(load_pipeline("en")("").sents) == []
