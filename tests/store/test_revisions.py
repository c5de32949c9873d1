"""Revisions and steps: every change of a codebook makes one, undo takes a step back, old files come forward."""

from collections.abc import Callable

import pytest

from qualcode.codebooks.content import codebook_json, content_hash, later_hash
from qualcode.coding.codebook_editing import change_code, create_code, merge_codes, move_code, remove_code, split_code
from qualcode.coding.codebook_making import create_codebook, rename_codebook
from qualcode.coding.undoing import redo, undo
from qualcode.model.revision import Step
from qualcode.store.codebooks import read_codebooks
from qualcode.store.connections import connect
from qualcode.store.database import Store, open_store
from qualcode.store.examination import faults
from qualcode.store.migrating import upgrade
from qualcode.store.revisions import read_contents, read_revision_hashes, read_revisions, read_steps
from qualcode.store.schema import FORMATS
from tests.conftest import AT, BOOK, CODE, OTHER, THEME

ME = {"coder": "Vera", "at": AT}
ACTS: dict[str, Callable[[Store], object]] = {
    "create": lambda store: create_code(store, BOOK.guid, "Experts", **ME),
    "change": lambda store: change_code(store, CODE, definition="They decide.", **ME),
    "move": lambda store: move_code(store, OTHER, THEME, **ME),
    "merge": lambda store: merge_codes(store, CODE, OTHER, **ME),
    "split": lambda store: split_code(store, CODE, "Generals", [], **ME),
    "remove": lambda store: remove_code(store, OTHER, **ME),
    "rename the codebook": lambda store: rename_codebook(store, BOOK.guid, "Peace", **ME),
    "undo": lambda store: undo(store, **ME),
}


def _steps(store: Store) -> tuple[Step, ...]:
    return read_steps(store, BOOK.guid)


@pytest.mark.parametrize("act", ACTS)
def test_every_change_is_a_step_to_the_revision_that_stands(study: Store, act: str) -> None:
    """Undo is a step too: to the revision before."""
    before = _steps(study)
    if act == "undo":
        change_code(study, CODE, name="The powerful", **ME)
        before = _steps(study)

    ACTS[act](study)

    newest, *older = _steps(study)
    standing = read_codebooks(study)[0]
    assert (newest.before, newest.hash) == (before[0].hash, read_revision_hashes(study)[BOOK.guid])
    assert read_contents(study, BOOK.guid, [newest.hash])[newest.hash] == standing
    assert [step.hash for step in older] == [step.hash for step in before]
    assert faults(study) == ()


def test_undo_goes_back_to_the_revision_and_redo_forth(study: Store) -> None:
    """No new revision is made of a content that undo brings back."""
    first = read_revision_hashes(study)[BOOK.guid]
    change_code(study, CODE, name="The powerful", **ME)
    second = read_revision_hashes(study)[BOOK.guid]

    undo(study, **ME)
    redo(study, **ME)

    assert [second, first, second, first] == [step.hash for step in _steps(study)][:4]
    assert [first, second] == list(read_revisions(study, BOOK.guid))


def test_a_content_that_comes_again_is_another_revision(study: Store) -> None:
    """Changed and changed back: the third revision knows the second, and is not taken for the first."""
    first = read_revision_hashes(study)[BOOK.guid]
    change_code(study, CODE, name="The powerful", **ME)
    second = read_revision_hashes(study)[BOOK.guid]

    change_code(study, CODE, name="Big people", **ME)

    book = read_codebooks(study)[0]
    third = read_revision_hashes(study)[BOOK.guid]
    assert (content_hash(book), third) == (first, later_hash(codebook_json(book), [second]))
    assert read_revisions(study, BOOK.guid)[third].parents == (second,)
    assert faults(study) == ()


def test_merged_and_split_codes_say_where_they_came_from(study: Store) -> None:
    """What went into a code stays known through a further merge; undo forgets it."""
    made = split_code(study, CODE, "Generals", [], **ME)
    merge_codes(study, made, CODE, **ME)
    merge_codes(study, CODE, OTHER, **ME)

    code = read_codebooks(study)[0].code(OTHER)
    undo(study, **ME)
    undo(study, **ME)

    assert code.merged_guids == tuple(sorted((CODE, made)))
    again = read_codebooks(study)[0]
    assert (again.code(OTHER).merged_guids, again.code(made).split_from_guid) == ((), CODE)


def test_a_file_of_an_older_format_has_its_steps_read_from_the_journal(study: Store) -> None:
    """The steps are those that were taken; acts from before can still be undone."""
    for act in ("create", "change", "undo", "rename the codebook", "move"):
        ACTS[act](study)
    other = create_codebook(study, "Second", **ME)
    undo(study, **ME)
    redo(study, **ME)
    known = [_steps(study), read_steps(study, other)]
    study.close()
    connection = connect(study.path)
    for table in ("code_origins", "codebook_steps", "revision_names"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.close()
    upgrade(study.path, "0003")
    # Tables of later formats are there already.
    connection = connect(study.path)
    connection.execute("UPDATE alembic_version SET version_num = ?", (FORMATS[-1],))
    connection.close()

    with open_store(study.path) as opened:
        assert known == [_steps(opened), read_steps(opened, other)]
        assert faults(opened) == ()
        undo(opened, **ME)
        undo(opened, **ME)
        assert read_codebooks(opened)[0].code(OTHER).parent_guid is None
