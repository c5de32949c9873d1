"""What every reader mends in the same way: GUIDs, colors, truths; and how it is remarked."""

import pytest

from qualcode.codebooks.drafts import Remarks, mended_guid, truth

GUID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


@pytest.mark.parametrize(
    "written", [GUID, GUID.upper(), "{" + GUID + "}", f" urn:uuid:{GUID} ", GUID.replace("-", ""), "URN:UUID:" + GUID]
)
def test_guids_have_many_spellings(written):
    """Braces, capitals, hyphens and the URN prefix do not matter."""
    assert mended_guid(written) == GUID


@pytest.mark.parametrize("written", ["", "12", GUID[:-1], GUID + "0", GUID.replace("f", "g"), "ⅷ" * 32])
def test_other_text_is_no_guid(written):
    """What is not 32 hexadecimal digits is no GUID."""
    assert mended_guid(written) is None


@pytest.mark.parametrize(
    ("written", "meant"), [("Yes", True), (" x ", True), ("0", False), ("FALSE", False), ("perhaps", None)]
)
def test_yes_and_no_have_many_spellings(written, meant):
    """What is neither yes nor no is nothing."""
    assert truth(written) is meant


def test_remarks_stand_by_kind_and_are_counted_after_five():
    """Kinds come in order of first appearance; the sixth of a kind is only counted."""
    remarks = Remarks()
    for line in range(1, 8):
        remarks.add("color", line, f"c{line}.")
    remarks.add("name", None, "n.")

    assert remarks.lines() == (
        "line 1: c1.",
        "line 2: c2.",
        "line 3: c3.",
        "line 4: c4.",
        "line 5: c5.",
        "… and 2 more like this (color).",
        "n.",
    )
