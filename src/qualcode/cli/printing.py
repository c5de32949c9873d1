"""Answers on paper: results on stdout, talk on stderr, nothing raw from a transcript to the terminal."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.model.display import harmless, harmless_line

if TYPE_CHECKING:
    import polars as pl

    from qualcode.exports.charts import Chart
    from qualcode.project.project import Project

Row = Mapping[str, object]
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
WIDE = 100_000  # columns a table may take in a file or a pipe: nothing is cut there


def talk(text: str) -> None:
    """Say something to the person, outside of the result."""
    print(harmless(text), file=sys.stderr)  # noqa: T201  # this is what the module is for


def remark(text: str) -> None:
    """Say what stands below a table: on a terminal in lines that end between words, elsewhere as it is."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns
        lines = [
            textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
        ]
        text = "\n".join("\n".join(parts) for parts in lines)
    talk(text)


def result(text: str) -> None:
    """Print a line that is the answer."""
    print(harmless(text))  # noqa: T201  # as above


def raw_result(text: str, *, is_json: bool = False) -> None:
    """Print text that a room below has made safe already (JSON, CSV).

    JSON stays JSON where the output's encoding lacks letters: they are escaped.
    """
    if is_json and sys.stdout.encoding.lower() not in ("utf-8", "utf-16"):
        text = _BEYOND_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def counted(number: int, noun: str) -> str:
    """Return the number with its noun: `1 turn`, `2 turns`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    bold: Sequence[bool] = (),
    width: int | None = None,
) -> None:
    """Print a plain table; numbers stand right, text is folded, never cut. `width` is the terminal's unless told."""
    if width in (None, WIDE) and not sys.stdout.isatty() and _is_unicode():
        for line in _plain_lines(columns, rows):
            sys.stdout.write(line + "\n")
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console

    from qualcode.cli.long_tables import MANY, plain_table, print_many

    console = Console(file=sys.stdout, width=width or (None if sys.stdout.isatty() else WIDE), highlight=False)
    names, right = [harmless_line(name) for name in columns], _are_numbers(columns, rows)
    cells = [[_cell(cell) for cell in row] for row in rows]
    if len(rows) < MANY or any(bold) or not print_many(console, names, cells, right):
        console.print(plain_table(names, cells, right, bold, SIMPLE_HEAD))


def _plain_lines(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Yield a table as Rich draws it where nothing has to be folded, which takes Rich a minute for 100,000 rows."""
    from rich.cells import cell_len

    numeric, heads = _are_numbers(columns, rows), [harmless_line(name) for name in columns]
    widths = [max([cell_len(head), *(cell_len(_cell(row[place])) for row in rows)]) for place, head in enumerate(heads)]
    last = len(columns) - 1

    def line(cells: Iterable[str]) -> str:
        shown = []
        for place, (cell, width, is_number) in enumerate(zip(cells, widths, numeric, strict=True)):
            room = " " * (width - cell_len(cell))
            shown.append(
                f"{' ' if place else ''}{room + cell if is_number else cell + room}{' ' if place < last else ''}"
            )
        return " ".join(shown)

    yield line(heads)
    yield "─" * (sum(widths) + 3 * last)
    for row in rows:
        yield line(map(_cell, row))


def _is_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().startswith("utf")


def _are_numbers(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[bool]:
    return [
        bool(rows) and all(isinstance(row[place], int | float) or row[place] is None for row in rows)
        for place in range(len(columns))
    ]


def _cell(value: object) -> str:
    return "" if value is None else _indented(str(value))


def print_chart(frame: pl.DataFrame, chart: Chart) -> None:
    """Print a chart in characters; in plain ones where the output has no others."""
    from qualcode.exports.chart_text import in_few_letters
    from qualcode.exports.charts import chart_text

    text = chart_text(frame, chart).rstrip("\n")
    try:
        "█░├┤●".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        text = in_few_letters(text)
    result(text)


def _indented(text: str) -> str:
    spaces = len(text) - len(text.lstrip(" "))
    return " " * spaces + harmless_line(text)


def print_json(rows: Sequence[Row] | pl.DataFrame, about: Mapping[str, object]) -> None:
    """Print the one JSON object that scripts read."""
    from qualcode.exports.tables import table_text

    raw_result(table_text(rows, "json", about), is_json=True)


def about(project: Project, **more: object) -> dict[str, object]:
    """Return what a table was made from: program, project, codebook revisions, sources, coders, command, time."""
    from qualcode.project.opening import now

    return {**project.made_from(command=command_line(), at=now()), **more}


def command_line() -> str:
    """Return what was typed, with the names of files instead of their paths."""
    return shlex.join(["qualcode", *(Path(word).name if "/" in word else word for word in sys.argv[1:])])


def version() -> str:
    """Return the installed program's version."""
    from importlib.metadata import version as installed

    return installed("qualcode")
