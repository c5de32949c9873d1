"""`qualcode quotes`: what is shown, picked and marked."""

import json

import pytest

from tests.cli.conftest import place


@pytest.fixture
def coded(small):
    """Two people say one thing, one another; one of them with a memo."""
    for quote, code, memo in (
        ("Let the big people decide. It is", "Big people", ""),
        ("Trump is a businessman", "Dealmakers", "Said twice."),
        ("Let the big people decide.\n\nANNA", "Big people", ""),
        ("businessman", "Big people", ""),
    ):
        assert 0 == small("code", "fg1", *place(quote.removesuffix("\n\nANNA")), code, "--memo", memo).code
    return small


def test_quotes_are_ready_for_a_paper(coded):
    """Under each code the words, who said them, and the turn."""
    answer = coded("quotes", "--code", "Dealmakers")

    assert ["Dealmakers", "", "“Trump is a businessman” (IVAN, fg1.txt; turn 3)"] == answer.out.splitlines()
    assert "1 quote." in answer.err


def test_quotes_as_json_are_whole(coded):
    """With memo, origin and all that opens them again."""
    row = coded("quotes", "--code", "Dealmakers", "--json").rows[0]

    assert ("Trump is a businessman", "Said twice.", "hand", 3, "IVAN", "Vera", False) == tuple(
        row[name] for name in ("quote", "memo", "origin", "turn", "speaker", "coder", "is_selected")
    )


def test_markdown_is_for_the_paper_too(coded, tmp_path):
    """To standard output and to a file."""
    said = coded("quotes", "--code", "Dealmakers", "-f", "md").out

    assert "> “Trump is a businessman” (IVAN, fg1.txt; turn 3)" in said.splitlines()
    assert 0 == coded("quotes", "--code", "Dealmakers", "-o", "q.md").code
    assert "## Dealmakers" == (tmp_path / "q.md").read_text(encoding="utf-8").splitlines()[0]


def test_text_overlap_and_context(coded):
    """Words, codes that overlap, and the turns around."""
    assert ["businessman"] == [
        row["quote"] for row in coded("quotes", "--also", "Dealmakers", "--code", "Big people", "--json").rows
    ]
    assert 2 == len(coded("quotes", "--text", "trump|business", "--regex", "--json").rows)
    row = coded("quotes", "--code", "Dealmakers", "--context", "1", "--json").rows[0]
    assert row["before"].startswith("ANNA: Let the big people decide.")
    assert ", you can reach an agreement with him.\nModerator: And you, Olga?" == row["after"]


def test_a_pick_that_is_marked_is_not_picked_again(coded):
    """Marking is one act, and undo takes all marks back."""
    first = coded("quotes", "--pick", "1", "--mark", "--json").rows
    second = coded("quotes", "--pick", "2", "--json").rows

    assert not {row["coding_guid"] for row in first} & {row["coding_guid"] for row in second}
    assert 1 == len(second)  # of what is left, one overlaps the other
    assert 0 == coded("quotes", "--mark").code
    assert 4 == len(coded("quotes", "--selected", "--json").rows)
    assert 0 == coded("undo").code
    assert 1 == len(coded("quotes", "--selected", "--json").rows)
    assert 0 == coded("undo").code
    answer = coded("quotes", "--selected")
    assert (1, 1) == (answer.code, len(answer.err.splitlines()))


def test_a_file_never_marks(coded, tmp_path):
    """What a table was made with is counted again; the project stays as it was."""
    assert 0 == coded("quotes", "--code", "Dealmakers", "--mark", "-o", "q.json").code
    assert 0 == coded("undo").code
    held = json.loads((tmp_path / "q.json").read_text(encoding="utf-8"))
    assert "mark" not in held["about"]["options"]

    assert 0 == coded("quotes", "--from", "q.json").code
    held["about"]["options"]["mark"] = True
    (tmp_path / "evil.json").write_text(json.dumps(held), encoding="utf-8")
    assert 1 == coded("quotes", "--from", "evil.json").code
    assert 1 == coded("quotes", "--selected").code


def test_nothing_found_is_one_line(coded):
    """No such words, no such code, a broken expression."""
    for arguments in (("--text", "zebra"), ("--code", "Zebra"), ("--text", "(", "--regex"), ("--also", "Zebra")):
        answer = coded("quotes", *arguments)
        assert (1, 1, "") == (answer.code, len(answer.err.splitlines()), answer.out)


def test_pseudonyms_stand_for_those_who_speak(coded, tmp_path):
    """In the quote, around it, in tables, files and the report; said in what they were made from."""
    answer = coded("quotes", "--pseudonymized", "--context", "2", "--json")

    assert {row["speaker"] for row in answer.rows} <= {"P1", "P2", "P3"}
    assert "ANNA" not in answer.out
    assert '"pseudonymized": true' in answer.out
    assert coded("quotes", "--pseudonymized", "-o", "q.md").code == 0
    assert "ANNA" not in (tmp_path / "q.md").read_text(encoding="utf-8")
    assert "ANNA" not in coded("participation", "--pseudonymized").out
    assert coded("report", "--pseudonymized", "-o", "r.html").code == 0
    assert "ANNA" not in (tmp_path / "r.html").read_text(encoding="utf-8").replace("&quot;", '"')
    assert "ANNA" in coded("participation").out
