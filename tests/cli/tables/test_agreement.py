"""`qualcode agree`: who is compared, what is told, and where it goes."""

import pytest

from qualcode.cli.tables.agreement import _decimal
from tests.cli.conftest import TRANSCRIPT, place


@pytest.fixture
def coded(small):
    """Vera and Max have coded the transcript."""
    for quote, code, coder in (
        ("Let the big people decide.", "Big people", "Vera"),
        ("big people decide", "Big people", "Max"),
        ("Trump is a businessman", "Dealmakers", "Vera"),
        ("who pays for it?", "Dealmakers", "Max"),
        ("Exactly.", "Deference", "Max"),
    ):
        assert 0 == small("code", "fg1", *place(quote), code, "--coder", coder).code
    return small


def test_agreement_as_json(coded):
    """All coders are compared where none is named; the figures are whole."""
    answer = coded("agree", "--json")

    rows = {row["code"]: row for row in answer.rows}
    assert ["Deference", "Big people", "Dealmakers", "(overall)"] == list(rows)
    theme = rows["Deference"]
    assert (4, ["Max", "Vera"], [2, 1], 2, 1) == tuple(
        theme[name] for name in ("units", "coders", "coded_each", "coded_any", "coded_all")
    )
    assert (True, None) == (theme["is_rare"], theme["alpha_low"])


def test_the_table_says_what_was_compared(coded):
    """Coders, units, what counts as seen; no line is wider than a terminal."""
    answer = coded("agree")

    assert "Max, Vera over 4 turns in 1 group. Seen: all turns of the sources that each of them coded." in answer.err
    assert "too rare to judge" in answer.err
    assert max(len(line.rstrip()) for line in answer.out.splitlines()) <= 80


@pytest.mark.parametrize("unit", ["sentence", "character"])
def test_other_units(coded, unit):
    """Sentences are those of the turns; characters those of the talk."""
    rows = {row["code"]: row for row in coded("agree", "--unit", unit, "--json").rows}

    talk = [line.partition(": ")[2] for line in TRANSCRIPT.splitlines() if line and not line.startswith("Mod")]
    assert {"sentence": 6, "character": sum(map(len, talk))}[unit] == rows["(overall)"]["units"]
    assert 1 == rows["Big people"]["coded_all"] or unit == "character"


@pytest.mark.parametrize("more", [(), ("--pairs",)])
def test_the_alphas_of_characters_say_by_which_definition(coded, more):
    """On a terminal and in files; there are an older one and this."""
    asked = ("agree", "--unit", "character", *more)

    for told in (coded(*asked, "--format", "html").out, *(() if more else (coded(*asked).err,))):
        assert "as defined by Krippendorff, Mathet, Bouvry and Widlöcher (2016)." in told
    assert "2016" not in coded("agree", *more, "--format", "html").out.partition("How this table was made")[0]


def test_one_coder_is_one_line(coded):
    """There is nobody to compare with."""
    answer = coded("agree", "--coder", "Vera")

    assert (1, 1) == (answer.code, len(answer.err.splitlines()))
    assert "Agreement needs two coders or more, and only Vera has codings here." in answer.err


def test_pairs_are_a_matrix(coded):
    """Every two coders, each by themselves."""
    answer = coded("agree", "--pairs")

    assert 0 == answer.code
    assert ["α", "overall", "Max", "Vera"] == answer.out.splitlines()[0].split()
    assert {("Max", "Vera")} == {(row["coder_a"], row["coder_b"]) for row in coded("agree", "--pairs", "--json").rows}


def test_disagreements_are_listed(coded):
    """With turn, speaker, who said what, and the words."""
    answer = coded("agree", "--disagreements")

    assert "fg1.txt, turn 3, IVAN: Dealmakers" in answer.out
    assert "    Vera, not Max: “Trump is a businessman”" in answer.out
    assert 3 == len(coded("agree", "--disagreements", "--json").rows)
    assert 3 == len(coded("agree", "--disagreements", "--unit", "sentence", "--json").rows)


def test_what_cannot_be_is_one_line(coded):
    """Unknown units and ways of seeing."""
    for arguments in (("--unit", "word"), ("--seen", "some"), ("--coder", "Nobody", "--coder", "Vera")):
        answer = coded("agree", *arguments)
        assert (1, 1) == (answer.code, len(answer.err.splitlines()))


@pytest.mark.parametrize(("value", "expected"), [(-0.004, "0.00"), (-0.006, "-0.01"), (None, "–")])
def test_nothing_is_less_than_nothing(value, expected):
    """What rounds to 0 has no sign."""
    assert expected == _decimal(value, 2)
