"""Screens of what stands in the project, read anew whenever somebody changed it; undo and redo from any of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from qualcode.coding.undoing import FAR_REACHING, redo, undo
from qualcode.errors.base import QualcodeError
from qualcode.errors.coding import FarReachingUndoError, NothingToUndoError
from qualcode.model.display import harmless_line
from qualcode.project.opening import now
from qualcode.tui.asking.refusal import refuse
from qualcode.tui.asking.undo_question import ask_to_undo
from qualcode.tui.keys.code_keys import command_key
from qualcode.tui.threads.letting_go import Once

if TYPE_CHECKING:
    from textual import events

    from qualcode.project.project import Project

_POLL = 0.5  # seconds between looks whether another process acted


class ProjectScreen(Screen[None]):
    """A screen of what stands in the project, read in a worker and read anew within a second of anybody's change.

    Attributes:
        project: may be replaced by one with another coder; seen when the screen is come back to.
    """

    class Refused(Message):
        """The project could not answer."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    class Reversed(Message):
        """An act was undone or done again: which, or why not."""

        def __init__(self, outcome: str | QualcodeError, verb: str, done: str) -> None:
            super().__init__()
            self.outcome = outcome
            self.verb = verb
            self.done = done

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.project = project
        self._reversals: deque[Callable[[], None]] | None = None  # that wait, while one is done
        self._known_act = -1
        self._reading = Lock()  # one at a time; what was asked for meanwhile and is out of date is not read at all

    def on_mount(self) -> None:
        """Look for changes from now on."""
        self.set_interval(_POLL, self._look)

    def on_screen_resume(self) -> None:
        """Show what may have changed meanwhile."""
        self.come_back()

    def come_back(self) -> None:
        """Read everything, also if only the coder's name may be another."""
        self.read_again()

    def _look(self) -> None:
        if self.is_current and self.project.last_act() != self._known_act:
            self.read_again()

    def read_again(self) -> None:
        """Ask the project in a worker; an answer that is still on its way is dropped."""
        self._known_act = self.project.last_act()
        self.run_worker(partial(self._answer, self.asked()), thread=True, exclusive=True)

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: a function that touches no widget and gives the answer as a message to this screen."""
        raise NotImplementedError

    def _answer(self, ask: Callable[[], Message]) -> None:
        worker = get_current_worker()
        with self._reading:
            if worker.is_cancelled:
                return
            try:
                answer = ask()
            except QualcodeError as error:
                answer = self.Refused(str(error))
        if not worker.is_cancelled:
            self.post_message(answer)

    def on_unmount(self) -> None:
        """Wait for what is being read, because the project may be closed next."""
        self.workers.cancel_node(self)
        with self._reading:
            return

    def action_undo(self) -> None:
        """Take back the coder's last act; ask first where that brought a whole file."""
        self._reverse(partial(undo, but_not=FAR_REACHING), "undo", "Undid")

    def action_redo(self) -> None:
        """Do the coder's last undone act again."""
        self._reverse(redo, "redo", "Redid")

    def _reverse(self, reverse: Callable[..., str], verb: str, done: str) -> None:
        """Do it in a thread, since nobody knows how much it changes; what is asked for meanwhile is done after it."""
        if self._reversals is not None:
            self._reversals.append(partial(self._reverse, reverse, verb, done))
            return
        self._reversals = deque()

        def work() -> None:
            try:
                if not self.project.coder:
                    raise NothingToUndoError("a coder without a name", verb)
                outcome: str | QualcodeError = reverse(self.project.store, coder=self.project.coder, at=now())
            except QualcodeError as error:
                outcome = error
            self.post_message(self.Reversed(outcome, verb, done))

        # The app's, not this screen's: it is done also where the screen is left.
        self.app.run_worker(Once(work), thread=True, group="act")

    def on_project_screen_reversed(self, event: Reversed) -> None:
        """Say what was done, or why it was not, and show what is there now."""
        waiting, self._reversals = self._reversals or deque(), None
        if isinstance(event.outcome, FarReachingUndoError):
            ask_to_undo(self, event.outcome.summary, lambda: self._reverse(undo, event.verb, event.done))
        elif isinstance(event.outcome, QualcodeError):
            refuse(self, event.outcome, "warning")
        else:
            self.notify(f"{event.done}: {harmless_line(event.outcome)}", markup=False)
            self.read_again()
        for each in waiting:
            each()

    def on_key(self, event: events.Key) -> None:
        """Let the letters of a Russian keyboard be the commands that are on the same keys."""
        command = command_key(event.character or "")
        if command:
            event.stop()
            # From the app itself: what a screen sends does not come up to the app's bindings again.
            self.app.call_later(self.app.simulate_key, command)

    def action_back(self) -> None:
        """Return to the screen below, once, however quick the keys."""
        if self.is_active:
            self.app.pop_screen()

    def on_project_screen_refused(self, event: Refused) -> None:
        """Say why."""
        self.notify(event.reason, severity="error", markup=False)
