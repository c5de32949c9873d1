"""Restoring a revision: one undoable act that loses nothing that is used."""

import pytest

from qualcode.codebooks.differences import codebook_changes
from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_editing import change_code, create_code, merge_codes, remove_code
from qualcode.coding.codebook_restoring import name_revision, restore_revision
from qualcode.coding.undoing import undo
from qualcode.errors.codebooks import CodebookError, UnknownRevisionError
from qualcode.model.transcript import Segment
from qualcode.store.codebooks import read_codebooks
from qualcode.store.codings import read_codings
from qualcode.store.database import Store
from qualcode.store.revisions import read_revision_hashes, read_revisions, read_steps
from tests.conftest import AT, BOOK, CODE, OTHER

ME = {"coder": "Vera", "at": AT}


def _standing(store: Store) -> str:
    return read_revision_hashes(store)[BOOK.guid]


def test_the_codebook_is_what_it_was_and_undo_goes_back(study: Store) -> None:
    """It comes from the one that stood, so that nobody takes it for the older one."""
    first = _standing(study)
    change_code(study, CODE, name="The powerful", **ME)
    remove_code(study, OTHER, **ME)
    changed, last = read_codebooks(study), _standing(study)

    done = restore_revision(study, BOOK.guid, first, **ME)

    assert (read_codebooks(study), done.after, done.remarks) == ((BOOK,), BOOK, ())
    assert read_revisions(study, BOOK.guid)[_standing(study)].parents == (last,)
    undo(study, **ME)
    assert (read_codebooks(study), _standing(study)) == (changed, last)


def test_codes_that_are_used_stay_with_what_they_stand_under(study: Store, source: str) -> None:
    """Told, one by one; what is unused goes, and a key that is taken gives way."""
    first = _standing(study)
    change_code(study, OTHER, key=None, **ME)
    theme = create_code(study, BOOK.guid, "Experts", **ME)
    used = create_code(study, BOOK.guid, "Generals", parent_guid=theme, key="n", **ME)
    create_code(study, BOOK.guid, "Unused", **ME)
    apply_code(study, source, Segment(0, 8), used, **ME)

    done = restore_revision(study, BOOK.guid, first, **ME)

    book = read_codebooks(study)[0]
    assert [change.sentence() for change in codebook_changes(BOOK, book)] == [
        "added: Experts",
        "added: Experts > Generals",
    ]
    assert (book.code(used).key, book.code(OTHER).key) == (None, "n")
    assert done.remarks == ("'Experts > Generals' is not in that revision but is used: it stays.",)
    assert [coding.code_guid for coding in read_codings(study)] == [used]


def test_a_code_merged_in_that_revision_stays_apart_while_it_is_used(study: Store, source: str) -> None:
    """And the one it had gone into does not claim it."""
    merge_codes(study, CODE, OTHER, **ME)
    merged = _standing(study)
    undo(study, **ME)
    apply_code(study, source, Segment(0, 8), CODE, **ME)

    restore_revision(study, BOOK.guid, merged, **ME)

    book = read_codebooks(study)[0]
    assert (CODE in book, book.code(OTHER).merged_guids) == (True, ())


def test_a_name_is_given_changed_taken_and_undone(study: Store) -> None:
    """Two revisions never have the same."""
    first = _standing(study)
    change_code(study, CODE, name="The powerful", **ME)

    def names() -> list[str | None]:
        return [step.name for step in read_steps(study, BOOK.guid)]

    name_revision(study, BOOK.guid, first, "pilot", **ME)
    name_revision(study, BOOK.guid, first, "after pilot", **ME)
    assert names() == [None, "after pilot"]
    with pytest.raises(CodebookError, match="has this name already"):
        name_revision(study, BOOK.guid, _standing(study), "After pilot", **ME)
    name_revision(study, BOOK.guid, first, "", **ME)
    assert names() == [None, None]
    undo(study, **ME)
    undo(study, **ME)
    assert names() == [None, "pilot"]


def test_no_such_revision(study: Store) -> None:
    """Nothing changes."""
    for act in (restore_revision, lambda *given, **me: name_revision(*given, "x", **me)):
        with pytest.raises(UnknownRevisionError):
            act(study, BOOK.guid, "f" * 64, **ME)
