import asyncio
from functools import partial
from threading import Event

import pytest
from textual.app import App
from textual.message import Message

from qualcode.project.project import Project
from qualcode.tui.screens.project_screen import ProjectScreen


class Answered(Message):
    pass


class Slow(ProjectScreen):
    """A screen whose reading goes on until it is let go."""

    def __init__(self, project):
        super().__init__(project)
        self.begun, self.let_go = [], Event()
        self.ended = []

    def asked(self):
        return partial(self.read, len(self.begun))

    def read(self, number):
        self.begun.append(number)
        self.let_go.wait(60)
        return Answered()


class Host(App):
    def __init__(self, project, screen):
        super().__init__()
        self.slow = screen(project)

    def on_mount(self):
        self.push_screen(self.slow)


class LetGoAtTheEnd(Slow):
    """Lets go when it is left, and then still has long to read."""

    def on_unmount(self):
        self.let_go.set()

    def read(self, number):
        answer = super().read(number)
        self.ended.append(sum(range(20_000_000)))
        return answer


@pytest.fixture
def project(study):
    return Project(study, "Vera")


async def begun(app, pilot):
    async with asyncio.timeout(60):
        while not app.slow.begun:
            await pilot.pause()


async def test_leaving_waits_for_what_is_being_read(project):
    """The project may be closed right after; a thread that still reads from it would crash the program."""
    app = Host(project, LetGoAtTheEnd)
    async with app.run_test() as pilot:
        await begun(app, pilot)

    assert len(app.slow.ended) == 1


async def test_readings_out_of_date_are_not_begun(project):
    """Of many asked for while one is on its way, only the last is read."""
    app = Host(project, Slow)
    async with app.run_test() as pilot:
        await begun(app, pilot)
        for _ in range(5):
            app.slow.read_again()
            await pilot.pause()
        app.slow.let_go.set()
        await app.workers.wait_for_complete()

    assert len(app.slow.begun) == 2
