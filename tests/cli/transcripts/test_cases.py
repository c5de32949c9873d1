"""Cases and variables at the command line: who is one person, what is known of them."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

FIRST = "Moderator: Who begins?\n\nAnna (woman, 34, Tula): I do.\n\nBen (man, 51): Me too.\n\nAnna: And so on.\n"
SECOND = "Moderator: Who begins here?\n\nAnna (woman, 35): I did before.\n\nCarl (man, 19): Not me.\n\nAnna: Bye.\n"


@pytest.fixture
def groups(run: Run, tmp_path: Path) -> Run:
    """Two groups, with an Anna in each."""
    (tmp_path / "fg1.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "fg2.txt").write_text(SECOND, encoding="utf-8")
    assert 0 == run("init", "study.qualcode").code
    assert 0 == run("import", "fg1.txt", "fg2.txt").code
    return run


def known(run: Run, label: str) -> list[dict[str, object]]:
    return [row for row in run("cases", "--json").rows if row["label"] == label]


def test_the_same_label_in_two_groups_is_two_people_until_somebody_says_otherwise(groups: Run) -> None:
    said = groups("cases")
    assert "2 people are called Anna. If they are one, say so: qualcode cases merge fg1:Anna fg2:Anna" in said.err
    assert 2 == len(known(groups, "Anna"))

    merged = groups("cases", "merge", "fg1:Anna", "fg2:anna")

    assert "Anna speaks in 2 sources now: fg1.txt, fg2.txt.\n" == merged.out
    assert "age: '34' was kept, '35' dropped.\n" == merged.err
    (anna,) = known(groups, "Anna")
    assert ("fg1.txt; fg2.txt", 4, "34", "Tula") == (anna["source"], anna["turns"], anna["age"], anna["label_1"])
    assert "Anna is one person in 2 sources: fg1.txt, fg2.txt." in groups("cases").err
    assert 0 == groups("doctor").code


def test_a_merge_is_undone_whole(groups: Run) -> None:
    before = groups("cases", "--json").rows
    groups("cases", "merge", "fg1:Anna", "fg2:Anna", "--as", "Anna K.")
    groups("undo")

    assert before == groups("cases", "--json").rows


def test_a_case_is_split_by_source(groups: Run) -> None:
    """The new one has the role and what is known of the old one."""
    groups("cases", "merge", "fg1:Anna", "fg2:Anna")

    assert 0 == groups("cases", "split", "Anna", "--source", "fg2", "--as", "Anna B.").code

    (other,) = known(groups, "Anna B.")
    assert ("fg2.txt", 2, "34") == (other["source"], other["turns"], other["age"])
    assert ["fg1.txt"] == [row["source"] for row in known(groups, "Anna")]


def test_cases_are_renamed_given_roles_and_described(groups: Run) -> None:
    assert 0 == groups("cases", "rename", "Ben", "Benjamin").code
    assert 0 == groups("cases", "role", "Carl", "Benjamin", "--is", "observer").code
    assert "Carl: 2 values set or changed.\n" == groups("cases", "set", "Carl", "age=20", "city=Oslo").out
    assert "Carl: 1 value set or changed.\n" == groups("cases", "set", "Carl", "city=").out

    assert ["observer"] == [row["role"] for row in known(groups, "Benjamin")]
    (carl,) = known(groups, "Carl")
    assert ("20", None, "observer") == (carl["age"], carl.get("city"), carl["role"])


def test_age_bands_are_derived_and_follow(groups: Run) -> None:
    """Tables can count by them, and a corrected age moves the person."""
    derived = groups("variables", "derive", "age_group", "--from", "age", "--bands", "18-34,35-54,55+")
    assert "age_group: 4 values.\n" == derived.out
    assert ["18-34", "35-54"] == [row["age_group"] for row in known(groups, "Anna")]

    groups("cases", "set", "fg1:Anna", "age=60")

    assert ["55+", "35-54"] == [row["age_group"] for row in known(groups, "Anna")]
    refused = groups("cases", "set", "Ben", "age_group=18-34")
    assert (1, "qualcode: 'age_group' is derived from 'age'; set that.\n") == (refused.code, refused.err)


def test_themes_are_counted_by_a_derived_variable(groups: Run, tmp_path: Path) -> None:
    """By bands of age, from the talk to the table, and again once an age was corrected."""
    (tmp_path / "book.csv").write_text("name\nBeginning\n", encoding="utf-8")
    groups("codebook", "import", "book.csv")
    for source, text, quote in (("fg1", FIRST, "I do."), ("fg1", FIRST, "Me too."), ("fg2", SECOND, "Not me.")):
        start = text.index(quote)
        assert 0 == groups("code", source, start, start + len(quote), "Beginning").code
    groups("variables", "derive", "age_group", "--from", "age", "--bands", "18-34,35+")

    def voiced() -> dict[str, tuple[int, int]]:
        rows = groups("freq", "--by", "age_group", "--json").rows
        return {row["level"]: (row["participants"], row["participants_total"]) for row in rows if row.get("level")}

    assert {"18-34": (2, 2), "35+": (1, 2)} == voiced()

    groups("cases", "set", "Carl", "age=40")
    assert {"18-34": (1, 1), "35+": (2, 3)} == voiced()


def test_levels_are_put_together(groups: Run) -> None:
    groups("variables", "rename", "label_1", "city")
    groups("cases", "set", "Ben", "city=Oslo")

    groups("variables", "derive", "region", "--from", "city", "--level", "south=Tula,Sochi", "--else", "elsewhere")

    assert ["south", None] == [row["region"] for row in known(groups, "Anna")]
    assert ["elsewhere"] == [row["region"] for row in known(groups, "Ben")]


def test_missing_values_are_kept_and_left_out_of_tables(groups: Run, tmp_path: Path) -> None:
    """99 is no age: the kind is integer still, and no band has it."""
    groups("cases", "set", "Carl", "age=99")
    groups("variables", "derive", "band", "--from", "age", "--bands", "18-34,35+")

    assert "age: integer; missing: 99.\n" == groups("variables", "type", "age", "integer", "--missing", "99").out

    (carl,) = known(groups, "Carl")
    assert ("99", None) == (carl["age"], carl["band"])
    refused = groups("cases", "set", "Carl", "age=old")
    assert (1, True) == (refused.code, "'old' does not fit 'age', which is integer" in refused.err)
    rows = {row["name"]: row for row in groups("variables", "list", "--json").rows}
    assert (["99"], True, "age in bands 18-34, 35+") == (
        rows["age"]["missing"], rows["age"]["is_typed"], rows["band"]["derived"]
    )  # fmt: skip


def test_sources_are_described(groups: Run) -> None:
    assert "fg1.txt: 2 values set or changed.\n" == groups("sources", "set", "fg1", "wave=2", "language=ru").out
    assert "group 1.txt: 1 value set or changed.\n" == groups("sources", "set", "fg1", "name=group 1.txt").out

    row = groups("sources", "--json").rows[0]
    assert ("group 1.txt", "ru", "2") == (row["name"], row["language"], row["wave"])


def test_the_language_of_turns_is_told_by_hand(groups: Run, tmp_path: Path) -> None:
    """It is shown, goes along to a corrected text, and is as the rest of the source again when told so, or undone."""
    assert "fg1.txt: the language of 2 turns set or changed.\n" == (
        groups("sources", "set", "fg1", "language=de", "--turns", "3-4").out
    )
    assert "turns in de: 3, 4\n" in groups("sources", "show", "fg1").out

    corrected = FIRST.replace("Moderator:", "Moderator: Hello.\n\nDora: Hi.\n\nModerator:", 1)
    (tmp_path / "new.txt").write_text(corrected, encoding="utf-8")
    assert 0 == groups("revise", "fg1", "new.txt").code
    assert "turns in de: 5, 6\n" in groups("sources", "show", "fg1").out

    groups("sources", "set", "fg1", "language=", "--turns", "5")
    assert "turns in de: 6\n" in groups("sources", "show", "fg1").out
    groups("undo")
    assert "turns in de: 5, 6\n" in groups("sources", "show", "fg1").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sources", "set", "fg1", "language=de", "--turns", "2-9"), "No turn 9 in 'fg1.txt': it has 4"),
        (("sources", "set", "fg1", "language=de!", "--turns", "2"), "is not a language code"),
        (("cases", "merge", "Anna", "Ben"), "Several people are called 'Anna': say which, 'fg1:Anna' or 'fg2:Anna'."),
        (("cases", "merge", "Ben"), "it takes two cases or more"),
        (("cases", "merge", "Ben", "fg1:Moderator"), "differ in role"),
        (("cases", "split", "Ben", "--source", "fg1"), "'Ben' speaks in 'fg1.txt' only"),
        (("cases", "split", "Ben", "--source", "fg2"), "'Ben' does not speak in 'fg2.txt'"),
        (("cases", "set", "Bon", "age=1"), "Nobody is called 'Bon' in the project. Did you mean 'Ben'?"),
        (("cases", "set", "Ben", "age"), "'age' is not like VARIABLE=VALUE"),
        (("cases", "rename", "Ben", " "), "a name needs at least one character"),
        (("sources", "set", "fg1", "name=fg2.txt"), "another source is called 'fg2.txt'"),
        (("sources", "set", "fg1", "language=english!"), "is not a language code"),
        (("variables", "derive", "x", "--from", "agee", "--bands", "1-2"), "No variable 'agee'. Did you mean 'age'?"),
        (("variables", "derive", "x", "--from", "age", "--bands", "1-20,18+"), "overlap"),
        (("variables", "derive", "x", "--from", "age", "--bands", "young"), "is no band"),
        (("variables", "derive", "x", "--from", "age", "--level", "young"), "is not like NEW=OLD,OLD"),
        (("variables", "derive", "gender", "--from", "age", "--bands", "1-2"), "has values of its own"),
        (("variables", "type", "gender", "integer"), "'woman' does not fit 'gender', which is integer"),
        (("variables", "rename", "age", "gender"), "there is a variable 'gender' already"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(groups: Run, words: tuple[str, ...], said: str) -> None:
    before = groups("history", "--json").rows
    answer = groups(*words)

    assert (1, 1) == (answer.code, len(answer.err.strip().splitlines()))
    assert said in answer.err
    assert before == groups("history", "--json").rows


def test_a_variable_is_not_derived_from_itself(groups: Run) -> None:
    groups("variables", "derive", "a", "--from", "age", "--bands", "18-34,35+")
    groups("variables", "derive", "b", "--from", "a", "--level", "x=18-34")

    answer = groups("variables", "derive", "a", "--from", "b", "--level", "y=x")

    assert (1, "qualcode: 'a' would be derived from itself.\n") == (answer.code, answer.err)


def test_participants_come_from_a_workbook(groups: Run, tmp_path: Path) -> None:
    """Numbers are whole where they are whole, and an empty cell changes nothing."""
    book = openpyxl.Workbook()
    for row in (("source", "case", "age", "city"), ("fg1", "Ben", 52, "Oslo"), ("fg2", "Carl", None, "Bergen")):
        book.active.append(row)
    book.save(tmp_path / "people.xlsx")

    assert "3 values set or changed.\n" == groups("variables", "people.xlsx").out

    assert [("52", "Oslo")] == [(row["age"], row["city"]) for row in known(groups, "Ben")]
    assert [("19", "Bergen")] == [(row["age"], row["city"]) for row in known(groups, "Carl")]
