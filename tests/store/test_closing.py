"""Closing while another thread asks."""

import threading
from datetime import timedelta

import pytest

from qualcode.model.transcript import Segment
from qualcode.store.database import Store
from qualcode.store.places import ReadingPlace, keep_place
from tests.conftest import AT


def test_closing_waits_for_a_running_question(study: Store) -> None:
    """The answer comes whole; the program goes on."""
    begun = threading.Event()
    answers: list[int] = []
    slow = (
        "WITH RECURSIVE n(i) AS (SELECT begun() UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) FROM n"
    )

    def ask() -> None:
        study.connection().create_function("begun", 0, lambda: begun.set() or 1)
        answers.append(study.value(slow))

    asking = threading.Thread(target=ask)
    asking.start()
    begun.wait()
    study.close()
    asking.join()

    assert [2000000] == answers


@pytest.mark.parametrize("kind", ["act", "snapshot", "place"])
def test_closing_waits_for_what_is_being_done(study: Store, source: str, kind: str) -> None:
    """SQLite would take the whole program down with a connection closed under it."""
    place = ReadingPlace(segment=Segment(0, 1), turns_read=((1, 1),), at=AT + timedelta(minutes=1))
    begun, closed = threading.Event(), threading.Event()
    was_closed: list[bool] = []

    def wait() -> int:
        begun.set()
        was_closed.append(closed.wait(0.05))
        return 1

    def do() -> None:
        connection = study.connection()
        connection.create_function("wait", 0, wait)
        if kind == "place":
            connection.execute(
                "CREATE TEMP TRIGGER waits BEFORE INSERT ON main.reading_places BEGIN SELECT wait(); END"
            )
            keep_place(study, source, "Vera", place)
        elif kind == "act":
            with study.act("edit", "waited", coder="Vera", at=AT) as unit:
                wait()
                unit.record_always()
        else:
            with study.snapshot():
                wait()
                study.value("SELECT count(*) FROM codes")

    def close() -> None:
        begun.wait()
        study.close()
        closed.set()

    failed: list[BaseException] = []

    def tried() -> None:
        try:
            do()
        except Exception as error:  # told below
            failed.append(error)

    both = [threading.Thread(target=tried), threading.Thread(target=close)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert ([], [False]) == (failed, was_closed)
