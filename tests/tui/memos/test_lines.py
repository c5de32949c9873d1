from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Coding, Memo
from qualcode.model.transcript import Segment
from qualcode.project.snapshots import CaseFacts, SourceFacts
from qualcode.tui.memos.lines import MemoLine, Things, holding

AT = datetime(2025, 3, 2, 14, 5, tzinfo=UTC)


def guid(number):
    return f"00000000-0000-4000-8000-{number:012}"


THEME = Code(guid=guid(1), name="Leaders")
TRADER = Code(guid=guid(2), name="Businessman", parent_guid=THEME.guid)
BOOK = Codebook(guid=guid(3), name="Talks", codes=(THEME, TRADER))
SOURCE = SourceFacts(
    guid=guid(4), name="fg1.txt", language="en", encoding="utf-8", turns=3, words=9, characters=60, sha256="",
    talk_turns=2, coded_turns=1, codings=1, variables=(),
)  # fmt: skip
CASE = CaseFacts(guid=guid(5), label="ANNA", role="participant", sources=("fg1.txt",), turns=1, words=5, variables=())
SILENT = CaseFacts(guid=guid(6), label="IVAN", role="participant", sources=(), turns=0, words=0, variables=())
CODING = Coding(
    guid=guid(7), source_guid=SOURCE.guid, segment=Segment(10, 110), quote="q" * 100, code_guid=TRADER.guid,
    coder="Vera", at=AT, first_turn=2,
)  # fmt: skip
THINGS = Things((CODING,), (BOOK,), (SOURCE,), (CASE, SILENT))


def memo(target, target_guid, text="why?", coder="Vera"):
    return Memo(guid=guid(99), target=target, target_guid=target_guid, text=text, coder=coder, at=AT)


@pytest.mark.parametrize(
    ("target", "target_guid", "what", "place", "source_guid", "segment"),
    [
        ("coding", CODING.guid, f"Businessman “{'q' * 60}…”", "fg1.txt, turn 2", SOURCE.guid, Segment(10, 110)),
        ("code", TRADER.guid, "code Leaders > Businessman", "", None, None),
        ("source", SOURCE.guid, "source fg1.txt", "", SOURCE.guid, None),
        ("case", CASE.guid, "case ANNA", "fg1.txt", SOURCE.guid, None),
        ("case", SILENT.guid, "case IVAN", "", None, None),
        ("project", guid(50), "the project", "", None, None),
        ("coding", guid(51), "the coding", "", None, None),
    ],
)
def test_a_memo_tells_what_it_is_on_and_where(target, target_guid, what, place, source_guid, segment):
    """Each kind of thing, and one that is gone."""
    one = memo(target, target_guid)

    assert THINGS.line(one) == MemoLine(one, what, place, source_guid, segment)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("", True), ("WHY", True), ("why anna", True), ("vera fg1", True), ("why boris", False), ("  ?", True)],
)
def test_every_typed_word_must_stand_somewhere(typed, found):
    """In the memo, the thing, its place or the coder's name; letter case does not matter."""
    line = THINGS.line(memo("case", CASE.guid))

    assert holding([line], typed) == ([line] if found else [])


@given(st.lists(st.text("ab ", max_size=5), max_size=5), st.text("ab ", max_size=4))
def test_more_letters_never_find_more(texts, typed):
    """What holds a longer filter holds the shorter, in the same order."""
    lines = [THINGS.line(memo("project", guid(50), text)) for text in texts]
    longer = holding(lines, typed + "a")

    assert [line for line in holding(lines, typed) if line in longer] == longer
