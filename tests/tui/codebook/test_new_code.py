import pytest

from qualcode.tui.codebook.new_code import name_from, name_warning
from tests.conftest import BOOK


def test_a_warning_is_one_harmless_line():
    """Paths of codes called nearly so, or nothing."""
    assert name_warning((BOOK,), "big peoples").plain == "Nearly the same name: Deference > Big people"
    assert name_warning((BOOK,), "trust").plain == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Trump is a businessman.", "Trump is a businessman"),
        ("  “the  big\npeople” 🙂", "the big people” 🙂"),
        ("...", "..."),
        ("a\u202eb\tc", "a b c"),
        ("word " * 30, " ".join(["word"] * 12) + "…"),
        ("x" * 90, "x" * 60 + "…"),
    ],
)
def test_a_quote_as_a_name(words, expected):
    """One line, bare of marks, long ones cut between words."""
    assert name_from(words) == expected
