"""What a codebook says for and against its codes."""

from qualcode.model.codebook import Cue
from qualcode.suggestions.cues.rules import rules_for
from tests.suggestions.small_books import against, book, code, pattern


def kinds(codes, language="en"):
    return [(rule.kind, rule.cue, rule.is_negative) for rule in rules_for((book(*codes),), language)]


def test_cues_examples_and_patterns_speak_for_a_code():
    """Each is a rule, cues against the code too."""
    big = pattern({"LOWER": "big"})
    codes = [code(1, "people", big, against("little people"), examples=("“Let them decide.”",))]

    assert kinds(codes) == [
        ("cue", "people", False),
        ("pattern", big.text, False),
        ("cue", "little people", True),
        ("example", "Let them decide", False),
    ]


def test_a_name_speaks_where_no_cue_does():
    """A code with cues is not suggested for its name as well."""
    assert kinds([code(1, name="Big people"), code(2, "deal", name="Leaders")]) == [
        ("name", "Big people", False),
        ("cue", "deal", False),
    ]


def test_codes_that_may_not_be_applied_have_no_rules():
    """Categories that only group and retired codes are never suggested."""
    assert kinds([code(1, "one", is_codable=False), code(2, "two", is_retired=True)]) == []


def test_cues_of_other_languages_are_left_out():
    """A Russian text is not searched for English cues; cues for every language stay."""
    codes = [code(1, Cue("talk", language="en-GB"), Cue("НАТО"), Cue("переговоры", language="ru"))]

    assert [rule[1] for rule in kinds(codes, "ru")] == ["НАТО", "переговоры"]


def test_a_text_of_unknown_language_is_tried_with_all_cues():
    """Better a cue too many than none."""
    assert len(kinds([code(1, Cue("talk", language="en"), Cue("переговоры", language="ru"))], "xx")) == 2


def test_rules_know_the_path_of_their_code():
    """Messages name the code as a person finds it."""
    rules = rules_for(
        (book(code(1, name="Leaders"), code(2, "deal", name="Dealmakers", parent_guid=code(1).guid)),), "en"
    )

    assert rules[-1].path == "Leaders > Dealmakers"
