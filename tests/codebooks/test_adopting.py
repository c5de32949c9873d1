"""Importing a codebook file: what the project's codebook becomes."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from qualcode.codebooks.adopting import adoption
from qualcode.codebooks.drafts import CODE_FIELDS
from qualcode.codebooks.reading import CodebookFile
from qualcode.errors.codebooks import CodebookError
from qualcode.model.codebook import Code, Codebook, Cue
from tests.codebooks.generated_codebooks import codebooks

EVERYTHING = frozenset({*CODE_FIELDS, "parent", "codebook name", "codebook description"})


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def code(number, name, under=None, **fields):
    return Code(guid=guid(number), name=name, parent_guid=guid(under) if under else None, **fields)


def book(*codes, **fields):
    return Codebook(**{"guid": guid(900), "name": "Talks", "codes": codes, **fields})


def file(*codes, fields=EVERYTHING, without=(), **more):
    return CodebookFile(
        codebook=book(*codes, **{"guid": guid(901), **more}),
        fields=frozenset(fields),
        without_guid=frozenset(map(guid, without)),
    )


def names(codebook):
    return [codebook.path(each.guid) for each in codebook.codes]


A, B, C = code(1, "A", definition="a", key="k"), code(2, "B", 1, cues=(Cue("b"),)), code(3, "C")
MINE = book(A, B, C)

law = settings(deadline=None, max_examples=20)


@law
@given(codebooks())
def test_adopting_itself_changes_nothing(codebook):
    """A codebook that adopts its own content stays as it is."""
    assert adoption(codebook, CodebookFile(codebook=codebook, fields=EVERYTHING)).codebook == codebook


@law
@given(codebooks())
def test_an_empty_codebook_becomes_the_file(codebook):
    """Into an empty codebook everything comes as it is."""
    empty = replace(codebook, codes=(), description="")

    assert adoption(empty, CodebookFile(codebook=codebook, fields=EVERYTHING)).codebook == codebook


@law
@given(codebooks(), codebooks())
def test_no_code_is_lost(mine, theirs):
    """Every code of both is there afterwards, unless two of them cannot be siblings."""
    try:
        after = adoption(mine, CodebookFile(codebook=theirs, fields=EVERYTHING)).codebook
    except CodebookError:
        return

    assert {each.guid for each in after.codes} == {each.guid for each in (*mine.codes, *theirs.codes)}


def test_the_file_wins_and_its_codebook_s_guid_does_not():
    """Fields, names, parents and the codebook's name come from the file; the project's GUID stays."""
    after = adoption(
        MINE, file(code(3, "C2", definition="new"), code(2, "B", 3), A, name="Room", description="About.")
    ).codebook

    assert (after.guid, after.name, after.description) == (guid(900), "Room", "About.")
    assert names(after) == ["C2", "C2 > B", "A"]
    assert after.code(guid(3)).definition == "new"


def test_what_the_file_does_not_speak_of_stays():
    """A table without a column of cues does not wipe cues, nor the codebook's name."""
    after = adoption(
        MINE, file(A, code(2, "B", 1, definition="new"), C, fields={"parent", "definition"}, name="table")
    ).codebook

    assert after.code(guid(2)).cues == (Cue("b"),)
    assert after.code(guid(2)).definition == "new"
    assert after.code(guid(1)).key == "k"
    assert after.name == "Talks"


def test_what_the_file_leaves_empty_becomes_empty():
    """A column that is there and empty says that there is nothing."""
    assert adoption(MINE, file(A, code(2, "B", 1), C)).codebook.code(guid(2)).cues == ()


def test_codes_without_guid_are_paired_by_path():
    """A hand-made file without GUIDs updates codes by path, in any letter case; others are new."""
    theirs = file(code(51, "a"), code(52, "b", 51, definition="new"), code(53, "B"), without=[51, 52, 53])

    after = adoption(MINE, theirs).codebook

    assert names(after) == ["a", "a > b", "C", "B"]
    assert after.code(guid(2)).definition == "new"
    assert guid(53) in after


def test_a_guid_in_the_file_is_never_paired_by_path():
    """Two different codes stay two, even if they are called the same."""
    with pytest.raises(CodebookError, match=r"'C' of the file and 'C' here are different codes"):
        adoption(MINE, file(code(60, "C")))


def test_codes_below_a_renamed_code_find_theirs():
    """Where a theme was renamed by GUID, codes without GUID below it are still the same."""
    after = adoption(MINE, file(code(1, "New"), code(52, "B", 1), without=[52])).codebook

    assert names(after) == ["New", "New > B", "C"]
    assert guid(2) in after


def test_a_table_without_parents_names_codes_by_name():
    """Without parents, an unambiguous name finds its code, and the tree and its order stay."""
    theirs = file(
        code(52, "b", definition="new"), code(51, "C"), code(54, "X"), fields={"definition"}, without=[52, 51, 54]
    )

    after = adoption(MINE, theirs).codebook

    assert names(after) == ["A", "A > b", "C", "X"]
    assert after.code(guid(2)).definition == "new"


def test_the_order_is_the_file_s_and_own_codes_stay_behind_their_neighbors():
    """Codes only the project has stand after the sibling they stood after."""
    mine = book(code(1, "A"), code(7, "mine first"), code(2, "B"), code(3, "C"), code(8, "mine last"))

    after = adoption(mine, file(code(3, "C"), code(2, "B"), code(1, "A"))).codebook

    assert names(after) == ["C", "mine last", "B", "A", "mine first"]


def test_own_codes_whose_neighbors_left_stay_in_their_place():
    """Where no earlier sibling is left, the code comes first."""
    mine = book(code(1, "A"), code(2, "B"), code(7, "own"), code(3, "C"))

    after = adoption(mine, file(code(3, "C"), code(1, "A", 3), code(2, "B", 3))).codebook

    assert names(after) == ["own", "C", "C > A", "C > B"]


def test_a_key_of_an_own_code_stays_there():
    """The imported code loses a key that a code only the project has holds, and that is remarked."""
    result = adoption(MINE, file(C, code(9, "New", key="k"), code(8, "Other", key="o")))

    assert result.codebook.code(guid(1)).key == "k"
    assert result.codebook.code(guid(9)).key is None
    assert result.codebook.code(guid(8)).key == "o"
    assert result.remarks == ("'New' comes without its key 'k', which is that of 'A' here.",)


def test_keys_may_be_exchanged():
    """A file that gives one code's key to another moves the key."""
    after = adoption(MINE, file(code(1, "A"), B, code(3, "C", key="k"))).codebook

    assert [each.key for each in after.codes] == [None, None, "k"]


def test_a_name_that_an_own_code_has_is_refused():
    """A rename onto the name of a code only the project has is refused, naming both."""
    with pytest.raises(CodebookError, match=r"'c' of the file and 'C' here are different codes.*rename one"):
        adoption(MINE, file(code(1, "c")))
