"""The server behind `qualcode serve`: textual-serve, kept to this machine and to whoever has the address.

It listens on 127.0.0.1 only. Every path begins with a random token, so that other people on this machine find nothing;
a request that names another host, or comes from another page, is refused, so that no web site can reach in by way of
the browser. The page and all that it loads come from the installed packages, and the browser is told to load nothing
else.
"""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
import shlex
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server, to_int

from qualcode.errors.projects import PortError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp.typedefs import Handler
    from textual_serve.app_service import AppService

LOOPBACK = "127.0.0.1"
_OWN_HOSTS = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?")
_PAGE = Path(__file__).with_name("page")
_PATIENCE = 5.0  # seconds that a session's program has to end in
# The page loads nothing from elsewhere, sends nothing elsewhere, and stands in no other page.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class BrowserServer(Server):
    """One command, run anew for each page that is opened.

    Attributes:
        address: what to open in a browser.

    Raises:
        PortError: the port cannot be had.
    """

    def __init__(self, command: Sequence[str], *, port: int, title: str) -> None:
        """Take a port, 0 for any that is free."""
        try:
            self._socket = socket.create_server((LOOPBACK, port))
        except (OSError, OverflowError) as error:
            raise PortError(port, getattr(error, "strerror", None) or str(error)) from error
        self._token = secrets.token_urlsafe(32)
        self._download_secret = secrets.token_urlsafe(32)
        self._sessions: set[asyncio.Task[Any]] = set()
        super().__init__(
            _shell_line(command),
            host=LOOPBACK,
            port=self._socket.getsockname()[1],
            title=title,
            templates_path=_PAGE,
        )
        self.address = f"{self.public_url}/{self._token}/"

    def serve(self, debug: bool = False) -> None:
        """Serve until Ctrl+C; open sessions end with it."""
        self.debug = debug
        web.run_app(
            self._make_app(),
            sock=self._socket,
            shutdown_timeout=_PATIENCE,
            print=None,
            access_log=None,  # it would write the token down
        )

    async def on_startup(self, _app: web.Application) -> None:
        """Say nothing: the command has told the address."""

    async def on_shutdown(self, _app: web.Application) -> None:
        """End the open sessions, and with them their programs."""
        for session in self._sessions:
            session.cancel()
        if self._sessions:
            await asyncio.wait(self._sessions, timeout=2 * _PATIENCE)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run one session."""
        session = asyncio.current_task()
        if session is None:
            raise web.HTTPInternalServerError
        self._sessions.add(session)
        try:
            return await super().handle_websocket(request)
        finally:
            self._sessions.discard(session)

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
        try:
            await super()._process_messages(websocket, app_service)
        finally:
            await _ended(app_service)

    async def _make_app(self) -> web.Application:
        inside = await super()._make_app()
        inside.add_routes([web.static("/page", _PAGE, name="page")])
        outside = web.Application(middlewares=[_from_own_page_only])
        outside.on_response_prepare.append(_keep_private)
        outside.add_subapp(f"/{self._token}/", inside)
        # The page asks for files at this path, whatever path it stands at itself.
        outside.add_routes([web.get("/download/{key}", self._handle_page_download)])
        return outside

    async def _handle_page_download(self, request: web.Request) -> web.StreamResponse:
        given = request.cookies.get(self._cookie, "")
        if not hmac.compare_digest(given.encode(), self._download_secret.encode()):
            raise web.HTTPNotFound
        return await self.handle_download(request)

    @property
    def _cookie(self) -> str:
        """Name of the cookie; browsers do not keep the cookies of different ports apart."""
        return f"qualcode-{self.port}"

    async def handle_index(self, request: web.Request) -> web.Response:
        """Return the page, with addresses on the host it was asked from: a tunnel may have its own port."""
        router = request.app.router
        values = {
            "application": {"name": self.title},
            "font_size": to_int(request.query.get("fontsize", "16"), 16),
            "app_websocket_url": f"ws://{request.host}{router['websocket'].url_for()}",
            "config": {"static": {"url": str(router["static"].url_for(filename="")).rstrip("/") + "/"}},
            "page_url": str(router["page"].url_for(filename="page.js")),
        }
        page = aiohttp_jinja2.render_template("app_index.html", request, values)
        page.headers["Content-Security-Policy"] = _POLICY.format(host=request.host)
        page.set_cookie(self._cookie, self._download_secret, path="/download", httponly=True, samesite="Strict")
        return page


async def _ended(app_service: AppService) -> None:
    """Ask a session's program to end and wait until it has; it is killed where it takes too long."""
    process = app_service._process
    try:
        async with asyncio.timeout(_PATIENCE):
            await app_service.stop()
            if process:
                await process.wait()
    except TimeoutError:
        if process:
            process.kill()
            await process.wait()


def _shell_line(command: Sequence[str]) -> str:
    """Return a command as the line that the system's shell runs."""
    if sys.platform == "win32":
        return subprocess.list2cmdline(command)
    return f"exec {shlex.join(command)}"  # no shell stays in between


@web.middleware
async def _from_own_page_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests that name another host (DNS rebinding) or come from another site's page."""
    origin = request.headers.get("Origin")
    if not _OWN_HOSTS.fullmatch(request.host) or origin not in (None, f"http://{request.host}"):
        raise web.HTTPForbidden
    return await handler(request)


async def _keep_private(_request: web.Request, response: web.StreamResponse) -> None:
    """Tell the browser to keep nothing and to tell nobody the address."""
    response.headers.update(_HEADERS)
