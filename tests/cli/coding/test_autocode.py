"""autocode: shown first, coded as one act, told apart from what was coded by hand."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Run, place


def _codings(run: Run) -> list[tuple[str, str]]:
    return [(row["quote"], row["origin"]) for row in run("codings", "list", "--json").rows]


def test_it_shows_what_it_would_code_and_changes_nothing(small: Run) -> None:
    """Without a yes; the way to say it is told."""
    answer = small("autocode", "Big people", "--search", "big  PEOPLE")

    assert answer.code == 0
    assert ["fg1.txt", "2", "2", "0"] == answer.out.splitlines()[2].split()
    assert "--yes" in answer.err
    assert "Let the big people decide." in answer.err
    assert [] == _codings(small)
    assert [] == small("autocode", "Big people", "--search", "nowhere", "--json").rows


def test_yes_codes_all_in_one_act(small: Run) -> None:
    """What is coded already is passed over the second time; one undo takes all back; freq tells them apart."""
    small("code", "fg1", *place("Let the big people"), "Big people")

    assert "1 passage coded as Deference > Big people." in small("autocode", "Big people", "--cue", "--yes").out
    assert [("Let the big people", "hand"), ("Let the big people decide.", "auto")] == _codings(small)
    again = small("autocode", "Big people", "--cue", "--yes")
    assert ["fg1.txt", "2", "0", "2"] == again.out.splitlines()[2].split()
    counted = small("freq", "--code", "Big people", "--origin", "auto", "--json").rows
    assert [1] == [row["codings"] for row in counted if row["code"] == "Big people"]
    small("undo")
    assert [("Let the big people", "hand")] == _codings(small)


def test_the_moderator_is_coded_only_when_asked(small: Run) -> None:
    """Nor anybody out of the sources named."""
    words = ("autocode", "Dealmakers", "--search", "who", "--unit", "turn", "--json")

    assert [5] == [row["turn"] for row in small(*words).rows]
    assert [1, 5] == [row["turn"] for row in small(*words, "--with-moderator").rows]
    assert "No source 'fg7'" in small(*words, "--source", "fg7").err


def test_the_origin_goes_out_and_comes_back(small: Run, tmp_path: Path) -> None:
    """With the codings as CSV."""
    small("autocode", "Dealmakers", "--pattern", '[{"LOWER": "businessman"}]', "--unit", "match", "--yes")
    small("codings", "export", "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [("businessman", "auto")] == [(row["quote"], row["origin"]) for row in csv.DictReader(file)]
    small("undo")

    small("codings", "import", "out.csv")

    assert [("businessman", "auto")] == _codings(small)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--search", "(a+", "--regex"), 1, "missing ) at character 4"),
        (("--pattern", '[{"LEMA": "x"}]'), 1, "token 1: 'LEMA' is not an attribute"),
        (("--search", "a", "--cue"), 2, "give one of"),
        ((), 2, "give one of"),
        (("--lemma",), 2, "give one of"),
        (("--search", "a", "--unit", "page"), 2, "match, sentence, turn"),
        (("--search", "a", "--yes", "--dry-run"), 2, "goes without"),
    ],
)
def test_what_makes_no_sense_is_told(small: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    """Nothing is changed."""
    answer = small("autocode", "Big people", *arguments)

    assert code == answer.code
    assert said in " ".join(answer.err.replace("│", " ").split())
    assert [] == _codings(small)
