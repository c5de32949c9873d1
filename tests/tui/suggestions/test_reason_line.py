"""A suggestion on one line: what it is for, why, who said the nearest quote and where, however narrow the screen."""

import pytest
from rich.cells import cell_len

from qualcode.tui.suggestions.reason_line import reason_line

WORDS = "words *doctors*, *what*, *they*"
LIKE = "like “You know, doctors know what they are doing.” (Clara, g2.txt)"
OTHER = "like “Doctors know what they do.” (Eva, g4.txt)"
RECORD = "11 of 14 accepted so far"


def shown(*pieces, path="Trust > In doctors", width=80):
    return reason_line(0.984, path, " · ".join(pieces), width)


def test_what_fits_is_shown_whole():
    """Nothing is taken away."""
    whole = f"98% Trust > In doctors · {WORDS} · {LIKE} · {OTHER} · {RECORD}"

    assert shown(WORDS, LIKE, OTHER, RECORD, width=300) == whole


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (
            134,
            "98% Trust > In doctors · words *doctors*, *what*, *they* · like “You know, doct…” (Clara, g2.txt) · "
            "like “Doctors know…” (Eva, g4.txt)",
        ),
        (100, "98% In doctors · words *doctors*, *what*, *they* · like “You know, doctors know wh…” (Clara, g2.txt)"),
        (80, "98% In doctors · words *doctors*, *what* · like “You know, doc…” (Clara, g2.txt)"),
        (70, "98% In doctors · words *doctors* · like “You know, d…” (Clara, g2.txt)"),
        (66, "98% In doctors · words *doctors* · like “You kno…” (Clara, g2.txt)"),
    ],
)
def test_quotes_give_way_first(width, line):
    """Then themes, further quotes, further words; who said it and where stays."""
    assert shown(WORDS, LIKE, OTHER, width=width) == line


def test_the_record_stays_at_eighty_columns():
    """It is what tells how far the tool is to be trusted."""
    line = shown(WORDS, LIKE, OTHER, RECORD)

    assert line == "98% In doctors · like “You know, doctors k…” (Clara, g2.txt) · 11 of 14 accepted"
    assert shown("cue *big people*", RECORD) == "98% Trust > In doctors · cue *big people* · 11 of 14 accepted so far"


def test_long_names_give_way_last():
    """Some of each is still there."""
    long = "like “We are here to stay.” (Maria-Magdalena von und zu Hohenlohe (woman, 34), group 2 in Perm.txt)"

    assert shown(long, path="Home", width=50) == "98% Home · like “We are…” (Maria-Mag…, group 2 i…)"
    assert (
        cell_len(shown("like “面包太贵了价格每天都在涨价格每天都在涨。” (小王, zh.txt)", path="Home", width=50)) <= 50
    )


@pytest.mark.parametrize("reason", ["cue *a · b*", "like “a · b” (c, d)", "like “x” (", "", "like “” (a, b)"])
def test_odd_reasons_do_no_harm(reason):
    """Signs of ours in what people said are only that."""
    assert reason_line(0.5, "A", reason, 10).startswith("50% A")
    assert reason_line(0.5, "A", reason, 100) == f"50% A · {reason}"
