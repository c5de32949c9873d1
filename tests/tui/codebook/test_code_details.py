from datetime import UTC, datetime

from qualcode.analysis.code_usage import NO_USE, usages
from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.model.coding import Coding, Memo
from qualcode.model.transcript import Segment
from qualcode.tui.codebook.code_details import code_details, codebook_details

AT = datetime(2025, 3, 2, 14, 5, tzinfo=UTC)
THEME = Code(guid="00000000-0000-4000-8000-000000000001", name="Leaders", color="#c0392b")
TRADER = Code(
    guid="00000000-0000-4000-8000-000000000002",
    name="Business[b]man",
    parent_guid=THEME.guid,
    not_when="never",
    cues=(Cue("deal"), Cue("Deal", "exact", "en"), Cue("small", language="en", is_negative=True)),
    is_codable=False,
    is_retired=True,
)
BOOK = Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Talks", description="Why?", codes=(THEME, TRADER))
SOURCES = {f"00000000-0000-4000-8000-0000000000b{n}": f"fg{n}" for n in range(3)}


def coding(number, source, quote="words"):
    return Coding(
        guid=f"00000000-0000-4000-8000-0000000001{number:02}",
        source_guid=f"00000000-0000-4000-8000-0000000000b{source}",
        segment=Segment(0, len(quote)),
        quote=quote,
        code_guid=TRADER.guid,
        coder="Vera",
        at=AT,
        first_turn=7,
    )


def lines(codings=(), memos=()):
    usage = usages(codings).get(TRADER.guid, NO_USE)
    return code_details(BOOK, TRADER, usage, SOURCES, memos).plain.split("\n")


def test_a_code_that_cannot_be_applied_says_so():
    """Above all else stand its path, color, key and whether it is in use."""
    assert lines()[:2] == ["Leaders > Business[b]man", "▌color of its theme · no key · only groups others · retired"]


def test_empty_fields_take_no_line():
    """Only what is there is shown; cues by language, those against apart, with their form where it is not the usual."""
    assert lines()[2:] == [
        "", "Not when  never", "", "Cues  deal", "Cues en  exact: Deal", "Not cues en  small", "", "Not used yet.",
    ]  # fmt: skip


def test_a_long_quote_is_cut():
    """A segment may be a whole source."""
    assert max(map(len, lines((coding(1, 0, "so " * 5000),)))) < 300


def test_memos_stand_last():
    """Everybody's, with who wrote it."""
    memo = Memo(guid=THEME.guid, target="code", target_guid=TRADER.guid, text="a\n\x1bb", coder="Pavel", at=AT)

    assert lines(memos=(memo,))[-3:] == ["Memo of Pavel, 2025-03-02", "a", "␛b"]


def test_a_codebook_is_told_in_numbers_and_words():
    """Themes, codes, codings, description."""
    used = usages((coding(1, 0), coding(2, 0)))

    assert codebook_details(BOOK, used).plain.split("\n") == ["Talks", "1 theme, 2 codes in all, 2 codings", "", "Why?"]
