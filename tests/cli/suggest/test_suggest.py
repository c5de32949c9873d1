"""`qualcode suggest` and its commands."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("options", [(), ("fg1",), ("--limit", "1"), ("fg1", "--above", "0.1")])
def test_suggestions_are_shown_where_no_command_is_named(small: Run, options: tuple[str, ...]) -> None:
    """`qualcode suggest [SOURCE]` and `qualcode suggest show [SOURCE]` are the same."""
    short = small("suggest", *options, "--json")
    long = small("suggest", "show", *options, "--json")

    assert (0, 0) == (short.code, long.code)
    assert short.rows
    assert short.rows == long.rows


def test_only_those_of_a_code_are_shown(small: Run) -> None:
    """Line by line, too; an unknown code is told."""
    everything = small("suggest", "--json").rows
    one = everything[-1]["code"]
    expected = [row for row in everything if row["code"] == one]

    assert small("suggest", "--code", one, "--json").rows == expected
    assert [json.loads(line) for line in small("suggest", "--code", one, "--jsonl").out.splitlines()] == expected
    assert small("suggest", "--code", "Nope").code == 1


def test_help_tells_the_commands(small: Run) -> None:
    """As of any group."""
    answer = small("suggest", "--help")

    assert 0 == answer.code
    assert "show" in answer.out


def test_what_is_neither_command_nor_source_is_one_line(small: Run) -> None:
    """A mistyped command is taken for a source, and told so."""
    answer = small("suggest", "evalate")

    assert (1, "") == (answer.code, answer.out)
    assert "No source 'evalate'" in answer.err


def test_what_is_missing_is_said(run: Run, tmp_path: Path) -> None:
    """An empty table says why it is empty: no code at first, then nothing to go by."""
    (tmp_path / "talk.txt").write_text("Moderator: Well?\nAnna: We count coins.\n", "utf-8")
    (tmp_path / "book.csv").write_text("name\nMoney\n", "utf-8")
    run("init", "new.qualcode")
    run("import", "talk.txt")
    before = run("suggest")
    run("codebook", "import", "book.csv")
    after = run("suggest", "--json")
    run("code", "talk", "22", "36", "Money")
    coded = run("suggest")

    assert (0, 0, 0) == (before.code, after.code, coded.code)
    assert "It takes 20 codings of a code to learn from them; 'Money' has most, 1." in coded.err
    assert "no code to suggest yet" in before.err
    assert "No code has cues and nothing is coded yet" in after.err
    assert [] == after.rows


def test_languages_of_turns_are_told_of_where_they_are_spoken(run: Run, tmp_path: Path) -> None:
    """A language without a tokenizer is named, be it of a few turns only; not where another transcript is asked for."""
    (tmp_path / "talk.txt").write_text("Moderator: What do you think?\nAnna: We count the coins.\n", "utf-8")
    (tmp_path / "other.txt").write_text("Moderator: What do you say?\nBert: They have the money.\n", "utf-8")
    (tmp_path / "book.csv").write_text("name,cues\nMoney,coin\n", "utf-8")
    run("init", "new.qualcode")
    run("import", "talk.txt", "other.txt")
    run("codebook", "import", "book.csv")
    run("sources", "set", "talk", "language=tlh", "--turns", "2-2")

    assert "Language 'tlh' has no tokenizer here" in run("suggest").err
    assert "Language 'tlh' has no tokenizer here" in run("suggest", "talk").err
    assert "tlh" not in run("suggest", "other").err


def test_who_became_the_moderator_meanwhile_is_left_out(run: Run, tmp_path: Path) -> None:
    """Also where a program has read the transcript before, and as many turns are left to participants as before."""
    (tmp_path / "talk.txt").write_text("Ann: How is the fish?\nBob: The fish was cold.\n", "utf-8")
    (tmp_path / "book.csv").write_text("name,cues\nFood,fish\n", "utf-8")
    run("init", "roles.qualcode")
    run("import", "talk.txt")
    run("codebook", "import", "book.csv")
    run("cases", "role", "Ann", "--is", "moderator")
    before = run("suggest", "--json").rows
    run("cases", "role", "Ann", "--is", "participant")
    run("cases", "role", "Bob", "--is", "moderator")
    after = run("suggest", "--json").rows

    assert ["The fish was cold."] == [row["quote"] for row in before]
    assert ["How is the fish?"] == [row["quote"] for row in after]


def test_one_broken_pattern_does_not_stop_the_others(small: Run, tmp_path: Path) -> None:
    """What is left out, and where its fault is, is told in one line each time; nothing else is missed."""
    before = small("suggest", "--json").rows
    (tmp_path / "broken.yaml").write_text(
        "qualcode: codebook/1\nname: Odd\ncodes:\n- name: Deals\n  cues:\n  - pattern: [{LEMA: deal}]\n", "utf-8"
    )
    small("codebook", "import", "broken.yaml")
    told = (
        "Code 'Deals', cue pattern [{\"LEMA\":\"deal\"}]: token 1: 'LEMA' is not an attribute. Did you mean 'LEMMA'? "
        "It is left out of suggestions until it is mended."
    )

    for arguments in (("suggest",), ("suggest", "--all"), ("suggest", "--jsonl"), ("suggest", "pipeline", "shared")):
        answer = small(*arguments)
        assert (0, 1) == (answer.code, answer.err.count(told))
    answer = small("suggest", "--json")
    assert before == answer.rows
    assert 1 == small("codebook", "check").code
