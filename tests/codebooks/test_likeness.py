import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebooks.likeness import similar_names
from qualcode.model.codebook import Code, Codebook


def book(*names, number=0):
    codes = tuple(Code(guid=f"00000000-0000-4000-8000-{number:06}{n:06}", name=name) for n, name in enumerate(names))
    return Codebook(guid=f"00000000-0000-4000-8000-0000000000{number + 10:02}", name=f"Book {number}", codes=codes)


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Deference", "Deferance"),
        ("Deference", "  DEFERENCE "),
        ("Losses", "Loses"),
        ("Big people decide", "Let big people decide"),
        ("Fear of war", "war of fear"),
        ("Hope", "hope"),
        ("Усталость от новостей", "Усталость от новости"),
    ],
)
def test_names_nearly_alike_are_found(known, typed):
    """One letter, letter case, the order of words, one small word more."""
    assert similar_names([book("Something else", known)], typed) == (known,)


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Agreement", "Disagreement"),
        ("Trust", "Distrust"),
        ("Hope", "Hops"),
        ("Group 1 speaks", "Group 2 speaks"),
        ("Deference", ""),
        ("Deference", "   "),
    ],
)
def test_names_that_are_meant_to_differ_are_not(known, typed):
    """Opposites, short words, numbers, nothing."""
    assert similar_names([book(known)], typed) == ()


def test_the_likest_come_first_and_three_at_most():
    """The same name before those nearly so."""
    names = ("Fear of wars", "Fear of warts", "Fear of war", "Fears of war", "Fear of warm")

    assert similar_names([book(*names)], "fear of war")[0] == "Fear of war"
    assert len(similar_names([book(*names)], "fear of war")) == 3


def test_paths_name_the_codebook_where_there_are_several():
    """Two codebooks may use one word."""
    assert similar_names([book("Laughter"), book("Laughter", number=1)], "laughter") == (
        "Book 0 > Laughter",
        "Book 1 > Laughter",
    )


def test_a_code_is_not_compared_with_itself():
    """What is renamed is left out."""
    known = book("Deference")

    assert similar_names([known], "Deferences", besides=known.codes[0].guid) == ()


@given(st.lists(st.text("abc 12", min_size=1).filter(str.strip), max_size=3, unique_by=lambda name: name.strip()))
def test_a_name_that_stands_is_always_found(names):
    """Whatever the names, each finds itself."""
    known = book(*names)

    assert all(code.name in similar_names([known], code.name) for code in known.codes)
