"""Pseudonyms: stable, everywhere the label was, and in the words of quotes."""

from dataclasses import replace

import polars as pl

from qualcode.analysis.matrices import matrix
from qualcode.analysis.participation import participation
from qualcode.analysis.selection import Selection
from qualcode.analysis.speakers import names_told, pseudonymized, pseudonyms, without_names
from tests.analysis.studies import by_hand, guid


def test_numbers_follow_the_order_of_import_and_hang_on_no_selection():
    """Moderators and observers are called by what they are."""
    assert pseudonyms(by_hand()) == {1: "Moderator", 2: "P1", 3: "P2", 4: "P3", 5: "Observer"}


def test_tables_show_nobody_by_label():
    """In the columns of a matrix, in participation, for a part of the study alike."""
    tables = pseudonymized(by_hand())

    assert set(matrix(tables, "case")["column"]) == {"P1", "P2", "P3"}
    assert set(participation(tables, Selection(sources=("fg2",)))["speaker"]) == {"P3"}


def test_words_of_quotes_lose_the_names_of_those_who_took_part():
    """Whole words only; what is no name stays."""
    told = names_told(by_hand())

    assert without_names(["Anna, ask BORIS about Annapolis; the moderator too", None], told) == [
        "P1, ask P2 about Annapolis; the moderator too",
        None,
    ]


def test_labels_that_typists_give_are_replaced_too():
    """R1 in a quote would tell what P1 hides; single letters and numbers are no names."""
    people = [(1, guid(21), "R1", "participant"), (2, guid(22), "A", "participant"), (3, guid(23), "7", "participant")]

    assert without_names(["A 7: R1 said, R11 too"], names_told(by_hand(cases=people))) == ["A 7: P1 said, R11 too"]


def test_a_variable_with_names_is_not_told_and_its_names_are_replaced():
    """Whatever language its heading is in; a name two people have tells neither."""
    variables = [(2, "First name", "Olga"), (3, "имя", "Olga"), (3, "gender", "man"), (4, "nickname", "Zed")]
    tables = by_hand(case_variables=variables)

    assert pseudonymized(tables).case_variables.rows() == [(3, "gender", "man")]
    assert without_names(["Olga and Zed"], names_told(tables)) == ["[name] and P3"]


def test_quotes_that_were_read_are_replaced():
    """And what was not read stays unread."""
    facts = pl.DataFrame(
        {"coding_id": [1], "guid": [guid(9)], "at": [""], "has_memo": [False], "is_selected": [False],
         "confidence": [None], "quote": ["I told Vera."]}
    )  # fmt: skip
    tables = replace(by_hand(), coding_facts=facts)

    assert pseudonymized(tables).coding_facts["quote"].to_list() == ["I told P3."]
    assert pseudonymized(replace(tables, coding_facts=None)).coding_facts is None


def test_a_study_of_nobody_is_no_trouble():
    """Nothing to replace."""
    nobody = by_hand(cases=[], turns=[], case_variables=[], codings=[])

    assert pseudonymized(nobody).cases.is_empty()
    assert without_names(["Anna"], names_told(nobody)) == ["Anna"]
