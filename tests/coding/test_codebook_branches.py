"""Several codebooks: codes go over with all that is theirs, copies come with nothing, histories stay apart."""

import pytest

from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_branches import copy_to_codebook, move_to_codebook, remove_codebook
from qualcode.coding.codebook_editing import change_code, create_code, remove_code
from qualcode.coding.codebook_making import create_codebook
from qualcode.coding.memos import write_memo
from qualcode.coding.undoing import undo
from qualcode.errors.codebooks import CodebookError
from qualcode.model.transcript import Segment
from qualcode.project.project import Project
from qualcode.store.codebooks import read_codebooks
from qualcode.store.codings import read_codings
from qualcode.store.database import Store
from qualcode.store.examination import faults
from qualcode.store.journal import read_acts
from qualcode.store.memos import read_memos
from qualcode.store.revisions import read_steps
from tests.conftest import AT, BOOK, CODE, OTHER, THEME

ME = {"coder": "Vera", "at": AT}


@pytest.fixture
def second(study: Store) -> str:
    """The GUID of a second codebook, with one code that has a key of the first one's."""
    guid = create_codebook(study, "Dynamics", **ME)
    create_code(study, guid, "Jokes", key="f1", **ME)
    return guid


def _tree(store: Store) -> list[list[tuple[int, str, str | None]]]:
    return [[(book.depth(code.guid), code.name, code.key) for code in book.codes] for book in read_codebooks(store)]


def test_a_code_goes_over_with_all_under_it_and_all_that_points_to_it(study: Store, source: str, second: str) -> None:
    """Codings and memos keep their identity; a key that is taken there is lost; undo brings all back."""
    coding = apply_code(study, source, Segment(0, 8), CODE, **ME)
    write_memo(study, "code", CODE, "Ask Anna.", **ME)
    before, steps = _tree(study), len(read_steps(study, BOOK.guid))

    lost = move_to_codebook(study, THEME, second, **ME)

    assert lost == ("Big people",)
    assert _tree(study) == [
        [(0, "News fatigue", "n")],
        [(0, "Jokes", "f1"), (0, "Deference", "f"), (1, "Big people", None)],
    ]
    assert [(each.guid, each.code_guid) for each in read_codings(study)] == [(coding, CODE)]
    assert [memo.target_guid for memo in read_memos(study)] == [CODE]
    assert [len(read_steps(study, guid)) for guid in (BOOK.guid, second)] == [steps + 1, 3]
    assert faults(study) == ()
    undo(study, **ME)
    assert (_tree(study), faults(study)) == (before, ())


def test_a_coding_made_before_is_stale_by_the_old_codebook(study: Store, source: str, second: str) -> None:
    """What it was made under is known still."""
    apply_code(study, source, Segment(0, 8), OTHER, **ME)
    move_to_codebook(study, OTHER, second, **ME)
    assert Project(study, "Vera").stale_codings() == ()

    change_code(study, OTHER, definition="New.", **ME)

    assert len(Project(study, "Vera").stale_codings()) == 1


def test_a_copy_is_a_code_of_its_own(study: Store, source: str, second: str) -> None:
    """Without codings, under GUIDs of its own, below the code that is told."""
    apply_code(study, source, Segment(0, 8), CODE, **ME)
    under = read_codebooks(study)[1].codes[0].guid

    guid, lost = copy_to_codebook(study, THEME, second, parent_guid=under, **ME)

    book = read_codebooks(study)[1]
    assert [(book.depth(code.guid), code.name) for code in book.codes] == [
        (0, "Jokes"), (1, "Deference"), (2, "Big people"),
    ]  # fmt: skip
    assert (book.code(guid).name, lost) == ("Deference", ("Big people",))
    assert guid != THEME
    assert [each.code_guid for each in read_codings(study)] == [CODE]


def test_a_code_moves_within_its_own_codebook_too(study: Store) -> None:
    """Whoever says where it goes need not ask where it stands."""
    lost = move_to_codebook(study, OTHER, BOOK.guid, parent_guid=THEME, before_guid=CODE, **ME)

    book = read_codebooks(study)[0]
    assert ((), THEME) == (lost, book.code(OTHER).parent_guid)
    assert [code.guid for code in book.children(THEME)][:2] == [OTHER, CODE]
    assert "moved code News fatigue" == read_acts(study)[0].summary


def test_what_cannot_be_is_refused(study: Store, second: str) -> None:
    """A name that is taken there; under itself; a codebook with codes."""
    create_code(study, second, "news fatigue", **ME)
    before = study.last_act()

    for act in (
        lambda: move_to_codebook(study, OTHER, second, **ME),
        lambda: copy_to_codebook(study, OTHER, second, **ME),
        lambda: move_to_codebook(study, THEME, BOOK.guid, parent_guid=CODE, **ME),
        lambda: remove_codebook(study, second, **ME),
    ):
        with pytest.raises(CodebookError):
            act()

    assert study.last_act() == before


def test_an_empty_codebook_is_removed_and_comes_back(study: Store, second: str) -> None:
    """Its steps tell both."""
    remove_code(study, read_codebooks(study)[1].codes[0].guid, **ME)

    remove_codebook(study, second, **ME)
    assert [book.name for book in read_codebooks(study)] == ["Peace talks"]
    undo(study, **ME)

    assert [book.name for book in read_codebooks(study)] == ["Peace talks", "Dynamics"]
    assert [bool(step.hash) for step in read_steps(study, second)] == [True, False, True, True, True]
    assert faults(study) == ()
