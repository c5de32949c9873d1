"""Tables written to files and to standard output."""

import csv
import json
import os
import stat
from pathlib import Path

import polars as pl
import pytest

from qualcode.errors.exports import TooLargeForExcelError
from qualcode.errors.files import UnknownFormatError, UnwritableFileError
from qualcode.exports.tables import ENDINGS, table_text, write_table
from qualcode.files import defused
from tests.exports.hostile import HOSTILE

ROWS = [{"code": "Надежда", "codings": 3, "percent": 37.5}, {"code": "Fear", "codings": 0, "percent": None}]
ABOUT = {"program": "qualcode 0.1.0", "coders": ("Kim", "Lee"), "filters": {"wave": "2"}, "by": None}
ESCAPE = "\x1b]0;owned\x07\x9b31m\u202eevil"


def test_csv_is_a_header_and_rows(tmp_path):
    """What the table was made from is not in it: readers would take it for data."""
    write_table(ROWS, tmp_path / "freq.csv", ABOUT)

    assert (tmp_path / "freq.csv").read_bytes().decode() == "code,codings,percent\nНадежда,3,37.5\nFear,0,\n"


def test_a_frame_and_its_rows_are_written_alike(tmp_path):
    """Frames from analysis, dictionaries from lists of sources or cases."""
    write_table(pl.DataFrame(ROWS), tmp_path / "frame.json", ABOUT)
    write_table(ROWS, tmp_path / "rows.json", ABOUT)

    assert (tmp_path / "frame.json").read_bytes() == (tmp_path / "rows.json").read_bytes()


def test_excel_gets_a_byte_order_mark(tmp_path):
    """Only then does it read Cyrillic and umlauts right."""
    write_table(ROWS, tmp_path / "freq.csv", ABOUT, excel=True)

    assert (tmp_path / "freq.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,")


def test_formats_that_need_no_byte_order_mark_get_none(tmp_path):
    """JSON with one is no JSON."""
    write_table(ROWS, tmp_path / "freq.json", ABOUT, excel=True)

    assert (tmp_path / "freq.json").read_bytes().startswith(b"{")


def test_the_ending_says_the_format_in_any_letter_case(tmp_path):
    """FREQ.TSV has tabs."""
    write_table(ROWS, tmp_path / "FREQ.TSV", ABOUT)

    assert (tmp_path / "FREQ.TSV").read_text(encoding="utf-8").splitlines()[1] == "Надежда\t3\t37.5"


@pytest.mark.parametrize("name", ["freq.doc", "freq", ".csv"])
def test_an_unknown_ending_is_refused_with_those_that_are_known(tmp_path, name):
    """Nothing is written."""
    with pytest.raises(UnknownFormatError, match=r"\.csv, \.tsv, \.md, \.html, \.tex, \.json, \.xlsx, \.parquet"):
        write_table(ROWS, tmp_path / name, ABOUT)

    assert list(tmp_path.iterdir()) == []


def test_csv_files_keep_the_characters_of_the_data(tmp_path):
    """A program reads back exactly what was stored, escape sequences and line ends too."""
    texts = [ESCAPE, "a\rb", "a\r\nb", 'say "so"', "a,b", " a ", "NUL \0"]

    write_table([{"quote": text} for text in texts], tmp_path / "quotes.csv", {})

    with (tmp_path / "quotes.csv").open(encoding="utf-8", newline="") as file:
        assert [row["quote"] for row in csv.DictReader(file)] == texts


@pytest.mark.parametrize("form", ["csv", "tsv", "md", "html", "tex", "json"])
def test_nothing_on_standard_output_can_steer_a_terminal(form):
    """No control character but newline and the format's own tabs, and no bidirectional override, from data or about."""
    text = table_text([{f"name{ESCAPE}": ESCAPE, "list": [ESCAPE]}], form, {f"project{ESCAPE}": ESCAPE})

    raw = {char for char in text if ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char == "\u202e"}
    assert raw <= {"\n", "\t"}


def test_markdown_files_are_harmless_too(tmp_path):
    """People read them with `cat`."""
    write_table([{"quote": ESCAPE}], tmp_path / "quotes.md", {})

    assert "\x1b" not in (tmp_path / "quotes.md").read_text(encoding="utf-8")


def test_standard_output_of_an_unknown_form_is_refused():
    """The forms that exist are told."""
    with pytest.raises(UnknownFormatError, match="csv, tsv, md, html, tex, json"):
        table_text(ROWS, "doc", ABOUT)


def test_a_table_without_rows_is_a_header(tmp_path):
    """A frame knows its columns even then."""
    frame = pl.DataFrame(schema={"code": str, "codings": int})

    assert table_text(frame, "csv", {}) == "code,codings\n"
    assert json.loads(table_text(frame, "json", {})) == {"about": {}, "rows": []}
    assert table_text(frame, "md", {}) == "| code | codings |\n| ---- | ------- |\n"


@pytest.mark.parametrize(("form", "text"), [("csv", ""), ("md", ""), ("json", '{"about": {},\n"rows": []}\n')])
def test_rows_that_are_not_there_have_no_columns(form, text):
    """An empty list of dictionaries."""
    assert table_text([], form, {}) == text


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path):
    """A shared file stays shared, and nothing is left beside it."""
    path = tmp_path / "freq.csv"
    path.write_text("old")
    path.chmod(0o640)

    write_table(ROWS, path, ABOUT)

    assert path.read_text(encoding="utf-8").startswith("code,")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [found.name for found in tmp_path.iterdir()] == ["freq.csv"]


def test_a_link_stays_a_link(tmp_path):
    """What it points to is replaced."""
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")

    write_table(ROWS, tmp_path / "link.csv", ABOUT)

    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith("code,")


def test_a_pipe_is_written_to(tmp_path):
    """It is not replaced by a file."""
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    write_table(ROWS, pipe, ABOUT)

    assert os.read(reader, 5) == b"code,"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    os.close(reader)


def test_a_missing_folder_is_said(tmp_path):
    """Folders are not made by surprise."""
    with pytest.raises(UnwritableFileError, match="there is no folder"):
        write_table(ROWS, tmp_path / "results" / "freq.csv", ABOUT)


def test_a_file_in_place_of_a_folder_is_said(tmp_path):
    """One line, no traceback."""
    (tmp_path / "results").write_text("a file")

    with pytest.raises(UnwritableFileError, match="there is no folder"):
        write_table(ROWS, tmp_path / "results" / "freq.csv", ABOUT)


def test_a_folder_is_said(tmp_path):
    """A folder can end in .csv."""
    (tmp_path / "freq.csv").mkdir()

    with pytest.raises(UnwritableFileError, match="it is a folder"):
        write_table(ROWS, tmp_path / "freq.csv", ABOUT)


def test_a_name_that_cannot_be_one_is_said(tmp_path):
    """Too long, or with a zero byte in it."""
    for name in ("x" * 300 + ".csv", "a\0b.csv"):
        with pytest.raises(UnwritableFileError):
            write_table(ROWS, tmp_path / name, ABOUT)


def test_a_read_only_file_is_left_alone(tmp_path, monkeypatch):
    """Though its folder would allow to replace it."""
    path = tmp_path / "freq.csv"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, who may write everything

    with pytest.raises(UnwritableFileError, match="read-only"):
        write_table(ROWS, path, ABOUT)

    assert path.read_text() == "old"


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    """A disk that is full at the last moment: the old table stands, and no half one beside it."""
    path = tmp_path / "freq.csv"
    path.write_text("old")

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(UnwritableFileError, match="no space left"):
        write_table(ROWS, path, ABOUT)

    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("freq.csv", "old")]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("what", HOSTILE)
def test_no_text_stops_a_format_or_leaves_its_cell(ending, what, tmp_path):
    """As a cell, a heading and what the table was made from; only Excel has a longest cell, and says so."""
    path = tmp_path / f"t{ending}"
    rows = [{HOSTILE[what]: HOSTILE[what], "n": -5}]
    if (ending, what) == (".xlsx", "long"):
        with pytest.raises(TooLargeForExcelError, match="has 1,000,000"):
            write_table(rows, path, {"project": HOSTILE[what]})
        assert not path.exists()
        return

    write_table(rows, path, {"project": HOSTILE[what]})

    data = path.read_bytes()
    assert data
    if ending in (".csv", ".tsv"):
        usual = csv.field_size_limit(2_000_000)
        with path.open(encoding="utf-8", newline="") as file:
            _, cells = csv.reader(file, delimiter="," if ending == ".csv" else "\t")
        csv.field_size_limit(usual)
        assert [cells[0], "-5"] == [defused(HOSTILE[what]).encode("utf-8", "replace").decode(), cells[1]]
        assert not cells[0].startswith(("=", "+", "-", "@", "\t"))
    if ending == ".json":
        assert json.loads(data)["rows"] == [{HOSTILE[what]: HOSTILE[what], "n": -5}]
    if ending == ".md":
        lines = data.decode().splitlines()
        assert len(lines) == 7
        assert lines[2].startswith("| ")
