"""Closing while another thread asks."""

import threading

from qualcode.store.database import Store


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
