"""Undo and redo on the screens beside the transcript: in a thread, in the order of the keys, none lost."""

import threading

from qualcode.coding.applying import apply_code
from qualcode.coding.undoing import undo
from qualcode.project.opening import now
from qualcode.tui.app import QualcodeApp
from qualcode.tui.home_screen import HomeScreen
from qualcode.tui.screens import project_screen
from tests.tui.coding_scenes import DEFERENCE, FATIGUE, LEADERS, make_study, segment_of, stored


async def test_keys_meanwhile_are_answered_after_it_in_order(tmp_path, monkeypatch):
    gate = threading.Event()

    def undo_later(*arguments, **fields):
        gate.wait(60)
        return undo(*arguments, **fields)

    monkeypatch.setattr(project_screen, "undo", undo_later)
    with make_study(tmp_path) as project:
        source = project.source("fg1").guid
        for code in (LEADERS, DEFERENCE, FATIGUE):
            segment = segment_of(project, "Not at all.")
            apply_code(project.store, source, segment, code.guid, coder="Vera", at=now(), quote="Not at all.")
        app, acts = QualcodeApp(project), project.last_act()
        async with app.run_test() as pilot:
            await app.workers.wait_for_complete()
            assert isinstance(app.screen, HomeScreen)
            app.screen.action_undo()
            app.screen.action_undo()
            app.screen.action_redo()
            during = project.last_act()
            gate.set()
            for _ in range(4):
                await pilot.pause()
                await app.workers.wait_for_complete()

        assert (during, project.last_act()) == (acts, acts + 3)
        assert [code for _, code, _ in stored(project)] == ["Leaders as dealmakers", "Deference"]
