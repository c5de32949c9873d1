"""The score from which on a code is suggested: set, taken off, undone; it goes with its code."""

import pytest

from qualcode.coding.codebook_editing import merge_codes, remove_code
from qualcode.coding.thresholds import set_threshold
from qualcode.coding.undoing import undo
from qualcode.errors.values import InvalidValueError
from qualcode.store.journal import read_acts
from qualcode.store.thresholds import read_thresholds
from tests.conftest import AT, CODE, OTHER

ME = {"coder": "Vera", "at": AT}


def test_it_is_set_moved_and_taken_off(study):
    """Each an act of its own."""
    seen = []
    for score in (0.7, 0.25, None):
        set_threshold(study, CODE, score, **ME)
        seen.append((read_thresholds(study), read_acts(study, limit=1)[0].summary))
    undo(study, **ME)

    assert seen == [
        ({CODE: 0.7}, "suggests Big people from 70% on"),
        ({CODE: 0.25}, "suggests Big people from 25% on"),
        ({}, "took the threshold off Big people"),
    ]
    assert read_thresholds(study) == {CODE: 0.25}


@pytest.mark.parametrize("leave", [remove_code, lambda store, code, **me: merge_codes(store, code, OTHER, **me)])
def test_it_goes_with_its_code_and_comes_back_with_it(study, leave):
    """Removed, merged into another."""
    set_threshold(study, CODE, 0.7, **ME)
    leave(study, CODE, **ME)
    gone = read_thresholds(study)
    undo(study, **ME)

    assert (gone, read_thresholds(study)) == ({}, {CODE: 0.7})


@pytest.mark.parametrize("score", [-0.1, 1.01, float("nan")])
def test_it_is_a_probability(study, score):
    """Nothing is set."""
    with pytest.raises(InvalidValueError, match="not between 0 and 1"):
        set_threshold(study, CODE, score, **ME)

    assert read_thresholds(study) == {}
