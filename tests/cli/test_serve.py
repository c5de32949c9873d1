"""The terminal UI in a browser: who gets in, what the page loads, what a key does, how it ends."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from qualcode.coding.codebook_writing import write_codebook
from qualcode.project.opening import create_project, open_project
from tests.cli.conftest import Run
from tests.conftest import AT, BOOK, CODE, add_small_source

PATIENCE = 60


@dataclass
class Served:
    """A server that runs, and the project it shows."""

    process: "subprocess.Popen[str]"
    address: str
    project: Path

    @property
    def root(self) -> str:
        """The address without its token."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "QUALCODE_CONFIG": str(folder / "settings"), "QUALCODE_CODER": "Vera"}


def make_project(folder: Path) -> Path:
    with create_project(folder / "study", coder="Vera") as project:
        add_small_source(project.store)
        with project.store.act("import codebook", "imported codebook", coder="Vera", at=AT) as unit:
            write_codebook(unit, BOOK)
        return project.path


def started(folder: Path) -> Served:
    project = make_project(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "qualcode", "--project", str(project), "serve", "--source", "fg1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=environment(folder),
    )
    assert process.stdout
    return Served(process, process.stdout.readline().strip(), project)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests that only look at it."""
    served = started(tmp_path_factory.mktemp("serve"))
    with served.process:
        yield served
        served.process.kill()


@pytest.fixture
def own_served(tmp_path: Path) -> Iterator[Served]:
    """A server that the test may harm."""
    served = started(tmp_path)
    with served.process:
        yield served
        served.process.kill()


async def status(url: str, **headers: str) -> int:
    async with aiohttp.ClientSession() as browser, browser.get(url, headers=headers) as answer:
        return answer.status


@asynccontextmanager
async def session(served: Served, **headers: str) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    """A browser that has loaded the page, and the address that the page connects to."""
    async with (
        aiohttp.ClientSession(headers=headers, cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser,
        browser.get(served.address) as answer,
    ):
        page = await answer.text()
        found = re.search(r'data-session-websocket-url="([^"]+)"', page)
        assert found
        yield browser, found[1] + "?width=100&height=30"


async def shown_until(socket: aiohttp.ClientWebSocketResponse, wanted: str) -> str:
    """What comes to the page until the wanted words do."""
    shown = ""
    async with asyncio.timeout(PATIENCE):
        async for message in socket:
            shown += message.data.decode() if isinstance(message.data, bytes) else message.data
            if wanted in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown):
                return shown
    raise AssertionError(f"{wanted!r} was not shown")


async def test_the_address_answers_with_a_page_that_loads_nothing_from_elsewhere(served: Served) -> None:
    """Scripts, styles and letters come from this server, and the browser is told to take no other."""
    async with aiohttp.ClientSession() as browser, browser.get(served.address) as answer:
        page, headers = await answer.text(), answer.headers
        assert 200 == answer.status
    links = re.findall(r"\b(?:src=|href=|url\()\"([^\"]+)\"", page)

    assert len(links) > 5
    assert [] == [link for link in links if not link.startswith((urlsplit(served.address).path, "data:,"))]
    assert {200} == {await status(served.root + link) for link in links if link != "data:,"}
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert ("no-referrer", "no-store", "DENY") == (
        headers["Referrer-Policy"],
        headers["Cache-Control"],
        headers["X-Frame-Options"],
    )


@pytest.mark.parametrize(
    "path", ["/", "/ws", "/static/js/textual.js", "/page/page.js", "/download/key", "/" + "x" * 43 + "/"]
)
async def test_without_the_token_nothing_is_found(served: Served, path: str) -> None:
    """Not the page, not the session, no file."""
    assert 404 == await status(served.root + path)


def test_the_token_cannot_be_guessed(served: Served, own_served: Served) -> None:
    """It has 256 random bits and is another one each time."""
    tokens = [urlsplit(one.address).path.strip("/") for one in (served, own_served)]

    assert [True, True] == [re.fullmatch(r"[\w-]{43}", token) is not None for token in tokens]
    assert tokens[0] != tokens[1]


@pytest.mark.parametrize("path", ["", "ws", "static/js/textual.js", "download/key"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "0.0.0.0", ""])
async def test_another_host_name_is_refused(served: Served, path: str, host: str) -> None:
    """A web site whose name was made to point at this machine does not get in, even with the token."""
    assert 403 == await status(served.address + path, Host=host)


@pytest.mark.parametrize(("host", "allowed"), [("localhost:9999", 200), ("127.0.0.1", 200), ("[::1]:80", 200)])
async def test_this_machine_goes_by_its_own_names(served: Served, host: str, allowed: int) -> None:
    """With any port, because a tunnel may have another; the page then connects to that one."""
    async with session(served, Host=host) as (_, address):
        assert address.startswith(f"ws://{host}/")
    assert allowed == await status(served.address, Host=host)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
async def test_other_sites_pages_are_refused(served: Served, origin: str) -> None:
    """They cannot open a session from the browser."""
    async with session(served) as (browser, address):
        with pytest.raises(aiohttp.WSServerHandshakeError) as failed:
            await browser.ws_connect(address, origin=origin)

    assert 403 == failed.value.status


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.2"), (socket.AF_INET6, "::1")])
def test_it_listens_on_one_loopback_address_only(served: Served, family: socket.AddressFamily, address: str) -> None:
    """Not on the others of this machine, so on none of its networks."""
    port = urlsplit(served.address).port

    with socket.socket(family) as other, pytest.raises(OSError):  # noqa: PT011  # refused or unreachable
        other.connect((address, port))


async def test_a_key_pressed_in_the_browser_codes(own_served: Served) -> None:
    """The screen comes up at the source that was named, and what a key did is stored.

    A file in the study's folder that is called like a library does not matter.
    """
    (own_served.project.parent / "textual.py").write_text("raise SystemExit", encoding="utf-8")
    async with session(own_served) as (browser, address), browser.ws_connect(address, origin=own_served.root) as page:
        await shown_until(page, "Let the big people decide")
        await page.send_json(["stdin", "\x1b[B"])
        await shown_until(page, "turn 2 of 3")
        await page.send_json(["stdin", "f1"])
        await shown_until(page, "Deference > Big people")

    with open_project(own_served.project, coder="") as project:
        assert [(CODE, "Vera")] == [(coding.code_guid, coding.coder) for coding in project.codings()]


async def test_a_file_for_the_browser_needs_the_page_s_cookie(own_served: Served) -> None:
    """A picture of the screen, asked for in the palette, is given to the page that asked and to nobody else."""
    async with session(own_served) as (browser, address), browser.ws_connect(address, origin=own_served.root) as page:
        await shown_until(page, "Let the big people decide")
        await page.send_json(["stdin", "\x10"])
        await shown_until(page, "Search")
        await page.send_json(["stdin", "screenshot"])
        await shown_until(page, "screenshot")
        await page.send_json(["stdin", "\r"])
        found = re.search(r'\["deliver_file_start", "(\w+)"\]', await shown_until(page, "deliver_file_start"))
        assert found
        url = f"{own_served.root}/download/{found[1]}"

        assert 404 == await status(url)
        async with browser.get(url) as answer:
            assert (200, True) == (answer.status, "<svg" in await answer.text())


async def test_a_project_that_cannot_be_opened_says_so_on_the_page(own_served: Served) -> None:
    """The reason stands where the screen would be."""
    own_served.project.unlink()

    async with session(own_served) as (browser, address), browser.ws_connect(address, origin=own_served.root) as page:
        assert "No project file" in await shown_until(page, "No project file")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
async def test_ctrl_c_ends_it_and_the_open_pages(own_served: Served, sign: signal.Signals) -> None:
    """The page is told, the program ends with 0, and says how it was left."""
    async with session(own_served) as (browser, address), browser.ws_connect(address, origin=own_served.root) as page:
        await shown_until(page, "Let the big people decide")
        own_served.process.send_signal(sign)
        async with asyncio.timeout(PATIENCE):
            async for _ in page:
                pass

    _, said = own_served.process.communicate(timeout=PATIENCE)
    assert (0, "Stopped; everything is saved.") == (own_served.process.returncode, said.splitlines()[-1])


def test_a_session_ends_when_its_server_is_gone(tmp_path: Path) -> None:
    """It does not stay in the project when its input ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "qualcode", "--project", str(make_project(tmp_path)), "in-browser"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**environment(tmp_path), "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"},
    ) as process:
        assert process.stdout
        assert b"__GANGLION__\n" == process.stdout.readline()
        process.communicate(timeout=PATIENCE)

        assert 0 == process.returncode


def test_a_session_by_itself_says_what_it_is_for(small: Run) -> None:
    """Nothing but one line."""
    answer = small("in-browser")

    assert (1, "", True) == (answer.code, answer.out, "qualcode serve" in answer.err)


def test_a_port_that_is_taken_is_one_line(small: Run, served: Served) -> None:
    """With the way out."""
    answer = small("serve", "--port", urlsplit(served.address).port)

    assert (1, 1, "") == (answer.code, len(answer.err.splitlines()), answer.out)
    assert "--port" in answer.err


@pytest.mark.parametrize("arguments", [("--project", "gone.qualcode"), ("--source", "fg9")])
def test_what_is_not_there_is_one_line(small: Run, arguments: tuple[str, str]) -> None:
    """Before any port is opened."""
    answer = small("serve", *arguments)

    assert (1, 1, "") == (answer.code, len(answer.err.splitlines()), answer.out)


def test_words_of_the_session_s_command_reach_it_as_they_are() -> None:
    """Blanks, quotes and dollar signs in a path or a name mean nothing to the shell."""
    from qualcode.cli.browser.server import _shell_line

    words = ["a b", "c'd", '$(e) "f"', "ж;g"]
    program = [sys.executable, "-c", "import sys; print(sys.argv[1:])", *words]

    done = subprocess.run(_shell_line(program), shell=True, capture_output=True, encoding="utf-8", check=True)

    assert f"{words}\n" == done.stdout


def test_help_loads_no_server() -> None:
    """Only serving does."""
    code = (
        "import sys; sys.argv = ['qualcode', 'serve', '--help']\n"
        "from qualcode.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print([name for name in ('aiohttp', 'jinja2', 'textual', 'textual_serve') if name in sys.modules])\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.splitlines()[-1]
