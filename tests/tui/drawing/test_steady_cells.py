"""Characters stay in their cells, however a terminal measures them."""

import re
from unicodedata import category, east_asian_width, normalize

import pytest
from rich.cells import split_graphemes

from qualcode.tui.drawing.cells import drawn, spans_of
from qualcode.tui.drawing.steady_cells import steadied

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
TEXTS = [
    f"Our family {FAMILY} is here.",
    "A flag 🇩🇪 and skin 👍🏽 and keycap 1\ufe0f\u20e3 and heart ❤\ufe0f end.",
    normalize("NFD", "Người dân ở đây thân thiện."),
    "Zalgo z\u031e\u032f\u034d\u033ca\u033c\u0332\u031d here.",
    "他說 ｶﾅ fullwidth ＡＢＣ. ½ ﷽ wide.",
    "ภาษาไทยไม่มีช่องว่าง ครับ",
    "zero\u200bwidth\u200djoin\ufeffhere \u2060word e\u200ff.",
    "قالَ الرجل 123 عليكم in Moscow.",
]
_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[(\d+)G|\x1b\[[0-9;]*m|[^\x1b]")


def by_code_point(text):
    """Terminals that know nothing of clusters: each character by itself, joiners and selectors none."""
    for sign in text:
        is_mark = category(sign) in ("Mn", "Me", "Cf")
        yield sign, 0 if is_mark else 1 + (east_asian_width(sign) in "WF")


def all_one(text):
    """Terminals that give every character a cell."""
    return ((sign, 1) for sign in text)


def on_screen(sent, measured):
    """The first row of a terminal: what stands in each column, from 0."""
    row, column, text = {}, 0, ""

    def put(text):
        nonlocal column
        for sign, cells in measured(text):
            if cells:
                row.update({column: sign, **dict.fromkeys(range(column + 1, column + cells), "")})
            column += cells

    for token in _TOKEN.finditer(sent):
        if token[0][0] != "\x1b":
            text += token[0]
            continue
        put(text)
        text = ""
        if token[2] or token[3]:
            column = int(token[2] or token[3]) - 1
    put(text)
    return row


@pytest.mark.parametrize("measured", [by_code_point, all_one])
@pytest.mark.parametrize("text", TEXTS)
def test_what_follows_stands_where_it_should(text, measured):
    """A text with doubtful characters, and the line that comes after it."""
    sent = steadied(f"\x1b[1;1H\x1b[1m  7 {text}\x1b[0m\x1b[7m│\x1b[0m")
    place = 4 + sum(cells for _, _, cells in split_graphemes(text)[0])

    assert on_screen(sent, measured)[place] == "│"


def test_a_cell_that_is_left_empty_is_blank():
    """A heart that a terminal draws in one cell of two leaves nothing of before beside it."""
    row = on_screen(steadied("\x1b[1;1Habcd\x1b[1;1Ha❤\ufe0fd"), by_code_point)

    assert row == {0: "a", 1: "❤", 2: " ", 3: "d"}


def test_plain_text_is_sent_as_it_is():
    """Letters without marks, Han, lines and blocks."""
    sent = "\x1b[1;1H│ Привет, Ürün שלום 我們希望和平 ▌░█ • “x” — …\x1b[0m\x1b[2;1HΕλλάδα"

    assert steadied(sent) == sent


def test_text_whose_place_is_unknown_is_sent_as_it_is():
    """Before a first move, after a new line."""
    sent = f"{FAMILY}\x1b[3;2Hx\n{FAMILY}"

    assert steadied(sent) == sent


def signs_apart(text):
    """Terminals that give a vowel sign a cell of its own, as most do."""
    for sign in text:
        yield sign, category(sign) not in ("Mn", "Me", "Cf")


def test_signs_of_indian_scripts_have_room():
    """Where a cell is left for a vowel sign, what follows stays in place and the sign can be read."""
    words = "मैं हिन्दी बोलती हूँ।"
    row, place = steadied(f"\x1b[1;1H{drawn(words)}│"), sum(cells for _, _, cells in spans_of(words))

    assert [on_screen(row, terminal)[place] for terminal in (by_code_point, signs_apart)] == ["│", "│"]
    assert (
        "".join(on_screen(row, signs_apart).values()) == "".join(sign for sign in words if category(sign) != "Mn") + "│"
    )


def test_signs_without_room_are_not_drawn_over():
    """What is drawn by others' widgets is sent as it is."""
    assert steadied("\x1b[1;1Hहि x│") == "\x1b[1;1Hहि x│"
