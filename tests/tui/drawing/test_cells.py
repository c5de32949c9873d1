"""Labels and paths of codes in few cells."""

import pytest

from qualcode.tui.drawing.cells import path_within, told_apart


@pytest.mark.parametrize(
    ("labels", "cells", "expected"),
    [
        (["Participant 1", "Participant 12", "ANNA"], 10, ["Parti…nt 1", "Parti…t 12", "ANNA      "]),
        (["Participant", "Moderator's aide"], 10, ["Participa…", "Moderator…"]),
        (["Участница\t№ 10", "Участница № 11"], 10, ["Участ…№ 10", "Участ…№ 11"]),
        (["我們希望和平一", "我們希望和平二"], 8, ["我們 …一", "我們 …二"]),
        (["Aa", "Ab"], 1, ["…", "…"]),
    ],
)
def test_labels_that_are_cut_alike_keep_their_ends(labels, cells, expected):
    """Numbered speakers are told apart; the others are cut at the end."""
    assert told_apart(labels, cells) == expected


@pytest.mark.parametrize(
    ("path", "cells", "expected"),
    [
        ("Theme > Middle > Code", 21, "Theme > Middle > Code"),
        ("Theme > Middle > Code", 20, "… > Code"),
        ("Theme > Middle > Code", 7, "Code"),
        ("Theme > Code name", 6, "Code …"),
        ("Theme > 談判代表", 12, "… > 談判代表"),
        ("Theme > 談判代表", 7, "談判代…"),
        ("Code", 4, "Code"),
        ("Theme > Code", 0, ""),
    ],
)
def test_of_a_path_the_codes_own_name_stays(path, cells, expected):
    """Themes give way first; wide letters take two cells."""
    assert path_within(path, cells) == expected
