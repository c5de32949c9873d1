"""Differences told of codes: what each kind says, and that nothing goes untold."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebooks.changes import Change
from qualcode.codebooks.differences import codebook_changes
from qualcode.codebooks.editing import with_merged
from qualcode.model.codebook import Code, Codebook, Cue
from tests.codebooks.changes_made import with_changes
from tests.codebooks.generated_codebooks import codebooks
from tests.codebooks.generated_edits import edited, edits, trees


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def code(number, name, under=None, **fields):
    return Code(guid=guid(number), name=name, parent_guid=guid(under) if under else None, **fields)


def book(*codes, **fields):
    return Codebook(**{"guid": guid(900), "name": "Talks", "codes": codes, **fields})


A, B, C, D = code(1, "A"), code(2, "B", 1), code(3, "C", 1), code(4, "D")
OLD = book(A, B, C, D)


def sentences(new, old=OLD):
    return [change.sentence() for change in codebook_changes(old, new)]


law = settings(deadline=None, max_examples=20)


@law
@given(codebooks())
def test_a_codebook_does_not_differ_from_itself(codebook):
    """Equal codebooks have no differences."""
    assert codebook_changes(codebook, replace(codebook)) == ()


@law
@given(codebooks(), st.randoms(use_true_random=False))
def test_any_difference_is_told(codebook, chance):
    """Two codebooks without differences between them are equal, but for their own GUIDs."""
    codes = list(codebook.codes)
    for _ in range(chance.randint(1, 3)):
        if not codes:
            break
        place = chance.randrange(len(codes))
        edit = chance.choice(["shuffle", "drop", "rename", "color", "retire", "move"])
        if edit == "shuffle":
            chance.shuffle(codes)
        elif edit == "drop" and not any(each.parent_guid == codes[place].guid for each in codes):
            del codes[place]
        elif edit == "rename":
            codes[place] = replace(codes[place], name=f"renamed {place}{chance.random()}")
        elif edit == "color":
            codes[place] = replace(codes[place], color="#010203")
        elif edit == "retire":
            codes[place] = replace(codes[place], is_retired=True)
        elif edit == "move" and not any(each.parent_guid == codes[place].guid for each in codes):
            codes[place] = replace(codes[place], parent_guid=None, name=f"moved {chance.random()}")
    edited = replace(codebook, codes=tuple(codes))

    assert (codebook_changes(codebook, edited) == ()) == (codebook == edited)


@law
@given(codebooks(), codebooks())
def test_every_change_is_one_line(old, new):
    """Any change between any codebooks can be told on one line."""
    assert all("\n" not in change.sentence() for change in codebook_changes(old, new))


def test_added_and_removed():
    """Codes only one codebook has are added or removed; removed ones come last."""
    assert codebook_changes(OLD, book(A, C, D, code(5, "E", 4))) == (
        Change(kind="added", code_guid=guid(5), path="D > E"),
        Change(kind="removed", code_guid=guid(2), path="A > B"),
    )


def test_renamed():
    """A new name is told with the old path and the new."""
    (change,) = codebook_changes(OLD, book(A, replace(B, name="New"), C, D))

    assert change == Change(kind="renamed", code_guid=guid(2), path="A > New", before="A > B", after="A > New")
    assert change.sentence() == "renamed: A > B → A > New"


def test_renaming_a_theme_changes_only_the_theme():
    """The codes below it have another path now, but nobody touched them."""
    assert sentences(book(replace(A, name="New"), B, C, D)) == ["renamed: A → New"]


def test_moved():
    """A new parent is told with both paths; a code may be renamed and moved."""
    assert sentences(book(A, C, D, code(2, "B", 4))) == ["moved: A > B → D > B"]
    assert sentences(book(A, C, D, code(2, "X", 4))) == ["renamed: A > B → D > X", "moved: A > B → D > X"]


def test_reordered_tells_the_fewest():
    """One code that went to the front is told as one change, not as a change of all others."""
    names = [code(n, f"c{n}") for n in range(1, 8)]

    assert sentences(book(names[6], *names[:6]), book(*names)) == ["reordered: c7, now first"]
    assert sentences(book(*names[1:], names[0]), book(*names)) == ["reordered: c1, now after c7"]


def test_siblings_that_come_or_go_reorder_nobody():
    """An added or removed sibling moves others along, which is no change of theirs."""
    assert sentences(book(code(5, "E"), A, C, D)) == ["added: E", "removed: A > B"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"definition": "New."}, "redefined: D: nothing → “New.”"),
        ({"use_when": "x\ny"}, "use_when changed: D: nothing → “x y”"),
        ({"not_when": "z" * 99}, f"not_when changed: D: nothing → “{'z' * 59}…”"),
        ({"color": "#c0392b"}, "color changed: D: nothing → “#c0392b”"),
        ({"key": "d"}, "key changed: D: nothing → “d”"),
        ({"is_retired": True}, "retired: D"),
        ({"is_codable": False}, "only groups codes now: D"),
        ({"examples": ("a", "b")}, "examples changed: D: + “a”, + “b”"),
        ({"cues": (Cue("a", "exact", "en", is_negative=True),)}, "cues changed: D: + “en not exact: a”"),
        ({"cues": tuple(Cue(f"c{n}") for n in range(6))}, "cues changed: D: + “c0”, + “c1”, + “c2”, + “c3” and 2 more"),
    ],
)
def test_each_field_has_its_sentence(fields, sentence):
    """Every field of a code is told in words."""
    assert sentences(book(A, B, C, replace(D, **fields))) == [sentence]


def test_the_way_back_has_its_sentences():
    """What was taken back is told too."""
    old = book(code(1, "A", is_retired=True, is_codable=False, cues=(Cue("a"), Cue("b")), color="#c0392b"))

    assert sentences(book(code(1, "A", cues=(Cue("b"),))), old) == [
        "cues changed: A: − “a”",
        "color changed: A: “#c0392b” → nothing",
        "can be applied again: A",
        "no longer retired: A",
    ]


def test_another_order_of_cues_is_a_change():
    """Order within a list is content."""
    old = book(code(1, "A", cues=(Cue("a"), Cue("b"))))

    assert sentences(book(code(1, "A", cues=(Cue("b"), Cue("a")))), old) == ["cues changed: A: other order"]


def test_the_codebook_s_own_fields_come_first():
    """A new name or description of the codebook is told before its codes."""
    new = book(A, B, C, replace(D, key="d"), name="Room", description="About.")

    assert sentences(new) == [
        "codebook renamed: “Talks” → “Room”",
        "codebook description changed: nothing → “About.”",
        "key changed: D: nothing → “d”",
    ]


def test_values_before_and_after_are_kept():
    """A change holds what was and what is, as values."""
    (change,) = codebook_changes(OLD, book(A, B, C, replace(D, cues=(Cue("a"),))))

    assert (change.kind, change.field, change.before, change.after) == ("changed", "cues", (), (Cue("a"),))


@law
@given(codebooks(), codebooks())
def test_differences_made_on_any_codebook_give_any_other(old, new):
    """Diff, then apply: the target, but for its own GUID."""
    assert with_changes(old, codebook_changes(old, new)) == replace(new, guid=old.guid)


@given(trees(), st.randoms(use_true_random=False))
def test_differences_made_on_a_codebook_put_it_in_the_other_order(old, chance):
    """Whatever order its siblings come to stand in."""
    new = replace(old, codes=tuple(chance.sample(old.codes, len(old.codes))))

    assert with_changes(old, codebook_changes(old, new)) == new


@given(trees(), edits)
def test_differences_made_on_the_codebook_give_the_edited_one(old, script):
    """Through adding, moving, merging, splitting and everything else an editor does."""
    new = edited(old, script)

    assert with_changes(old, codebook_changes(old, new)) == new


def test_merged_codes_are_told_with_what_they_went_into():
    """Not as removed; the memory of it in the other code is not told twice."""
    assert sentences(with_merged(OLD, C.guid, D.guid)) == ["merged: A > C → D"]
    assert sentences(with_merged(with_merged(OLD, C.guid, D.guid), D.guid, B.guid)) == [
        "merged: A > C → A > B",
        "merged: D → A > B",
    ]


def test_split_codes_are_told_with_what_they_came_from():
    """Not as added; where that code is gone meanwhile, as added."""
    new = replace(C, guid=guid(7), name="E", split_from_guid=C.guid)

    assert sentences(book(A, B, C, new, D)) == ["split: A > E from A > C"]
    assert sentences(book(A, B, C, D, replace(new, split_from_guid=guid(8)))) == ["added: A > E"]


def test_a_redefinition_marks_the_words():
    """Long stretches that stay are cut."""
    old = book(code(1, "A", definition="Leaders should decide for us, and nobody else is asked about it at all."))
    new = book(code(1, "A", definition="Leaders must decide for all of us, and nobody else is asked about it at all."))

    assert sentences(new, old) == [
        "redefined: A: Leaders [-should-] {+must+} decide for {+all of+} us, and nobody else …"
    ]
