"""Readings into a project, with and without a table of variables."""

from pathlib import Path

import pytest

from qualcode.coding.undoing import undo
from qualcode.errors.files import TableFormatError
from qualcode.errors.lookups import UnknownCaseError
from qualcode.exchange.sources import import_readings
from qualcode.exchange.variables import import_variables
from qualcode.store.database import Store
from qualcode.store.sources import read_case_list, read_source, read_source_list, read_variable_names
from qualcode.transcripts.reading import Reading, read_text
from qualcode.transcripts.variables import VariableRow
from tests.conftest import AT

TALK = "Moderator: Who begins?\n\nAnna (woman, 34): I do.\n\nBen: Me too.\n\nModerator: And then?\n\nAnna: Then he.\n"
TABLE = Path("v.csv")


def reading(name: str, text: str = TALK) -> Reading:
    return read_text(text, name=name)


def row(line: int, source: str | None, case: str | None, *values: tuple[str, str]) -> VariableRow:
    return VariableRow(line, source, case, values)


def known_of_anna(store: Store) -> dict[str, str]:
    return dict(next(case.variables for case in read_case_list(store) if case.label == "Anna"))


def test_two_readings_of_one_name_are_told_apart(store: Store) -> None:
    """The second is refused, and only the first is said to be in."""
    first, second = reading("a.txt"), reading("a.txt", TALK + "\nBen: More.\n")

    report = import_readings(store, [first, second], coder="Vera", at=AT)

    assert ((first,), 1) == (report.imported, len(report.refused))


def test_variables_come_in_with_the_texts_as_one_act(store: Store) -> None:
    """What the table says wins over what stands beside the label."""
    before = store.last_act()

    report = import_readings(
        store,
        [reading("a.txt")],
        coder="Vera",
        at=AT,
        variables=(TABLE, (row(2, "a", "anna", ("age", "35"), ("city", "Kazan")), row(3, "a", None, ("wave", "1")))),
    )

    assert (before + 1, 3) == (store.last_act(), report.values)
    assert {"age": "35", "gender": "woman", "city": "Kazan"} == known_of_anna(store)
    assert (("wave", "1"),) == read_source_list(store)[0].variables


def test_a_table_that_does_not_fit_keeps_the_texts_out_too(store: Store) -> None:
    """All of it or nothing."""
    before = store.last_act()

    with pytest.raises(UnknownCaseError):
        import_readings(
            store, [reading("a.txt")], coder="Vera", at=AT, variables=(TABLE, (row(2, "a", "Olga", ("age", "35")),))
        )

    assert (before, ()) == (store.last_act(), read_source_list(store))


def test_a_variable_is_known_in_whatever_case_it_is_written(store: Store) -> None:
    """`--by gender` could not tell Gender from gender."""
    import_readings(store, [reading("a.txt")], coder="Vera", at=AT)

    import_variables(store, TABLE, [row(2, "a", "Anna", ("Gender", "w"), ("Birth  Year", "1990"))], coder="Vera", at=AT)
    import_variables(store, TABLE, [row(2, "a", "Anna", ("birth year", "1991"))], coder="Vera", at=AT)

    assert {"age": "34", "gender": "w", "Birth  Year": "1991"} == known_of_anna(store)
    assert {"age", "gender", "Birth  Year"} == {name for _, name in read_variable_names(store)}


def test_two_rows_that_say_different_things_of_one_case_are_refused(store: Store) -> None:
    """However source and case are spelled; nothing is set."""
    import_readings(store, [reading("a.txt")], coder="Vera", at=AT)
    rows = [row(2, "a.txt", "Anna", ("mood", "good")), row(3, "A", "anna", ("Mood", "bad"))]

    with pytest.raises(TableFormatError, match=r"line 3: 'Mood' is 'bad' here and 'good' in line 2"):
        import_variables(store, TABLE, rows, coder="Vera", at=AT)

    assert "mood" not in known_of_anna(store)


def test_a_turn_in_another_language_keeps_it(store: Store) -> None:
    """The turn says so where it differs from its source; undoing the import takes that away too."""
    said = "\nAnna: I do not know what they want from us, and I have stopped asking them about it.\n"
    talk = TALK + said + "\nBen: Я не знаю, чего они от нас хотят на этих переговорах.\n"
    import_readings(store, [reading("a.txt", talk)], coder="Vera", at=AT)
    source = read_source(store, read_source_list(store)[0].guid)

    assert ("en", [None] * 6 + ["ru"]) == (source.language, [turn.language for turn in source.turns])

    undo(store, coder="Vera", at=AT)

    assert 0 == store.value("SELECT count(*) FROM turn_languages")
