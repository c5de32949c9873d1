"""What the terminal UI draws through in a browser: Textual's driver, which also ends when its server is gone."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class BrowserDriver(WebDriver):
    """Textual's driver for the browser.

    Its own loop goes on without a server, and a session that nobody can see would stay in the project for good.
    """

    def run_input_thread(self) -> None:
        """Take what the server sends; where that ends, end."""
        super().run_input_thread()
        self._app.post_message(ExitApp())
