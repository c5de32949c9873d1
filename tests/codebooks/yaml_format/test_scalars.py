"""Text as YAML: plain where it is safe, a block where it is long, quoted otherwise."""

import pytest

from qualcode.codebooks.yaml_format.scalars import inline, inline_in_flow, lines


@pytest.mark.parametrize(
    "text",
    [
        "peace",
        "Who says “so”?",
        "9/11",
        "(losses)",
        "Переговоры, мир",
        "don't",
        "10 years",
        "3rd",
        "a:b",
        "a#b",
        "/",
    ],
)
def test_words_stand_without_quotes(text):
    """What every YAML reader takes for text needs no quotes."""
    assert inline(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", " a", "a ", "null", "Yes", "no", "ON", "y", "true", "12", "1_000", "1.5", "1e5", "0x1F", "0o7",
        "12:30:45", "2024-05-01", "2024-05-01 10:00", "-", "- a", "?", "a: b", "a:", "a #b", "#a", "[a]", "{a}", "&a",
        "*a", "!a", "|", ">", "%", "@a", "`a", "=", "<<", "~", ".5", "-1", "+1", "'a'", "---",
    ],
)  # fmt: skip
def test_what_could_be_taken_for_something_else_is_quoted(text):
    """Nulls, truths, numbers, dates and punctuation of any YAML version stand in quotes."""
    assert inline(text) == "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\nb", '"a\\nb"'),
        ("a\tb", '"a\\tb"'),
        ("\x1b[31m", '"\\u001b[31m"'),
        ("\x85", '"\\u0085"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("\ufeff", '"\\uFEFF"'),
        ('"\\\x00', '"\\"\\\\\\u0000"'),
    ],
)
def test_invisible_characters_are_spelled_out(text, written):
    """What no editor shows stands as an escape in double quotes."""
    assert inline(text) == written


@pytest.mark.parametrize("text", ["a,b", "a]", "{a", "a: b", "12", "", "a#", "?", "'", "a:b"])
def test_brackets_want_more_quotes(text):
    """Between brackets, commas and brackets are punctuation."""
    assert inline_in_flow(text) == "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("text", ["businessman", "don't", "дело", "U.S.", "LEMMA", "_"])
def test_words_need_no_quotes_between_brackets(text):
    """A word is a word there too."""
    assert inline_in_flow(text) == text


def test_short_text_stands_on_the_line_of_its_key():
    """Short text needs no block."""
    assert lines("definition:", "What they say.", "  ") == ["definition: What they say."]


def test_several_lines_are_a_literal_block():
    """Line breaks are kept by a literal block; empty lines have no space in them."""
    assert lines("definition:", "One: a.\n\n  Two.", "  ") == ["definition: |-", "  One: a.", "", "    Two."]


def test_prose_that_would_need_quotes_is_a_block():
    """A long sentence with a colon reads better as a block than in quotes."""
    text = "Hope rests on an election or a change of power: that is another code."

    assert lines("not_when:", text, "  ") == ["not_when: |-", f"  {text}"]


def test_a_long_paragraph_is_folded():
    """A paragraph that fits no line is folded at about a hundred characters, between words."""
    text = " ".join(["seventeen letters"] * 12)

    first, *inner = lines("definition:", text, "    ")

    assert first == "definition: >-"
    assert " ".join(line.removeprefix("    ") for line in inner) == text
    assert max(map(len, inner)) <= 104


def test_how_text_is_written_depends_on_nothing_but_the_text():
    """The same text at another depth is the same lines, indented."""
    text = " ".join(["seventeen letters"] * 12)

    assert [line.strip() for line in lines("a:", text, "  ")] == [line.strip() for line in lines("a:", text, " " * 40)]


@pytest.mark.parametrize("text", ["a\n", "\na", " a\nb", "a \nb", "a\tb\nc", "a\n\x07"])
def test_space_that_a_block_would_lose_is_quoted(text):
    """Text that begins or ends in space, or holds tabs, stands in double quotes on one line."""
    (line,) = lines("definition:", text, "  ")

    assert line.startswith('definition: "')
