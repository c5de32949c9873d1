"""Long turns in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.identity import new_guid
from qualcode.model.transcript import Case, Turn
from qualcode.suggestions.language.passages import passages_of, pieces
from tests.suggestions.small_books import source_of


@given(st.text(alphabet="ab .!\n👨", max_size=80), st.integers(5, 30))
def test_pieces_make_the_text_again(text, longest):
    """Nothing is lost or doubled, offsets are true, and no piece is too long."""
    cut = list(pieces(text, longest))

    assert "".join(piece for _, piece in cut) == text
    assert all(text.startswith(piece, offset) for offset, piece in cut)
    assert all(len(piece) <= longest for _, piece in cut)


def test_a_short_text_is_one_piece():
    """Nearly every turn is."""
    assert list(pieces("A turn.")) == [(0, "A turn.")]


@pytest.mark.parametrize("end", ["x\n\n", "x. ", "x?!» ", "x\n", "x "])
def test_a_long_text_is_cut_behind_the_best_border(end):
    """Behind an empty line before the end of a sentence, a sentence before a line, a line before a word."""
    worse = {"x\n\n": "x. x\nx ", "x. ": "x\nx ", "x?!» ": "x\nx ", "x\n": "x ", "x ": ""}[end]
    first = "a" * 90 + end

    assert list(pieces(first + worse + "b" * 90, 100)) == [(0, first), (len(first), worse + "b" * 90)]


def test_a_text_without_borders_is_cut_anyway():
    """There is no border, and it is too long."""
    assert [len(piece) for _, piece in pieces("a" * 25, 10)] == [10, 10, 5]


def test_a_source_is_its_talk():
    """Speaker labels are no talk, and whoever is no participant counts as a moderator."""
    text = "MOD: Why?\nANNA: No deal."
    moderator, anna = (
        Case(guid=new_guid(), label=label, role=role) for label, role in (("MOD", "observer"), ("ANNA", "participant"))
    )
    source = source_of(
        text,
        turns=(
            Turn(number=1, start=0, speech=5, end=9, case_guid=moderator.guid),
            Turn(number=2, start=10, speech=16, end=24, case_guid=anna.guid),
        ),
        cases=(moderator, anna),
        name="kyiv.txt",
    )

    found = [(one.offset, one.text, one.is_moderator) for one in passages_of(source)]

    assert found == [(5, "Why?", True), (16, "No deal.", False)]
