"""Tables in two shapes: a turn a row (who, what, when), or a case a row (answers to open questions, and variables).

A turn a row: one column of speakers who come back, one of what they said. A case a row: one or several columns of
answers; every question is put by "Question" and answered by the cases in turn, and the other columns are their
variables. Columns are found by their names or by what stands in them, or are named by the caller.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.errors.files import TableFormatError
from qualcode.transcripts.formats.extract import Extract, Said
from qualcode.transcripts.formats.table_cells import Table
from qualcode.transcripts.labels.labels import seconds_of
from qualcode.transcripts.profiles import Columns
from qualcode.transcripts.table_words import CASE_COLUMNS, SPEAKER_COLUMNS, TEXT_COLUMNS, TIME_COLUMNS

QUESTION = "Question"
_UNNAMED = "column {}"
_CLOCK = re.compile(r"\d{1,3}:[0-5]?\d(?::[0-5]?\d)?(?:[.,]\d{1,6})?(?:\s*(?:-->|[-–—]).*)?|\d+(?:[.,]\d+)?\s*s?")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Places of the columns: who, what (one or several), when; None where there is none."""

    who: int | None
    texts: tuple[int, ...]
    time: int | None


def read_table(table: Table, name: str, told: Columns) -> Extract:
    """Return what the table says was said, in the shape it has.

    Raises:
        TableFormatError: a named column is missing, or no column holds text.
    """
    header, rows, lines = _headed(table)
    if not rows:
        raise TableFormatError(name, None, "there is no row below the names of its columns.")
    chosen = _chosen(header, rows, told, name)
    if _has_turns(header, rows, chosen, told):
        said, doubts = _turns(header, rows, chosen)
    else:
        said, doubts = _answers(header, rows, chosen)
    if not said:
        raise TableFormatError(name, lines[0], f"the column {header[chosen.texts[0]]!r} is empty.")
    return Extract(encoding=table.encoding, said=tuple(said), doubts=(*table.doubts, *doubts))


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split()).strip(" :")


def _headed(table: Table) -> tuple[list[str], Sequence[Sequence[str]], Sequence[int]]:
    """Return the names of the columns, the rows below, and their lines; a table may begin with a row of data."""
    first, below, lines = list(table.rows[0]), table.rows[1:], table.lines[1:]
    known = SPEAKER_COLUMNS | CASE_COLUMNS | TEXT_COLUMNS | TIME_COLUMNS
    if any(_plain(cell) in known for cell in first) or not below:
        is_export = len(below) > 1 and sum(cell.startswith('{"ImportId"') for cell in below[1]) * 2 > len(first)
        if is_export:  # a survey program's: short names, then questions, then its own ids
            return [question or short for short, question in zip(first, below[0], strict=True)], below[2:], lines[2:]
        return first, below, lines
    returning = any(sum(row[place] == cell for row in below) > 0 for place, cell in enumerate(first) if cell)
    has_time = any(_CLOCK.fullmatch(cell) for cell in first if cell)
    if (returning or has_time) and len(first) < 5:
        return [_UNNAMED.format(number) for number in range(1, len(first) + 1)], table.rows, table.lines
    return first, below, lines


def _chosen(header: Sequence[str], rows: Sequence[Sequence[str]], told: Columns, name: str) -> _Chosen:
    plain = [_plain(one) for one in header]

    def named(column: str) -> int:
        if _plain(column) not in plain:
            listed = ", ".join(one for one in header if one)
            raise TableFormatError(name, 1, f"there is no column {column!r} (there are: {listed}).")
        return plain.index(_plain(column))

    def found(names: frozenset[str], taken: Sequence[int | None]) -> int | None:
        return next((place for place, one in enumerate(plain) if one in names and place not in taken), None)

    texts = tuple(named(column) for column in told.text)
    time = named(told.time) if told.time else None
    if time is None:
        time = _time_column(plain, rows, texts)
    who = named(told.speaker) if told.speaker else None
    if who is None:
        who = found(SPEAKER_COLUMNS, (*texts, time))
    if who is None:
        who = found(CASE_COLUMNS, (*texts, time))
    if who is None and header[0] == _UNNAMED.format(1):
        who = _returning_column(rows, (time, *texts))
    if not texts:
        texts = _text_columns(plain, rows, (who, time))
    if not texts:
        listed = ", ".join(one for one in header if one)
        raise TableFormatError(
            name, 1, f"no column holds talk or answers; name it with --text-column (there are: {listed})."
        )
    return _Chosen(who, texts, time)


def _column(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] for row in rows if row[place]]


def _time_column(plain: Sequence[str], rows: Sequence[Sequence[str]], texts: Sequence[int]) -> int | None:
    def holds_times(place: int) -> bool:
        cells = _column(rows, place)
        return bool(cells) and all(_CLOCK.fullmatch(cell) for cell in cells)

    named = [
        place for place, one in enumerate(plain) if one in TIME_COLUMNS and place not in texts and holds_times(place)
    ]
    if named:
        return named[0]
    clocks = (place for place in range(len(plain)) if place not in texts and holds_times(place))
    return next((place for place in clocks if all(":" in cell for cell in _column(rows, place))), None)


def _returning_column(rows: Sequence[Sequence[str]], taken: Sequence[int | None]) -> int | None:
    """Return the first column of short cells of which some come back."""
    for place in range(len(rows[0])):
        cells = _column(rows, place)
        is_short = bool(cells) and max(map(len, cells)) <= 60 and not any(_CLOCK.fullmatch(cell) for cell in cells)
        if place not in taken and is_short and len(cells) > len(set(cells)):
            return place
    return None


def _text_columns(plain: Sequence[str], rows: Sequence[Sequence[str]], taken: Sequence[int | None]) -> tuple[int, ...]:
    named = [place for place, one in enumerate(plain) if one in TEXT_COLUMNS and place not in taken]
    if named:
        return tuple(named)

    def is_open(place: int) -> bool:
        cells = _column(rows, place)
        if not cells or len(set(cells)) * 2 < len(cells):
            return False
        words = sum(len(cell.split()) for cell in cells) / len(cells)
        return words >= 4 or (words >= 2 and plain[place].endswith("?")) or max(map(len, cells)) > 120

    return tuple(place for place in range(len(plain)) if place not in taken and is_open(place))


def _has_turns(header: Sequence[str], rows: Sequence[Sequence[str]], chosen: _Chosen, told: Columns) -> bool:
    if chosen.who is None or len(chosen.texts) > 1:
        return False
    if _plain(header[chosen.who]) in SPEAKER_COLUMNS:
        return True
    cells = _column(rows, chosen.who)
    return len(set(cells)) < len(cells) or bool(told.speaker and chosen.time is not None)


def _turns(header: Sequence[str], rows: Sequence[Sequence[str]], chosen: _Chosen) -> tuple[list[Said], list[str]]:
    who, text = chosen.who, chosen.texts[0]
    assert who is not None  # noqa: S101 # `_has_turns` said so
    others = [place for place in range(len(header)) if place not in (who, text, chosen.time)]
    variables = _steady(header, rows, who, others)
    said: list[Said] = []
    speaker: str | None = None
    for row in rows:
        speaker = row[who] or speaker
        if row[text]:
            seconds = _time(row[chosen.time]) if chosen.time is not None else None
            told = tuple((header[place], value) for place, value in variables.get(speaker or "", {}).items())
            said.append(Said(speaker=speaker or "?", words=row[text], seconds=seconds, variables=told))
    kept = {place for values in variables.values() for place in values}
    left = [repr(header[place]) for place in others if place not in kept and _column(rows, place)]
    doubts = [f"columns left out, as they change from turn to turn: {', '.join(left)}"] if left else []
    silent = sum(1 for row in rows if not row[text])
    if silent:
        doubts.append(f"rows without talk, left out: {silent}")
    return said, doubts


def _steady(
    header: Sequence[str], rows: Sequence[Sequence[str]], who: int, others: Sequence[int]
) -> dict[str, dict[int, str]]:
    """Return by speaker the values of columns that never change for any of them: what is known of a person."""
    steady: dict[str, dict[int, str]] = {}
    changing: set[int] = {place for place in others if not header[place]}
    for row in rows:
        values = steady.setdefault(row[who], {})
        for place in others:
            if row[place] and values.setdefault(place, row[place]) != row[place]:
                changing.add(place)
    counters = {place for place in others if len(set(_column(rows, place))) == len(rows) > len(steady)}
    gone = changing | counters
    return {who: {k: v for k, v in values.items() if k not in gone} for who, values in steady.items() if who}


def _answers(header: Sequence[str], rows: Sequence[Sequence[str]], chosen: _Chosen) -> tuple[list[Said], list[str]]:
    others = [place for place in range(len(header)) if place not in (chosen.who, *chosen.texts) and header[place]]
    labels = [(row[chosen.who] if chosen.who is not None else "") or f"R{number}" for number, row in enumerate(rows, 1)]
    labels = [f"R{label}" if label.isdecimal() else label for label in labels]
    said: list[Said] = []
    for text in chosen.texts:
        said.append(Said(speaker=QUESTION, words=header[text] or f"column {text + 1}"))
        said += _answered(header, rows, labels, text, others)
    doubts = [f"a case a row: {len(set(labels))} cases, {_counted(len(chosen.texts), 'question')}"]
    if others:
        doubts.append(f"columns that became variables: {', '.join(header[place] for place in others)}")
    silent = len(set(labels) - {one.speaker for one in said})
    if silent:
        doubts.append(f"cases without any answer, left out: {silent}")
    return (said if len(said) > len(chosen.texts) else []), doubts


def _answered(
    header: Sequence[str], rows: Sequence[Sequence[str]], labels: Sequence[str], text: int, others: Sequence[int]
) -> Iterator[Said]:
    for label, row in zip(labels, rows, strict=True):
        if row[text]:
            told = tuple((header[place], row[place]) for place in others if row[place])
            yield Said(speaker=label, words=row[text], variables=told)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _time(cell: str) -> float | None:
    if ":" in cell:
        return seconds_of(cell)
    try:
        return float(cell.rstrip("s ").replace(",", "."))
    except ValueError:
        return None
