"""Every table of the tables screen, from frames that were read before, beside the third of a second it may take."""

from collections.abc import Iterator
from pathlib import Path

from measuring import Result, compared, timed
from qualcode.project.kept_tables import KeptTables
from qualcode.project.opening import open_project
from qualcode.tui.tables.asked import TITLES, Asked
from qualcode.tui.tables.pages import page_of
from studies import coded_project
from vocabulary import CODERS

_LONGEST = 0.3  # seconds


def screens(size: str, work: Path) -> Iterator[Result]:
    """Measure each table of a whole corpus."""
    path = work / "coded.qualcode"
    if not path.exists():
        coded_project(size, path)
    with open_project(path, coder=CODERS[0]) as project:
        kept = KeptTables(project.store, CODERS[0])
        theme = f"code:{project.codebooks()[0].codes[0].guid}"
        for kind, title in TITLES.items():
            asked = Asked(kind=kind, by="case:gender", rows=theme, columns="case:gender")
            page_of(kept, asked)  # reads the frames, loads libraries

            def ours(asked: Asked = asked) -> float:
                with timed() as watch:
                    page_of(kept, asked)
                return watch.seconds

            yield compared(
                f"screen {size}: {title}", ours, lambda: _LONGEST, repetitions=3, goal=1.0 if size == "L" else None
            )
