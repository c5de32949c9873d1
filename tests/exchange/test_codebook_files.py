"""Codebook files into a project: whose copy they bring up to date."""

from pathlib import Path

import pytest

from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import write_codebook
from qualcode.errors.codebooks import CodebookError
from qualcode.exchange.codebook_files import import_codebook
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Store
from tests.conftest import AT, BOOK


def test_a_table_updates_by_guid_whatever_it_is_called(study: Store, tmp_path: Path) -> None:
    """CSV holds no GUID of the codebook; those of its codes tell whose it is, and its name stays."""
    path = tmp_path / "from Pavel.csv"
    write_codebook(BOOK, path)
    path.write_text(path.read_text().replace("News fatigue", "Tired of news"))
    read = read_codebook(path)

    report = import_codebook(study, path, read, coder="Vera", at=AT)

    assert ["renamed: News fatigue → Tired of news"] == [change.sentence() for change in report.changes]
    assert (1, BOOK.name) == (len(read_codebooks(study)), report.codebook.name)


def test_a_file_with_codes_of_two_codebooks_is_refused(study: Store, tmp_path: Path) -> None:
    """It belongs to neither."""
    other = tmp_path / "Other.csv"
    other.write_text("name,guid\nJoke,0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0099\n")
    import_codebook(study, other, read_codebook(other), coder="Vera", at=AT)
    both = tmp_path / "both.csv"
    write_codebook(BOOK, both)
    both.write_text(both.read_text() + "Joke,,,,,,,,,0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0099\n")

    with pytest.raises(CodebookError, match="'Joke' belongs to codebook 'Other'"):
        import_codebook(study, both, read_codebook(both), coder="Vera", at=AT)
