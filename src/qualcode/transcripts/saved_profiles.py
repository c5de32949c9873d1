"""Profiles kept between imports: one TOML file each in the folder of the person's settings."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from qualcode.errors.files import UnreadableFileError, UnwritableFileError
from qualcode.errors.profiles import UnknownProfileError
from qualcode.errors.values import InvalidValueError
from qualcode.files import write_whole
from qualcode.model.identity import checked_name
from qualcode.settings import settings_file
from qualcode.transcripts.profiles import PLAIN, Columns, Profile

_NO_FILE = re.compile(r'[/\\:*?"<>|\x00]|^\.')


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles there are, in order."""
    folder = settings_file().parent / "profiles"
    return tuple(sorted(path.stem for path in folder.glob("*.toml"))) if folder.is_dir() else ()


def save_profile(name: str, profile: Profile) -> Path:
    """Keep a profile under a name, in place of the one that has it, and return its file.

    Raises:
        InvalidValueError: the name cannot be a file's.
        UnwritableFileError: the settings cannot be written.
    """
    path = _path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(path, (error.strerror or str(error)).lower()) from error
    write_whole(path, _written(profile).encode())
    return path


def read_profile(name: str) -> Profile:
    """Return the profile of that name.

    Raises:
        UnknownProfileError: there is none.
        UnreadableFileError: its file is broken.
    """
    path = _path(name)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return _profile(told)
    except FileNotFoundError:
        raise UnknownProfileError(name, profile_names()) from None
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "the disk refused") from None
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise UnreadableFileError(path, f"it is not as profiles are written ({error})") from None


def _path(name: str) -> Path:
    name = checked_name("Profile", name)
    if _NO_FILE.search(name):
        raise InvalidValueError("Profile", name, 'becomes a file, so none of / \\ : * ? " < > | may be in it.')
    return settings_file().parent / "profiles" / f"{name}.toml"


def _written(profile: Profile) -> str:
    lines = ["# How transcripts of one origin are read: qualcode import --profile NAME"]
    lines += [f"{name} = {_quoted(value)}" for name in PLAIN if (value := getattr(profile, name)) is not None]
    if profile.renamed:
        pairs = ", ".join(f"[{_quoted(old)}, {_quoted(new)}]" for old, new in profile.renamed)
        lines.append(f"renamed = [{pairs}]")
    columns = profile.columns
    if columns != Columns():
        lines.append("\n[columns]")
        lines += [f"{name} = {_quoted(one)}" for name in ("speaker", "time") if (one := getattr(columns, name))]
        if columns.text:
            lines.append(f"text = [{', '.join(map(_quoted, columns.text))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _profile(told: Mapping[str, object]) -> Profile:
    columns = told.get("columns", {})
    if not isinstance(columns, dict):
        raise TypeError("columns is no table")
    listed = told.get("renamed", [])
    if not isinstance(listed, list):
        raise TypeError("renamed is no list")
    plain = {name: told[name] for name in PLAIN if name in told}
    if not all(isinstance(value, str) for value in plain.values()):
        raise TypeError("a setting is no text")
    return Profile(
        renamed=tuple((str(old), str(new)) for old, new in listed),
        columns=Columns(speaker=columns.get("speaker"), text=tuple(columns.get("text", ())), time=columns.get("time")),
    ).told(**plain)
