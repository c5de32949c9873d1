"""Acts and the journal: all or nothing, reversible, append-only."""

import gc
import sqlite3

import pytest

from qualcode.coding.undoing import redo, undo
from qualcode.store.database import Store
from qualcode.store.journal import first_broken_act, read_acts
from tests.conftest import AT


def test_an_act_that_fails_leaves_nothing(store: Store) -> None:
    """Neither rows nor journal."""
    before = store.last_act()

    with pytest.raises(RuntimeError), store.act("test", "test", coder="Vera", at=AT) as unit:
        unit.insert("cases", ("guid", "label", "role"), [("g", "ANNA", "participant")])
        raise RuntimeError

    assert before == store.last_act()
    assert 0 == store.value("SELECT count(*) FROM cases")


def test_circles_are_looked_for_again_after_an_act(store: Store) -> None:
    """After one that failed, too."""
    with store.act("test", "test", coder="Vera", at=AT) as unit:
        during = gc.isenabled()
        unit.insert("cases", ("guid", "label", "role"), [("g", "ANNA", "participant")])
    after = gc.isenabled()
    with pytest.raises(RuntimeError), store.act("test", "test", coder="Vera", at=AT):
        raise RuntimeError

    assert (False, True, True) == (during, after, gc.isenabled())


def test_an_act_without_effect_leaves_no_journal_row(store: Store) -> None:
    """Opening and looking is not history."""
    before = store.last_act()

    with store.act("test", "test", coder="Vera", at=AT):
        pass

    assert before == store.last_act()


def test_the_journal_cannot_be_rewritten(store: Store) -> None:
    """Not even through another program's SQL prompt."""
    for statement in ("UPDATE acts SET summary = 'x'", "DELETE FROM acts"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.connection().execute(statement)


def test_a_journal_row_altered_behind_the_guards_is_found(study: Store) -> None:
    """The chain of hashes names the first broken act."""
    assert first_broken_act(study) is None
    study.connection().execute("DROP TRIGGER acts_stay")

    study.connection().execute("UPDATE acts SET summary = 'something else' WHERE id = 2")

    assert 2 == first_broken_act(study)


def test_a_journal_row_taken_out_is_found(study: Store) -> None:
    """A gap breaks the chain too."""
    connection = study.connection()
    connection.execute("DROP TRIGGER acts_remain")
    connection.execute("PRAGMA foreign_keys = OFF")

    connection.execute("DELETE FROM acts WHERE id = 2")

    assert 2 == first_broken_act(study)


def test_a_stored_text_never_changes(study: Store) -> None:
    """A corrected transcript is a new revision, not an edit."""
    with pytest.raises(sqlite3.IntegrityError, match="never changes"):
        study.connection().execute("UPDATE source_revisions SET text = 'x'")


def test_ids_are_never_given_out_twice(store: Store) -> None:
    """The journal speaks of ids, so a deleted row's id stays its own."""
    with store.act("test", "test", coder="Vera", at=AT) as unit:
        first = unit.insert("cases", ("guid", "label", "role"), [("a", "A", "participant")])[0]
        unit.delete("cases", [first])
    with store.act("test", "test", coder="Vera", at=AT) as unit:
        second = unit.insert("cases", ("guid", "label", "role"), [("b", "B", "participant")])[0]

    assert second > first


@pytest.mark.parametrize("many", [1, 198, 199, 200, 400])
def test_many_rows_get_ids_in_their_order_and_come_back_after_undo_and_redo(store: Store, many: int) -> None:
    """Around 199, which is how many of these rows one statement takes."""
    labels = [f"R{number}" for number in range(many)]
    rows = ((f"guid {label}", label, "participant") for label in labels)

    with store.act("test", "test", coder="Vera", at=AT) as unit:
        ids = unit.insert("cases", ("guid", "label", "role"), rows)
    made = store.rows("SELECT id, label FROM cases ORDER BY id")
    undo(store, coder="Vera", at=AT)
    undone = store.rows("SELECT id, label FROM cases ORDER BY id")
    redo(store, coder="Vera", at=AT)

    assert list(zip(ids, labels, strict=True)) == made
    assert [] == undone
    assert made == store.rows("SELECT id, label FROM cases ORDER BY id")


def test_the_journal_is_read_newest_first(study: Store) -> None:
    """Who did what, in plain words."""
    assert ["imported codebook", "imported fg1.txt", "created project “Study”"] == [
        act.summary for act in read_acts(study)
    ]
    assert [1] == [act.number for act in read_acts(study)[2:]]


@pytest.mark.parametrize("many", [1, 998, 999, 1000, 1999])
def test_many_rows_are_changed_and_put_back_whole_by_few_questions(store: Store, many: int) -> None:
    """Around 999, which is how many rows are looked up at once; every third has the value already and is left alone."""
    with store.act("test", "test", coder="Vera", at=AT) as unit:
        cells = ((f"guid {number}", f"R{number}", "participant") for number in range(many))
        ids = unit.insert("cases", ("guid", "label", "role"), cells)
    before = store.rows("SELECT id, label, act_id FROM cases ORDER BY id")
    wanted = [(row_id, (f"R{place}" if place % 3 == 1 else f"S{place}",)) for place, row_id in enumerate(ids)]
    asked: list[str] = []

    store.connection().set_trace_callback(asked.append)
    with store.act("test", "test", coder="Vera", at=AT) as unit:
        unit.update_many("cases", ("label",), wanted)
        act = unit.act_id
    store.connection().set_trace_callback(None)
    after = store.rows("SELECT id, label, act_id FROM cases ORDER BY id")

    assert -(-many // 999) == sum(question.startswith('SELECT id, "label"') for question in asked)
    assert [
        (row_id, label, before[place][2] if place % 3 == 1 else act) for place, (row_id, (label,)) in enumerate(wanted)
    ] == after
    undo(store, coder="Vera", at=AT)
    assert before == store.rows("SELECT id, label, act_id FROM cases ORDER BY id")
