"""freq and trend on a small project: options, what is drawn, what files have."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Run, place


@pytest.fixture
def coded(small: Run, tmp_path: Path) -> Run:
    """Three codings, two waves, people of two genders."""
    (tmp_path / "fg2.txt").write_text("Moderator: Well?\n\nPAVEL: Let the big people decide.\n", encoding="utf-8")
    (tmp_path / "cases.csv").write_text(
        "source,case,gender,age,wave\nfg1.txt,ANNA,woman,31,\nfg1.txt,IVAN,man,45,\nfg1.txt,OLGA,woman,62,\n"
        "fg1.txt,,,,1\nfg2.txt,,,,2\n"
    )
    for arguments in (
        ("import", "fg2.txt"),
        ("variables", "cases.csv"),
        ("code", "fg1", *place("Let the big people decide"), "Big people", "--confidence", 3, "--memo", "sure"),
        ("code", "fg1", *place("Trump is a businessman"), "Dealmakers", "--confidence", 1),
        ("code", "fg2", 25, 50, "Big people"),
    ):
        answer = small(*arguments)
        assert answer.code == 0, answer.err
    return small


def codings(run: Run, *filters: object) -> int:
    return sum(row["codings"] for row in run("freq", "--json", *filters).rows if row["depth"] == 0)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--with-memo",), 1),
        (("--without-memo",), 2),
        (("--confidence", 3, "--confidence", "none"), 2),
        (("--since", "2000-01-01"), 3),
        (("--confidence", 1, "--without-memo", "--since", "2000-01-01"), 1),
    ],
)
def test_filters_of_codings_compose(coded: Run, filters: tuple[object, ...], expected: int) -> None:
    """Memo, confidence and date."""
    assert expected == codings(coded, *filters)


def test_a_date_before_all_codings_is_said(coded: Run) -> None:
    """Not an empty table."""
    answer = coded("freq", "--until", "2000-01-01")

    assert (1, "Nothing to show" in answer.err, "until 2000-01-01" in answer.err) == (answer.code, True, True)


def test_the_table_for_people_tells_talk_prompts_and_single_voices(coded: Run) -> None:
    """And says below what it counted."""
    answer = coded("freq")

    assert ["prompted", "of talk"] == [word for word in ("prompted", "of talk") if word in answer.out]
    assert "Participants' turns only" in answer.err


def test_levels_stand_side_by_side_with_seed_and_caveats(coded: Run) -> None:
    """Each variable its table; small bases are marked; no p-value, and why."""
    answer = coded("freq", "--by", "gender", "--by", "age", "--band", "age=18-39,40+", "--seed", 7)

    assert ["by gender", "by age"] == [line for line in answer.out.splitlines() if line.startswith("by ")]
    assert "1 of 1 *" in answer.out
    assert ("seed 7" in answer.err, "No p-value" in answer.err, "* too small" in answer.err) == (True, True, True)


def test_files_have_what_the_terminal_leaves_out(coded: Run, tmp_path: Path) -> None:
    """Intervals, differences and marks, a row a code and level."""
    coded("freq", "--by", "gender", "--compare", "man,woman", "--out", "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {"low", "high", "interval", "is_small", "versus", "difference", "voiced_by_one"} <= set(rows[0])
    assert "woman" == rows[0]["versus"]


def test_many_levels_are_cut_on_the_terminal_only(small: Run, tmp_path: Path) -> None:
    """The largest stay, and how many are left out is said."""
    names = [f"P{number}" for number in range(1, 201)]
    (tmp_path / "many.txt").write_text("".join(f"{name}: Yes.\n\n" for name in names), encoding="utf-8")
    values = "".join(f"many.txt,{name},n{name}\n" for name in names)
    (tmp_path / "many.csv").write_text("source,case,nickname\n" + values)
    assert 0 == small("import", "many.txt").code
    assert 0 == small("variables", "many.csv").code

    answer = small("freq", "--by", "nickname")

    assert "6 largest levels of nickname, and 195 more" in answer.err
    assert 201 == len({row["level"] for row in small("freq", "--by", "nickname", "--json").rows})


@pytest.mark.parametrize("unit", ["codings", "turns", "groups", "words"])
def test_a_unit_of_count_is_chosen(coded: Run, unit: str) -> None:
    """Without intervals there is nothing to say of them."""
    answer = coded("freq", "--by", "wave", "--unit", unit)

    assert (0, False) == (answer.code, "No p-value" in answer.err)


@pytest.mark.parametrize(
    "arguments", [("--unit", "turns"), ("--band", "age=1+"), ("--compare", "a,b"), ("--by", "age", "--unit", "people")]
)
def test_options_that_do_not_fit_are_refused(coded: Run, arguments: tuple[str, ...]) -> None:
    """As usage errors."""
    assert 2 == coded("freq", *arguments).code


def test_a_trend_has_table_change_and_chart(coded: Run) -> None:
    """On a terminal without color, in plain characters."""
    answer = coded("trend", "Deference")

    assert (0, "") == (answer.code, "" if "2 − 1" in answer.out else answer.out)
    assert "Participants who voiced each theme, over wave" in answer.out
    assert "\x1b" not in answer.out


def test_a_trend_as_json_has_a_row_a_code_and_wave(coded: Run) -> None:
    """With the columns that charts are made of."""
    rows = coded("trend", "Deference", "Dealmakers", "--json").rows

    assert [("Deference", "1"), ("Deference", "2"), ("Dealmakers", "1"), ("Dealmakers", "2")] == [
        (row["code"], row["level"]) for row in rows
    ]
    wanted = ("path", "participants", "participants_total", "participants_percent", "low", "high")
    assert set(wanted) <= set(rows[0])


def test_a_trend_of_nothing_is_a_table_without_rows(run: Run) -> None:
    """An empty project has no theme."""
    run("init", "empty.qualcode")

    assert 0 == run("trend", "--over", "source").code


def test_a_trend_without_waves_says_the_way_out(small: Run) -> None:
    """One line: bring a wave in, or name another variable."""
    answer = small("trend")

    assert (1, 1) == (answer.code, len(answer.err.splitlines()))
    assert "qualcode variables FILE" in answer.err
    assert "--over: group, source" in answer.err
