import pytest

from qualcode.coding.codebook_editing import create_code
from qualcode.coding.codebook_making import create_codebook, rename_codebook
from qualcode.coding.undoing import redo, undo
from qualcode.errors.codebooks import CodebookError
from qualcode.errors.lookups import UnknownCodebookError
from qualcode.errors.values import InvalidValueError
from qualcode.store.codebooks import read_codebooks
from qualcode.store.journal import read_acts
from tests.conftest import AT, BOOK

ME = {"coder": "Vera", "at": AT}


def names(store):
    return [book.name for book in read_codebooks(store)]


def test_a_codebook_is_made_undone_and_made_again(store):
    """Making one is one act; it can be filled at once."""
    guid = create_codebook(store, " Themes ", **ME)
    made = names(store)
    undo(store, **ME)
    undone = names(store)
    redo(store, **ME)
    create_code(store, guid, "Hope", **ME)

    assert (made, undone, names(store)) == (["Themes"], [], ["Themes"])
    assert [code.name for code in read_codebooks(store)[0].codes] == ["Hope"]


def test_a_codebook_is_renamed_and_keeps_its_codes(study):
    """Only the name changes, and the journal says from what to what."""
    rename_codebook(study, BOOK.guid, "Talks", **ME)

    assert read_codebooks(study)[0].codes == BOOK.codes
    assert (names(study), read_acts(study)[0].summary) == (["Talks"], "renamed codebook Peace talks to Talks")


def test_the_same_name_again_is_no_act(study):
    """Nothing is journaled where nothing changes."""
    before = len(read_acts(study))
    rename_codebook(study, BOOK.guid, BOOK.name, **ME)

    assert len(read_acts(study)) == before


@pytest.mark.parametrize(("name", "error"), [(BOOK.name, CodebookError), ("  ", InvalidValueError)])
def test_a_name_that_is_taken_or_none_is_refused(study, name, error):
    """Codebooks are told apart by name; nothing is made."""
    with pytest.raises(error):
        create_codebook(study, name, **ME)

    assert names(study) == [BOOK.name]


def test_a_codebook_that_is_gone_cannot_be_renamed(store):
    """One line says so."""
    with pytest.raises(UnknownCodebookError, match=r"^The codebook is no longer in the project \(it has: none\)"):
        rename_codebook(store, BOOK.guid, "Talks", **ME)
