"""What qualcode remembers of a person between projects: their name as a coder, and how the screen looks.

One TOML file in the folder that the system gives programs for settings; QUALCODE_CONFIG names another folder. The file
is the person's: comments, tables and settings that this program does not know stay as they are.
"""

import json
import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path

from qualcode.errors.files import UnreadableFileError, UnwritableFileError

Value = str | int | bool
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered; as here where nothing was told yet, or something that cannot be meant.

    Attributes:
        coder: the name this person codes under, or an empty text.
        theme: the name of the terminal UI's theme, or an empty text for its own.
        line_width: how many cells a line of a transcript takes at most; 0 for as many as the screen has.
        is_toured: whether this person has taken the tour, or sent it away.
        keys: which keys commands are wanted on, by the commands' ids, as they stand in the table `[keys]`.
    """

    coder: str = ""
    theme: str = ""
    line_width: int = 84
    is_toured: bool = False
    keys: dict[str, object] = field(default_factory=dict)


def settings_file() -> Path:
    """Return where the settings are kept."""
    named = os.environ.get("QUALCODE_CONFIG")
    if named:
        return Path(named) / "settings.toml"
    from platformdirs import user_config_path

    return user_config_path("qualcode") / "settings.toml"


def read_settings() -> Settings:
    """Return what is remembered.

    Raises:
        UnreadableFileError: the settings file is broken.
    """
    path = settings_file()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path, _reason(error)) from error
    known = {one.name: told[one.name] for one in fields(Settings) if one.name in told}
    known |= {"keys": _flat(known["keys"])} if type(known.get("keys")) is dict else {}
    return Settings(**{name: value for name, value in known.items() if type(value) is type(getattr(_UNTOLD, name))})


def _flat(table: dict[str, object], above: str = "") -> dict[str, object]:
    """Return a table by whole names: `coding.undo` without quotation marks is a table in a table to TOML."""
    flat: dict[str, object] = {}
    for name, value in table.items():
        flat |= _flat(value, f"{above}{name}.") if isinstance(value, dict) else {above + name: value}
    return flat


_UNTOLD = Settings()


def remember(**values: Value) -> None:
    """Keep settings by their names, checked by whoever asked for them, for the next time; others in the file stay.

    Raises:
        UnwritableFileError: the settings cannot be written.
    """
    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        told = tomllib.loads(before)
        text = before
        for name, value in values.items():
            text = _with_setting(text, name, value)
        if tomllib.loads(text) != told | values:
            raise ValueError("a setting over several lines is in the way")
        draft = path.with_suffix(".new")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except (OSError, ValueError) as error:
        raise UnwritableFileError(path, _reason(error)) from error


def _with_setting(text: str, name: str, value: Value) -> str:
    """Return the text with a setting in its line, or in a new one above everything."""
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    # Below the first table's name a key would be the table's own.
    table = _TABLE.search(text)
    top = text[: table.start()] if table else text
    changed, count = re.subn(rf"^[ \t]*{name}[ \t]*=.*$", lambda _: line, top, count=1, flags=re.MULTILINE)
    return (changed if count else f"{line}\n{top}") + text[len(top) :]


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return f"it is not as settings are written ({error}); mend or delete it"
