"""The laws of three-way merging on generated trees and edit scripts, and the cases researchers meet."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebooks.editing import with_changed, with_code, with_merged, with_moved, without_code
from qualcode.codebooks.merge.clashes import Settled
from qualcode.codebooks.merge.merging import merged_codebooks
from qualcode.model.codebook import Code, Codebook, Cue
from tests.codebooks.generated_edits import WORDS, edited, edits, guid, trees

law = settings(max_examples=60)


def code(number, name, under=None, **fields):
    return Code(guid=guid(number), name=name, parent_guid=guid(under) if under else None, **fields)


def book(*codes, **fields):
    return Codebook(**{"guid": guid(900), "name": "Talks", "codes": codes, **fields})


BASE = book(code(1, "A", definition="First."), code(2, "B", 1), code(3, "C", 1), code(4, "D", key="d"))
A, B, C, D = BASE.codes


@law
@given(trees(), edits)
def test_merging_with_itself_changes_nothing(base, script):
    """Whatever both began with."""
    ours = edited(base, script)

    merge = merged_codebooks(base, ours, ours)

    assert (merge.codebook, merge.clashes, merge.went_into) == (ours, (), {})


@law
@given(trees(), edits)
def test_where_only_one_side_changed_the_result_is_that_side(base, script):
    """A fast-forward one way, nothing to take the other."""
    changed = edited(base, script)

    ahead, behind = merged_codebooks(base, base, changed), merged_codebooks(base, changed, base)

    assert (ahead.codebook, ahead.clashes) == (changed, ())
    assert (behind.codebook, behind.clashes) == (changed, ())


@law
@given(trees(), edits, edits)
def test_edits_that_do_not_clash_give_the_same_in_either_order(base, here, there):
    """Content and order alike; what clashes is told the same from both sides."""
    ours, theirs = edited(base, here), edited(base, there, offset=5000)

    one, other = merged_codebooks(base, ours, theirs), merged_codebooks(base, theirs, ours)

    assert bool(one.clashes) == bool(other.clashes)
    if not one.clashes:
        assert one.codebook == other.codebook


@law
@given(trees(), edits, edits)
def test_edits_of_different_codes_never_clash(base, here, there):
    """One researcher redefines the even codes, the other the odd ones."""
    fields = ("rename", "redefine", "when", "cue", "example", "recolor", "retire")
    here = [step for step in here if step[0] in fields]
    there = [step for step in there if step[0] in fields]
    ours = edited(base, here, only=lambda each: int(each.guid[-12:]) % 2 == 0)
    theirs = edited(base, there, offset=5000, only=lambda each: int(each.guid[-12:]) % 2 == 1)
    ours = ours if len(ours.codes) == len(base.codes) else base
    theirs = theirs if len(theirs.codes) == len(base.codes) else base

    merge = merged_codebooks(base, ours, theirs)

    assert merge.clashes == ()
    both = {each.guid: (ours if int(each.guid[-12:]) % 2 == 0 else theirs).code(each.guid) for each in base.codes}
    assert {each.guid: each for each in merge.codebook.codes} == both


@law
@given(trees(), edits, edits, st.sampled_from(["ours", "theirs"]), st.sets(st.integers(1, 9)))
def test_no_code_and_no_guid_is_lost(base, here, there, side, numbers):
    """Only what one side removed is gone; what is used is there, or what it went into is."""
    check_nothing_lost(base, here, there, side, numbers)


joining = st.lists(
    st.tuples(st.sampled_from(("merge", "merge", "remove")), st.integers(0, 3), st.integers(0, 3), st.just("x")),
    min_size=1,
    max_size=3,
)


@law
@given(joining, joining, st.sampled_from(["ours", "theirs"]), st.sets(st.integers(1, 4)))
def test_no_guid_is_lost_where_both_merge_codes(here, there, side, numbers):
    """One merges what the other has merged already, or removed."""
    check_nothing_lost(book(code(1, "A"), code(2, "B"), code(3, "C"), code(4, "D")), here, there, side, numbers)


def check_nothing_lost(base, here, there, side, numbers):
    """Merge two edits of a codebook and look for every code of both."""
    ours, theirs = edited(base, here), edited(base, there, offset=5000)
    used = {each.guid for each in ours.codes if int(each.guid[-12:]) in numbers}

    merge = settled_merge(base, ours, theirs, side, used)

    after = merge.codebook
    remembered = {each for one in after.codes for each in one.merged_guids}
    for each in {one.guid for book in (ours, theirs) for one in book.codes}:
        removed = each in base and not (each in ours and each in theirs)
        assert each in after or each in remembered or removed
    assert all(each in after or merge.went_into.get(each) in after for each in used)
    assert not remembered & {each.guid for each in after.codes}
    went = {each: one.guid for book in (theirs, ours) for one in book.codes for each in one.merged_guids}
    for each in went:
        assert each in after or each in remembered or successor(each, went, after) not in after


def successor(gone, went, after):
    """The code that took the place of one that was merged, through all that it went into."""
    seen = set()
    while gone not in after and gone in went and gone not in seen:
        seen.add(gone)
        gone = went[gone]
    return gone


listing = st.lists(
    st.tuples(
        st.sampled_from(("cue", "cue", "uncue", "turn", "roll", "example")),
        st.just(0),
        st.just(0),
        st.sampled_from(WORDS),
    ),
    max_size=4,
)


@law
@given(listing, listing)
def test_lists_that_both_sides_changed_come_out_alike(here, there):
    """Cues and examples never clash: those of both are there, whoever merges first."""
    base = book(code(1, "A", cues=tuple(map(Cue, WORDS[:4]))))
    ours, theirs = edited(base, here), edited(base, there, offset=5000)

    one, other = merged_codebooks(base, ours, theirs), merged_codebooks(base, theirs, ours)

    assert (one.clashes, one.codebook) == ((), other.codebook)
    for mine, his, merged in zip(ours.codes, theirs.codes, one.codebook.codes, strict=False):
        added = {*mine.cues, *mine.examples, *his.cues, *his.examples}
        kept = {each for each in added if all(each in {*side.cues, *side.examples} for side in (mine, his))}
        assert kept <= {*merged.cues, *merged.examples} <= added


def settled_merge(base, ours, theirs, side, used=frozenset()):
    """Settle every clash for one side, as often as settling brings up others."""
    settled = {}
    merge = merged_codebooks(base, ours, theirs, used=used)
    while merge.open:
        settled |= {clash.id: Settled(side) for clash in merge.open}
        merge = merged_codebooks(base, ours, theirs, used=used, settled=settled)
    return merge


@law
@given(trees(), edits, edits)
def test_the_merged_codebook_given_back_is_a_fast_forward(base, here, there):
    """Their side merges the result with what it had, and stands at the same."""
    ours, theirs = edited(base, here), edited(base, there, offset=5000)
    result = settled_merge(base, ours, theirs, "ours").codebook

    back = merged_codebooks(theirs, theirs, result)

    assert (back.codebook, back.clashes) == (result, ())


@given(trees(), trees())
def test_without_a_common_ancestor_the_union_is_taken(one, other):
    """Nothing is taken for removed."""
    merge = settled_merge(None, one, other, "ours")

    assert {each.guid for each in merge.codebook.codes} == {each.guid for side in (one, other) for each in side.codes}


def merged(ours, theirs, used=(), **settled):
    return merged_codebooks(
        BASE,
        ours,
        theirs,
        used=frozenset(used),
        settled={key.replace("__", "/"): each for key, each in settled.items()},
    )


def test_a_clash_is_told_by_field_and_settled_either_way_or_in_own_words():
    """Until then ours stands; the other fields are taken from both."""
    ours = with_changed(BASE, replace(A, definition="Ours.", color="#c0392b"))
    theirs = with_changed(BASE, replace(A, definition="Theirs.", key="a"))
    key = f"{A.guid}/definition"

    merge = merged_codebooks(BASE, ours, theirs)

    assert [clash.sentence() for clash in merge.open] == [
        "definition: A: ours [-First-] {+Ours+}., theirs [-First-] {+Theirs+}."
    ]
    assert merge.codebook.code(A.guid) == replace(A, definition="Ours.", color="#c0392b", key="a")
    for settled, definition in (
        (Settled("ours"), "Ours."),
        (Settled("theirs"), "Theirs."),
        (Settled("ours", "Both."), "Both."),
    ):
        done = merged_codebooks(BASE, ours, theirs, settled={key: settled})
        assert (done.open, done.codebook.code(A.guid).definition) == ((), definition)


def test_cues_and_examples_of_both_are_joined():
    """What either took out is out, and the order is the same from both sides."""
    base = book(code(1, "A", cues=(Cue("a"), Cue("b")), examples=("x",)))
    ours = book(code(1, "A", cues=(Cue("a"), Cue("b"), Cue("ours")), examples=("x", "y")))
    theirs = book(code(1, "A", cues=(Cue("b"), Cue("theirs")), examples=("z", "x")))

    one, other = merged_codebooks(base, ours, theirs), merged_codebooks(base, theirs, ours)

    assert one.codebook == other.codebook
    assert one.codebook.codes[0].cues == (Cue("b"), Cue("ours"), Cue("theirs"))
    assert one.codebook.codes[0].examples == ("z", "x", "y")


def test_a_code_removed_there_but_used_here_stays_with_what_is_above_it():
    """And that is told."""
    merge = merged(BASE, without_code(BASE, A.guid), used=[C.guid])

    assert [each.name for each in merge.codebook.codes] == ["A", "C", "D"]
    assert merge.remarks == (
        "'A > C' was removed there but is used here: it stays.",
        "'A' was removed on one side but 'C' stands under it: it stays.",
    )


def test_a_code_merged_there_goes_on_in_what_it_went_into():
    """Also when that was merged on, and codes added under it here come along."""
    theirs = with_merged(with_merged(BASE, C.guid, B.guid), B.guid, D.guid)
    ours = with_code(BASE, code(7, "New", 3))

    merge = merged(ours, theirs, used=[C.guid, B.guid])

    assert merge.went_into == {B.guid: D.guid, C.guid: D.guid}
    assert merge.codebook.code(guid(7)).parent_guid == D.guid
    assert merge.codebook.code(D.guid).merged_guids == (B.guid, C.guid)
    assert (merge.clashes, merge.remarks) == ((), ())


def test_changed_here_and_removed_there_is_a_clash():
    """Settled either way; a used code stays all the same."""
    ours, theirs = with_changed(BASE, replace(D, definition="New.")), without_code(BASE, D.guid)
    key = f"{D.guid}/whether it stays"

    assert [clash.sentence() for clash in merged(ours, theirs).open] == [
        "whether it stays: D: ours “changed”, theirs “removed”"
    ]
    assert D.guid in merged(ours, theirs).codebook
    assert D.guid not in merged_codebooks(BASE, ours, theirs, settled={key: Settled("theirs")}).codebook
    kept = merged_codebooks(BASE, ours, theirs, used={D.guid}, settled={key: Settled("theirs")})
    assert D.guid in kept.codebook


def test_moving_under_each_other_is_a_clash_not_a_circle():
    """Both codes are asked about."""
    ours, theirs = with_moved(BASE, B.guid, C.guid), with_moved(BASE, C.guid, B.guid)

    merge = merged(ours, theirs)

    assert [clash.field for clash in merge.clashes] == ["parent", "parent"]
    assert merge.codebook.code(B.guid).parent_guid == C.guid
    assert settled_merge(BASE, ours, theirs, "theirs").codebook.code(C.guid).parent_guid == B.guid


def test_a_key_or_a_name_that_two_codes_took_is_asked_about():
    """The one here keeps it until then; as theirs has it, ours gives way."""
    ours = with_code(BASE, code(7, "New", key="n"))
    theirs = with_code(BASE, code(8, "new", key="n"))

    merge = merged(ours, theirs)
    other = settled_merge(BASE, ours, theirs, "theirs").codebook

    assert [clash.field for clash in merge.clashes] == ["key taken", "name taken"]
    assert [(each.name, each.key) for each in merge.codebook.codes[-2:]] == [("New", "n"), ("new (2)", None)]
    assert [(each.name, each.key) for each in other.codes[-2:]] == [("new", "n"), ("New (2)", None)]


def test_who_gives_a_key_up_keeps_the_one_it_had():
    """Whichever side is which."""
    base = book(code(1, "A", key="a"), code(2, "B", key="b"))
    ours, theirs = (with_changed(base, replace(each, key="x")) for each in base.codes)

    def keys(merge):
        return [each.key for each in merge.codebook.codes]

    assert keys(merged_codebooks(base, ours, theirs)) == ["x", "b"]
    assert keys(merged_codebooks(base, theirs, ours)) == ["a", "x"]
    assert keys(settled_merge(base, ours, theirs, "theirs")) == ["a", "x"]


def test_two_orders_of_the_same_siblings_are_a_clash():
    """One that only one side changed is taken."""
    ours, theirs = book(D, A, B, C), book(A, C, B, D)

    merge = merged(ours, theirs)
    both = merged(book(A, C, B, D), book(A, replace(D, parent_guid=A.guid), B, C))

    assert merge.codebook == book(D, A, C, B)
    assert (merge.clashes, both.clashes) == ((), ())
    three = book(A, D, code(5, "E"))
    clash = merged_codebooks(three, book(D, A, code(5, "E")), book(A, code(5, "E"), D)).clashes[0]
    assert clash.sentence() == "order: codes at the top: ours “D”, “A”, “E”, theirs “A”, “E”, “D”"


def test_an_empty_field_gives_way_where_no_ancestor_is_known():
    """Two that are filled clash."""
    ours, theirs = book(code(1, "A", use_when="x")), book(code(1, "A", definition="d", use_when="y"))

    merge = merged_codebooks(None, ours, theirs)

    assert merge.codebook.codes[0].definition == "d"
    assert [clash.id for clash in merge.clashes] == [f"{guid(1)}/use_when"]
