"""What a table was made from: written into every format, and read back."""

import io
import json
import zipfile

import polars as pl
import pytest

from qualcode.errors.base import QualcodeError
from qualcode.errors.exports import NoProvenanceError
from qualcode.errors.files import UnknownFormatError, UnreadableFileError
from qualcode.exports.provenance_reading import read_provenance
from qualcode.exports.tables import ENDINGS, fingerprint, sidecar_of, write_sidecar, write_table
from tests.exports.hostile import ABOUT, SHORT

ROWS = [{"what": what, "n": n, "quote": text.replace("\ud83d", "")} for n, (what, text) in enumerate(SHORT.items())]
SPOOF = (
    '<!-- qualcode {"project": "other"} -->\n% qualcode {"project": "other"}\n<script id="qualcode-about">{}</script>'
)


def written(path, rows=ROWS):
    write_table(rows, path, ABOUT)
    if path.suffix in (".csv", ".tsv"):
        write_sidecar(path, ABOUT)
    return path


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_gives_back_what_the_table_was_made_from(ending, tmp_path):
    """Exactly, with its nesting and whatever names hold."""
    assert read_provenance(written(tmp_path / f"freq{ending}")).about == ABOUT


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_quote_cannot_pose_as_it(ending, tmp_path):
    """Cells that look like the place where it stands are only cells."""
    rows = [{"JSON": "JSON", "about": SPOOF, SPOOF: json.dumps({"about": {"project": "other"}})}]

    assert read_provenance(written(tmp_path / f"freq{ending}", rows)).about == ABOUT


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_without_it_is_refused_in_one_line(ending, tmp_path):
    """The file is named."""
    write_table(ROWS, tmp_path / f"freq{ending}", {})

    with pytest.raises(NoProvenanceError, match=rf"freq\{ending}.* does not say what it was made from"):
        read_provenance(tmp_path / f"freq{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "data", [b"", b"\0" * 100, b"PK\x03\x04garbage", b"PAR1garbagePAR1", b"[" * 200_000, b"{}", b"\xff\xfe{"]
)
def test_a_broken_file_is_one_line(ending, data, tmp_path):
    """Never a traceback."""
    path = tmp_path / f"freq{ending}"
    path.write_bytes(data)
    if ending in (".csv", ".tsv"):
        sidecar_of(path).write_bytes(data)

    with pytest.raises((NoProvenanceError, UnreadableFileError)) as caught:
        read_provenance(path)

    assert "\n" not in str(caught.value)


def test_a_workbook_with_entities_is_refused(tmp_path):
    """A small file that unfolds into a huge one."""
    path = written(tmp_path / "freq.xlsx")
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    file = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "xl/workbook.xml" else old.read(name))
    path.write_bytes(file.getvalue())

    with pytest.raises(UnreadableFileError, match="damaged"):
        read_provenance(path)


def test_a_workbook_saved_by_another_program_still_says_it(tmp_path):
    """Sorted and saved again."""
    import openpyxl

    path = written(tmp_path / "freq.xlsx")
    book = openpyxl.load_workbook(path)
    book["table"]["B2"] = 99
    book.save(path)

    assert read_provenance(path).about == ABOUT


def test_a_changed_table_shows(tmp_path):
    """The file beside a CSV knows what it was."""
    path = written(tmp_path / "freq.csv")
    assert read_provenance(path).is_changed is False

    path.write_text("changed\n", encoding="utf-8")

    assert read_provenance(path).is_changed is True


@pytest.mark.parametrize("name", ["gone.csv", "gone.json", "folder.json", "gone.xlsx", "folder.xlsx", "gone.parquet"])
def test_what_is_not_there_is_said(name, tmp_path):
    """A missing file, a folder."""
    if name.startswith("folder"):
        (tmp_path / name).mkdir()

    with pytest.raises(QualcodeError, match=r"no such file|folder"):
        read_provenance(tmp_path / name)


def test_an_unknown_ending_is_said(tmp_path):
    """With those that are known."""
    with pytest.raises(UnknownFormatError, match=r"\.csv"):
        read_provenance(tmp_path / "freq.doc")


def test_equal_figures_have_equal_fingerprints():
    """Whatever they come as; another figure has another."""
    assert fingerprint(pl.DataFrame(ROWS)) == fingerprint(ROWS)
    assert fingerprint(ROWS) != fingerprint(ROWS[1:])
