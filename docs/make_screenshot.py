"""Makes docs/coding-screen.svg from the sample study: `python docs/make_screenshot.py`."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode.exchange.sample import make_sample
from qualcode.project.opening import open_project
from qualcode.tui.app import QualcodeApp

SOURCE = "fg1_moscow_2024.txt"
TO_THE_TURN = ["G", "3", "1", "enter", "up", "up", "right"]


async def take(folder: Path) -> str:
    """Return the coding screen of the sample study as SVG."""
    with open_project(make_sample(folder, at=datetime.now(UTC)), coder="Vera") as project:
        app = QualcodeApp(project, source=project.source(SOURCE).guid)
        async with app.run_test(size=(120, 34)) as pilot:
            await pilot.pause(1)
            await pilot.press(*TO_THE_TURN)
            await app.workers.wait_for_complete()
            await pilot.pause(1)
            return app.export_screenshot(title="qualcode")


with TemporaryDirectory() as temporary:
    drawn = asyncio.run(take(Path(temporary)))
# No font is fetched from anywhere: the viewer's own monospace font will do.
shown = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
Path(__file__).with_name("coding-screen.svg").write_text(shown.rstrip() + "\n", encoding="utf-8")
