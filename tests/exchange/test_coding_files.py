"""Codings in and out as CSV: what comes back, what is refused and why."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from qualcode.codebooks.reading import read_codebook
from qualcode.errors.coding import CodingsRefusedError
from qualcode.errors.files import TableFormatError
from qualcode.exchange.codebook_files import import_codebook
from qualcode.exchange.coding_files import COLUMNS, coding_rows, read_coding_rows, written_paths
from qualcode.exchange.codings import CodingsReport, import_codings
from qualcode.exports.tables import write_table
from qualcode.model.codebook import find_code
from qualcode.model.identity import is_guid
from qualcode.store.codebooks import read_codebooks
from qualcode.store.codings import read_codings
from qualcode.store.database import Store
from tests.conftest import AT, TEXT

GUID = "0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e00aa"
Import = Callable[..., CodingsReport]


@pytest.fixture
def imported(study: Store, tmp_path: Path) -> Import:
    """Write rows to a file and import them."""

    def written_and_imported(
        *rows: Sequence[object], columns: Sequence[str] = COLUMNS, keep_going: bool = False
    ) -> CodingsReport:
        path = tmp_path / "in.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])
        read, _ = read_coding_rows(path)
        return import_codings(study, path, read, coder="Vera", at=AT, keep_going=keep_going)

    return written_and_imported


def row(quote: str, *, code: str = "Big people", coder: str = "Anna", memo: str = "", shift: int = 0) -> list[object]:
    start = TEXT.index(quote) + shift
    return ["fg1.txt", start, start + len(quote), code, coder, quote, memo]


def refusal(imported: Import, *rows: Sequence[object], columns: Sequence[str] = COLUMNS) -> tuple[tuple[int, str], ...]:
    with pytest.raises(CodingsRefusedError) as error:
        imported(*rows, columns=columns)
    return error.value.refused


def test_one_guid_is_one_coding(imported: Import) -> None:
    """A second coding with the GUID of another is refused, not passed over as if it were there."""
    columns = (*COLUMNS, "guid")
    first, second = [*row("I watch"), GUID], [*row("Yes"), GUID]

    assert ((3, f"GUID '{GUID}': belongs to another coding; leave it out to make a new one."),) == refusal(
        imported, first, second, columns=columns
    )
    assert 1 == imported(first, columns=columns).made
    assert (0, 1) == ((again := imported(first, columns=columns)).made, again.known)
    assert 1 == len(refusal(imported, second, columns=columns))


def test_numbers_of_another_program_are_no_guids(imported: Import, study: Store) -> None:
    """Such codings come in under GUIDs of their own, and it is told of how many that holds; a GUID is kept."""
    columns = (*COLUMNS, "guid")
    report = imported(
        [*row("I watch"), "7"], [*row("Yes"), GUID], [*row("I watch", coder="Pavel"), ""], columns=columns
    )

    assert (3, 1) == (report.made, report.regiven)
    assert GUID in {one.guid for one in read_codings(study)}
    assert all(is_guid(one.guid) for one in read_codings(study))


def test_a_quote_left_open_does_not_swallow_the_rest(study: Store, tmp_path: Path) -> None:
    """The rows below would be lost in its memo."""
    path = tmp_path / "in.csv"
    path.write_text('source,start,end,code,memo\nfg1,0,5,Deference,x\nfg1,0,5,Deference,"open\nfg1,0,6,Deference,y\n')

    with pytest.raises(TableFormatError, match=r"line 3: .*quotes"):
        read_coding_rows(path)


def test_a_row_is_known_by_the_line_it_begins_in(imported: Import) -> None:
    """However many lines its cells have."""
    assert [2, 5] == [line for line, _ in refusal(imported, row("Yes", code="No\nsuch\ncode"), row("Yes", code="None"))]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "yesterday", "2025-13-01"])
def test_a_time_no_calendar_has_is_refused(imported: Import, at: str) -> None:
    """In one line."""
    ((line, why),) = refusal(imported, [*row("Yes"), at], columns=(*COLUMNS, "at"))

    assert (2, True) == (line, "Time" in why)


@pytest.mark.parametrize(
    ("start", "end"), [("1_0", "2_0"), ("١", "٥"), ("1.5", "2"), ("1e3", "2e3"), ("-5", "5"), ("9" * 5000, "9" * 5001)]
)
def test_offsets_are_plain_whole_numbers(imported: Import, start: str, end: str) -> None:
    """Nothing else is guessed at, and the message stays short."""
    ((_, why),) = refusal(imported, ["fg1", start, end, "Big people", "", "", ""])

    assert "whole numbers" in why or "not inside" in why
    assert len(why) < 200


def test_whole_numbers_may_be_written_as_decimals(imported: Import) -> None:
    """As tables do whose column had a gap."""
    assert 1 == imported(["fg1", " 30.0", "33.00 ", "Big people", "", "", ""]).made


def test_a_quote_that_stands_elsewhere_is_told_where(imported: Import) -> None:
    """Offsets in bytes or UTF-16 units are the usual reason."""
    start = TEXT.index("I watch")

    ((_, why),) = refusal(imported, row("I watch", shift=1))

    assert f"It stands at {start}-{start + 7}." in why


@pytest.mark.parametrize("quote", [" I watch ", "I\u00a0watch"])
def test_a_quote_that_differs_in_white_space_only_is_told_so(imported: Import, quote: str) -> None:
    """The two would look the same in the message."""
    cells = row("I watch")
    cells[5] = quote

    ((_, why),) = refusal(imported, cells)

    assert "differs only in white space" in why


def test_a_column_twice_is_refused(study: Store, tmp_path: Path) -> None:
    """Also under another name that means the same."""
    path = tmp_path / "in.csv"
    for header in ("source,start,end,code,code", "source,start,end,code,file"):
        path.write_text(f"{header}\nfg1,0,5,Deference,Deference\n")

        with pytest.raises(TableFormatError, match=r"line 1: .* twice"):
            read_coding_rows(path)


def test_a_very_long_memo_and_quote_come_back(study: Store, imported: Import, tmp_path: Path) -> None:
    """A cell may be as long as a transcript."""
    imported(row("Yes", memo="word " * 50_000))
    path = tmp_path / "out.csv"
    before = coding_rows(study)
    write_table(before, path, {})

    read, _ = read_coding_rows(path)

    assert before[0]["memo"] == read[0].memo


def test_codes_are_written_so_that_they_are_found_again(study: Store, tmp_path: Path) -> None:
    """Whatever separators, GUIDs and codebooks' names their own names look like."""
    for number, name in enumerate(("Peace talks", "A")):
        path = tmp_path / f"{number}.yaml"
        path.write_text(
            f"name: Book {name}\ncodes:\n- name: A > B\n- name: A\n  codes: [B, B / C]\n- name: B\n  codes: [C, c/d]\n"
            f"- name: Book A\n  codes: [A]\n- name: {GUID}\n- name: '{number}'\n"
        )
        import_codebook(study, path, read_codebook(path), coder="Vera", at=AT)
    books = read_codebooks(study)
    written = written_paths(books)

    assert list(written) == [find_code(books, path)[1].guid for path in written.values()]
    assert "1" in written.values()


@pytest.mark.parametrize(("written", "stored"), [("", None), ("1", 1), (" 3.0", 3)])
def test_a_confidence_is_read_from_its_column(study: Store, imported: Import, written: str, stored: int | None) -> None:
    """Empty where the coder did not say; a decimal as spreadsheets write it."""
    imported([*row("Yes"), written], columns=(*COLUMNS, "confidence"))

    assert [stored] == [found["confidence"] for found in coding_rows(study)]


@pytest.mark.parametrize("written", ["0", "4", "sure", "1.5"])
def test_a_confidence_that_is_none_is_refused(imported: Import, written: str) -> None:
    """The three there are, are told."""
    ((line, why),) = refusal(imported, [*row("Yes"), written], columns=(*COLUMNS, "confidence"))

    assert (2, True) == (line, "1 (doubtful), 2, 3 (sure)" in why)
