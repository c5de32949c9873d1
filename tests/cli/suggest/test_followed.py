"""The reason of a suggestion follows what becomes of the coded quote it names, of its code and of who said it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

QUOTE = "We count our savings and keep the money in the bank."
TEXT = f"Moderator: What about money?\n\nANNA: {QUOTE} It is late.\n\nBORIS: The weather is fine.\n"
AFTER = "Moderator: And money?\n\nCLARA: " + QUOTE + " Yes.\n"
BOOK = "name,definition\nThrift,\nPrudence,\n"
CASH = QUOTE.replace("money", "cash")


@pytest.fixture
def repeated(run: Run) -> Run:
    """Of a quote of Anna's that is coded, somebody else says the very words."""
    Path("fg1.txt").write_text(TEXT, "utf-8")
    Path("fg2.txt").write_text(AFTER, "utf-8")
    Path("book.csv").write_text(BOOK, "utf-8")
    run("init", "study.qualcode")
    run("import", "fg1.txt", "fg2.txt")
    run("codebook", "import", "book.csv")
    start = TEXT.index(QUOTE)
    assert 0 == run("code", "fg1", start, start + len(QUOTE), "Thrift").code
    return run


def suggested(run: Run) -> list[tuple[str, str]]:
    return [(row["code"], row["reason"]) for row in run("suggest", "fg2", "--json").rows]


def like(quote: str, who: str = "ANNA", code: str = "Thrift") -> list[tuple[str, str]]:
    return [(code, f"like “{quote}” ({who}, fg1.txt)")]


def test_a_corrected_text_takes_the_reason_along(repeated: Run) -> None:
    """Moved, changed, lost; and back."""
    seen = [suggested(repeated)]
    for new in (f"Well, hello there. {QUOTE}", CASH, "Nothing to tell at all."):
        Path("new.txt").write_text(TEXT.replace(QUOTE, new), "utf-8")
        assert 0 == repeated("revise", "fg1", "new.txt").code
        seen.append(suggested(repeated))
        repeated("undo")
        seen.append(suggested(repeated))

    whole = like(QUOTE)
    assert seen == [whole, whole, whole, like(CASH), whole, [], whole]


def test_names_in_it_are_those_of_today(repeated: Run) -> None:
    """The code's and the speaker's."""
    repeated("codebook", "export", "ours.yaml")
    renamed = Path("ours.yaml").read_text("utf-8").replace("name: Thrift", "name: Saving up")
    Path("ours.yaml").write_text(renamed, "utf-8")
    repeated("codebook", "import", "ours.yaml")
    repeated("cases", "rename", "ANNA", "HANNA")

    assert suggested(repeated) == like(QUOTE, "HANNA", "Saving up")


def test_what_is_accepted_and_undone_is_suggested_as_before(repeated: Run) -> None:
    """For the same reason."""
    before = suggested(repeated)
    repeated("suggest", "accept", "fg2", "--above", "0.1", "--yes")
    accepted = suggested(repeated)
    repeated("undo")

    assert (accepted, suggested(repeated)) == ([], before)
