"""suggest accept, reject, threshold, show --explain: shown first, one act each."""

import pytest

from tests.cli.conftest import Run

BIG = "Let the big people decide."


def _open(run: Run) -> list[str]:
    return sorted(row["quote"] for row in run("suggest", "show", "--json").rows)


def _codings(run: Run) -> list[tuple[str, str]]:
    return [(row["quote"], row["origin"]) for row in run("codings", "list", "--json").rows]


def test_accepting_shows_first_and_is_one_act(small: Run) -> None:
    """Of a code, above a score, in a source or a turn."""
    words = ("suggest", "accept", "fg1", "--code", "Big people", "--above", "0.1")
    before = _open(small)
    shown = small(*words)
    assert (0, 2) == (shown.code, shown.out.count(BIG))
    assert "Nothing was changed: --yes does it." in shown.err
    assert [] == _codings(small)

    assert [2, 2] == [len(small(*words, "--json").rows), len(small(*words, "--dry-run", "--json").rows)]
    assert 1 == len(small(*words, "--turn", "5", "--json").rows)
    assert "No suggestion is like that." in small(*words[:-1], "1").err
    assert "2 suggestions accepted." in small(*words, "--yes").out
    assert [(BIG, "suggestion")] * 2 == _codings(small)
    small("undo")
    assert ([], before) == (_codings(small), _open(small))


def test_rejecting_is_one_act_and_they_are_not_made_again(small: Run) -> None:
    """Nor is anything coded."""
    before = _open(small)

    assert "2 suggestions rejected." in small("suggest", "reject", "--code", "Big people", "--yes").out

    assert [quote for quote in before if quote != BIG] == _open(small)
    assert "rejected 2 suggestions of Big people" in small("history", "--limit", "1").out
    small("undo")
    assert before == _open(small)
    assert "No suggestion is like that." in small("suggest", "reject", "--below", "0", "--yes").err


def test_a_threshold_is_kept_and_holds_for_everybody(small: Run) -> None:
    """Until it is taken off or undone."""
    before = _open(small)
    small("suggest", "threshold", "Big people", "0.95")
    assert [quote for quote in before if quote != BIG] == _open(small)
    rows = {row["code"]: row for row in small("suggest", "threshold", "--json").rows}
    assert (0.95, None, "set") == tuple(rows["Deference > Big people"][one] for one in ("chosen", "measured", "remark"))
    assert "Big people   95%" in small("suggest", "threshold", "Big people").out
    small("undo")
    assert before == _open(small)
    small("suggest", "threshold", "Big people", "1")
    assert "Deference > Big people: left to the program" in small("suggest", "threshold", "Big people", "--off").out
    assert before == _open(small)


def test_every_threshold_is_listed_with_where_it_comes_from(small: Run) -> None:
    """Those that were set, those that were measured, and why there is none."""
    rows = small("suggest", "threshold", "--json").rows

    assert {(None, None, 0, "0 of the 20 codings it takes")} == {
        (row["threshold"], row["chosen"], row["codings"], row["remark"]) for row in rows
    }


def test_without_a_code_that_may_be_applied_that_is_said(run: Run) -> None:
    """And no empty table."""
    run("init", "study.qualcode")

    answer = run("suggest", "threshold")

    assert (0, "") == (answer.code, answer.out)
    assert "no such code may be applied" in answer.err


def test_all_there_is_to_say_is_said(small: Run) -> None:
    """Place, quote, every part, the record; for programs too."""
    small("suggest", "accept", "fg1", "--turn", "2", "--above", "0", "--yes")
    small("suggest", "reject", "--code", "Dealmakers", "--yes")

    answer = small("suggest", "show", "--explain")

    assert answer.out.startswith(f"Deference > Big people · fg1.txt, turn 5\n  “{BIG}”\n")
    assert "    suggestions of this code: 1 of 1 accepted\n" in answer.out
    assert "big people" in answer.out
    (row,) = small("suggest", "show", "--explain", "--json").rows
    assert (1, 0) == (row["accepted"], row["rejected"])
    assert {"cues", "likeness", "learned"} >= {part.split()[0] for part in row["parts"]}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("accept", "--code", "Big people"), 2, "say from which score on"),
        (("accept", "--above", "2"), 2, "Invalid value for"),
        (("accept", "--above", "0", "--turn", "2"), 2, "needs a SOURCE"),
        (("accept", "fg1", "--above", "0", "--turn", "99"), 1, "No turn 99 in 'fg1.txt'"),
        (("accept", "fg9", "--above", "0"), 1, "No source 'fg9'"),
        (("accept", "--above", "0", "--code", "Biggest"), 1, "No code 'Biggest'"),
        (("reject", "--yes"), 2, "say which"),
        (("threshold", "Big people", "7"), 2, "Invalid value for"),
        (("threshold", "Biggest", "0.5"), 1, "No code 'Biggest'"),
        (("threshold", "--off"), 2, "needs a CODE"),
    ],
)
def test_what_makes_no_sense_is_told(small: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is changed."""
    before = small("history", "--json").rows

    answer = small("suggest", *arguments)

    assert code == answer.code
    assert said in " ".join(answer.err.replace("│", " ").split())
    assert before == small("history", "--json").rows
