"""Labels in few cells."""

import pytest

from qualcode.tui.drawing.cells import told_apart


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
