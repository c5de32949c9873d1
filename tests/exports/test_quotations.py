"""Quotes as they stand in a paper."""

import re

import polars as pl

from qualcode.exports.quotations import quotation, quotations_markdown

ROW = {
    "path": "Leaders > Dealmakers",
    "quote": "You can reach\n an agreement.",
    "speaker": "Anna",
    "group": "Moscow",
    "variables": ["gender=woman", "age=34"],
    "turn": 41,
}
HOSTILE = "=1 \x1b[2J\u202e <script>alert(1)</script> *x* [a](b)\n# head\n> q -->"


def test_a_quotation():
    """On one line: words, speaker, group, values of variables, turn."""
    assert "“You can reach an agreement.” (Anna, Moscow, woman, 34; turn 41)" == quotation(ROW)


def test_markdown():
    """A heading for each code, a block for each quote, context around it, what it was made from in a comment."""
    frame = pl.DataFrame([ROW | {"before": "M: Why?", "after": ""}])

    assert [
        "## Leaders \\> Dealmakers",
        "",
        "M: Why?",
        "",
        "> “You can reach an agreement.” (Anna, Moscow, woman, 34; turn 41)",
        "",
        '<!-- qualcode {"command": "x \\u002d\\u002d\\u003e"} -->',
    ] == quotations_markdown(frame, {"command": "x -->"}).splitlines()


def test_hostile_words_steer_nothing():
    """No control characters, no markup, no second line."""
    row = ROW | {"quote": HOSTILE, "speaker": "A\x1b[31m", "path": "# x\n<b>"}

    line = quotation(row)
    assert not set("\x1b\u202e\n") & set(line)
    text = quotations_markdown(pl.DataFrame([row | {"before": HOSTILE, "after": HOSTILE}]), {})
    assert not set("\x1b\u202e") & set(text)
    assert not re.findall(r"(?<!\\)(?:<script|<b>|\[a\]|\*x|^# x)", text, re.MULTILINE)
    assert 1 == text.count("\n> ")
