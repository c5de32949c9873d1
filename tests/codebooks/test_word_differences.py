"""Word differences: both texts are in them, and phrases stay whole."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebooks.word_differences import Piece, marked, word_changes

texts = st.text("ab .,\n", max_size=30)


@given(texts, texts)
def test_the_pieces_give_both_texts_back(before, after):
    """Nothing is lost on either side."""
    pieces = word_changes(before, after)

    assert "".join(piece.text for piece in pieces if piece.side != "added") == before
    assert "".join(piece.text for piece in pieces if piece.side != "removed") == after


def test_a_replaced_phrase_is_one_change():
    """The spaces between its words do not cut it up."""
    pieces = word_changes("who should lead us now", "who must have power now")

    assert pieces == (
        Piece("same", "who "),
        Piece("removed", "should lead us"),
        Piece("added", "must have power"),
        Piece("same", " now"),
    )


def test_far_words_are_cut_from_the_line():
    """A few words stay on each side of a change."""
    line = marked(word_changes("a b c d e f old g h i j k l m n o old2 p", "a b c d e f new g h i j k l m n o new2 p"))

    assert line == "… c d e f [-old-] {+new+} g h i j … l m n o [-old2-] {+new2+} p"
