"""Memos that are being written are kept beside the project."""

import pytest

from qualcode.coding.applying import apply_code
from qualcode.model.identity import new_guid
from qualcode.project import now
from qualcode.tui.memo_drafts import Draft, drafts, drop_draft, keep_draft
from tests.tui.coding_scenes import TRADER, coding, make_study, segment_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "my [study].qualcode"


def test_a_draft_is_found_by_its_coder(path):
    """Each coder finds their own."""
    hers, his = (Draft(new_guid(), coder, "words\n") for coder in ("Vera", "Pavel"))
    for draft in (hers, his):
        keep_draft(path, draft)

    assert list(drafts(path, "Vera")) == [hers]


def test_the_last_words_are_kept(path):
    """A draft is written over."""
    guid = new_guid()
    for text in ("w", "wo"):
        keep_draft(path, Draft(guid, "Vera", text))

    assert list(drafts(path, "Vera")) == [Draft(guid, "Vera", "wo")]


def test_a_dropped_draft_is_gone(path):
    """Dropping it twice does no harm."""
    guid = new_guid()
    keep_draft(path, Draft(guid, "Vera", "w"))
    drop_draft(path, guid)
    drop_draft(path, guid)

    assert list(drafts(path, "Vera")) == []


@pytest.mark.parametrize("broken", ["", "[]", "{}", '"x"', "\x00"])
def test_a_file_that_is_no_draft_is_passed_over(path, broken):
    """Whatever stands in it."""
    path.with_name(f"{path.name}-{new_guid()}.draft").write_text(broken, encoding="utf-8")

    assert list(drafts(path, "Vera")) == []


def test_a_folder_that_cannot_be_written_to_is_no_harm(tmp_path):
    """There is no draft then."""
    path = tmp_path / "missing" / "study.qualcode"
    keep_draft(path, Draft(new_guid(), "Vera", "w"))

    assert list(drafts(path, "Vera")) == []


async def test_typed_words_are_kept_at_once_and_dropped_when_stored(tmp_path):
    """While the editor is open the draft has them; afterwards the memo has."""
    with make_study(tmp_path) as project:
        guid = apply_code(
            project.store,
            project.source("fg1").guid,
            segment_of(project, "Why not?"),
            TRADER.guid,
            coder="Vera",
            at=now(),
        )
        async with coding(project) as scene:
            await scene.press("down", "M", "h", "m")
            typed = list(drafts(project.path, "Vera"))
            await scene.press("escape")

            assert typed == [Draft(guid, "Vera", "hm")]
            assert (list(drafts(project.path, "Vera")), project.codings()[0].memo) == ([], "hm")


async def test_a_draft_becomes_the_memo_when_the_source_is_opened(tmp_path):
    """What a stopped program left is stored, as an act that can be undone."""
    with make_study(tmp_path) as project:
        guid = apply_code(
            project.store,
            project.source("fg1").guid,
            segment_of(project, "Why not?"),
            TRADER.guid,
            coder="Vera",
            at=now(),
        )
        keep_draft(project.path, Draft(guid, "Vera", "half a word"))
        async with coding(project) as scene:
            assert (project.codings()[0].memo, list(drafts(project.path, "Vera"))) == ("half a word", [])
            await scene.press("U")
            assert project.codings()[0].memo == ""
