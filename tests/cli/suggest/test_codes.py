"""`qualcode suggest codes`: codes of turns and texts, the likeliest first."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

TALK = """\
Moderator: What do you think of it?
Anna: Thanks for asking, we are grateful for the ceasefire.
Boris: The soup was cold, and dinner came late.
Moderator: And you?
Clara: Ugh.
"""


@pytest.fixture
def cold(run: Run, tmp_path: Path) -> Run:
    """Return a project with talk and a codebook of names, in which nothing is coded."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "book.csv").write_text("name\nGratitude\nFood\nTrains\n", "utf-8")
    run("init", "cold.qualcode")
    run("import", "talk.txt")
    run("codebook", "import", "book.csv")
    return run


def test_names_alone_rank_the_codes_of_turns_and_say_why(cold: Run) -> None:
    """Before anything is coded; the moderator's turns are left out."""
    answer = cold("suggest", "codes", "talk", "--json")
    best = {row["turn"]: row for row in answer.rows if row["rank"] == 1}

    assert 0 == answer.code
    assert {2: "Gratitude", 3: "Food"} == {turn: best[turn]["code"] for turn in (2, 3)}
    assert "*grateful*" in best[2]["reason"]
    assert "*soup*" in best[3]["reason"]
    assert {2, 3, 5} == {row["turn"] for row in answer.rows}


def test_all_codes_are_ranked_where_no_limit_is_wanted(cold: Run) -> None:
    """Each once, by falling score; also on the moderator's turns, if told."""
    answer = cold("suggest", "codes", "talk", "--turns", "1-2", "--limit", "0", "--with-moderator", "--json")
    by_turn = {turn: [row for row in answer.rows if row["turn"] == turn] for turn in (1, 2)}

    for rows in by_turn.values():
        assert {"Gratitude", "Food", "Trains"} == {row["code"] for row in rows}
        assert [1, 2, 3] == [row["rank"] for row in rows]
        assert sorted((row["score"] for row in rows), reverse=True) == [row["score"] for row in rows]


def test_texts_of_a_file_are_ranked_too(cold: Run, tmp_path: Path) -> None:
    """One a line, numbered as they stand; nothing of them is stored."""
    (tmp_path / "answers.txt").write_text("A tasty breakfast.\n\nI thank you.\n", "utf-8")
    before = cold("sources", "--json").rows
    answer = cold("suggest", "codes", "--texts", "answers.txt", "-n", "1", "--json")

    assert [(1, "Food"), (3, "Gratitude")] == [(row["text"], row["code"]) for row in answer.rows]
    assert before == cold("sources", "--json").rows


def test_what_was_coded_makes_the_order_better(cold: Run, tmp_path: Path) -> None:
    """A word that no codebook knows is learned; but no turn is judged by its own codings, nor told the words of them.

    What the codebook says of a word is told all the same.
    """
    (tmp_path / "answers.txt").write_text("Ugh!\n", "utf-8")
    text = cold("sources", "text", "talk").out
    soup, ugh = text.index("The soup was cold"), text.index("Ugh.")
    cold("code", "talk", str(soup), str(soup + 17), "Food", "--coder", "Vera")
    cold("code", "talk", str(ugh), str(ugh + 4), "Trains", "--coder", "Vera")
    after = cold("suggest", "codes", "--texts", "answers.txt", "-n", "1", "--json").rows
    own = [row for row in cold("suggest", "codes", "talk", "-n", "0", "--json").rows if row["turn"] in (3, 5)]

    assert ("Trains", "words *ugh*") == (after[0]["code"], after[0]["reason"])
    assert all(row["score"] < after[0]["score"] for row in own if (row["turn"], row["code"]) == (5, "Trains"))
    assert {""} == {row["reason"] for row in own if row["turn"] == 5}
    assert "*soup*" in next(row["reason"] for row in own if row["code"] == "Food")


def test_turns_of_a_sample_are_left_out(cold: Run) -> None:
    """Who codes them is to be shown nothing."""
    cold("sample", "mark", "blind", "talk", "--turns", "2-2")
    answer = cold("suggest", "codes", "talk", "--json")

    assert {3, 5} == {row["turn"] for row in answer.rows}


def test_a_text_copied_from_a_sample_does_not_tell_how_it_was_coded(cold: Run, tmp_path: Path) -> None:
    """Neither by its score nor by the words that speak for it, until the sample is released."""
    (tmp_path / "copied.txt").write_text("Ugh.\n", "utf-8")
    asked = ("suggest", "codes", "--texts", "copied.txt", "--limit", "0", "--json")
    text = cold("sources", "text", "talk").out
    soup, ugh = text.index("The soup was cold"), text.index("Ugh.")
    cold("code", "talk", str(soup), str(soup + 17), "Food", "--coder", "Vera")
    cold("code", "talk", str(ugh), str(ugh + 4), "Trains", "--coder", "Vera")
    cold("sample", "mark", "blind", "talk", "--turns", "5-5")
    hidden = cold(*asked).rows
    cold("sample", "release", "blind")
    shown = cold(*asked).rows

    assert {""} == {row["reason"] for row in hidden}
    assert ("Trains", "words *ugh*") == (shown[0]["code"], shown[0]["reason"])
    assert next(row["score"] for row in hidden if row["code"] == "Trains") < shown[0]["score"] / 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "name a transcript"),
        (("talk", "--texts", "x.txt"), "name a transcript"),
        (("--texts", "x.txt", "--turns", "1"), "goes with SOURCE"),
        (("talk", "--language", "ru"), "goes with --texts"),
        (("talk", "--turns", "one"), "is not like"),
        (("--texts", "missing.txt"), "no such file"),
        (("nobody",), "No source 'nobody'"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(cold: Run, options: tuple[str, ...], told: str) -> None:
    """And nothing is ranked."""
    answer = cold("suggest", "codes", *options)

    assert 0 != answer.code
    assert told in answer.err
    assert "Traceback" not in answer.err


def test_a_project_without_codes_says_so(run: Run, tmp_path: Path) -> None:
    """In one line, not in an empty table alone."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    run("init", "new.qualcode")
    run("import", "talk.txt")
    answer = run("suggest", "codes", "talk")

    assert 0 == answer.code
    assert "no code to suggest yet" in answer.err


def test_where_nothing_is_ranked_it_is_said_why(cold: Run, tmp_path: Path) -> None:
    """Not an empty table alone."""
    (tmp_path / "empty.txt").write_text("\n...\n", "utf-8")
    turn = cold("suggest", "codes", "talk", "--turns", "1")
    texts = cold("suggest", "codes", "--texts", "empty.txt")

    assert (0, 0) == (turn.code, texts.code)
    assert "--with-moderator" in turn.err
    assert "no line has a word" in texts.err


def test_names_too_short_to_be_words_rank_nothing_higher(run: Run, tmp_path: Path) -> None:
    """A codebook of Q1 and Q2 has no word that talk could meet: all codes come, as likely as each other."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "book.csv").write_text("name\nQ1\nQ2\n", "utf-8")
    run("init", "short.qualcode")
    run("import", "talk.txt")
    run("codebook", "import", "book.csv")
    rows = run("suggest", "codes", "talk", "--turns", "2", "--json").rows

    assert [("Q1", ""), ("Q2", "")] == [(row["code"], row["reason"]) for row in rows]
    assert rows[0]["score"] == rows[1]["score"]


def test_a_cue_met_in_a_copied_text_does_not_tell_how_it_fared_in_a_sample(run: Run, tmp_path: Path) -> None:
    """Until the sample is released: what a cue says by itself comes all the same."""
    (tmp_path / "talk.txt").write_text("Anna: Zorble here.\nBoris: It rained.\n", "utf-8")
    (tmp_path / "book.csv").write_text("name,cues\nTrains,zorble\nFood,fish\n", "utf-8")
    (tmp_path / "copied.txt").write_text("Zorble here.\n", "utf-8")
    for words in (("init", "cued.qualcode"), ("import", "talk.txt"), ("codebook", "import", "book.csv")):
        run(*words)
    run("code", "talk", "6", "18", "Trains")
    run("sample", "mark", "blind", "talk")
    hidden = run("suggest", "codes", "--texts", "copied.txt", "--json").rows
    run("sample", "release", "blind")
    shown = run("suggest", "codes", "--texts", "copied.txt", "--json").rows

    assert "cue *zorble*" in hidden[0]["reason"]
    assert "coded in" not in hidden[0]["reason"]
    assert "coded in 1 of 1 places" in shown[0]["reason"]
