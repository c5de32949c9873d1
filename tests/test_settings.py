"""What is remembered of a person."""

import tomllib
from pathlib import Path

import pytest

from qualcode.errors.files import UnreadableFileError, UnwritableFileError
from qualcode.settings import Settings, read_settings, remember, settings_file


def written(text: str | bytes) -> Path:
    """A settings file as a person left it."""
    file = settings_file()
    file.parent.mkdir()
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_nothing_is_remembered_at_first() -> None:
    """No file, no name, the program's own looks."""
    assert Settings(coder="", theme="", line_width=84) == read_settings()


@pytest.mark.parametrize("name", ["Anna K.", 'O"Neil\\', "Анна 😀", "a = b", "\\1 \\g<0>"])
def test_a_name_is_remembered_as_it_was_told(name: str) -> None:
    """Quotes, backslashes and all; also over another name."""
    remember(coder="Old")
    remember(coder=name)

    assert Settings(coder=name) == read_settings()


def test_several_settings_are_remembered_at_once() -> None:
    """And those of before stay."""
    remember(coder="Anna")
    remember(theme="nord", line_width=0)

    assert Settings(coder="Anna", theme="nord", line_width=0) == read_settings()


def test_other_settings_and_comments_stay() -> None:
    """Whoever wrote them; a setting stays in its line, and one with the same name in a table is another."""
    file = written('# mine\ncolor = "dark"\n\ncoder = "Old"\n  [keys]  # below\ncoder = "x"\nx = ["#1"]\n')

    remember(coder="New", line_width=60)

    expected = '# mine\ncolor = "dark"\n\ncoder = "New"\n  [keys]  # below\ncoder = "x"\nx = ["#1"]\n'
    assert f"line_width = 60\n{expected}" == file.read_text()


def test_a_new_setting_stands_above_the_tables() -> None:
    """Where it belongs to none of them."""
    file = written('[keys]\n"coding.undo" = "u"\n')

    remember(theme="nord")

    assert {"theme": "nord", "keys": {"coding.undo": "u"}} == tomllib.loads(file.read_text())


def test_what_cannot_be_meant_counts_as_not_told() -> None:
    """Numbers for names, words and yes or no for numbers."""
    written('coder = 3\ntheme = ["dark"]\nline_width = true\n')

    assert Settings() == read_settings()


@pytest.mark.parametrize("broken", [b"coder = \n", b"\xff\xfe\x00", b'coder = "a'])
def test_broken_settings_are_one_line_and_stay_as_they_are(broken: bytes) -> None:
    """Read or written: the person may want to mend them."""
    file = written(broken)

    with pytest.raises(UnreadableFileError, match="mend or delete it"):
        read_settings()
    with pytest.raises(UnwritableFileError, match="mend or delete it"):
        remember(coder="Anna")

    assert broken == file.read_bytes()


@pytest.mark.parametrize(
    "told", ['coder = """\nOld"""\n', "'coder' = 'Old'\n", 'note = """\ncoder = 1\n"""\ncoder = "Old"\n']
)
def test_what_would_be_damaged_is_left_alone(told: str) -> None:
    """A setting in a form this program does not write: said in one line, and nothing is written."""
    file = written(told)

    with pytest.raises(UnwritableFileError, match="mend or delete it"):
        remember(coder="Anna")

    assert told == file.read_text()


def test_settings_where_no_folder_can_be_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in its place, or a name too long."""
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / ("x" * 300)):
        monkeypatch.setenv("QUALCODE_CONFIG", str(folder))

        with pytest.raises(UnwritableFileError):
            remember(coder="Anna")
