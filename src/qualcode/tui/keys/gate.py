"""Keys are answered one after another: the next one only once all that the last one set off is done.

Textual gives a key to the widget that has the focus when it is read. Keys that come in one go (typed quickly, or over a
slow line) would all go there, also those meant for the question that the first of them opens: the words of a memo would
be taken for codes. So what comes while a key is being answered waits here.

That a key is answered is known by a message that follows it, from the widget it went to up to the app, twice: once
after what widgets and bindings do with it, once after what comes of that. Where another screen or widget has the keys
by then, the message goes once more from there. It sets off only where another key has come, or in the pause after: what
a key did is painted first.
"""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.events import Key, Paste
    from textual.message_pump import MessagePump

_ROUNDS = 2
_PAUSE = 0.02  # seconds without another key; longer than painting takes
_PATIENCE = 1.0  # seconds; a message is lost where the widget it waits in is removed


class KeyGate:
    """Lets keys and pasted text through to an app one by one."""

    def __init__(self, app: App[None], answer: Callable[[Key | Paste], Awaitable[None]]) -> None:
        """Open the gate; `answer` gives an event to the app."""
        self._app = app
        self._answer = answer
        self._held: deque[Key | Paste] = deque()
        self._rounds_left = 0
        self._arrived_so_far = 0
        self._place: tuple[object, object] = (None, None)
        self._setting_off: asyncio.TimerHandle | None = None

    def holds(self, event: Key | Paste) -> bool:
        """Tell whether an event has to wait, and keep it if so."""
        if not self._rounds_left:
            return False
        if not self._held:
            self._watch()
        self._held.append(event)
        if self._setting_off is not None:
            self._setting_off.cancel()
            self._go_round()
        return True

    async def let_through(self, event: Key | Paste) -> None:
        """Give an event to the app, and close the gate until all that it sets off is done."""
        await self._answer(event)
        is_followed = self._rounds_left > 0
        self._rounds_left = _ROUNDS
        if is_followed:
            return
        if self._held:
            self._go_round()
        else:
            self._setting_off = asyncio.get_running_loop().call_later(_PAUSE, self._go_round)

    def _go_round(self) -> None:
        self._setting_off = None
        if not self._app.screen_stack:
            self._rounds_left = 0
            return
        self._place = self._where()
        self._climb(self._app.focused or self._app.screen)

    def _climb(self, pump: MessagePump | None) -> None:
        while pump is not None and pump is not self._app:
            above = pump._parent  # the way messages bubble
            if pump.call_later(self._climb, above):
                return
            pump = above
        self._app.call_later(self._arrive)

    async def _arrive(self) -> None:
        self._arrived_so_far += 1
        if self._place == self._where():
            self._rounds_left = max(0, self._rounds_left - 1)
        if self._rounds_left:
            self._go_round()
        else:
            await self._let_next_through()

    async def _let_next_through(self) -> None:
        if self._held:
            event = self._held.popleft()
            if self._held:
                self._watch()
            await self.let_through(event)

    def _where(self) -> tuple[object, object]:
        return (self._app.screen, self._app.focused) if self._app.screen_stack else (None, None)

    def _watch(self) -> None:
        self._app.set_timer(_PATIENCE, partial(self._go_on, self._arrived_so_far))

    async def _go_on(self, seen: int) -> None:
        if self._held and seen == self._arrived_so_far:
            self._rounds_left = 0
            await self._let_next_through()
