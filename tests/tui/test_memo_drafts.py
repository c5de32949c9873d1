"""Memos that are being written are kept beside the project, whatever they are on."""

import os
import subprocess
import sys

import pytest

from qualcode.coding.applying import apply_code, remove_codings
from qualcode.coding.memos import write_memo
from qualcode.model.identity import new_guid
from qualcode.project.memo_drafts import Draft, drafts, drop_draft, keep_draft, store_drafts
from qualcode.project.opening import now
from qualcode.tui.app import QualcodeApp
from tests.tui.coding_scenes import TRADER, coding, segment_of

WHY = "Why not?"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "my [study].qualcode"


def draft(text="", coder="Vera", guid=None, target="coding", program=0):
    return Draft(target=target, guid=guid or new_guid(), coder=coder, text=text, program=program)


def coded(project):
    source = project.source("fg1").guid
    return apply_code(project.store, source, segment_of(project, WHY), TRADER.guid, coder="Vera", at=now())


def on_all(project):
    """Each kind of thing a memo can be on, and one of them."""
    source = project.source("fg1")
    return {
        "coding": coded(project),
        "code": TRADER.guid,
        "case": source.cases[1].guid,
        "source": source.guid,
        "project": project.facts().guid,
    }


def test_a_draft_is_found_by_its_coder(path):
    """Each coder finds their own, also on one and the same thing; a nameless one is whoever's comes next."""
    guid = new_guid()
    hers, his, nobodys = (draft("words\n", coder, guid) for coder in ("Vera", "Pavel", ""))
    for one in (hers, his, nobodys):
        keep_draft(path, one)

    assert set(drafts(path, "Vera")) == {hers, nobodys}


def test_the_last_words_are_kept(path):
    """A draft is written over."""
    guid = new_guid()
    for text in ("w", "wo"):
        keep_draft(path, draft(text, guid=guid))

    assert list(drafts(path, "Vera")) == [draft("wo", guid=guid)]


def test_a_dropped_draft_is_gone(path):
    """Dropping it twice does no harm."""
    one = draft("w")
    keep_draft(path, one)
    drop_draft(path, one)
    drop_draft(path, one)

    assert list(drafts(path, "Vera")) == []


@pytest.mark.parametrize("broken", ["", "[]", "{}", '"x"', "\x00", '{"on": ["coding", 1], "coder": 1, "text": 1}'])
def test_a_file_that_is_no_draft_is_passed_over(path, broken):
    """Whatever stands in it."""
    path.with_name(f"{path.name}-{new_guid()}-00000000.draft").write_text(broken, encoding="utf-8")

    assert list(drafts(path, "Vera")) == []


def test_a_folder_that_cannot_be_written_to_is_no_harm(tmp_path):
    """There is no draft then."""
    path = tmp_path / "missing" / "study.qualcode"
    keep_draft(path, draft("w"))

    assert list(drafts(path, "Vera")) == []


@pytest.mark.parametrize("kind", ["coding", "code", "case", "source", "project"])
def test_what_was_left_becomes_the_memo(project, kind):
    """On whatever it is; it is told in words, once."""
    guid = on_all(project)[kind]
    keep_draft(project.path, draft("half a word", guid=guid, target=kind))
    told = store_drafts(project)

    assert [(memo.target, memo.target_guid, memo.text) for memo in project.memos()] == [(kind, guid, "half a word")]
    assert (len(told), told[0].startswith("wrote a memo on"), store_drafts(project)) == (1, True, ())


def test_what_was_left_on_a_coding_that_is_gone_stays(project):
    """The words are not thrown away."""
    guid = coded(project)
    keep_draft(project.path, draft("words", guid=guid))
    remove_codings(project.store, [guid], coder="Vera", at=now())

    assert (store_drafts(project), len(list(drafts(project.path, "Vera")))) == ((), 1)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere it is not known which programs run")
def test_what_another_program_is_writing_is_left_to_it(project):
    """Until that program is no more."""
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    keep_draft(project.path, draft("words", guid=TRADER.guid, target="code", program=other.pid))
    running = (store_drafts(project), project.memos())
    other.communicate(b"\n")

    assert running == ((), ())
    assert len(store_drafts(project)) == 1


async def test_typed_words_are_kept_at_once_and_dropped_when_stored(project):
    """While the editor is open the draft has them; afterwards the memo has."""
    guid = coded(project)
    async with coding(project) as scene:
        await scene.press("down", "M", "h", "m")
        typed = list(drafts(project.path, "Vera"))
        await scene.press("escape")

        assert typed == [draft("hm", guid=guid, program=os.getpid())]
        assert (list(drafts(project.path, "Vera")), project.codings()[0].memo) == ([], "hm")


async def test_words_that_were_taken_back_leave_no_draft(project):
    """The memo is as it was."""
    coded(project)
    async with coding(project) as scene:
        await scene.press("down", "M", "h", "backspace", "escape")

        assert (list(drafts(project.path, "Vera")), project.memos()) == ([], ())


async def test_a_draft_becomes_the_memo_when_the_source_is_opened(project):
    """What a stopped program left is stored, as an act that can be undone."""
    guid = coded(project)
    keep_draft(project.path, draft("half a word", guid=guid))
    async with coding(project) as scene:
        told = scene.line(0)
        stored = (project.codings()[0].memo, list(drafts(project.path, "Vera")))
        await scene.settle()
        await scene.press("U")

        assert told.startswith("A memo that was being written was kept: wrote a memo on")
        assert stored == ("half a word", [])
        assert project.codings()[0].memo == ""


async def test_what_others_do_meanwhile_does_not_store_what_is_being_written(project):
    """The source is read again under the editor; the memo is stored once, when it is left."""
    coded(project)
    async with coding(project) as scene:
        board = scene.screen
        await scene.press("down", "M", "h")
        write_memo(project.store, "code", TRADER.guid, "x", coder="Pavel", at=now())
        board.look()
        await scene.settle()
        meanwhile = [memo.text for memo in project.memos()]
        await scene.press("m", "escape")

        assert meanwhile == ["x"]
        assert sorted(memo.text for memo in project.memos()) == ["hm", "x"]


@pytest.mark.parametrize("target", ["source", "code"])
async def test_words_typed_in_the_memo_list_are_kept_and_taken_up_there(project, target):
    """A draft in the list of memos while it is written; left by a stopped program, it is in the list the next time."""
    guid = on_all(project)[target]
    write_memo(project.store, target, guid, "old", coder="Vera", at=now())
    app = QualcodeApp(project)
    async with app.run_test() as pilot:
        await pilot.press("I")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("M", "s")
        typed = list(drafts(project.path, "Vera"))
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        stored = ([memo.text for memo in project.memos()], list(drafts(project.path, "Vera")))
    keep_draft(project.path, draft("older", guid=guid, target=target))
    app = QualcodeApp(project)
    async with app.run_test() as pilot:
        await pilot.press("I")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert typed == [draft("olds", guid=guid, target=target, program=os.getpid())]
        assert stored == (["olds"], [])
        assert [memo.text for memo in project.memos()] == ["older"]


async def test_words_typed_in_the_codebook_editor_are_kept(project):
    """On the code under the cursor."""
    async with coding(project) as scene:
        await scene.press("E")
        await scene.app.workers.wait_for_complete()
        await scene.press("down", "M", "h")
        typed = [one.text for one in drafts(project.path, "Vera")]
        await scene.press("escape")
        await scene.app.workers.wait_for_complete()

        assert typed == ["h"]
        assert ([memo.text for memo in project.memos()], list(drafts(project.path, "Vera"))) == (["h"], [])
