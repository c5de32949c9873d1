"""Reliability samples: drawn, marked, blind in every command, released."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.coding.verdicts import accept
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.project.opening import open_project
from tests.cli.conftest import Run, place

BIG = "Let the big people decide."


def _suggested(run: Run) -> list[str]:
    return [row["quote"] for row in run("suggest", "show", "--json").rows]


def test_nothing_is_suggested_in_a_sample_until_it_is_released(small: Run) -> None:
    """To nobody; marking more, releasing and removing are acts that can be undone."""
    everything = sorted(_suggested(small))
    assert small("sample", "mark", "pilot", "fg1", "--turns", "2-3").code == 0
    assert [BIG] == _suggested(small)
    assert [BIG] == [row["quote"] for row in small("--coder", "Pavel", "suggest", "show", "--json").rows]
    small("sample", "mark", "pilot", "fg1", "--turns", "5")
    assert [] == _suggested(small)

    assert small("sample", "release", "PILOT").out == "pilot released.\n"
    assert everything == sorted(_suggested(small))
    small("undo")
    assert [] == _suggested(small)
    small("sample", "remove", "pilot")
    assert everything == sorted(_suggested(small))
    small("undo")
    assert [("pilot", "blind", 3, 1)] == [
        (row["name"], row["state"], row["turns"], row["sources"]) for row in small("sample", "list", "--json").rows
    ]


def test_autocode_passes_over_samples(small: Run) -> None:
    """And says how much lies in them."""
    small("sample", "mark", "pilot", "fg1", "--turns", "2")

    answer = small("autocode", "Big people", "--search", "big people", "--yes")

    assert ["fg1.txt", "2", "1", "0", "1"] == answer.out.splitlines()[2].split()
    assert [5] == [row["turn"] for row in small("codings", "list", "--json").rows]


def test_the_same_seed_draws_the_same_turns(small: Run) -> None:
    """Of participants; another seed other ones."""
    small("sample", "draw", "a", "--turns", "3", "--seed", "7")
    small("sample", "draw", "b", "--percent", "70", "--seed", "7")
    drawn = {}
    for name in ("a", "b"):
        drawn[name] = [(row["first_turn"], row["last_turn"]) for row in small("sample", "show", name, "--json").rows]
    seen = set()
    for seed in range(6):
        small("sample", "draw", f"s{seed}", "--turns", "2", "--seed", seed)
        rows = small("sample", "show", f"s{seed}", "--json").rows
        seen.add(tuple((row["first_turn"], row["last_turn"]) for row in rows))

    assert 3 == sum(last - first + 1 for first, last in drawn["a"])
    assert 3 == sum(last - first + 1 for first, last in drawn["b"])
    assert drawn["a"] == drawn["b"]
    assert {2, 3, 5, 6} >= {turn for first, last in drawn["a"] for turn in range(first, last + 1)}
    assert len(seen) > 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("draw", "x", "--turns", 5), 1, "there are only 4"),
        (("draw", "x"), 2, "give one of --turns N, --percent P"),
        (("draw", "taken", "--turns", 1), 1, "There is a sample 'taken' already"),
        (("mark", "x", "fg9"), 1, "No source 'fg9'"),
        (("mark", "x", "fg1", "--turns", "5-9"), 1, "No turn 9 in 'fg1.txt': it has 6"),
        (("mark", "x", "fg1", "--turns", "5-2"), 1, "Turns '5-2'"),
        (("mark", "x", "fg1", "--turns", "all"), 2, "is not like 10-25"),
        (("mark", " ", "fg1"), 1, "Sample name"),
        (("mark", "old", "fg1"), 1, "'old' was released already"),
        (("release", "x"), 1, "No sample 'x' in the project (it has: 'taken', 'old')"),
        (("remove", "x"), 1, "No sample 'x'"),
    ],
)
def test_what_makes_no_sample_is_told(small: Run, arguments: tuple[object, ...], code: int, said: str) -> None:
    """Nothing is changed."""
    small("sample", "draw", "taken", "--turns", 1)
    small("sample", "mark", "old", "fg1", "--turns", "2")
    small("sample", "release", "old")
    before = small("sample", "list", "--json").rows

    answer = small("sample", *arguments)

    assert code == answer.code
    assert said in " ".join(answer.err.replace("│", " ").split())
    assert before == small("sample", "list", "--json").rows


def test_every_origin_is_stored_exported_imported_and_counted(small: Run, tmp_path: Path) -> None:
    """By hand, suggested, suggested and resized, automatically, imported."""
    small("code", "fg1", *place("Exactly."), "Big people")
    with open_project(tmp_path / "study.qualcode", coder="Vera") as project:
        source = project.source("fg1").guid
        for one in project.suggestions():
            smaller = Segment(one.segment.start, one.segment.end - 1)
            is_first = one.segment.start == place(BIG)[0]
            accept(project.store, one, coder="Vera", at=datetime.now(UTC), segment=smaller if is_first else None)
        odd = Segment(*place("I watch the news"))
        guid = project.codebooks()[0].codes[1].guid
        suggestion = Suggestion(
            source_guid=source, segment=odd, quote="I watch the news", code_guid=guid, score=0.5, reason="x"
        )
        accept(project.store, suggestion, coder="Pavel", at=datetime.now(UTC))
    small("autocode", "Dealmakers", "--search", "exactly", "--unit", "match", "--yes")
    (tmp_path / "in.csv").write_text("source,start,end,code,coder\nfg1,0,9,Dealmakers,Nina\n", encoding="utf-8")
    small("codings", "import", "in.csv")
    before = small("codings", "list", "--json").rows
    origins = sorted(row["origin"] for row in before)
    assert ["auto", "hand", "import", "suggestion", "suggestion", "suggestion", "suggestion-resized"] == origins

    small("codings", "export", "out.csv")
    small("codings", "remove", *(row["guid"] for row in before))
    small("codings", "import", "out.csv")
    assert before == small("codings", "list", "--json").rows

    for origin in set(origins):
        rows = small("freq", "--origin", origin, "--with-moderator", "--json").rows
        leaves = [row["codings"] for row in rows if row["code"] in ("Big people", "Dealmakers")]
        assert origins.count(origin) == sum(leaves)


def test_coders_are_compared_over_a_sample(small: Run) -> None:
    """Turns out of it, and what was coded there, do not count; by turn, sentence and character."""
    small("code", "fg1", *place(BIG), "Big people")
    small("code", "fg1", *place("Exactly."), "Dealmakers")
    small("code", "fg1", *place(BIG), "Big people", "--coder", "Pavel")
    small("code", "fg1", *place("IVAN: Trump"), "Dealmakers", "--coder", "Pavel")
    small("sample", "mark", "pilot", "fg1", "--turns", "2-2")
    small("sample", "mark", "pilot", "fg1", "--turns", "5-5")

    for unit, units in (("turn", 2), ("sentence", 4), ("character", None)):
        whole = small("agree", "--unit", unit, "--json").rows[-1]
        rows = small("agree", "--unit", unit, "--sample", "PILOT", "--json").rows
        last = rows[-1]
        assert last["units"] < whole["units"]
        assert units in (None, last["units"])
        assert last["percent"] > whole["percent"]
    listed = small("agree", "--disagreements", "--sample", "pilot", "--json").rows
    assert len(listed) < len(small("agree", "--disagreements", "--json").rows)
    assert "No sample 'x'" in small("agree", "--sample", "x").err
