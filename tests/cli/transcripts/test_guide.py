"""The discussion guide: questions as sections, and tables by question."""

from pathlib import Path

import pytest

from qualcode.transcripts.guide import GuideQuestion, questions_in
from tests.cli.conftest import CODEBOOK, Run

GUIDE = """Guide for the groups
1. Who should talk to whom about the peace?
2. What do you read or watch about it?
3. Where will you be in ten years from now?
"""
FIRST = """Moderator: Welcome to all of you.

Anna: Hello.

Moderator: So, who should talk to whom about the peace, do you think?

Anna: Let the big people decide.

Ben: A businessman can.

Moderator: Mm-hm. And you?

Ben: As she says, big people.

Moderator: Question 2. What do you read or watch about it?

Anna: Nothing, big people own it.
"""
SECOND = """Moderator: What do you read, or watch, about it?

Carl: The news of a businessman.

Moderator: Who should talk to whom about the peace?

Carl: The big people.
"""


@pytest.fixture
def groups(run: Run, tmp_path: Path) -> Run:
    """Two groups who are asked the same in another order and in other words, with codings."""
    for name, text in (("fg1.txt", FIRST), ("fg2.txt", SECOND), ("guide.txt", GUIDE), ("book.yaml", CODEBOOK)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert 0 == run("init", "study.qualcode").code
    assert 0 == run("import", "fg1.txt", "fg2.txt").code
    assert 0 == run("codebook", "import", "book.yaml").code
    for source, text in (("fg1", FIRST), ("fg2", SECOND)):
        for words, code in (("big people", "Big people"), ("businessman", "Dealmakers")):
            start = text.find(words)
            while start >= 0:
                assert 0 == run("code", source, start, start + len(words), code).code
                start = text.find(words, start + 1)
    return run


def sections(run: Run) -> list[tuple[str, list[tuple[str, int]]]]:
    rows = run("guide", "--json").rows
    asked = [(row["question"], [one.rsplit(":", 1) for one in row["asked"]]) for row in rows]
    return [(name, [(source, int(turn)) for source, turn in places]) for name, places in asked]


WHO, READ, YEARS = (
    "Q1 Who should talk to whom about the peace?",
    "Q2 What do you read or watch about it?",
    "Q3 Where will you be in ten years from now?",
)


def test_a_guide_is_imported_and_its_questions_found(groups: Run) -> None:
    dry = groups("guide", "import", "guide.txt", "--dry-run")
    assert (0, []) == (dry.code, groups("guide", "--json").rows)

    assert "3 questions, 4 sections.\n" in groups("guide", "import", "guide.txt").out

    assert [(WHO, [("fg1.txt", 3), ("fg2.txt", 3)]), (READ, [("fg1.txt", 8), ("fg2.txt", 1)]), (YEARS, [])] == sections(
        groups
    )
    groups("undo")
    assert [] == sections(groups)


def test_tables_are_made_by_question(groups: Run) -> None:
    """Who voiced a code when asked what; what comes before the first question belongs to none."""
    groups("guide", "import", "guide.txt")

    rows = groups("freq", "--by", "question", "--json").rows

    found = {(row["code"], row["level"]): (row["turns"], row["participants"]) for row in rows}
    assert ((3, 3), (1, 1), (0, 0)) == tuple(found["Big people", level] for level in (WHO, READ, "(missing)"))
    assert ((1, 1), (1, 1)) == tuple(found["Dealmakers", level] for level in (WHO, READ))


def test_a_question_is_a_filter(groups: Run) -> None:
    groups("guide", "import", "guide.txt")

    rows = groups("freq", "--where", f"question={READ}", "--json").rows

    assert {"Big people": 1, "Dealmakers": 1} == {r["code"]: r["turns"] for r in rows if r["code"] != "Deference"}


def test_codes_are_crossed_with_questions(groups: Run) -> None:
    groups("guide", "import", "guide.txt")

    answer = groups("crosstab", "Dealmakers", "question", "--json")

    assert (0, True) == (answer.code, bool(answer.rows))


def test_questions_are_found_in_the_talk(groups: Run) -> None:
    """What two groups are asked in like words."""
    groups("guide", "find")

    assert [[("fg1.txt", 3), ("fg2.txt", 3)], [("fg1.txt", 8), ("fg2.txt", 1)]] == sorted(
        asked for _, asked in sections(groups)
    )


def test_sections_are_set_by_hand(groups: Run) -> None:
    groups("guide", "import", "guide.txt")

    assert f"fg1.txt, turn 6: {YEARS}\n" == groups("guide", "set", "fg1", 6, "3").out
    assert "fg1.txt, turn 3: no section begins there\n" == groups("guide", "set", "fg1", 3).out

    assert [(WHO, [("fg2.txt", 3)]), (READ, [("fg1.txt", 8), ("fg2.txt", 1)]), (YEARS, [("fg1.txt", 6)])] == sections(
        groups
    )


def test_sections_go_along_with_a_corrected_text(groups: Run, tmp_path: Path) -> None:
    groups("guide", "import", "guide.txt")
    (tmp_path / "new.txt").write_text(FIRST.replace("Anna: Hello.", "Anna: Hello.\n\nBen: Hi."), encoding="utf-8")

    assert 0 == groups("revise", "fg1", "new.txt").code

    assert [("fg1.txt", 4), ("fg2.txt", 3)] == sections(groups)[0][1]
    assert 0 == groups("doctor").code


def test_transcripts_that_come_later_are_assigned(groups: Run, tmp_path: Path) -> None:
    groups("guide", "import", "guide.txt")
    (tmp_path / "fg3.txt").write_text(SECOND.replace("The news of a", "A"), encoding="utf-8")
    groups("import", "fg3.txt")

    assert "3 questions, 2 sections.\n" in groups("guide", "assign").out
    assert ("fg3.txt", 3) in sections(groups)[0][1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("guide", "assign"), "No question is in the guide"),
        (("guide", "import", "nothing.txt"), "there is no such file"),
        (("guide", "set", "fg1", "1", "4"), "No one question of the guide is '4'"),
        (("guide", "set", "fg1", "99", "1"), "No turn 99 in 'fg1.txt': it has"),
        (("freq", "--by", "question"), "No variable 'question'"),
    ],
)
def test_what_cannot_be_is_one_line(groups: Run, words: tuple[str, ...], said: str) -> None:
    answer = groups(*words)

    assert (1, 1, True) == (answer.code, len(answer.err.strip().splitlines()), said in answer.err)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Q1: Why?\nQ2 - How?", [(1, "Why?"), (2, "How?")]),
        ("Вопрос 1. Почему?\nВопрос 2. Как?", [(1, "Почему?"), (2, "Как?")]),
        ("Intro\n- Why is it so\n- How is it done", [(1, "Why is it so"), (2, "How is it done")]),
        ("Talk of peace.\nWhy?\nNotes\nHow?", [(1, "Why?"), (2, "How?")]),
        ("# Guide\nThe war\nThe peace", [(1, "The war"), (2, "The peace")]),
        ("", []),
    ],
)
def test_guides_are_read_as_they_are_written(text: str, found: list[tuple[int, str]]) -> None:
    assert [GuideQuestion(f"Q{number} {words}", words, number) for number, words in found] == list(questions_in(text))
