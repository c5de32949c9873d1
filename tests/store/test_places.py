"""Bookmarks and reading places."""

import sqlite3

import pytest

from qualcode.coding.bookmarks import set_bookmark
from qualcode.coding.undoing import undo
from qualcode.errors.projects import ProjectLockedError
from qualcode.errors.source_texts import TextChangedError
from qualcode.model.transcript import Segment
from qualcode.store.database import Store
from qualcode.store.places import ReadingPlace, keep_place, read_bookmarks, read_places
from tests.conftest import AT, later


def test_bookmarks_are_each_coders_own_and_undoable(study: Store, source: str) -> None:
    """Setting and taking off are acts."""
    set_bookmark(study, source, 2, True, coder="Vera", at=AT)
    set_bookmark(study, source, 3, True, coder="Pavel", at=AT)
    assert ((2,), (3,)) == (read_bookmarks(study, source, "Vera"), read_bookmarks(study, source, "Pavel"))

    set_bookmark(study, source, 2, False, coder="Vera", at=AT)
    assert () == read_bookmarks(study, source, "Vera")
    undo(study, coder="Vera", at=AT)
    assert (2,) == read_bookmarks(study, source, "Vera")


def test_the_place_is_kept_without_an_act(study: Store, source: str) -> None:
    """Reading is no change of the project."""
    before = study.last_act()
    first = ReadingPlace(segment=Segment(0, 5), turns_read=((1, 1),), at=AT)
    second = ReadingPlace(segment=Segment(7, 9), turns_read=((1, 3),), at=later(1))

    keep_place(study, source, "Vera", first)
    keep_place(study, source, "Vera", second)
    keep_place(study, "gone", "Vera", second)

    assert ({source: second}, {}) == (read_places(study, "Vera"), read_places(study, "Pavel"))
    assert before == study.last_act()


def test_a_reading_place_does_not_stand_in_the_way_of_undo(study: Store, source: str) -> None:
    """It goes with its source."""
    keep_place(study, source, "Vera", ReadingPlace(segment=Segment(0, 5), turns_read=((1, 1),), at=AT))

    undo(study, coder="Vera", at=AT)
    undo(study, coder="Vera", at=AT)

    assert {} == read_places(study, "Vera")


def test_a_place_waits_only_a_little_for_others_who_write(study: Store, source: str) -> None:
    """It is refused, and acts after it have their patience still."""
    other = sqlite3.connect(study.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    place = ReadingPlace(segment=Segment(0, 5), turns_read=(), at=AT)

    with pytest.raises(ProjectLockedError):
        keep_place(study, source, "Vera", place)
    other.execute("ROLLBACK")
    other.close()

    assert [(8000,)] == study.connection().execute("PRAGMA busy_timeout").fetchall()
    assert not study.connection().in_transaction


def test_a_turn_of_another_revision_is_not_bookmarked(study, source):
    with pytest.raises(TextChangedError):
        set_bookmark(study, source, 2, True, coder="Vera", at=AT, before=7)

    assert read_bookmarks(study, source, "Vera") == ()
