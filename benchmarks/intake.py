"""What is brought in: 2 million words, 100,000 codings; beside raw `sqlite3` doing the least that can be called so."""

import csv
import sqlite3
import statistics
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus import standing
from measuring import Result, compared, peak_note, program, run, timed
from qualcode.exchange.coding_files import read_coding_rows
from qualcode.exchange.codings import import_codings
from qualcode.exchange.sources import import_readings
from qualcode.project.opening import create_project, now, open_project
from qualcode.transcripts.reading import read_transcript
from studies import copied, transcripts, uncoded_project
from vocabulary import CODERS

_SOURCES = "CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT, text TEXT)"
# Turns as their words, or as places in the text, which is less to write.
_TURNS = "CREATE TABLE turns (id INTEGER PRIMARY KEY, source_id INTEGER, number INTEGER, text TEXT)"
_PLACES = 'CREATE TABLE turns (id INTEGER PRIMARY KEY, source_id INTEGER, number INTEGER, start INTEGER, "end" INTEGER)'


@contextmanager
def _transaction(path: Path, *, foreign_keys: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a file with the pragmas a project has and write in one transaction."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.execute("COMMIT")
    connection.close()


def importing(size: str, work: Path) -> Iterator[Result]:
    """Measure the import of all transcripts into a new project."""
    files = transcripts(size)

    def ours() -> float:
        path = work / "import.qualcode"
        path.unlink(missing_ok=True)
        with create_project(path, coder=CODERS[0]) as project, timed() as watch:
            readings = [read_transcript(file) for file in files]
            import_readings(project.store, readings, coder=CODERS[0], at=now())
        return watch.seconds

    def floor(turns: str, insert: str, rows: Callable[[int, str], Iterable[tuple[object, ...]]]) -> float:
        path = work / "import.sqlite"
        path.unlink(missing_ok=True)
        _make_tables(path, _SOURCES, turns)
        with timed() as watch, _transaction(path) as connection:
            for number, file in enumerate(files):
                text = file.read_text(encoding="utf-8")
                connection.execute("INSERT INTO sources VALUES (?, ?, ?)", (number, file.name, text))
                connection.executemany(insert, rows(number, text))
        return watch.seconds

    def texts() -> float:
        return floor(_TURNS, "INSERT INTO turns VALUES (NULL, ?, ?, ?)", _paragraphs)

    def places() -> float:
        return floor(_PLACES, "INSERT INTO turns VALUES (NULL, ?, ?, ?, ?)", _places)

    yield compared(f"import {size}", ours, texts, repetitions=5, goal=4.0 if size == "L" else None)
    yield compared(f"import {size}, beside places of turns only", ours, places, repetitions=5)

    command = [program(), "import", *map(str, files)]
    fresh = work / "command.qualcode"

    def whole() -> float:
        fresh.unlink(missing_ok=True)
        create_project(fresh, coder=CODERS[0]).close()
        return run(command, project=fresh)

    seconds = statistics.median(whole() for _ in range(3))
    fresh.unlink()
    create_project(fresh, coder=CODERS[0]).close()
    yield Result(name=f"import {size}, whole command", ours=seconds, note=peak_note(command, project=fresh))


def _make_tables(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def _paragraphs(source: int, text: str) -> Iterator[tuple[int, int, str]]:
    return ((source, number, turn) for number, turn in enumerate(text.split("\n\n"), start=1))


def _places(source: int, text: str) -> Iterator[tuple[int, int, int, int]]:
    start = 0
    for number, turn in enumerate(text.split("\n\n"), start=1):
        yield source, number, start, start + len(turn)
        start += len(turn) + 2


def loading(size: str, work: Path) -> Iterator[Result]:
    """Measure the import of all codings into a project that has their transcripts and codebook."""
    template = uncoded_project(size, work / "uncoded.qualcode")
    file = standing(size) / "codings.csv"

    def ours() -> float:
        with open_project(copied(template, "codings.qualcode"), coder=CODERS[0]) as project, timed() as watch:
            rows, _ = read_coding_rows(file)
            import_codings(project.store, file, rows, coder=CODERS[0], at=now())
        return watch.seconds

    def floor() -> float:
        path = copied(template, "floor.qualcode")
        insert, names = _prepared(path)
        with timed() as watch, _transaction(path, foreign_keys=True) as connection:
            connection.executemany(insert, _cells(file, *names))
        return watch.seconds

    def bare_floor() -> float:
        path = copied(template, "floor.qualcode")
        insert, names = _prepared(path)
        cells = list(_cells(file, *names))
        with timed() as watch, _transaction(path) as connection:
            connection.executemany(insert, cells)
        return watch.seconds

    yield compared(f"codings {size}", ours, floor, goal=4.0 if size == "L" else None)
    yield compared(f"codings {size}, beside executemany alone", ours, bare_floor)


Names = dict[str, int]


def _prepared(path: Path) -> tuple[str, tuple[Names, Names, Names]]:
    """Add the coders to a project that is to be the floor; return the INSERT and the ids of sources, codes, coders."""
    connection = sqlite3.connect(path)
    with connection:
        for coder in CODERS:
            connection.execute("INSERT OR IGNORE INTO coders (guid, name) VALUES (?, ?)", (f"guid of {coder}", coder))
    sources = dict(connection.execute("SELECT name, source_revisions.id FROM sources JOIN source_revisions "
                                      "ON source_id = sources.id"))  # fmt: skip
    coders = dict(connection.execute("SELECT name, id FROM coders"))
    codes = dict(connection.execute(
        "WITH RECURSIVE paths AS (SELECT id, name AS path FROM codes WHERE parent_id IS NULL "
        "UNION ALL SELECT codes.id, path || ' > ' || name FROM codes JOIN paths ON parent_id = paths.id) "
        "SELECT path, id FROM paths"
    ))  # fmt: skip
    connection.close()
    insert = (
        'INSERT INTO codings (guid, revision_id, start, "end", code_id, coder_id, quote, codebook_revision_id, '
        "first_turn, last_turn, origin, is_selected, at, act_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0, 0, 'import', 0, '2025-01-01', 1)"
    )
    return insert, (sources, codes, coders)


def _cells(file: Path, sources: Names, codes: Names, coders: Names) -> Iterator[tuple[object, ...]]:
    with file.open(encoding="utf-8", newline="") as opened:
        reader = csv.reader(opened)
        next(reader)
        for number, (source, start, end, code, coder, quote, _memo) in enumerate(reader):
            yield f"{number:036d}", sources[source], int(start), int(end), codes[code], coders[coder], quote
