"""What is told of two codebooks where files speak of a part only."""

from dataclasses import replace

from qualcode.codebooks.file_changes import told_changes
from qualcode.codebooks.reading import CodebookFile
from qualcode.model.codebook import Code, Codebook

GUID = "33333333-3333-4333-8333-333333333333"
FEAR = Code(guid=GUID, name="Fear", definition="What is feared.", use_when="Always.")
BOOK = Codebook(guid=GUID, name="Talks", codes=(FEAR,))
TABLE = CodebookFile(
    codebook=replace(BOOK, codes=(replace(FEAR, definition="", use_when="Never."),)), fields=frozenset({"use_when"})
)


def test_of_what_a_file_does_not_speak_nothing_is_told():
    """The table has no column of definitions, so nobody took one away; whichever side it stands on."""
    (there,) = told_changes(BOOK, TABLE)
    (back,) = told_changes(TABLE, BOOK)

    assert ("use_when", "Always.", "Never.") == (there.field, there.before, there.after)
    assert ("use_when", "Never.", "Always.") == (back.field, back.before, back.after)


def test_two_codebooks_and_two_files_are_told_apart_too():
    assert () == told_changes(BOOK, BOOK)
    assert () == told_changes(TABLE, TABLE)
