"""Staleness: what changes the meaning of a code, and what does not."""

from dataclasses import replace

import pytest

from qualcode.codebooks.editing import with_changed, with_code, with_merged, with_moved
from qualcode.codebooks.staleness import meaning_changes
from qualcode.model.codebook import Code, Codebook, Cue


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


A, B, C = (Code(guid=guid(number), name=name, definition=f"{name}.") for number, name in enumerate("ABC", start=1))
THEN = Codebook(guid=guid(900), name="Talks", codes=(A, B, C))


def told(now, code=A):
    return [change.sentence() for change in meaning_changes(code.guid, THEN, now)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"definition": "B."}, "redefined: A: [-A-] {+B+}."),
        ({"use_when": "x"}, "use_when changed: A: nothing → “x”"),
        ({"not_when": "x"}, "not_when changed: A: nothing → “x”"),
    ],
)
def test_what_a_code_means_is_in_three_fields(fields, sentence):
    """Each of them makes its codings stale."""
    assert told(with_changed(THEN, replace(A, **fields))) == [sentence]


def test_what_changes_no_meaning():
    """Another name, cue, color, place; and another code's meaning."""
    changed = replace(A, name="Z", cues=(Cue("x"),), color="#000000", key="k", examples=("x",), is_retired=True)

    assert told(with_moved(with_changed(THEN, changed), A.guid, B.guid)) == []
    assert told(with_changed(THEN, replace(B, definition="New."))) == []


def test_a_code_that_took_in_another_is_wider():
    """Codings of both are told, those of the gone one with how the two differ."""
    now = with_merged(THEN, B.guid, A.guid)
    before = replace(THEN, codes=(B, C))

    assert told(now) == ["merged: B → A"]
    assert [each.sentence() for each in meaning_changes(A.guid, before, now)] == [
        "merged: B → A",
        "redefined: A: [-B-] {+A+}.",
    ]


def test_a_code_that_was_split_is_narrower():
    """And those that went to the new one came from elsewhere."""
    new = replace(A, guid=guid(9), name="N", split_from_guid=A.guid)
    now = with_code(THEN, new)

    assert told(now) == ["split: N from A"]
    assert told(now, new) == ["split: N from A"]
    assert told(now, B) == []
