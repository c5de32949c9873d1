"""A code made because something is to be coded with it: both are one act."""

import pytest

from qualcode.coding.applying import apply_code, recode, remove_codings
from qualcode.coding.codebook_making import create_codebook
from qualcode.coding.creating import NewCode, create_and_apply, create_and_recode
from qualcode.coding.memos import write_memo
from qualcode.coding.undoing import redo, undo
from qualcode.errors.codebooks import CodebookError
from qualcode.errors.coding import UndoConflictError
from qualcode.errors.lookups import UnknownCodingError
from qualcode.model.transcript import Segment
from qualcode.store.codebooks import read_codebooks
from qualcode.store.codings import read_codings
from qualcode.store.revisions import read_revision_hashes
from tests.conftest import AT, BOOK, CODE, OTHER, TEXT, THEME, add_small_source

BIG = Segment(TEXT.index("Let the"), TEXT.index(" 🙂"))
ME = {"coder": "Vera", "at": AT}
TRUST = NewCode(name="Trust", codebook_guid=BOOK.guid, parent_guid=THEME)


def paths(store):
    return [book.path(code.guid) for book in read_codebooks(store) for code in book.codes]


def coded(store):
    return [(one.quote, one.code_guid, one.memo) for one in read_codings(store)]


def test_code_and_coding_come_and_go_together(study, source):
    """One act; undo takes back both, redo brings both with their GUIDs; the coding is under the new revision."""
    acts, before = study.last_act(), paths(study)
    code_guid, guid = create_and_apply(study, source, BIG, TRUST, **ME)
    made = (study.last_act(), paths(study), read_codings(study))
    undo(study, **ME)
    undone = (paths(study), coded(study))
    redo(study, **ME)

    assert made[:2] == (acts + 1, [*before[:2], "Deference > Trust", *before[2:]])
    assert [(one.guid, one.code_guid) for one in made[2]] == [(guid, code_guid)]
    assert made[2][0].codebook_revision == read_revision_hashes(study)[BOOK.guid]
    assert undone == (before, [])
    assert (paths(study), read_codings(study)) == made[1:]


def test_a_project_without_a_codebook_gets_one(store):
    """The first code that is wanted is enough to begin; a codebook that was made meanwhile is used."""
    source = add_small_source(store)
    create_and_apply(store, source, BIG, NewCode(name="Trust", codebook_guid=None), **ME)
    create_and_apply(store, source, BIG, NewCode(name="Hope", codebook_guid=None), **ME)

    assert [(book.name, [code.name for code in book.codes]) for book in read_codebooks(store)] == [
        ("Codebook", ["Trust", "Hope"])
    ]


def test_a_name_that_is_taken_is_refused(study, source):
    """Nothing is stored then."""
    before = study.last_act()

    with pytest.raises(CodebookError):
        create_and_apply(study, source, BIG, NewCode(name="deference", codebook_guid=BOOK.guid), **ME)
    assert (study.last_act(), coded(study)) == (before, [])


def test_a_coding_gets_a_new_code_and_keeps_its_memo(study, source):
    """One act again, which undo takes back and redo does again."""
    guid = apply_code(study, source, BIG, CODE, **ME)
    write_memo(study, "coding", guid, "irony", **ME)
    new = create_and_recode(study, guid, TRUST, **ME)
    after = coded(study)
    undo(study, **ME)
    undone = (coded(study), "Deference > Trust" in paths(study))
    redo(study, **ME)

    assert after == [(BIG.quote(TEXT, "fg1"), new, "irony")]
    assert undone == ([(BIG.quote(TEXT, "fg1"), CODE, "irony")], False)
    assert coded(study) == after


def test_a_code_that_somebody_uses_meanwhile_is_not_taken_back(study, source):
    """Undoing says so in one line, and both codings stay."""
    code_guid, _ = create_and_apply(study, source, BIG, TRUST, **ME)
    apply_code(study, source, BIG, code_guid, coder="Pavel", at=AT)

    with pytest.raises(UndoConflictError):
        undo(study, **ME)
    assert len(coded(study)) == 2


@pytest.mark.parametrize("to", [OTHER, TRUST])
def test_a_coding_that_is_gone_gets_no_other_code(study, source, to):
    """Another program removed it; no code is made for it either."""
    guid = apply_code(study, source, BIG, CODE, **ME)
    remove_codings(study, [guid], **ME)
    before = paths(study)

    with pytest.raises(UnknownCodingError):
        create_and_recode(study, guid, to, **ME) if to is TRUST else recode(study, guid, to, **ME)
    assert paths(study) == before


def test_a_second_codebook_is_left_alone(study, source):
    """The code stands in the one that was named."""
    other = create_codebook(study, "Dynamics", **ME)
    create_and_apply(study, source, BIG, NewCode(name="Joke", codebook_guid=other), **ME)

    assert [[code.name for code in book.codes] for book in read_codebooks(study)][1] == ["Joke"]
