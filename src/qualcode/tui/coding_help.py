"""The keys of the coding screen, as its help shows them."""

from qualcode.tui.coding_looks import HELP_LOOKS
from qualcode.tui.coding_moves import HELP_MOVES

HELP: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "Code",
        [
            ("a–z 0–9", "apply the code that has this key to what is selected"),
            ("Enter", "find a code by a few letters of its name, or make one called so"),
            ("V", "new code named after the selected words"),
            ("X", "another code for the coding under the cursor; its memo stays"),
            (".", "the same code again"),
            ("Del Backspace", "remove the coding under the cursor"),
            ("M", "memo on it"),
            ("*", "choose its quote for the report, or not"),
            ("U Ctrl+Z", "undo"),
            ("R Ctrl+Y", "redo"),
        ],
    ),
    (
        "Move",
        [
            ("↑ ↓", "turn before, next turn; also k and j where no code has them"),
            ("← →", "sentence before, next sentence"),
            ("Ctrl+← Ctrl+→", "word before, next word"),
            ("PgUp PgDn", "a screen up, down"),
            ("Home End", "first turn, last turn"),
            *HELP_MOVES,
        ],
    ),
    (
        "Grow and shrink what is selected",
        [
            ("Shift+↑ Shift+↓", "its end, by turns"),
            ("Shift+← Shift+→", "its end, by sentences or words"),
            ("[ {", "its start, one word back, on"),
            ("} ]", "its end, one word back, on"),
            ("( >", "its start, one character back, on"),
            ("< )", "its end, one character back, on"),
            (
                "Mouse",
                "a click takes a sentence, two a word; in the margin the turn, on a stripe its coding; drawing words",
            ),
        ],
    ),
    (
        "Suggestions",
        [
            ("Tab Shift+Tab", "next suggestion, the one before"),
            ("+", "accept it"),
            ("=", "accept it for what is selected now"),
            ("-", "reject it"),
        ],
    ),
    (
        "See",
        [
            ("F", "only uncoded turns of participants, or all"),
            *HELP_LOOKS,
            ("C", "codebook: go to it, send it away"),
            ("S", "suggestions: show, send away"),
            ("T", "theme frequency table"),
            ("H", "history of what was done"),
            ("E", "the codebook editor"),
            ("I", "the list of memos"),
            ("L", "light or dark"),
            ("?", "these keys"),
            ("Ctrl+P", "find any command by its name"),
            ("Esc", "back to the sources"),
            ("Q Ctrl+Q", "quit; everything is saved already"),
        ],
    ),
]
