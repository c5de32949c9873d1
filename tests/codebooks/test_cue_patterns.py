"""Token patterns as text: one spelling for one pattern."""

import pytest

from qualcode.codebooks.cue_patterns import canonical_pattern, json_prefix, pattern_json, pattern_value


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ('[ {"OP": "?", "LOWER": "да"} ]', '[{"LOWER":"да","OP":"?"}]'),
        ('[{"LOWER":"\\u0434\\u0430"}]', '[{"LOWER":"да"}]'),
        ("not json", "not json"),
        ("[NaN]", "[NaN]"),
        ("[1e999]", "[1e999]"),
        ('["\\ud800"]', '["\\ud800"]'),
        ("[" * 100_000, "[" * 100_000),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_json_has_one_spelling_and_other_text_stays(written, canonical):
    """JSON is written compactly with sorted keys; what is no JSON stays for a check to tell of."""
    assert canonical_pattern(written) == canonical


def test_a_value_comes_back():
    """The JSON of a value is read as that value."""
    value = [{"LENGTH": {">=": 3}, "OP": "?"}, {"IS_ALPHA": True, "X": None}]

    assert pattern_value(pattern_json(value)) == value


@pytest.mark.parametrize(
    ("text", "found"), [('"a" b', ("a", 3)), ("[1]]", ([1], 3)), ("a", (None, 0)), ('"\\ud800"', (None, 0))]
)
def test_json_at_the_start_of_a_text(text, found):
    """A JSON value is found where it begins, with its end; nothing is found in other text."""
    assert json_prefix(text, 0) == found
