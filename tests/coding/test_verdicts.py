"""Accepting many suggestions is what accepting each of them is, in one act."""

from dataclasses import replace

import pytest

from qualcode.coding.applying import apply_code
from qualcode.coding.undoing import redo, undo
from qualcode.coding.verdicts import accept, accept_all, reject, reject_all
from qualcode.errors.coding import NotCodableError
from qualcode.errors.source_texts import TextChangedError
from qualcode.errors.values import OffsetError
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.store.codings import read_codings
from qualcode.store.verdicts import read_verdicts
from tests.conftest import AT, BOOK, CODE, OTHER, TEXT, add_small_source

ME = {"coder": "Vera", "at": AT}


def suggestion(source, words, code=CODE, score=0.5):
    segment = Segment(TEXT.index(words), TEXT.index(words) + len(words))
    return Suggestion(source_guid=source, segment=segment, quote=words, code_guid=code, score=score, reason="cue")


def state(store):
    codings = [
        (one.source_guid, one.segment, one.quote, one.code_guid, one.coder, one.at, one.origin, one.first_turn,
         one.last_turn, one.codebook_revision, one.is_selected) for one in read_codings(store)
    ]  # fmt: skip
    return codings, read_verdicts(store)


def test_all_together_is_each_of_them(study, source):
    """Over several turns, sources and codes; undone and done again in one."""
    other = add_small_source(study, "fg2.txt")
    suggestions = [
        suggestion(source, "Let the big people decide 🙂."),
        suggestion(source, "I watch.\n\nIVAN: Yes.", OTHER),
        suggestion(source, "Composed."),
        suggestion(other, "Yes."),
    ]
    for one in suggestions:
        accept(study, one, **ME)
    each = state(study)
    for _ in suggestions:
        undo(study, **ME)
    acts = study.last_act()
    made = accept_all(study, suggestions, **ME)
    together = (state(study), study.last_act())
    undo(study, **ME)
    undone = state(study)
    redo(study, **ME)

    assert together == (each, acts + 1)
    assert {guid for _, guid in made} == {one.guid for one in read_codings(study)}
    assert undone == ([], ())
    assert state(study) == each


def test_what_is_coded_already_is_passed_over(study, source):
    """Also what is suggested twice; another coder's coding is no reason."""
    one = suggestion(source, "I watch.")
    other = suggestion(source, "Yes.")
    apply_code(study, source, one.segment, CODE, **ME)
    apply_code(study, source, other.segment, CODE, coder="Pavel", at=AT)

    made = accept_all(study, [one, other, other], **ME)

    assert [accepted for accepted, _ in made] == [other]
    assert len(read_verdicts(study)) == 1


@pytest.mark.parametrize("wrong", ["too far", "retired"])
def test_one_that_cannot_be_leaves_all_as_it_was(study, source, wrong):
    """Nothing is accepted by halves."""
    from qualcode.coding.codebook_editing import change_code

    good = suggestion(source, "I watch.", OTHER)
    bad = suggestion(source, "Yes.")
    if wrong == "retired":
        change_code(study, CODE, is_retired=True, **ME)
    else:
        far = Segment(len(TEXT) - 1, len(TEXT) + 3)
        bad = Suggestion(source_guid=source, segment=far, quote="Yes.", code_guid=CODE, score=0.5, reason="cue")

    with pytest.raises(NotCodableError if wrong == "retired" else OffsetError):
        accept_all(study, [good, bad], **ME)
    assert state(study) == ([], ())


def test_the_act_names_the_code(study, source):
    """As the history tells it."""
    accept_all(study, [suggestion(source, "I watch."), suggestion(source, "Yes.")], **ME)

    assert undo(study, **ME) == f"accepted 2 suggestions of {BOOK.code(CODE).name}"


def test_a_rejected_one_is_kept_and_undone(study, source):
    """No coding is made."""
    reject(study, suggestion(source, "Yes."), **ME)
    kept = ([one.kind for one in read_verdicts(study)], read_codings(study))
    undo(study, **ME)

    assert (kept, state(study)) == ((["reject"], ()), ([], ()))


@pytest.mark.parametrize("judge", [accept_all, reject_all])
def test_many_are_not_judged_where_other_words_stand_now(study, source, judge):
    """As after a revision that somebody else made: nothing is written of any of them."""
    gone = replace(suggestion(source, "Yes."), quote="Yes?")

    with pytest.raises(TextChangedError):
        judge(study, [suggestion(source, "I watch."), gone], **ME)

    assert state(study) == ([], ())


def test_one_is_not_rejected_where_other_words_stand_now(study, source):
    with pytest.raises(TextChangedError):
        reject(study, replace(suggestion(source, "Yes."), quote="Yes?"), **ME)

    assert state(study) == ([], ())
