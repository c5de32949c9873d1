"""Coding many segments automatically is one act, and each coding says how it came about."""

import pytest

from qualcode.coding.autocoding import autocode
from qualcode.coding.codebook_editing import change_code
from qualcode.coding.undoing import undo
from qualcode.errors.coding import NotCodableError
from qualcode.errors.source_texts import TextChangedError
from qualcode.errors.values import OffsetError
from qualcode.model.transcript import Segment
from qualcode.store.codings import read_codings
from qualcode.store.journal import read_acts
from tests.conftest import AT, CODE, TEXT, add_small_source

ME = {"coder": "Vera", "at": AT}


def at(words):
    return Segment(TEXT.index(words), TEXT.index(words) + len(words))


def test_all_are_coded_in_one_act(study, source):
    """Of two sources; what was coded so before has no new coding; undone in one."""
    other = add_small_source(study, "fg2.txt")
    places = [(source, at("I watch.")), (other, at("Yes.")), (source, at("I watch.")), (source, at("Yes."))]
    acts = study.last_act()

    made = autocode(study, CODE, places, found_by="“watch”", **ME)

    assert [bool(guid) for guid in made] == [True, True, False, True]
    codings = read_codings(study)
    assert {(one.guid, one.origin, one.quote, one.first_turn) for one in codings} == {
        (made[0], "auto", "I watch.", 2),
        (made[1], "auto", "Yes.", 3),
        (made[3], "auto", "Yes.", 3),
    }
    assert study.last_act() == acts + 1
    assert read_acts(study, limit=1)[0].summary == "auto-coded 3 passages as Big people, found by “watch”"
    undo(study, **ME)
    assert read_codings(study) == ()


def test_nothing_is_coded_where_one_cannot_be(study, source):
    """A segment past the text; a code that was retired."""
    with pytest.raises(OffsetError):
        autocode(study, CODE, [(source, at("Yes.")), (source, Segment(0, 9999))], found_by="x", **ME)
    change_code(study, CODE, is_retired=True, **ME)
    with pytest.raises(NotCodableError):
        autocode(study, CODE, [(source, at("Yes."))], found_by="x", **ME)

    assert read_codings(study) == ()


def test_nothing_is_coded_where_other_words_stand_now(study, source):
    places = [(source, at("I watch.")), (source, at("Yes."))]

    with pytest.raises(TextChangedError):
        autocode(study, CODE, places, found_by="x", **ME, quotes=["I watch.", "Yes?"])

    assert read_codings(study) == ()
