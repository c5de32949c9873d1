"""The projects that suggestions are judged on: the same every time, and coded as their coders are said to code."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def habits() -> Iterator[ModuleType]:
    """The makers, which lie outside of the package."""
    sys.path.insert(0, str(BENCHMARKS))
    yield importlib.import_module("habits")
    sys.path.remove(str(BENCHMARKS))
    for name in ("habits", "pieces", "vocabulary"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def pieces(habits: ModuleType):
    return sys.modules["pieces"].composed_pieces(0, 5)


def made(habits, pieces, name, **changes):
    kind = next(one for one in habits.HABITS if one.name == name)
    return habits.project_of(replace(kind, coded=4, asked=2, **changes), pieces, 0)


def coded_by(project, coder):
    return [one for one in project.study.codings if one.coder == coder]


def test_the_same_seed_gives_the_same_project(habits, pieces):
    """Pieces, talk, codings and truth."""
    again = sys.modules["pieces"].composed_pieces(0, 5)
    one, other = made(habits, pieces, "one coder"), made(habits, again, "one coder")

    assert (one.study.codings, one.sources, one.truth) == (other.study.codings, other.sources, other.truth)


def test_sources_that_are_asked_about_are_not_coded_and_share_no_passage_with_others(habits, pieces):
    """And their truth is of turns of talk, not of the moderator's."""
    project = made(habits, pieces, "one coder")
    asked = {key.guid for key in project.asked}
    known = {one.quote for one in project.study.codings}

    assert 2 == len(asked)
    assert not asked & {one.source_guid for one in project.study.codings}
    assert {source for source, _ in project.truth} <= asked
    for (source, _), segments in project.truth.items():
        for one in segments:
            assert project.sources[source].text[one.start : one.end] not in known


def test_most_turns_carry_no_code(habits, pieces):
    """Whatever the kind."""
    for kind in habits.HABITS:
        project = made(habits, pieces, kind.name)
        for key in project.asked:
            places = {one.start for (source, _), found in project.truth.items() if source == key.guid for one in found}
            assert len(places) < len(project.sources[key.guid].turns) / 2


def test_one_coder_marks_turns_where_the_other_marks_words(habits, pieces):
    """In the same sources, for the same codes."""
    project = made(habits, pieces, "two coders, same sources")
    vera, boris = coded_by(project, "Vera"), coded_by(project, "Boris")
    inside = [
        (one, other) for one in vera for other in boris
        if (one.source_guid, one.code_guid) == (other.source_guid, other.code_guid)
        and one.segment != other.segment
        and other.segment.start <= one.segment.start < one.segment.end <= other.segment.end
    ]  # fmt: skip

    assert len(inside) >= 5
    assert len(vera) > len(boris)


def test_who_reads_a_third_codes_nothing_beyond(habits, pieces):
    """Of each source."""
    project = made(habits, pieces, "the first third of each")

    assert project.study.codings
    for one in project.study.codings:
        turns = project.sources[one.source_guid].turns
        assert one.segment.start < turns[-(-len(turns) // 3)].start


def test_who_looks_for_some_codes_uses_no_other(habits, pieces):
    """While the other coder uses them all, in other sources."""
    project = made(habits, pieces, "one of two for some codes")
    used = {coder: {one.code_guid for one in coded_by(project, coder)} for coder in ("Vera", "Boris")}
    read = {coder: {one.source_guid for one in coded_by(project, coder)} for coder in ("Vera", "Boris")}

    assert used["Boris"] < used["Vera"]
    assert not read["Boris"] & read["Vera"]
