"""What is remembered of a person."""

from pathlib import Path

import pytest

from qualcode.errors import UnreadableFileError, UnwritableFileError
from qualcode.settings import known_coder, remember_coder, settings_file


@pytest.mark.parametrize("name", ["Anna K.", 'O"Neil\\', "Анна 😀", "a = b"])
def test_a_name_is_remembered_as_it_was_told(name: str) -> None:
    """Quotes, backslashes and all."""
    remember_coder(name)

    assert name == known_coder()


def test_other_settings_stay(tmp_path: Path) -> None:
    """Whoever wrote them."""
    settings_file().parent.mkdir()
    settings_file().write_text('color = "dark"\ncoder = "Old"\n[table]\nx = 1\n')

    remember_coder("New")

    assert 'coder = "New"\ncolor = "dark"\n[table]\nx = 1\n' == settings_file().read_text()


@pytest.mark.parametrize("broken", [b"coder = \n", b"\xff\xfe\x00", b'coder = "a'])
def test_broken_settings_are_one_line_and_stay_as_they_are(broken: bytes) -> None:
    """Read or written: the person may want to mend them."""
    settings_file().parent.mkdir()
    settings_file().write_bytes(broken)

    with pytest.raises(UnreadableFileError, match="mend or delete it"):
        known_coder()
    with pytest.raises(UnwritableFileError, match="mend or delete it"):
        remember_coder("Anna")

    assert broken == settings_file().read_bytes()


def test_settings_where_no_folder_can_be_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in its place, or a name too long."""
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / ("x" * 300)):
        monkeypatch.setenv("QUALCODE_CONFIG", str(folder))

        with pytest.raises(UnwritableFileError):
            remember_coder("Anna")
