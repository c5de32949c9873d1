"""participation."""

from tests.cli.conftest import Run


def test_speakers_groups_and_followings(small: Run) -> None:
    """Three tables of one command."""
    speakers = small("participation", "--json").rows
    assert [("ANNA", 2), ("OLGA", 1), ("IVAN", 1)] == [(row["speaker"], row["turns"]) for row in speakers]
    assert ["fg1.txt", 3, 4] == [
        small("participation", "--groups", "--json").rows[0][key] for key in ("group", "participants", "turns")
    ]
    assert [("ANNA", "IVAN"), ("OLGA", "ANNA")] == [
        (row["speaker"], row["next"]) for row in small("participation", "--follows", "--json").rows
    ]


def test_tables_are_drawn(small: Run) -> None:
    """For people, with a line that says what was counted."""
    answer = small("participation", "--with-moderator")
    assert ("Moderator (moderator)" in answer.out, "Everybody's turns" in answer.err) == (True, True)
    assert "Gini" in small("participation", "--groups").out
    lines = [line.split() for line in small("participation", "--follows").out.splitlines()]
    assert [["ANNA", "OLGA", "IVAN"], ["ANNA", "0", "0", "1"], ["OLGA", "1", "0", "0"]] == [lines[1], *lines[3:5]]


def test_one_of_the_tables_at_a_time(small: Run) -> None:
    """Usage, not an answer."""
    assert 2 == small("participation", "--groups", "--follows").code
