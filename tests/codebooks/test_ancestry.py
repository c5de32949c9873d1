"""Ancestry: what came from what, and which revision a person means."""

from datetime import UTC, datetime

import pytest

from qualcode.codebooks.ancestry import ancestors, common_ancestor, lineage, meant_revision
from qualcode.errors.codebooks import AmbiguousRevisionError, UnknownRevisionError
from qualcode.model.revision import Revision, Step

AT = datetime(2025, 2, 14, tzinfo=UTC)


def h(number):
    return f"{number:02d}" * 32


def known(*edges, names=()):
    """Revisions by number: (2, 1) came from 1."""
    return {
        h(number): Revision(
            hash=h(number),
            parents=tuple(each if isinstance(each, str) else h(each) for each in parents),
            at=AT,
            coder="Vera",
            name=dict(names).get(number),
        )
        for number, *parents in edges
    }


def step(number):
    return Step(act=number, at=AT, coder="Vera", summary="", before=None, hash=h(number))


def test_ancestors_are_told_nearest_first():
    """Through merges, each once; itself is none of them."""
    assert ancestors(h(4), known((1,), (2, 1), (3, 1), (4, 2, 3))) == (h(2), h(3), h(1))


def test_the_common_ancestor_is_the_newest_of_theirs():
    """Not an older one that both have too."""
    revisions = known((1,), (2, 1), (3, 2))

    assert common_ancestor(h(3), [h(9), h(2)[:12], h(1)[:12]], revisions) == h(2)
    assert common_ancestor(h(1), [h(9), h(2), h(1)], revisions) == h(1)
    assert common_ancestor(h(3), [h(9)], revisions) is None


def test_an_ancestor_without_content_here_is_no_base():
    """One that only a file spoke of is known by its first digits; the next older one serves."""
    revisions = known((1,), (2, 1), (5, h(8), h(8)[:12]), (6, 2, 5))

    assert common_ancestor(h(6), [h(9), h(8), h(1)], revisions) == h(1)


def test_a_file_tells_whole_parents_and_older_ones():
    """What it was made from, and before that."""
    assert lineage(h(3), known((1,), (2, 1), (3, 2))) == (h(3), (h(2),), (h(1),))


def test_a_revision_is_meant_by_digits_name_or_steps():
    """A name goes before digits."""
    revisions = known((1,), (2, 1), (3, 2), names=((2, "After pilot"),))
    steps = [step(3), step(2), step(1)]

    def meant(wanted):
        return meant_revision(wanted, steps, revisions)

    assert [meant("0101"), meant("after  PILOT"), meant("0 back"), meant("2 back"), meant("~1")] == [
        h(1), h(2), h(3), h(1), h(2),
    ]  # fmt: skip
    for nothing in ("3 back", "010", "ffff", "before pilot"):
        with pytest.raises(UnknownRevisionError):
            meant(nothing)
    twins = {each: Revision(hash=each, parents=(), at=AT, coder="Vera") for each in (h(1), h(1)[:-1] + "f")}
    with pytest.raises(AmbiguousRevisionError, match="give more digits"):
        meant_revision("0101", [], twins)


def test_an_ancestor_of_another_common_one_is_no_base():
    """However its place among the parents."""
    revisions = known((1,), (2, 1), (3, 2))
    crossed = known((1,), (2, 1), (5, 1), (6, 5, 2))

    assert common_ancestor(h(2), [h(9), h(1), h(2)], revisions) == h(2)
    assert common_ancestor(h(6), [h(9), h(1), h(2)], crossed) == h(2)
