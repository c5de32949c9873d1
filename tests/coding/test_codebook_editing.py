"""Editing the codebook: every edit is one undoable act, codings follow, every change is a revision."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qualcode.codebooks.content import content_hash
from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_editing import change_code, create_code, merge_codes, move_code, remove_code, split_code
from qualcode.coding.memos import write_memo
from qualcode.coding.undoing import redo, undo
from qualcode.coding.verdicts import reject
from qualcode.errors.codebooks import CodebookError
from qualcode.errors.coding import NotCodableError
from qualcode.errors.lookups import UnknownCodeError
from qualcode.model.codebook import Cue
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.store.codebooks import read_codebooks
from qualcode.store.codings import read_codings
from qualcode.store.database import Store
from qualcode.store.memos import read_memos
from qualcode.store.revisions import read_revision_hashes
from qualcode.store.verdicts import read_verdicts
from tests.conftest import AT, BOOK, CODE, OTHER, TEXT, THEME

ME = {"coder": "Vera", "at": AT}
BIG = Segment(TEXT.index("Let the"), TEXT.index(" 🙂"))
WATCH = Segment(TEXT.index("I watch"), TEXT.index("I watch") + 7)


def _tree(store: Store) -> list[tuple[int, str]]:
    book = read_codebooks(store)[0]
    return [(book.depth(code.guid), code.name) for code in book.codes]


EDITS: dict[str, tuple[Callable[[Store], object], list[tuple[int, str]]]] = {
    "create": (
        lambda store: create_code(store, BOOK.guid, "Experts", parent_guid=THEME, **ME),
        [(0, "Deference"), (1, "Big people"), (1, "Experts"), (0, "News fatigue")],
    ),
    "rename": (
        lambda store: change_code(store, CODE, name="The powerful", **ME),
        [(0, "Deference"), (1, "The powerful"), (0, "News fatigue")],
    ),
    "move under": (
        lambda store: move_code(store, OTHER, THEME, before_guid=CODE, **ME),
        [(0, "Deference"), (1, "News fatigue"), (1, "Big people")],
    ),
    "move to the top": (
        lambda store: move_code(store, CODE, None, **ME),
        [(0, "Deference"), (0, "News fatigue"), (0, "Big people")],
    ),
    "merge": (lambda store: merge_codes(store, CODE, OTHER, **ME), [(0, "Deference"), (0, "News fatigue")]),
    "merge a theme": (lambda store: merge_codes(store, THEME, OTHER, **ME), [(0, "News fatigue"), (1, "Big people")]),
    "split": (
        lambda store: split_code(store, CODE, "Generals", [], **ME),
        [(0, "Deference"), (1, "Big people"), (1, "Generals"), (0, "News fatigue")],
    ),
    "remove": (lambda store: remove_code(store, THEME, **ME), [(0, "News fatigue")]),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_one_act_that_undo_takes_back(study: Store, edit: str) -> None:
    """The tree is as meant, its hash is the revision it stands at, and undo and redo restore both."""
    act, expected = EDITS[edit]
    acts = study.last_act()
    before, before_hash = _tree(study), read_revision_hashes(study)

    act(study)

    assert acts + 1 == study.last_act()
    assert expected == _tree(study)
    assert {BOOK.guid: content_hash(read_codebooks(study)[0])} == read_revision_hashes(study)
    undo(study, **ME)
    assert (before, before_hash) == (_tree(study), read_revision_hashes(study))
    redo(study, **ME)
    assert expected == _tree(study)


def test_every_field_can_be_changed(study: Store) -> None:
    """Cues, key and color among them."""
    fields = {
        "definition": "D", "use_when": "U", "not_when": "N", "examples": ("e",), "color": "#00ff00", "key": "z",
        "cues": (Cue("news", language="en"), Cue("NATO", form="exact", is_negative=True)),
    }  # fmt: skip
    change_code(study, OTHER, **fields, **ME)

    code = read_codebooks(study)[0].code(OTHER)
    assert fields == {name: getattr(code, name) for name in fields}


@pytest.mark.parametrize(
    "edit",
    [
        lambda store: create_code(store, BOOK.guid, "deference", **ME),
        lambda store: change_code(store, OTHER, key="f1", **ME),
        lambda store: move_code(store, THEME, CODE, **ME),
        lambda store: merge_codes(store, THEME, CODE, **ME),
        lambda store: merge_codes(store, THEME, THEME, **ME),
    ],
)
def test_what_would_not_make_a_codebook_is_refused(study: Store, edit: Callable[[Store], object]) -> None:
    """Nothing is changed."""
    before, acts = read_codebooks(study), study.last_act()

    with pytest.raises(CodebookError):
        edit(study)

    assert (before, acts) == (read_codebooks(study), study.last_act())


def test_codings_and_memos_follow_a_merge(study: Store, source: str) -> None:
    """Twins become one, with both memos; verdicts follow, too; undo brings every row back."""
    kept = apply_code(study, source, BIG, OTHER, **ME)
    twin = apply_code(study, source, BIG, CODE, **ME)
    other = apply_code(study, source, WATCH, CODE, **ME)
    for guid, said in ((kept, "one"), (twin, "two"), (other, "three")):
        write_memo(study, "coding", guid, said, **ME)
    write_memo(study, "code", CODE, "why this code", **ME)
    refused = Suggestion(source_guid=source, segment=WATCH, quote="I watch", code_guid=CODE, score=0.5, reason="cue")
    reject(study, refused, **ME)
    before = (read_codings(study), read_memos(study), read_verdicts(study))

    assert 2 == merge_codes(study, CODE, OTHER, **ME)

    after = {coding.guid: (coding.code_guid, coding.memo) for coding in read_codings(study)}
    assert {kept: (OTHER, "one\n\ntwo"), other: (OTHER, "three")} == after
    assert (OTHER, "why this code") in {(memo.target_guid, memo.text) for memo in read_memos(study)}
    assert [verdict.code_guid for verdict in read_verdicts(study)] == [OTHER]
    undo(study, **ME)
    assert before == (read_codings(study), read_memos(study), read_verdicts(study))


def test_split_takes_the_chosen_codings_along(study: Store, source: str) -> None:
    """The others stay."""
    stays = apply_code(study, source, BIG, CODE, **ME)
    goes = apply_code(study, source, WATCH, CODE, **ME)

    new = split_code(study, CODE, "Watching", [goes], **ME)

    assert {stays: CODE, goes: new} == {coding.guid: coding.code_guid for coding in read_codings(study)}


def test_a_retired_code_keeps_its_codings_and_takes_no_new_ones(study: Store, source: str) -> None:
    """Until it is taken back into use."""
    apply_code(study, source, BIG, CODE, **ME)
    change_code(study, CODE, is_retired=True, **ME)
    with pytest.raises(NotCodableError):
        apply_code(study, source, WATCH, CODE, **ME)

    change_code(study, CODE, is_retired=False, **ME)
    apply_code(study, source, WATCH, CODE, **ME)

    assert 2 == len(read_codings(study))


def test_a_code_with_codings_is_not_removed(study: Store, source: str) -> None:
    """The way out is in the message."""
    apply_code(study, source, BIG, CODE, **ME)

    with pytest.raises(CodebookError, match="retire"):
        remove_code(study, THEME, **ME)


def test_codings_keep_the_revision_they_were_made_under(study: Store, source: str) -> None:
    """So that it can be told which were made under an older definition."""
    old = read_revision_hashes(study)[BOOK.guid]
    apply_code(study, source, BIG, CODE, **ME)
    change_code(study, CODE, definition="New.", **ME)
    apply_code(study, source, WATCH, CODE, **ME)

    assert [old, read_revision_hashes(study)[BOOK.guid]] == [coding.codebook_revision for coding in read_codings(study)]


def test_a_code_that_is_gone_is_an_error(study: Store) -> None:
    """Another program may have removed it."""
    with pytest.raises(UnknownCodeError):
        change_code(study, "0f5f8b38-0a57-4c7c-8d2c-0c7c4a1effff", name="x", **ME)


def test_an_edit_stands_on_the_rows_as_they_are(study: Store) -> None:
    """What another program wrote into a code's row is read, whatever was read before."""
    (book,) = read_codebooks(study)
    with study.act("edit", "edited", **ME) as unit:
        unit.connection.execute("UPDATE codes SET definition = 'by hand' WHERE guid = ?", (book.codes[0].guid,))
        unit.record_always()

    (again,) = read_codebooks(study)

    assert again.codes[0] == replace(book.codes[0], definition="by hand")
    assert again.codes[1:] == book.codes[1:]
