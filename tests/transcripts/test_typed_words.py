"""Words as they are typed, in texts as they are set."""

import pytest

from qualcode.transcripts.typed_words import as_typed, typed_words

TEXT = "He said “don’t” – do not – and Don't, donut."


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ('"don\'t" -', ["“don’t” –"]),
        ("don't", ["don’t", "Don't"]),
        ("Don't", ["Don't"]),
        ("do", ["do"]),
        ("don", ["don"]),
        ("nut", ["nut"]),
        ("never", []),
    ],
)
def test_where_typed_words_stand(words, there):
    """In any kind of quotation marks and dashes; whole words before parts of words, and as typed before all others."""
    assert there == [TEXT[piece.start : piece.end] for piece in typed_words(TEXT, words)]


def test_a_text_as_typed_is_as_long():
    """So that offsets in the one are offsets in the other."""
    assert (len(TEXT), 'He said "don\'t" - do not') == (len(as_typed(TEXT)), as_typed(TEXT)[:24])
