"""Keys that come in one go do what they do when they are typed slowly."""

import pytest
from textual import events

from tests.tui.coding_scenes import FATIGUE, coding, make_study


async def burst(scene, *keys):
    """Let keys come faster than anything is answered."""
    for key in keys:
        scene.app.post_message(
            events.Paste(key[1:]) if key[0] == "⎘" else events.Key(key, key if len(key) == 1 else None)
        )
    for _ in range(20):
        await scene.pilot.pause()


def made(project):
    return [(one.first_turn, one.code_guid[-2:], one.memo) for one in project.codings()]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("M t b d ctrl+s", [(2, "04", "tbd")]),
        ("M t ctrl+s b t", [(2, "04", "t"), (2, "05", "")]),
        ("M ⎘pasted t ctrl+s", [(2, "04", "pastedt")]),
        ("slash t a l k enter", [(2, "04", "")]),
        ("enter n e w s enter down t", [(2, "04", ""), (2, "05", ""), (3, "05", "")]),
        ("X n e w s enter", [(2, "05", "")]),
        ("G 5 enter t", [(2, "04", ""), (5, "05", "")]),
        ("delete down t", [(3, "05", "")]),
        ("question_mark escape down t", [(2, "04", ""), (3, "05", "")]),
        ("E escape down t", [(2, "04", ""), (3, "05", "")]),
        ("е В и", [(2, "05", ""), (2, "04", "")]),
    ],
)
async def test_keys_in_one_go(tmp_path, keys, expected):
    """What is typed into a question that the first key opens is not taken for codes, and nothing is lost."""
    with make_study(tmp_path) as project:
        async with coding(project) as scene:
            await scene.press("down", "b")
            await burst(scene, *keys.split())
            assert sorted(made(project)) == sorted(expected)


async def test_a_message_that_is_lost_holds_no_key_up_for_long(tmp_path, monkeypatch):
    """Where the widget it waits in was removed, the next key is answered all the same."""
    with make_study(tmp_path) as project:
        async with coding(project) as scene:
            monkeypatch.setattr(scene.app._gate, "_climb", lambda _pump: None)
            await burst(scene, "down", "t")
            while not project.codings():
                await scene.pilot.pause()

            assert made(project) == [(2, FATIGUE.guid[-2:], "")]
