"""What tables can be filtered by, and what a choice makes of the selection."""

from contextlib import suppress

import pytest

from qualcode.analysis.frequencies import frequencies
from qualcode.analysis.selection import EVERYTHING, Level, Selection
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.values import InvalidValueError
from qualcode.tui.tables.filter_kinds import filter_kinds, with_filter
from tests.analysis.studies import by_hand, coding


def kinds(selection=EVERYTHING, **changes):
    return {kind.key: kind for kind in filter_kinds(by_hand(**changes), selection)}


def test_everything_that_tells_parts_apart_is_offered():
    """Variables of transcripts before those of people, dates last; what has one value is not."""
    assert list(kinds()) == [
        *("codes", "codebooks", "sources", "group", "wave", "source:city"),
        *("gender", "city", "age", "coders", "origins", "memo", "confidences", "since", "until"),
    ]
    assert "coders" not in kinds(codings=[coding(1, 2, 1, 2, 2, "Kim")])


def test_levels_stand_in_their_order_and_what_is_missing_too():
    """As in every table."""
    assert [choice.value for choice in kinds()["wave"].values] == ["2", "10", "(missing)"]
    assert [choice.value for choice in kinds()["group"].values] == ["fg3.txt", "Moscow"]


@pytest.mark.parametrize("changes", [{}, {"source_variables": [(1, "codes", "1"), (2, "codes", "2")]}])
def test_every_choice_can_be_counted(changes):
    """Whatever is offered is understood."""
    tables = by_hand(**changes)
    for kind in filter_kinds(tables, EVERYTHING):
        if kind.key in ("memo", "confidences", "since", "until", "codebooks", "origins", "codes", "coders"):
            continue
        for choice in kind.values:
            chosen = with_filter(EVERYTHING, kind.key, [choice.value])
            with suppress(EmptySelectionError):  # those who are no participants
                assert len(frequencies(tables, chosen)) == len(tables.codes)


def test_kinds_narrow_each_other_and_one_is_set_anew():
    """Not added to."""
    one = with_filter(with_filter(EVERYTHING, "gender", ["woman", "man"]), "wave", ["2"])
    other = with_filter(one, "gender", ["woman"])

    assert other.levels == (Level("wave", "2"), Level("gender", "woman"))
    assert kinds(other)["gender"].told == "woman"
    assert with_filter(with_filter(other, "gender", ()), "wave", ()) == EVERYTHING


def test_what_is_said_of_codings():
    """Memo, confidence and time."""
    chosen = EVERYTHING
    for key, values in {"memo": ["yes"], "confidences": ["3", "none"], "since": ["2025-03-01"]}.items():
        chosen = with_filter(chosen, key, values)

    assert chosen == Selection(has_memo=True, confidences=(3, None), since="2025-03-01")
    told = kinds(chosen)
    assert (told["memo"].told, told["confidences"].told, told["since"].told) == (
        "only with a memo", "sure, nothing said", "2025-03-01",
    )  # fmt: skip
    with pytest.raises(InvalidValueError):
        with_filter(chosen, "until", ["2025-02-01"])
    with pytest.raises(InvalidValueError):
        with_filter(chosen, "since", ["yesterday"])
