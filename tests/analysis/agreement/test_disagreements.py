"""The list of what some coders said and others did not."""

import polars as pl

from qualcode.analysis.agreement.coinciding import Unit
from qualcode.analysis.agreement.disagreements import disagreements
from tests.analysis.agreement.test_character_agreement import study_of
from tests.analysis.studies import by_hand, coding, guid

WORDS = "0123456789abcdefghij"


def facts(codings, quote):
    return [(row[0], guid(row[0]), "2025-02-14T10:00:00+00:00", False, False, None, quote(row)) for row in codings]


def test_by_hand():
    """Who said what of a turn, and what the others said instead; the same theme is a small disagreement."""
    codings = [
        coding(1, 2, 1, 2, 2, "Kim"),
        coding(2, 3, 1, 2, 2, "Lee"),
        coding(3, 5, 1, 2, 2, "Kim"),
        coding(4, 5, 1, 2, 2, "Lee"),
        coding(5, 4, 1, 3, 3, "Lee"),
    ]
    study = by_hand(codings=codings, coding_facts=facts(codings, lambda row: f"q{row[0]}"))

    shown = disagreements(study).select(
        "turn", "speaker", "code", "said_by", "not_by", "instead", "same_theme", "words"
    )
    assert [
        (2, "Anna", "Dealmakers", "Kim", "Lee", "Lee: Trump, Hope", True, "q1"),
        (2, "Anna", "Trump", "Lee", "Kim", "Kim: Dealmakers, Hope", True, "q2"),
        (3, "Boris", "Fear", "Lee", "Kim", "", False, "q5"),
    ] == shown.rows()


def test_no_disagreement_is_no_row():
    """Two who say the same."""
    codings = [coding(1, 5, 1, 2, 2, "Kim"), coding(2, 5, 1, 2, 2, "Lee")]
    study = by_hand(codings=codings, coding_facts=facts(codings, lambda row: "q"))

    assert disagreements(study).is_empty()


def test_stretches_of_characters():
    """0-10 against 4-12: apart are 0-4 and 10-12; borders of another code cut nothing."""
    study = study_of([[Unit(0, 10, 1)], [Unit(4, 12, 1)]], 20, offset=0)
    other = pl.DataFrame([(3, 2, 1, 102, 103, 1, 1, "C0", "hand")], schema=study.codings.schema, orient="row")
    codings = pl.concat([study.codings, other])
    made = {name: getattr(study, name).rows() for name in ("cases", "sources", "turns", "turn_places")}
    codes = [*study.codes.rows(), (2, guid(2), "c2", "c2", 0, None, "Talks", False)]
    whole = facts(codings.rows(), lambda row: WORDS[row[3] - 100 : row[4] - 100])
    from tests.analysis.studies import tables

    frame = disagreements(tables(**made, codes=codes, codings=codings.rows(), coding_facts=whole), unit="character")

    assert [
        (100, 104, "c1", "C0", "0123"),
        (102, 103, "c2", "C0", "2"),
        (110, 112, "c1", "C1", "ab"),
    ] == frame.select("start", "end", "code", "said_by", "words").rows()
