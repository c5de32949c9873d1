"""What a coder does, and undoing it."""

import pytest

from qualcode.coding.applying import (
    apply_code,
    recode,
    remove_codings,
    resize_coding,
    select_for_report,
    select_quotes,
    set_confidence,
)
from qualcode.coding.memos import write_memo
from qualcode.coding.undoing import redo, undo
from qualcode.errors.coding import CodingExistsError, NotCodableError, NothingToUndoError, UndoConflictError
from qualcode.errors.lookups import UnknownCodeError, UnknownCodingError, UnknownSourceError
from qualcode.errors.values import InvalidValueError, OffsetError
from qualcode.model.coding import Coding
from qualcode.model.transcript import Segment
from qualcode.store.codings import read_codings
from qualcode.store.database import Store, open_store
from tests.conftest import AT, CODE, OTHER, TEXT, THEME, later

BIG = Segment(TEXT.index("Let the"), TEXT.index(" 🙂"))
ME = {"coder": "Vera", "at": AT}


def read_coding(study: Store, guid: str) -> Coding:
    """The coding of that GUID."""
    return next(coding for coding in read_codings(study) if coding.guid == guid)


def test_a_coding_keeps_quote_turn_and_codebook_revision(study: Store, source: str) -> None:
    """Damage shows, counts need no search, and it is known under which definitions it was made."""
    guid = apply_code(study, source, BIG, CODE, **ME)

    coding = read_coding(study, guid)
    assert ("Let the big people decide", 2, 2, "hand", "Vera", AT) == (
        coding.quote, coding.first_turn, coding.last_turn, coding.origin, coding.coder, coding.at,
    )  # fmt: skip
    assert study.value("SELECT hash FROM codebook_revisions") == coding.codebook_revision


def test_offsets_are_code_points_behind_an_emoji(study: Store, source: str) -> None:
    """The database slices where Python does."""
    start = TEXT.index("I watch")
    guid = apply_code(study, source, Segment(start, start + 7), CODE, **ME)

    assert "I watch" == read_coding(study, guid).quote


def test_a_segment_past_the_end_is_refused(study: Store, source: str) -> None:
    """Nothing is stored."""
    with pytest.raises(OffsetError, match=r"fg1\.txt"):
        apply_code(study, source, Segment(5, len(TEXT) + 1), CODE, **ME)

    assert () == read_codings(study)


def test_the_same_coding_twice_is_refused(study: Store, source: str) -> None:
    """By the same coder; another coder's is her own."""
    apply_code(study, source, BIG, CODE, **ME)

    with pytest.raises(CodingExistsError):
        apply_code(study, source, BIG, CODE, **ME)

    apply_code(study, source, BIG, CODE, coder="Pavel", at=AT)
    assert 2 == len(read_codings(study))


def test_what_is_gone_is_told(study: Store, source: str) -> None:
    """A code or source that another program removed meanwhile: what it was, never its GUID."""
    nobody = "0f5f8b38-0a57-4c7c-8d2c-0c7c4a1effff"
    with pytest.raises(UnknownCodeError, match=r"^The code is no longer"):
        apply_code(study, source, BIG, nobody, **ME)
    with pytest.raises(UnknownSourceError, match=r"^The transcript is no longer"):
        apply_code(study, nobody, BIG, CODE, **ME)
    with pytest.raises(UnknownCodingError):
        remove_codings(study, [nobody], **ME)


def test_a_retired_code_cannot_be_applied(study: Store, source: str) -> None:
    """Its codings stay, no new ones are made."""
    with study.act("test", "retire", **ME) as unit:
        unit.update("codes", 1, {"is_retired": 1})

    with pytest.raises(NotCodableError, match="retired"):
        apply_code(study, source, BIG, THEME, **ME)


def test_recoding_keeps_memo_and_identity(study: Store, source: str) -> None:
    """Only the code changes."""
    guid = apply_code(study, source, BIG, CODE, **ME)
    write_memo(study, "coding", guid, "ironic?", **ME)

    recode(study, guid, OTHER, **ME)

    coding = read_coding(study, guid)
    assert (guid, OTHER, "ironic?") == (coding.guid, coding.code_guid, coding.memo)


def test_resizing_moves_quote_and_turns_along(study: Store, source: str) -> None:
    """A grown coding counts in every turn it reaches."""
    guid = apply_code(study, source, BIG, CODE, **ME)

    resize_coding(study, guid, Segment(BIG.start, TEXT.index("Yes.") + 4), **ME)

    coding = read_coding(study, guid)
    assert (2, 3) == (coding.first_turn, coding.last_turn)
    assert TEXT[BIG.start : TEXT.index("Yes.") + 4] == coding.quote


def _everything(store: Store) -> list[object]:
    tables = ("codings", "memos", "verdicts", "codes", "codebooks", "sources", "source_revisions", "cases", "turns")
    return [store.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]


def test_undo_and_redo_walk_back_and_forth_over_every_act(study: Store, source: str) -> None:
    """Each step restores every row to the cell; the journal only grows."""
    states = [_everything(study)]
    acts = (
        lambda: apply_code(study, source, BIG, CODE, **ME),
        lambda: apply_code(study, source, BIG, OTHER, **ME),
        lambda: write_memo(study, "coding", read_codings(study)[0].guid, "first", **ME),
        lambda: write_memo(study, "coding", read_codings(study)[0].guid, "second", **ME),
        lambda: select_for_report(study, read_codings(study)[1].guid, True, **ME),
        lambda: resize_coding(study, read_codings(study)[0].guid, Segment(BIG.start, BIG.end - 3), **ME),
        lambda: recode(study, read_codings(study)[1].guid, THEME, **ME),
        lambda: remove_codings(study, [coding.guid for coding in read_codings(study)], **ME),
    )
    for act in acts:
        act()
        states.append(_everything(study))

    for _ in range(2):
        for state in reversed(states[:-1]):
            undo(study, **ME)
            assert state == _everything(study)
        for state in states[1:]:
            redo(study, **ME)
            assert state == _everything(study)


def test_undo_reaches_back_to_the_empty_project(study: Store) -> None:
    """Imports are acts like any other; making the project is not undone."""
    undo(study, **ME)
    undo(study, **ME)

    assert [[], [], [], [], [], [], [], [], []] == _everything(study)
    with pytest.raises(NothingToUndoError):
        undo(study, **ME)


def test_undo_survives_leaving_the_program(study: Store, source: str) -> None:
    """It is in the file, not in memory."""
    apply_code(study, source, BIG, CODE, **ME)

    with open_store(study.path) as again:
        undo(again, **ME)
    assert () == read_codings(study)
    with open_store(study.path) as again:
        redo(again, **ME)
    assert 1 == len(read_codings(study))


def test_a_new_act_ends_redo(study: Store, source: str) -> None:
    """What was undone before it cannot be done again."""
    apply_code(study, source, BIG, CODE, **ME)
    undo(study, **ME)
    apply_code(study, source, BIG, OTHER, **ME)

    with pytest.raises(NothingToUndoError, match="redo"):
        redo(study, **ME)


def test_each_coder_undoes_her_own(study: Store, source: str) -> None:
    """Pavel's later act stays."""
    apply_code(study, source, BIG, CODE, **ME)
    apply_code(study, source, BIG, CODE, coder="Pavel", at=later(1))

    undo(study, coder="Vera", at=later(2))

    assert ["Pavel"] == [coding.coder for coding in read_codings(study)]


def test_undo_never_overwrites_what_another_did_since(study: Store, source: str) -> None:
    """It is refused, names the later act, and changes nothing."""
    guid = apply_code(study, source, BIG, CODE, **ME)
    recode(study, guid, OTHER, coder="Pavel", at=later(1))
    before = _everything(study)

    with pytest.raises(UndoConflictError, match="Pavel recoded"):
        undo(study, coder="Vera", at=later(2))

    assert before == _everything(study)


def test_undoing_what_others_build_on_is_refused(study: Store, source: str) -> None:
    """A code that Pavel has applied cannot vanish under his coding."""
    apply_code(study, source, BIG, CODE, coder="Pavel", at=later(1))

    with pytest.raises(UndoConflictError):
        undo(study, coder="Vera", at=later(2))

    assert 1 == len(read_codings(study))


def test_many_undos_in_a_row_find_their_way(study: Store, source: str) -> None:
    """Further back than one page of the journal."""
    start = TEXT.index("Let")
    for end in range(start + 1, start + 21):
        apply_code(study, source, Segment(start, end), CODE, **ME)
    for _ in range(14):
        for _ in range(20):
            undo(study, **ME)
        for _ in range(20):
            redo(study, **ME)

    assert 20 == len(read_codings(study))
    for _ in range(20):
        undo(study, **ME)
    assert () == read_codings(study)


def test_a_confidence_is_said_changed_and_undone(study: Store, source: str) -> None:
    """At once or later; undo brings back what was said before, None takes it off."""
    guid = apply_code(study, source, BIG, CODE, **ME, confidence=3)
    set_confidence(study, guid, 1, **ME)
    said = [read_coding(study, guid).confidence]
    undo(study, **ME)
    said.append(read_coding(study, guid).confidence)
    set_confidence(study, guid, None, **ME)

    assert [1, 3, None] == [*said, read_coding(study, guid).confidence]


@pytest.mark.parametrize("confidence", [0, 4, -1])
def test_a_confidence_out_of_range_is_refused(study: Store, source: str, confidence: int) -> None:
    """When coding and later; nothing is stored."""
    with pytest.raises(InvalidValueError, match="is none of 1"):
        apply_code(study, source, BIG, CODE, **ME, confidence=confidence)
    assert () == read_codings(study)
    guid = apply_code(study, source, BIG, CODE, **ME)

    with pytest.raises(InvalidValueError, match="Confidence"):
        set_confidence(study, guid, confidence, **ME)

    assert read_coding(study, guid).confidence is None


def test_several_quotes_are_marked_in_one_act(study: Store, source: str) -> None:
    """One undo takes all marks back; a coding that is gone marks none."""
    guids = [apply_code(study, source, BIG, code, **ME) for code in (CODE, OTHER)]

    with pytest.raises(UnknownCodingError):
        select_quotes(study, [*guids, THEME], True, **ME)
    assert [False, False] == [coding.is_selected for coding in read_codings(study)]
    select_quotes(study, guids, True, **ME)
    assert [True, True] == [coding.is_selected for coding in read_codings(study)]
    undo(study, **ME)
    assert [False, False] == [coding.is_selected for coding in read_codings(study)]
